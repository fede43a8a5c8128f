"""Figures as lists of elements that can be changed one by one, for measuring how well the score follows what is wrong.

`scene(kind, rng)` gives `{kind, size, axes, items}`; `draw(scene, look)` a matplotlib figure of it. An item is a dict with
its `type`; coordinates are data. `elements(scene)` counts what a person would name: items and texts.
"""
import matplotlib
import numpy as np
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Polygon

WORDS = "Sales Growth Output Rainfall Height Speed Energy Yield Demand Supply Votes Income Price Mass Charge".split()
THINGS = "Oslo Rome Paris Lima Cairo Delhi Tokyo Quito Berlin Madrid Accra Perth Apples Pears Plums Rice Corn Oats".split()
UNDER = ["Time (s)", "Year", "Distance (m)", "Sample", "Depth (m)", "Age", "x"]
LETTERS = list("ABCDEFGHKLMNPQRSTUVW")
PALETTES = [[f"C{i}" for i in range(10)], ["#264653", "#2a9d8f", "#e9c46a", "#f4a261", "#e76f51"],
            ["black", "dimgray", "firebrick", "navy", "darkgreen"], ["tomato", "teal", "goldenrod", "slateblue", "olive"]]
MARKERS = ["o", "s", "^", "D", "v", "P", "X"]
KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def scene(name, rng):
    palette = PALETTES[rng.integers(0, len(PALETTES))]
    shift = rng.integers(0, len(palette))
    colours = [to_hex(palette[(i + shift) % len(palette)]) for i in range(12)]
    size = [(4.8, 3.6), (5., 4.), (5.5, 3.6), (4.2, 4.)][rng.integers(0, 4)]
    axes, items = KINDS[name](rng, colours)
    plain = {"title": "", "xlabel": "", "ylabel": "", "names": [], "across": False, "grid": False, "framed": True, "equal": False, "legend": None}
    return {"kind": name, "size": size, "axes": plain | axes, "items": items}


def texts(scene):
    """Keys of the texts that it shows: of the axes, its categories and the labels of items."""
    axes = scene["axes"]
    keys = [("axes", name) for name in ("title", "xlabel", "ylabel") if axes[name]]
    keys += [("names", i) for i in range(len(axes["names"]))]
    seen = set()
    for i, item in enumerate(scene["items"]):
        shown = item["type"] in ("wedge", "letters") or axes["legend"]
        if shown and item.get("label") and item["label"] not in seen:
            seen.add(item["label"] if item["type"] not in ("wedge", "letters") else i)
            keys.append(("items", i))
    return keys


def things(scene):
    """Indices of what is drawn and is no text."""
    return [i for i, item in enumerate(scene["items"]) if item["type"] != "letters"]


def elements(scene):
    return len(things(scene)) + len(texts(scene))


def words(rng, x=True):
    told = {"title": f"{rng.choice(WORDS)} by {rng.choice(['city', 'year', 'month', 'group'])}", "ylabel": str(rng.choice(WORDS)),
            "grid": bool(rng.random() < .4)}
    if x:
        told["xlabel"] = str(rng.choice(UNDER))
    if rng.random() < .2:
        told["title"] = ""
    return told


def names(rng, n):
    return [str(name) for name in rng.choice(THINGS, n, replace=False)]


def spread(rng):
    return float(rng.choice([1, 5, 10, 80, 250, 1000, 4000, .4]))


def limits(low, high, room=.06):
    return [float(low - room * (high - low)), float(high + room * (high - low))]


def walk(rng, n, size):
    return np.cumsum(rng.normal(0, 1, n)) / np.sqrt(n) * size + size * rng.uniform(0, 2)


def box_of(items):
    points = np.concatenate([np.transpose([item["x"], item["y"]]) for item in items])
    (x0, y0), (x1, y1) = points.min(0), points.max(0)
    return {"xlim": limits(x0, x1), "ylim": limits(y0, y1, .1)}


@kind
def bars(rng, colours):
    n, size = int(rng.integers(4, 8)), spread(rng)
    items = [{"type": "bar", "x": i, "y": rng.uniform(.2, 1) * size, "width": .75, "base": 0, "colour": colours[0]} for i in range(n)]
    return words(rng, x=False) | {"names": names(rng, n), "xlim": [-.6, n - .4], "ylim": [0, size * 1.08]}, items


@kind
def bars_across(rng, colours):
    n, size = int(rng.integers(3, 7)), spread(rng)
    items = [{"type": "bar", "x": i, "y": rng.uniform(.2, 1) * size, "width": .7, "base": 0, "colour": colours[i % 3]} for i in range(n)]
    axes = {"title": f"{rng.choice(WORDS)} by group", "xlabel": str(rng.choice(WORDS)), "names": names(rng, n), "across": True}
    return axes | {"xlim": [0, size * 1.08], "ylim": [-.6, n - .4]}, items


@kind
def grouped(rng, colours):
    n, size, series = int(rng.integers(3, 6)), spread(rng), int(rng.integers(2, 4))
    labels = names(rng, n + series)
    items = [{"type": "bar", "x": i + (s - (series - 1) / 2) * .8 / series, "y": rng.uniform(.2, 1) * size, "width": .8 / series,
              "base": 0, "colour": colours[s], "label": labels[n + s]} for s in range(series) for i in range(n)]
    return words(rng, x=False) | {"names": labels[:n], "xlim": [-.6, n - .4], "ylim": [0, size * 1.35], "legend": "upper right"}, items


@kind
def stacked(rng, colours):
    n, size, series = int(rng.integers(3, 7)), spread(rng), int(rng.integers(2, 4))
    labels, base, items = names(rng, n + series), np.zeros(n), []
    for s in range(series):
        values = rng.uniform(.2, 1, n) * size
        items += [{"type": "bar", "x": i, "y": values[i], "width": .6, "base": base[i], "colour": colours[s], "label": labels[n + s]} for i in range(n)]
        base = base + values
    return words(rng, x=False) | {"names": labels[:n], "xlim": [-.6, n - .4], "ylim": [0, max(base) * 1.3], "legend": "upper left"}, items


@kind
def counts(rng, colours):
    values, cuts = np.histogram(rng.normal(rng.uniform(-5, 60), rng.uniform(1, 12), 300), bins=int(rng.integers(7, 15)))
    items = [{"type": "bar", "x": (a + b) / 2, "y": float(v), "width": b - a, "base": 0, "colour": colours[0], "edge": "#000000"}
             for v, a, b in zip(values, cuts, cuts[1:])]
    return words(rng) | {"xlim": limits(cuts[0], cuts[-1]), "ylim": [0, max(values) * 1.08]}, items


def lines_of(rng, colours, **more):
    n, size = int(rng.integers(6, 14)), spread(rng)
    labels = names(rng, 4)
    x = np.arange(n) + int(rng.choice([0, 1, 1990, 2010]))
    return [{"type": "line", "x": x.astype(float), "y": walk(rng, n, size), "colour": colours[i], "dash": "-", "marker": "", "label": labels[i]} | more
            for i in range(int(rng.integers(2, 5)))]


@kind
def lines(rng, colours):
    items = lines_of(rng, colours)
    return words(rng) | box_of(items) | {"legend": "upper left"}, items


@kind
def marked(rng, colours):
    items = lines_of(rng, colours, marker="o")
    for item, marker, dash in zip(items, rng.permutation(MARKERS), ["-", "--", ":", "-."]):
        item.update(marker=str(marker), dash=dash)
    return words(rng) | box_of(items) | {"legend": "lower right"}, items


@kind
def curves(rng, colours):
    x = np.linspace(-rng.integers(2, 7), rng.integers(2, 7), 160)
    shapes = [np.sin(x), x**2 / 4 - 1, np.exp(x / 3) - 1, np.cos(2 * x), x**3 / 20 - x / 2, np.tanh(x)]
    items = [{"type": "line", "x": x, "y": rng.uniform(.6, 1.6) * shapes[k], "colour": colours[i], "dash": "-", "marker": "", "label": f"f{i + 1}"}
             for i, k in enumerate(rng.choice(6, int(rng.integers(2, 4)), replace=False))]
    return {"title": "" if rng.random() < .5 else "Functions", "xlabel": "x", "ylabel": "y", "grid": True, "legend": "best"} | box_of(items), items


@kind
def clouds(rng, colours):
    size, labels = spread(rng), names(rng, 4)
    items = [{"type": "cloud", "x": rng.normal(i * 2 * size, size, n := int(rng.integers(8, 20))), "y": rng.normal(rng.uniform(-2, 2) * size, size, n),
              "colour": colours[i], "marker": str(rng.choice(MARKERS[:4])), "size": float(rng.uniform(20, 45)), "label": labels[i]}
             for i in range(int(rng.integers(3, 5)))]
    return words(rng) | box_of(items) | {"legend": "best"}, items


@kind
def stems(rng, colours):
    n, size = int(rng.integers(6, 13)), spread(rng)
    items = [{"type": "stem", "x": float(i), "y": rng.uniform(-1, 1) * size, "colour": colours[0], "marker": "o"} for i in range(n)]
    return words(rng) | {"xlim": [-.7, n - .3], "ylim": [-size * 1.1, size * 1.1]}, items


@kind
def areas(rng, colours):
    x, size, labels = np.linspace(0, 10, 40), spread(rng), names(rng, 3)
    items = []
    for i in range(int(rng.integers(2, 4))):
        centre, width = rng.uniform(2, 8), rng.uniform(.8, 2)
        items.append({"type": "area", "x": x, "y": rng.uniform(.4, 1) * size * np.exp(-((x - centre) / width) ** 2), "colour": colours[i], "label": labels[i]})
    return words(rng) | {"xlim": [0, 10], "ylim": [0, size * 1.2], "legend": "upper right"}, items


@kind
def errors(rng, colours):
    size, labels, items = spread(rng), names(rng, 3), []
    x = np.arange(int(rng.integers(5, 9))).astype(float)
    for i in range(int(rng.integers(2, 4))):
        items.append({"type": "line", "x": x + i * .1, "y": walk(rng, len(x), size), "error": rng.uniform(.05, .2, len(x)) * size, "colour": colours[i],
                      "dash": "-", "marker": MARKERS[i], "label": labels[i]})
    return words(rng) | box_of(items) | {"legend": "upper left"}, items


@kind
def pie(rng, colours):
    n = int(rng.integers(4, 7))
    labels = names(rng, n)
    items = [{"type": "wedge", "y": float(rng.uniform(.5, 2)), "colour": colours[i % 5] if n < 6 else to_hex(f"C{i}"), "label": labels[i]} for i in range(n)]
    return {"title": f"{rng.choice(WORDS)} by group", "framed": False, "xlim": [-1.3, 1.3], "ylim": [-1.25, 1.25], "equal": True}, items


@kind
def heat(rng, colours):
    n = int(rng.integers(3, 6))
    values = rng.uniform(0, 1, (n, int(rng.integers(4, 8))))
    scale = matplotlib.colormaps[str(rng.choice(["viridis", "Blues", "magma", "coolwarm"]))]
    items = [{"type": "cell", "x": float(c), "y": float(r), "colour": to_hex(scale(values[r, c]))} for r in range(n) for c in range(values.shape[1])]
    return words(rng) | {"grid": False, "xlim": [-.5, values.shape[1] - .5], "ylim": [-.5, n - .5]}, items


def stroke(points, closed=False, **more):
    return {"type": "shape", "points": np.asarray(points, float), "closed": closed, "edge": "#000000", "colour": None, "dash": "-"} | more


def letters(x, y, text):
    return {"type": "letters", "x": float(x), "y": float(y), "label": text}


@kind
def triangle(rng, colours):
    corners = np.array([[0, 0], [rng.uniform(4, 8), rng.uniform(-.5, .5)], [rng.uniform(1, 6), rng.uniform(3, 6)]])
    middle, edge = corners.mean(0), colours[0]
    items = [stroke(corners[[i, (i + 1) % 3]], edge=edge) for i in range(3)]
    items.append(stroke([corners[2], [corners[2][0], corners[0][1]]], dash="--", edge=colours[1]))
    for corner, name in zip(corners, rng.choice(LETTERS, 3, replace=False)):
        items.append(letters(*(corner + (corner - middle) / np.linalg.norm(corner - middle) * .5), str(name)))
        items.append({"type": "disc", "x": corner[0], "y": corner[1], "radius": .12, "edge": edge, "colour": edge, "dash": "-"})
    return bare([-1, 9], [-1.5, 7]), items


@kind
def circles(rng, colours):
    items = []
    for i in range(int(rng.integers(2, 4))):
        x, y, radius = rng.uniform(2, 8), rng.uniform(2, 5), rng.uniform(.8, 2)
        turn = rng.uniform(0, 6.2)
        items += [{"type": "disc", "x": x, "y": y, "radius": radius, "edge": colours[i], "colour": None, "dash": "-"},
                  stroke([[x, y], [x + radius * np.cos(turn), y + radius * np.sin(turn)]], edge=colours[i], dash="--"), letters(x - .3, y - .3, str(rng.choice(LETTERS)))]
    return bare([-.5, 10.5], [-.5, 7.5]), items


@kind
def flow(rng, colours):
    items, last = [], None
    places = [(x, y) for y in (5.2, 2.8, .4) for x in (0, 4, 8)]
    chosen = [places[i] for i in sorted(rng.choice(9, int(rng.integers(4, 6)), replace=False))]
    for (x, y), name in zip(chosen, names(rng, 6)):
        items += [stroke([[x, y], [x + 2.4, y], [x + 2.4, y + 1.2], [x, y + 1.2]], closed=True, colour=colours[len(items) % 3] if rng.random() < .6 else None),
                  letters(x + 1.2, y + .6, name)]
        if last:
            items.append({"type": "arrow", "from": (last[0] + 1.2, last[1]) if y < last[1] else (last[0] + 2.4, last[1] + .6),
                          "to": (x + 1.2, y + 1.2) if y < last[1] else (x, y + .6), "edge": "#000000", "dash": "-"})
        last = (x, y)
    return bare([-.5, 11], [0, 7]), items


@kind
def forces(rng, colours):
    slope = rng.uniform(.25, .6)
    items = [stroke([[0, 0], [8, 0], [8, 8 * slope]], closed=True), stroke(np.array([[3, 3 * slope], [4.6, 4.6 * slope], [4.1, 4.6 * slope + 1], [2.5, 3 * slope + 1]]), closed=True, colour="#cccccc")]
    start = np.array([3.6, 3.6 * slope + .5])
    for turn, length, name in zip([-np.pi / 2, np.pi / 2 + np.arctan(slope), np.arctan(slope)], rng.uniform(1.4, 2.6, 3), rng.choice(LETTERS, 3, replace=False)):
        tip = start + length * np.array([np.cos(turn), np.sin(turn)])
        items += [{"type": "arrow", "from": tuple(start), "to": tuple(tip), "edge": colours[1], "dash": "-"}, letters(*(tip + .3), str(name))]
    return bare([-.8, 9.5], [-1.8, 7]), items


def bare(xlim, ylim):
    return {"framed": False, "xlim": xlim, "ylim": ylim, "equal": True}


def draw(scene, look=None):
    """A figure of it; `look`: width (a factor), legend, and what `make.py` sets in matplotlib."""
    look = look or {}
    told, wide = scene["axes"], look.get("width", 1)
    figure = Figure(figsize=scene["size"])
    figure.subplots_adjust(left=.16, right=.95, bottom=.15, top=.89)
    axes = figure.add_subplot()
    for item in scene["items"]:
        DRAWN[item["type"]](axes, item, scene, wide)
    wedges = [item for item in scene["items"] if item["type"] == "wedge"]
    if wedges:
        patches, _ = axes.pie([item["y"] for item in wedges], colors=[item["colour"] for item in wedges], labels=[item["label"] for item in wedges])
        for patch, item in zip(patches, wedges):
            patch.set(hatch=item.get("hatch"), fill=item.get("filled", True))
            if not item.get("filled", True):
                patch.set_edgecolor(item["colour"])
    axes.set(xlim=told["xlim"], ylim=told["ylim"], title=told["title"], xlabel=told["xlabel"], ylabel=told["ylabel"])
    if told["names"]:
        (axes.set_yticks if told["across"] else axes.set_xticks)(range(len(told["names"])), told["names"])
    if told["grid"]:
        axes.grid(True, alpha=.5)
        axes.set_axisbelow(True)
    if told["equal"]:
        axes.set_aspect("equal")
    if not told["framed"]:
        axes.axis("off")
    labels = {}
    for handle, label in zip(*axes.get_legend_handles_labels()):
        labels.setdefault(label, handle)
    if told["legend"] and labels:
        axes.legend(labels.values(), labels.keys(), loc=look.get("legend", told["legend"]), fontsize=8)
    return figure


def draw_bar(axes, item, scene, wide):
    style = {"color": item["colour"] if item.get("filled", True) else "none", "edgecolor": item.get("edge") or (item["colour"] if item.get("hatch") is None and not item.get("filled", True) else None),
             "hatch": item.get("hatch"), "label": item.get("label", ""), "linewidth": wide}
    if scene["axes"]["across"]:
        axes.barh(item["x"], item["y"], item["width"], left=item["base"], **style)
    else:
        axes.bar(item["x"], item["y"], item["width"], bottom=item["base"], **style)


def draw_line(axes, item, scene, wide):
    style = {"color": item["colour"], "linestyle": item["dash"], "marker": item["marker"], "label": item.get("label", ""), "linewidth": 1.5 * wide, "markersize": item.get("markersize", 6)}
    if not item.get("filled", True):
        style["markerfacecolor"] = "none"
    if "error" in item:
        axes.errorbar(item["x"], item["y"], item["error"], capsize=3, **style)
    else:
        axes.plot(item["x"], item["y"], **style)


def draw_cloud(axes, item, scene, wide):
    faces = {"color": item["colour"]} if item.get("filled", True) else {"facecolors": "none", "edgecolors": item["colour"]}
    axes.scatter(item["x"], item["y"], s=item["size"], marker=item["marker"], label=item.get("label", ""), linewidths=wide, **faces)


def draw_stem(axes, item, scene, wide):
    axes.plot([item["x"]] * 2, [0, item["y"]], color=item["colour"], linewidth=1.5 * wide, linestyle=item.get("dash", "-"))
    axes.plot(item["x"], item["y"], item["marker"], color=item["colour"], markerfacecolor=item["colour"] if item.get("filled", True) else "none")


def draw_area(axes, item, scene, wide):
    axes.fill_between(item["x"], item["y"], color=item["colour"] if item.get("filled", True) else "none", edgecolor=item["colour"], alpha=.6, label=item.get("label", ""), hatch=item.get("hatch"), linewidth=wide)


def draw_cell(axes, item, scene, wide):
    axes.fill(*np.transpose([[item["x"] + dx, item["y"] + dy] for dx, dy in ((-.5, -.5), (.5, -.5), (.5, .5), (-.5, .5))]), facecolor=item["colour"], edgecolor=item.get("edge", "none"), hatch=item.get("hatch"), fill=item.get("filled", True), linewidth=0)


def draw_shape(axes, item, scene, wide):
    axes.add_patch(Polygon(item["points"], closed=item["closed"], fill=item["colour"] is not None, facecolor=item["colour"], edgecolor=item["edge"], linestyle=item["dash"], linewidth=1.5 * wide, hatch=item.get("hatch")))


def draw_disc(axes, item, scene, wide):
    axes.add_patch(Circle((item["x"], item["y"]), item["radius"], fill=item["colour"] is not None, facecolor=item["colour"], edgecolor=item["edge"], linestyle=item["dash"], linewidth=1.5 * wide, hatch=item.get("hatch")))


def draw_arrow(axes, item, scene, wide):
    axes.add_patch(FancyArrowPatch(item["from"], item["to"], arrowstyle=item.get("head", "-|>"), mutation_scale=12, shrinkA=0, shrinkB=0, color=item["edge"], linestyle=item["dash"], linewidth=1.3 * wide))


def draw_letters(axes, item, scene, wide):
    axes.text(item["x"], item["y"], item["label"], ha="center", va="center")


DRAWN = {"bar": draw_bar, "line": draw_line, "cloud": draw_cloud, "stem": draw_stem, "area": draw_area, "cell": draw_cell, "shape": draw_shape,
         "disc": draw_disc, "arrow": draw_arrow, "letters": draw_letters, "wedge": lambda *_: None}
