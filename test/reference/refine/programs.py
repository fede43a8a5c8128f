"""Programs to damage: the families of the embedded model, and charts and drawings with decimals."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "nano"))

from families import F

HEAD = "import matplotlib.pyplot as plt\nimport numpy as np\n\n"
COLOURS = ["tab:blue", "crimson", "darkgreen", "navy", "chocolate"]


def grouped(r):
    n = r.randint(3, 4)
    one, two = ([round(r.uniform(2, 9), 1) for _ in range(n)] for _ in range(2))
    names = ["north", "south", "east", "west"][:n]
    return (
        f"{HEAD}labels = {names}\none = {one}\ntwo = {two}\nx = np.arange({n})\nwidth = 0.35\n\nfig, ax = plt.subplots(figsize=(6, 4))\n"
        "ax.bar(x - width / 2, one, width, label='2023', color='steelblue')\n"
        "ax.bar(x + width / 2, two, width, label='2024', color='orange')\n"
        "ax.set_xticks(x, labels)\nax.set_ylabel('Output in t')\nax.set_ylim(0, 12)\nax.legend()\nplt.show()\n"
    )


def curves(r):
    n = r.randint(4, 6)
    y = [[round(r.uniform(5, 40), 1) for _ in range(n)] for _ in range(2)]
    x = list(range(2000, 2000 + 5 * n, 5))
    return (
        f"{HEAD}years = {x}\nplt.figure(figsize=(6, 4))\nplt.plot(years, {y[0]}, marker='o', color='tab:red', label='a')\n"
        f"plt.plot(years, {y[1]}, '--', color='tab:blue', label='b')\nplt.ylim(0, 45)\nplt.xlabel('Year')\nplt.title('Two series')\nplt.legend()\nplt.show()\n"
    )


def scatter(r):
    n = r.randint(5, 9)
    x, y = ([round(r.uniform(0.5, 9.5), 1) for _ in range(n)] for _ in range(2))
    return (
        f"{HEAD}fig, ax = plt.subplots(figsize=(5, 4))\nax.scatter({x}, {y}, s=40, color='{r.choice(COLOURS)}')\n"
        "ax.set_xlim(0, 10)\nax.set_ylim(0, 10)\nax.grid(True)\nplt.show()\n"
    )


def forces(r):
    arrows = [(round(r.uniform(-3, 3), 1), round(r.uniform(0.8, 3), 1)) for _ in range(3)]
    lines = "".join(
        f"ax.annotate('', xy=({x}, {y}), xytext=(0, 0), arrowprops=dict(arrowstyle='->', color='{c}', lw=2))\n"
        for (x, y), c in zip(arrows, ["red", "blue", "green"])
    )
    texts = "".join(f"ax.text({round(x * 1.1, 2)}, {round(y * 1.1, 2)}, 'F{i}')\n" for i, (x, y) in enumerate(arrows, 1))
    return f"{HEAD}fig, ax = plt.subplots(figsize=(5, 4))\n{lines}{texts}ax.set_xlim(-4, 4)\nax.set_ylim(-1, 4)\nax.set_aspect('equal')\nplt.show()\n"


def shapes(r):
    x, y = (round(r.uniform(1, 4), 1) for _ in range(2))
    w, h = (round(r.uniform(2, 4), 1) for _ in range(2))
    cx, cy, radius = round(r.uniform(6, 8), 1), round(r.uniform(5, 7), 1), round(r.uniform(0.8, 1.8), 1)
    return (
        f"{HEAD}from matplotlib.patches import Circle, Rectangle, Wedge\n\nfig, ax = plt.subplots(figsize=(5, 5))\n"
        f"ax.add_patch(Rectangle(({x}, {y}), {w}, {h}, facecolor='lightyellow', edgecolor='black', lw=1.5))\n"
        f"ax.add_patch(Circle(({cx}, {cy}), {radius}, facecolor='none', edgecolor='{r.choice(COLOURS)}', lw=2))\n"
        f"ax.add_patch(Wedge(({round(r.uniform(2, 4), 1)}, 7.5), 1.5, {r.randint(10, 60)}, {r.randint(120, 300)}, color='teal'))\n"
        f"ax.plot([{x}, {cx}], [{y}, {cy}], color='gray', linestyle='--')\nax.set_xlim(0, 10)\nax.set_ylim(0, 10)\nax.set_aspect('equal')\nax.axis('off')\nplt.show()\n"
    )


def waves(r):
    a, b = round(r.uniform(0.5, 2.5), 1), round(r.uniform(0.6, 2), 1)
    return (
        f"{HEAD}x = np.linspace(0, 10, 400)\ny = {a} * np.sin({b} * x) + {round(r.uniform(-1, 1), 1)}\nfig, ax = plt.subplots(figsize=(6, 3.5))\n"
        f"ax.plot(x, y, color='{r.choice(COLOURS)}', lw=2)\nax.fill_between(x, y, {round(r.uniform(-2, -1), 1)}, alpha=0.3, color='lightblue')\n"
        f"ax.axvline({round(r.uniform(2, 8), 1)}, color='black', linestyle=':')\nax.set_ylim(-4, 4)\nax.set_title('Wave')\nplt.show()\n"
    )


def triangle(r):
    points = [(round(r.uniform(0, 2), 1), round(r.uniform(0, 2), 1)), (round(r.uniform(6, 9), 1), round(r.uniform(0, 3), 1))]
    points.append((round(r.uniform(2, 6), 1), round(r.uniform(5, 8), 1)))
    a, b, c = points
    return (
        f"{HEAD}A, B, C = {a}, {b}, {c}\n\nfig, ax = plt.subplots(figsize=(5, 4))\n"
        "for (x1, y1), (x2, y2) in [(A, B), (B, C), (C, A)]:\n    ax.plot([x1, x2], [y1, y2], 'k-', lw=1.5)\n"
        "for name, (x, y) in zip('ABC', [A, B, C]):\n    ax.text(x + 0.1, y + 0.2, name, fontsize=12)\n"
        "ax.plot(*A, 'ro')\nax.set_aspect('equal')\nax.axis('off')\nplt.show()\n"
    )


KINDS = [*F, grouped, curves, scatter, forces, shapes, waves, triangle]


def make(count: int, seed: int) -> list[str]:
    lot = random.Random(seed)
    return [KINDS[at % len(KINDS)](lot) for at in range(count)]
