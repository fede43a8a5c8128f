"""Figures of many kinds with what is printed in them, for measuring how well a picture is read.

`draw(kind, rng)` gives a matplotlib figure; `truth(figure)` says which strings stand where and how the axes map pixels
to data, read off matplotlib itself. Seeds below 1000 are for development, others for measuring.
"""
import datetime

import matplotlib.dates as mdates
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle, Wedge

WORDS = "Sales Growth Output Rainfall Height Speed Energy Yield Demand Supply Votes Income Price Mass Charge".split()
UNITS = ["(cm)", "(kg)", "(m/s)", "(%)", "in EUR", "(°C)", "[kJ]", "per day", "(mm)", ""]
THINGS = "Oslo Rome Paris Lima Cairo Delhi Tokyo Quito Berlin Madrid Accra Perth Apples Pears Plums Rice Corn Oats".split()
X_LABELS = ["Time (s)", "Year", "Distance (m)", "Month", "Sample", "Temperature (K)", "Depth (m)", "x", "Age"]
FONTS = ["DejaVu Sans", "DejaVu Serif", "STIXGeneral"]
KINDS = {}
# Kinds with more to measure, drawn when asked for.
MORE = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def more(function):
    MORE[function.__name__] = function
    return function


def draw(name, rng):
    """A figure of the kind, with a look of its own."""
    figure = Figure(figsize=(rng.choice([5.0, 6.0, 6.4]), rng.choice([3.6, 4.0, 4.8])))
    (KINDS | MORE)[name](figure, rng)
    return figure


def label(rng):
    return f"{rng.choice(WORDS)} {rng.choice(UNITS)}".strip()


def title(rng):
    return rng.choice([f"{rng.choice(WORDS)} by {rng.choice(['city', 'year', 'month', 'group'])}",
                       f"{rng.choice(WORDS)} and {rng.choice(WORDS).lower()}", f"Figure {rng.integers(1, 9)}: {rng.choice(WORDS)}"])


def dress(axes, rng, x=True):
    if rng.random() < .8:
        axes.set_title(title(rng))
    if x:
        axes.set_xlabel(rng.choice(X_LABELS))
    axes.set_ylabel(label(rng))
    if rng.random() < .35:
        axes.grid(True, alpha=rng.choice([.3, .6, 1.]), linestyle=rng.choice(["-", "--", ":"]))
    if rng.random() < .25:
        axes.spines[["top", "right"]].set_visible(False)


def spread(rng):
    """A magnitude as data have it."""
    return float(rng.choice([1, 5, 10, 80, 100, 250, 1000, 4000, 25000, .4, .05]))


@kind
def bars(figure, rng):
    axes = figure.add_subplot()
    n = int(rng.integers(3, 8))
    names = list(rng.choice(THINGS, n, replace=False))
    axes.bar(names, np.round(rng.uniform(.2, 1, n) * spread(rng), 2), color=f"C{rng.integers(0, 10)}", width=rng.uniform(.5, .9))
    dress(axes, rng, x=False)


@kind
def bars_across(figure, rng):
    axes = figure.add_subplot()
    n = int(rng.integers(3, 7))
    axes.barh(list(rng.choice(THINGS, n, replace=False)), rng.uniform(.2, 1, n) * spread(rng), color=f"C{rng.integers(0, 10)}")
    axes.set_title(title(rng))
    axes.set_xlabel(label(rng))
    figure.tight_layout()


@kind
def lines(figure, rng):
    axes = figure.add_subplot()
    n = int(rng.integers(5, 12))
    x = np.arange(n) + int(rng.choice([0, 1, 1990, 2010]))
    for i in range(int(rng.integers(1, 4))):
        axes.plot(x, rng.uniform(.1, 1, n) * spread(rng), marker=rng.choice(["", "o", "s", "^"]), label=str(rng.choice(THINGS)))
    if rng.random() < .6:
        axes.legend()
    dress(axes, rng)


@kind
def points(figure, rng):
    axes = figure.add_subplot()
    n = int(rng.integers(12, 40))
    x = rng.normal(0, spread(rng), n)
    axes.scatter(x, x * rng.normal(1, 1) + rng.normal(0, spread(rng), n), s=rng.uniform(12, 50), color=f"C{rng.integers(0, 10)}")
    dress(axes, rng)


@kind
def counts(figure, rng):
    axes = figure.add_subplot()
    axes.hist(rng.normal(rng.uniform(-5, 60), rng.uniform(1, 12), 300), bins=int(rng.integers(6, 16)), edgecolor="black")
    dress(axes, rng)


@kind
def curve(figure, rng):
    axes = figure.add_subplot()
    x = np.linspace(-rng.integers(1, 9), rng.integers(1, 9), 200)
    y = rng.choice([1, 2, .5]) * [np.sin(x), x**2 - 2, x**3 / 5 - x, np.exp(x / 3), np.cos(2 * x)][rng.integers(0, 5)]
    axes.plot(x, y, color=f"C{rng.integers(0, 10)}")
    if rng.random() < .5:
        axes.axhline(0, color="black", linewidth=.8)
        axes.axvline(0, color="black", linewidth=.8)
    dress(axes, rng)


@kind
def logarithmic(figure, rng):
    axes = figure.add_subplot()
    x = np.linspace(1, 10, 20)
    axes.plot(x, 10 ** (x * rng.uniform(.15, .6)), "o-", markersize=4)
    axes.set_yscale("log")
    if rng.random() < .4:
        axes.set_xscale("log")
    dress(axes, rng)


@kind
def dates(figure, rng):
    axes = figure.add_subplot()
    first = datetime.date(int(rng.integers(1995, 2024)), int(rng.integers(1, 13)), 1)
    step = int(rng.choice([1, 7, 30, 91]))
    days = [first + datetime.timedelta(days=step * i) for i in range(12)]
    axes.plot(days, np.cumsum(rng.normal(0, spread(rng), 12)), marker="o")
    axes.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=6))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y-%m-%d"))
    figure.autofmt_xdate()
    dress(axes, rng, x=False)


@kind
def twins(figure, rng):
    axes = figure.add_subplot()
    x = np.arange(8)
    axes.plot(x, rng.uniform(.2, 1, 8) * spread(rng), color="C0")
    dress(axes, rng)
    other = axes.twinx()
    other.plot(x, rng.uniform(.2, 1, 8) * spread(rng), color="C3")
    other.set_ylabel(label(rng), color="C3")
    other.tick_params(axis="y", labelcolor="C3")
    figure.tight_layout()


@kind
def panels(figure, rng):
    for axes in figure.subplots(1, 2):
        n = int(rng.integers(4, 9))
        axes.plot(np.arange(n), rng.uniform(.1, 1, n) * spread(rng), "o-", color=f"C{rng.integers(0, 10)}")
        axes.set_title(str(rng.choice(WORDS)))
        axes.set_xlabel(str(rng.choice(X_LABELS)))
    figure.tight_layout()


@kind
def heat(figure, rng):
    axes = figure.add_subplot()
    shown = axes.imshow(rng.uniform(0, spread(rng), (int(rng.integers(4, 8)), int(rng.integers(4, 9)))), cmap=rng.choice(["viridis", "Blues", "magma"]))
    figure.colorbar(shown, ax=axes)
    axes.set_title(title(rng))


@kind
def pie(figure, rng):
    axes = figure.add_subplot()
    n = int(rng.integers(3, 6))
    axes.pie(rng.uniform(.5, 2, n), labels=list(rng.choice(THINGS, n, replace=False)), autopct="%1.0f%%")
    axes.set_title(title(rng))


@kind
def triangle(figure, rng):
    axes = figure.add_subplot()
    corners = np.array([[0, 0], [rng.integers(4, 8), 0], [rng.uniform(1, 6), rng.uniform(3, 6)]], float)
    axes.plot(*np.vstack([corners, corners[:1]]).T, color="black")
    middle = corners.mean(0)
    for corner, name in zip(corners, rng.choice(list("ABCDEFGHJKLMNPQRSTXYZ"), 3, replace=False)):
        axes.text(*(corner + (corner - middle) / np.linalg.norm(corner - middle) * .45), name, ha="center", va="center", fontsize=12)
    axes.plot(*corners.T, "o", color="black", markersize=4)
    axes.set_aspect("equal")
    axes.axis("off")


@kind
def circle(figure, rng):
    axes = figure.add_subplot()
    turn = np.linspace(0, 2 * np.pi, 100)
    axes.plot(3 * np.cos(turn), 3 * np.sin(turn), color=f"C{rng.integers(0, 4)}")
    axes.plot([0, 3 * np.cos(.7)], [0, 3 * np.sin(.7)], color="black")
    axes.text(1.1, 1.35, "r", fontsize=12)
    axes.text(-.35, -.35, "O", fontsize=12)
    for angle, name in zip(rng.uniform(0, 6.2, 2), rng.choice(list("ABCDEFGPQRST"), 2, replace=False)):
        axes.plot(3 * np.cos(angle), 3 * np.sin(angle), "ko", markersize=4)
        axes.text(3.5 * np.cos(angle), 3.5 * np.sin(angle), name, ha="center", va="center", fontsize=12)
    axes.set_aspect("equal")
    axes.axis("off")


@more
def stacked(figure, rng):
    axes = figure.add_subplot()
    n, size = int(rng.integers(3, 7)), spread(rng)
    names, base = list(rng.choice(THINGS, n, replace=False)), np.zeros(n)
    for i in range(int(rng.integers(2, 4))):
        values = rng.uniform(.2, 1, n) * size
        axes.bar(names, values, bottom=base, color=f"C{i}", label=f"{WORDS[i]}")
        base += values
    if rng.random() < .5:
        axes.legend()
    dress(axes, rng, x=False)


@more
def grouped(figure, rng):
    axes = figure.add_subplot()
    n, size, series = int(rng.integers(3, 6)), spread(rng), int(rng.integers(2, 4))
    for i in range(series):
        axes.bar(np.arange(n) + (i - (series - 1) / 2) * .8 / series, rng.uniform(.2, 1, n) * size, .8 / series, color=f"C{i}", label=f"{WORDS[i]}")
    axes.set_xticks(range(n), rng.choice(THINGS, n, replace=False))
    if rng.random() < .5:
        axes.legend()
    dress(axes, rng, x=False)


@more
def negative(figure, rng):
    axes = figure.add_subplot()
    n = int(rng.integers(4, 8))
    axes.bar(list(rng.choice(THINGS, n, replace=False)), rng.uniform(.2, 1, n) * rng.choice([-1, 1], n) * spread(rng), color=f"C{rng.integers(0, 10)}")
    if rng.random() < .5:
        axes.axhline(0, color="black", linewidth=.8)
    dress(axes, rng, x=False)


@more
def clouds(figure, rng):
    axes = figure.add_subplot()
    size = spread(rng)
    for i in range(int(rng.integers(2, 4))):
        n = int(rng.integers(8, 25))
        axes.scatter(rng.normal(i * size, size, n), rng.normal(0, size, n), s=rng.uniform(20, 50), label=f"{WORDS[i]}", marker=rng.choice(["o", "s", "^", "D"]))
    if rng.random() < .5:
        axes.legend()
    dress(axes, rng)


@more
def plain_lines(figure, rng):
    axes = figure.add_subplot()
    n, size = int(rng.integers(5, 14)), spread(rng)
    for i in range(int(rng.integers(1, 4))):
        axes.plot(np.arange(n), rng.uniform(.1, 1, n) * size, label=f"{WORDS[i]}", linestyle=rng.choice(["-", "-", "--"]))
    if rng.random() < .5:
        axes.legend()
    dress(axes, rng)


def truth(figure):
    """`{width, height, texts: [{text, box, role, angle}], axes: [{box, x, y, bars, markers, curves, wedges, colours}]}` in pixels
    from the top left, of a drawn figure; bars, markers and curves in data, wedges in degrees, a colour for each."""
    width, height = figure.canvas.get_width_height(physical=True)
    renderer = figure.canvas.get_renderer()
    texts, frames = [], []

    def add(artist, role):
        text = artist.get_text()
        if not artist.get_visible() or not text.strip():
            return
        box = artist.get_window_extent(renderer)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            role = "cut"
        texts.append({"text": text, "role": role, "angle": float(artist.get_rotation()),
                      "box": [box.x0, height - box.y1, box.x1, height - box.y0]})

    for axes in figure.axes:
        box = axes.get_window_extent(renderer)
        frame = {"box": [box.x0, height - box.y1, box.x1, height - box.y0]}
        if axes.axison:
            add(axes.title, "title")
            for name, axis in (("x", axes.xaxis), ("y", axes.yaxis)):
                add(axis.label, "label")
                low, high = sorted(axis.get_view_interval())
                ticks = [tick for tick in axis.get_major_ticks() + axis.get_minor_ticks()
                         if low - 1e-9 * (high - low) <= tick.get_loc() <= high + 1e-9 * (high - low)]
                shown = False
                for tick in ticks:
                    for one in (tick.label1, tick.label2):
                        if one.get_visible() and one.get_text().strip() and axis.get_visible():
                            add(one, "tick")
                            shown = True
                add(axis.offsetText, "offset")
                if not shown:
                    continue
                ends = [axes.transData.transform((v, axes.get_ylim()[0]) if name == "x" else (axes.get_xlim()[0], v))
                        for v in axis.get_view_interval()]
                pixels = [float(end[0]) if name == "x" else float(height - end[1]) for end in ends]
                scale = axis.get_scale()
                if scale == "linear" and isinstance(axis.get_major_formatter(), mdates.DateFormatter):
                    scale = "date"
                elif scale == "linear" and any(tick.label1.get_text().isalpha() for tick in ticks):
                    scale = "category"
                elif type(axis.converter if not hasattr(axis, "get_converter") else axis.get_converter()).__name__ == "StrCategoryConverter":
                    scale = "category"
                frame[name] = {"kind": scale, "limits": [float(v) for v in axis.get_view_interval()], "pixels": pixels,
                               "side": axis.get_ticks_position()}
        for text in axes.texts:
            add(text, "mark" if len(text.get_text()) == 1 else "text")
        legend = axes.get_legend()
        for text in legend.get_texts() if legend else ():
            add(text, "legend")
        frame["bars"] = [[patch.get_x() + patch.get_width() / 2, patch.get_y() + patch.get_height() / 2, patch.get_width(), patch.get_height()]
                         for patch in axes.patches if isinstance(patch, Rectangle)]
        frame["markers"] = [[float(axes.convert_xunits(x)), float(axes.convert_yunits(y))] for line in axes.lines
                            if line.get_marker() not in ("", "None", None) for x, y in zip(*line.get_data(orig=False))]
        frame["markers"] += [list(map(float, offset)) for one in axes.collections if isinstance(one, PathCollection) for offset in one.get_offsets()]
        frame["curves"] = [[[float(x), float(y)] for x, y in zip(*line.get_data(orig=False))] for line in axes.lines
                           if line.get_linestyle() != "None" and line.get_transform() == axes.transData]
        frame["wedges"] = [[float(patch.theta1), float(patch.theta2)] for patch in axes.patches if isinstance(patch, Wedge)]
        frame["colours"] = {
            "bars": [to_hex(patch.get_facecolor()) for patch in axes.patches if isinstance(patch, Rectangle)],
            "markers": [to_hex(line.get_markerfacecolor()) for line in axes.lines if line.get_marker() not in ("", "None", None) for _ in line.get_xdata()]
                       + [to_hex(one.get_facecolor()[0]) for one in axes.collections if isinstance(one, PathCollection) for _ in one.get_offsets()],
            "wedges": [to_hex(patch.get_facecolor()) for patch in axes.patches if isinstance(patch, Wedge)],
        }
        frames.append(frame)
    return {"width": int(width), "height": int(height), "texts": texts, "axes": frames}
