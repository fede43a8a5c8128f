"""Draws the pairs that the score is measured on. usage: make.py FOLDER SCENES SEED [STRIDE]

FOLDER gets PNG files, index.json (`pairs.ts` says what is in it) and for each scene a file of the traces of its pictures.
Scenes take turns through the kinds; of each kind's first one there are also worn sources and attacks. STRIDE n draws each
nth variant alone. Seeds below 1000 are for development, others for measuring.
"""
import ast
import gzip
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "..", "wasm", "python")]

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from codepercept.trace import Tracer
from edits import EDITS, LEVELS, changed
from scenes import KINDS, draw, elements, scene
from worn import DARK, WORN, aliased, darkened

DPI = 80
SERIF = {"font.family": "DejaVu Serif"}
# What shows the same: matplotlib's settings, dots an inch, what `draw` takes, and what is done to the figure.
BENIGN = {
    "dpi-60": {"dpi": 60}, "dpi-120": {"dpi": 120}, "font": {"settings": SERIF}, "font-size": {"settings": {"font.size": 11}},
    "aliased": {"after": aliased}, "width": {"look": {"width": 1.3}}, "legend": {"look": {"legend": "center right"}},
    "margins": {"after": lambda figure: figure.subplots_adjust(left=.18, right=.93, bottom=.17, top=.87)},
}
TRICKS = {}


def picture(figure, dpi=DPI):
    """Its pixels and its trace, without outlines of glyphs."""
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    tracer = Tracer(ast.parse(""), "<program>", print)
    traced = tracer.canvas(figure)
    with tracer.drawing():
        traced.draw()
    tracer.add(figure, traced)
    told = json.loads(tracer.to_json(), parse_float=lambda value: round(float(value), 2))["figures"][0]
    for artist in told["artists"]:
        if artist["kind"] == "text":
            artist["path"]["shapes"] = []
    return Image.fromarray(np.asarray(traced.buffer_rgba())[..., :3].copy()), told


def rendered(spec, settings=None, dpi=DPI, look=None, after=None):
    with matplotlib.rc_context({"figure.dpi": DPI, **(settings or {})}):
        figure = draw(spec, look)
        if after:
            after(figure)
        return picture(figure, dpi)


def trick(function):
    TRICKS[function.__name__] = function
    return function


@trick
def blank(figure, rng):
    pass


@trick
def noise(figure, rng):
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow(rng.uniform(0, 1, (60, 60)), cmap="gray", aspect="auto")


@trick
def patches(figure, rng):
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    for i, colour in enumerate(["C0", "C1", "C2", "C3", "black", "tan"]):
        axes.add_patch(matplotlib.patches.Rectangle((i % 3 / 3, i // 3 / 2), .33, .5, color=colour))


@trick
def dots(figure, rng):
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    x, y = np.meshgrid(np.linspace(0, 1, 90), np.linspace(0, 1, 60))
    axes.scatter(x, y, s=3, color="black")


def soup(texts):
    def draw_soup(figure, rng):
        axes = figure.add_axes((0, 0, 1, 1))
        axes.axis("off")
        for i, (text, _) in enumerate(zip(texts * 60, range(140))):
            axes.text(i % 11 / 11, i // 11 / 13, text)

    return draw_soup


def pasted(path):
    def draw_pasted(figure, rng):
        axes = figure.add_axes((0, 0, 1, 1))
        axes.imshow(matplotlib.image.imread(path)[..., :3])
        axes.axis("off")

    return draw_pasted


def hidden(spec):
    """The scene in white, under a small stroke that keeps the page from being blank."""
    items = [item | {key: "#ffffff" for key in ("colour", "edge") if item.get(key)} | {"label": ""} for item in spec["items"] if item["type"] != "letters"]
    axes = spec["axes"] | {"framed": False, "title": "", "names": [], "legend": None}

    def mark(figure):
        figure.axes[0].plot([0, .1], [0, .1], color="gray", transform=figure.axes[0].transAxes)

    return rendered(spec | {"items": items, "axes": axes}, after=mark)


def draw_trick(draw_it, size, rng):
    figure = Figure(figsize=size)
    draw_it(figure, rng)
    return picture(figure)


def one(job):
    """Draws all pictures of a scene; returns its entry of the index."""
    folder, index, seed, stride, kinds = job
    folder, kind = Path(folder), kinds[index % len(kinds)]
    rng = np.random.default_rng([seed, index])
    spec = scene(kind, rng)
    base, traces = f"{index:03d}-{kind}", {}

    def save(made, name, traced=True):
        image, told = made if isinstance(made, tuple) else (made, None)
        file = f"{base}.{name}.png"
        image.save(folder / file, compress_level=1)
        if told is not None:
            traces[file] = told
        return file

    clean = rendered(spec)
    entry = {"name": base, "kind": kind, "elements": elements(spec), "source": save(clean, "source"), "variants": []}
    plans = [(edit, level) for edit in EDITS for level in LEVELS] + [(look, 0) for look in BENIGN if look != "legend" or spec["axes"]["legend"]]
    for at, (edit, level) in enumerate(plans):
        # Each ladder has lots of its own, alike at each level.
        if stride > 1 and (at // 4 if level else at) % stride != index % stride:
            continue
        lots = np.random.default_rng([seed, index, list(EDITS).index(edit) if level else 0])
        if level:
            other, severity = changed(spec, edit, level, lots)
            made = rendered(other)
        else:
            made, severity = rendered(spec, **BENIGN[edit]), 0
        entry["variants"].append({"edit": edit, "level": level, "severity": round(severity, 4), "file": save(made, f"{edit}-{round(100 * level)}")})
    others = [scene(kind, np.random.default_rng([seed, index, 500 + k])) for k in range(2)]
    entry["unlike"] = [save(rendered(other), f"unlike-{k}") for k, other in enumerate(others)]
    if index == 0:
        entry["sized"] = [[save(rendered(one | {"size": size}, dpi=dpi), f"{part}-{dpi}") for one, part in ((spec, "sized"), (others[0], "sized-other"))]
                          for size, dpi in (((5.12, 5.12), 200), ((8, 6), 500))]
    if index < len(kinds):
        entry["worn"] = worn(spec, others[0], clean, entry, save, np.random.default_rng([seed, index, 900]))
        entry["attacks"] = attacks(spec, kinds[(index + 5) % len(kinds)], folder / entry["source"], save, np.random.default_rng([seed, index, 950]))
        entry["twice"] = save(rendered(spec | {"items": [item for item in spec["items"] for _ in range(2 if item["type"] != "wedge" else 1)]}), "twice")
    (folder / f"{base}.traces.json.gz").write_bytes(gzip.compress(json.dumps(traces, separators=(",", ":")).encode(), 3))
    return entry


def worn(spec, other, clean, entry, save, rng):
    """By condition: source, a drawing by the true program, and one of another scene of the kind."""
    mates = {"true": entry["source"], "other": entry["unlike"][0]}
    made = {name: {"source": save(wear(clean[0], rng), name)} | mates for name, wear in WORN.items()}
    made["aliased"] = {"source": save(rendered(spec, after=aliased)[0], "worn-aliased")} | mates
    made["poster"] = {"source": save(rendered(spec, dpi=round(4000 / max(spec["size"])))[0], "poster")} | mates
    with matplotlib.rc_context({"figure.dpi": DPI}):
        figure = draw(spec)
        figure.patch.set_alpha(0)
        for axes in figure.axes:
            axes.patch.set_alpha(0)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        made["transparent"] = {"source": save(Image.fromarray(np.asarray(canvas.buffer_rgba()).copy()), "transparent")} | mates
    dark, unlike = darkened(spec), darkened(other)
    made["dark"] = {"source": save(rendered(dark, DARK, 120)[0], "dark-source"), "true": save(rendered(dark, DARK), "dark-true"), "other": save(rendered(unlike, DARK), "dark-other")}
    return made


def attacks(spec, unlike_kind, source, save, rng):
    """Drawings that show nothing of the scene, by name."""
    told = [spec["axes"][key] for key in ("title", "xlabel", "ylabel")] + spec["axes"]["names"] + [item.get("label", "") for item in spec["items"]]
    made = {name: save(draw_trick(function, spec["size"], rng), f"trick-{name}") for name, function in TRICKS.items()}
    made["soup"] = save(draw_trick(soup([text for text in told if text] + list("0123456789")), spec["size"], rng), "trick-soup")
    made["pasted"] = save(draw_trick(pasted(source), spec["size"], rng), "trick-pasted")
    made["white"] = save(hidden(spec), "trick-white")
    made["unrelated"] = save(rendered(scene(unlike_kind, rng)), "trick-unrelated")
    return made


def main(folder, count, seed, stride=1):
    Path(folder).mkdir(parents=True, exist_ok=True)
    jobs = [(folder, i, seed, stride, list(KINDS)) for i in range(count)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        entries = list(pool.map(one, jobs))
    (Path(folder) / "index.json").write_text(json.dumps(entries))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
