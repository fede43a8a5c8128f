"""Runs a program as the sandbox does, with and without the tracer, and says what came of it. Also `python check.py [--alike] FILE …`."""

import io
import json
import sys
from contextlib import contextmanager

import numpy as np
from codepercept import runner
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from PIL import Image
from redraw import edge_f1, redraw


class Sink:
    def __init__(self):
        self.figures, self.notices, self.json = [], [], None

    def started(self):
        pass

    def notice(self, code, message, line):
        self.notices.append([code, message, line])

    def figure(self, png, width, height):
        self.figures.append(bytes(png))

    def trace(self, text):
        self.json = text


class Untraced:
    """What the runner asks of a tracer, doing nothing."""

    canvas = FigureCanvasAgg

    def __init__(self, *ignored):
        pass

    @contextmanager
    def watch(self):
        yield

    drawing = watch

    def add(self, figure, canvas):
        pass

    def to_json(self):
        return "null"


def run(source: str, tracer=runner.Tracer) -> Sink:
    traced, runner.Tracer = runner.Tracer, tracer
    sink = Sink()
    try:
        sink.ending = runner.run(source, 640, sink)
    finally:
        runner.Tracer = traced
    return sink


def check(source: str) -> str:
    """JSON of `ending`, `notices`, `trace`, `same` (pixels with and without tracing) and `f1` of the last figure redrawn."""
    sink = run(source)
    told = {"ending": sink.ending["kind"], "message": sink.ending["message"], "notices": sink.notices, "trace": sink.json}
    if sink.json is not None:
        told["same"] = sink.figures == run(source, Untraced).figures
        picture = np.asarray(Image.open(io.BytesIO(sink.figures[-1])).convert("RGB"))
        told["f1"] = float(edge_f1(picture, redraw(json.loads(sink.json)["figures"][-1])))
    return json.dumps(told)


def trace(source: str) -> str | None:
    """The trace's JSON alone, which is soon done."""
    return run(source).json


def alike(source: str) -> str | None:
    """
    The trace's JSON where every text counts as so wide for each of its letters. The sizes of letters are FreeType's,
    and those of two versions differ by up to 2 pixels, which moves what is laid out around texts.
    """
    measure = RendererAgg.get_text_width_height_descent
    RendererAgg.get_text_width_height_descent = _measure
    try:
        return run(source).json
    finally:
        RendererAgg.get_text_width_height_descent = measure


def _measure(renderer, text, properties, ismath):
    size = renderer.points_to_pixels(properties.get_size_in_points())
    return 0.6 * size * len(text), 0.9 * size, 0.2 * size


def main(names: list[str]):
    """With `--alike`, a JSON object of `alike` by file; else what `check` says of each."""
    sources = {name: open(name, encoding="utf-8").read() for name in names if name != "--alike"}
    runner.warm()
    if "--alike" in names:
        print(json.dumps({name: alike(source) for name, source in sources.items()}))
        return
    for name, source in sources.items():
        told = json.loads(check(source))
        print(name, told["ending"], told.get("f1"), told.get("same"), told["notices"])


if __name__ == "__main__":
    main(sys.argv[1:])
