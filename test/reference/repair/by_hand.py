"""Programs broken by hand, after faults that models' answers have: `(kind, original, (from, to), …)`; an empty `from` appends, None cuts."""

BARS = """import matplotlib.pyplot as plt

names = ['oak', 'ash', 'elm', 'fir']
values = [12, 7, 9.5, 4]
fig, ax = plt.subplots(figsize=(5, 4))
ax.bar(names, values, color='steelblue', edgecolor='black')
ax.set_title('Trees in the park')
ax.set_ylabel('count')
ax.set_ylim(0, 15)
plt.tight_layout()
plt.show()
"""
LINES = """import matplotlib.pyplot as plt
import numpy as np

x = np.linspace(0, 2 * np.pi, 100)
plt.figure(figsize=(6, 4))
plt.plot(x, np.sin(x), color='red', linestyle='--', label='sine')
plt.plot(x, np.cos(x), color='blue', label='cosine')
plt.xlabel('angle')
plt.ylabel('value')
plt.title('Waves')
plt.legend(loc='upper right')
plt.grid(True)
plt.show()
"""
SHAPE = """import matplotlib.pyplot as plt
import matplotlib.patches as patches
import math

points = {'A': (0, 0), 'B': (4, 0), 'C': (1, 3)}
fig, ax = plt.subplots()
for start, end in ['AB', 'BC', 'CA']:
    (x0, y0), (x1, y1) = points[start], points[end]
    ax.plot([x0, x1], [y0, y1], 'k-', linewidth=2)
for name, (x, y) in points.items():
    ax.text(x, y + 0.1, f'${name}$', fontsize=14, ha='center')
ax.add_patch(patches.Circle((2, 1), 0.5, fill=False, color='green'))
ax.text(2, 1, f'{math.hypot(4, 3):.0f}')
ax.set_aspect('equal')
ax.axis('off')
plt.show()
"""
PIE = """import matplotlib.pyplot as plt

labels = ['rent', 'food', 'fun']
sizes = [50, 30, 20]
colors = ['gold', 'salmon', 'skyblue']
plt.pie(sizes, labels=labels, colors=colors, autopct='%1.0f%%', startangle=90)
plt.axis('equal')
plt.title('Budget')
plt.show()
"""
PANELS = """import numpy as np
import matplotlib.pyplot as plt

t = np.arange(0, 5, 0.1)
fig, axs = plt.subplots(1, 2, figsize=(8, 3))
axs[0].plot(t, t ** 2, 'g-')
axs[0].set_title(r'$y = x^2$')
axs[1].scatter([1, 2, 3], [3, 1, 2], marker='o', s=40, cmap=None)
axs[1].set_title('points')
fig.suptitle('Two panels')
plt.tight_layout()
plt.show()
"""
SOLID = """import matplotlib.pyplot as plt
import numpy as np

fig = plt.figure()
ax = fig.add_subplot(projection='3d')
u = np.linspace(0, 2, 20)
ax.plot(u, u, u)
ax.xaxis.set_ticks([0, 1, 2])
plt.show()
"""

CASES = [
    ("missing import", LINES, ("import numpy as np\n", "")),
    ("missing import", SHAPE, ("import math\n", "")),
    ("missing import", SHAPE, ("import matplotlib.patches as patches\n", "")),
    ("missing import", SHAPE, ("import matplotlib.patches as patches\n", ""), ("patches.Circle", "Circle")),
    ("missing import", BARS, ("import matplotlib.pyplot as plt\n", "")),
    ("wrong import", BARS, ("matplotlib.pyplot as", "matplotlib as")),
    ("wrong import", LINES, ("matplotlib.pyplot", "matplotlib.pyplt")),
    ("wrong import", SHAPE, ("import math\n", "import math\nfrom matplotlib.lines import Circle\n"), ("patches.Circle", "Circle")),
    ("wrong import", BARS, ("\n\nnames", "\nimport seaborn as sns\nsns.set_style('white')\n\nnames")),
    ("wrong import", LINES, ("import numpy as np\n", "import numpy as np\nimport pandas as pd\n")),
    ("cut off", BARS.replace("plt.tight_layout()\nplt.show()\n", ""), ("15)\n", "15")),
    ("cut off", LINES, ("plt.grid(True)\nplt.show()\n", "plt.grid(Tr")),
    ("cut off", LINES, ("plt.grid(True)\nplt.show()\n", "plt.grid(True)\nplt.sho")),
    ("cut off", SHAPE, ("plt.show()\n", "for x in")),
    ("cut off", SHAPE, ("plt.show()\n", "for x in range(3):")),
    ("cut off", PIE, ("plt.title('Budget')\nplt.show()\n", "plt.title('Budget")),
    ("cut off", PANELS, ("plt.tight_layout()\nplt.show()\n", "plt.tight_layout()\nif True:\n    plt.sh")),
    ("indentation", SHAPE, ("    ax.plot([x0", "     ax.plot([x0")),
    ("indentation", SHAPE, ("    (x0, y0), (x1", "\t(x0, y0), (x1")),
    ("indentation", BARS, ("ax.set_ylabel", "  ax.set_ylabel")),
    ("indentation", SHAPE, ("    ax.plot([x0", "  ax.plot([x0")),
    ("unknown keyword", BARS, ("edgecolor='black'", "edgecolor='black', shadow_depth=3")),
    ("unknown keyword", LINES, ("label='cosine'", "label='cosine', smooth=True")),
    ("wrong keyword", SHAPE, ("linewidth=2", "thickness=2")),
    ("wrong keyword", SHAPE, ("fontsize=14", "font_size=14")),
    ("wrong keyword", LINES, ("figsize=(6, 4)", "fig_size=(6, 4)")),
    ("wrong keyword", BARS, ("color='steelblue'", "colour='steelblue'")),
    ("wrong attribute", BARS, ("ax.set_title", "ax.title")),
    ("wrong attribute", BARS, ("ax.set_ylabel", "ax.ylabel")),
    ("wrong attribute", LINES, ("plt.xlabel", "plt.set_xlabel")),
    ("wrong attribute", LINES, ("np.linspace", "np.linspce")),
    ("wrong attribute", BARS, ("fig, ax = plt.subplots", "ax = plt.subplots")),
    ("wrong variable", BARS, ("ax.bar(names, values", "ax.bar(name, value")),
    ("wrong variable", SHAPE, ("in points.items", "in point.items")),
    ("wrong variable", PANELS, ("fig.suptitle", "figure.suptitle")),
    ("wrong variable", BARS, ("fig, ax = plt.subplots(figsize=(5, 4))", "plt.subplots(figsize=(5, 4))")),
    ("wrong variable", LINES, ("plt.grid(True)", "plt.grid(true)")),
    ("formula", PANELS.replace(r"$y = x^2$", r"$y = \mathrm{x}^2$"), (r"\mathrm", r"\textrm")),
    ("formula", LINES.replace("'Waves'", r"r'$ \sin(x) \frac{1}{2}$'"), (r"$ \sin(x) \frac", r"$\displaystyle \sin(x) \tfrac")),
    ("formula", LINES.replace("'angle'", r"r'$\theta_{\mathrm{max}}$'"), (r"\mathrm", r"\textrm")),
    ("formula", LINES.replace("'angle'", r"r'$\frac{a}{b}$'"), ("{b}", "{b")),
    ("formula", LINES.replace("'angle'", r"r'$\frac{\pi}{2}$'"), (r"r'$\frac", r"'$\frac")),
    ("formula", LINES.replace("'angle'", r"r'$\mathrm{speed}{x}$'"), (r"\mathrm{speed}", r"\speed")),
    ("formula", SHAPE.replace("f'${name}$'", r"rf'$\mathrm{{{name}}}$'"), (r"\mathrm", r"\textrm")),
    ("length", BARS, ("[12, 7, 9.5, 4]", "[12, 7, 9.5, 4, 3]")),
    ("length", PANELS, ("[3, 1, 2]", "[3, 1, 2, 5]")),
    ("length", PIE, ("['rent', 'food', 'fun']", "['rent', 'food', 'fun', 'other']")),
    ("length", LINES, ("plt.plot(x, np.cos(x)", "plt.plot(np.append(x, 7), np.cos(x)")),
    ("python 2", BARS, ("plt.tight_layout()", "print 'layout'\nplt.tight_layout()")),
    ("python 2", SHAPE, ("fig, ax = plt.subplots()", "print \"points: %d\" % len(points)\nfig, ax = plt.subplots()")),
    ("quotes", PIE, ("'Budget'", "‘Budget’")),
    ("quotes", BARS, ("['oak', 'ash'", "[“oak”, “ash”")),
    ("quotes", LINES, ("'Waves'", "“Waves”"), ("'value'", "„value“")),
    ("quotes", BARS, ("0, 15", "0\u00a0, 15")),
    ("fences", PIE, ("import matplotlib", "```python\nimport matplotlib"), ("", "```\n")),
    ("fences", BARS, ("import matplotlib", "Sure! Here's the code you asked for:\n\nimport matplotlib")),
    ("fences", LINES, ("", "\nThis draws sine and cosine with the given colours.\n")),
    ("fences", SHAPE, ("plt.show()\n", "plt.show()\n```\n\nThe triangle is drawn with its circle.\n")),
    ("removed", SOLID, ("fig.add_subplot", "fig.gca")),
    ("removed", SOLID, ("ax.xaxis.set", "ax.w_xaxis.set")),
    ("removed", BARS, ("plt.tight_layout()", "plt.tight_layout()\nplt.hold(True)")),
    ("removed", LINES, ("x = np.linspace", "n = np.int(3)\nx = np.linspace")),
    ("removed", BARS, ("ax.set_ylim(0, 15)", "ax.set_axis_bgcolor('white')\nax.set_ylim(0, 15)")),
    ("removed", BARS, ("plt.tight_layout()", "fig.canvas.set_window_title('Trees')\nplt.tight_layout()")),
    ("removed", LINES, ("plt.grid(True)", "plt.grid(b=True)")),
    ("value", LINES, ("color='red'", "color='redd'")),
    ("value", LINES, ("linestyle='--'", "linestyle='dash'")),
    ("value", LINES, ("'upper right'", "'top right'")),
    ("value", PANELS, ("marker='o'", "marker='circle'")),
    ("value", PIE, ("'skyblue'", "'sky blue'")),
    ("value", SHAPE, ("ha='center'", "ha='middle'")),
    ("value", PIE, ("plt.axis('equal')", "plt.axis('equl')")),
    ("value", BARS, ("\n\nnames", "\n\nplt.style.use('seaborn-none')\nnames")),
    ("bracket", PIE, ("[50, 30, 20]", "[50, 30, 20")),
    ("bracket", BARS, ("ax.set_ylim(0, 15)", "ax.set_ylim((0, 15)")),
    ("bracket", LINES, ("plt.title('Waves')", "plt.title('Waves'))")),
    ("comma", PIE, ("50, 30, 20", "50, 30 20")),
    ("comma", SHAPE, ("'AB', 'BC'", "'AB', 'BC',,")),
    ("colon", SHAPE, ("points.items():", "points.items()")),
    ("panels", BARS, ("ax.set_title", "ax[0].set_title"), ("ax.set_ylabel", "ax[0].set_ylabel")),
    ("several", LINES, ("import numpy as np\n", ""), ("color='red'", "colour='red'"), ("plt.show()\n", "plt.sh")),
    ("several", SHAPE, ("import math\n", ""), ("ax.set_aspect", "ax.set_apsect"), ("linewidth=2", "line_width=2"), ("import matplotlib.pyplot", "Here it is:\nimport matplotlib.pyplot")),
]  # fmt: skip


def cases() -> list[dict]:
    """As `broken_programs` gives them."""
    made = []
    for kind, original, *changes in CASES:
        broken = original
        for old, new in changes:
            if old == "":
                broken += new
            elif old in broken:
                broken = broken.replace(old, new or "", 1)
        made.append({"kind": kind, "name": "by hand", "original": original, "broken": broken})
    return made
