"""What refinement asks of Python, as the tests and benches call it."""

import base64
import json

import numpy as np
from codepercept import runner
from codepercept.refine import literals, trace

__all__ = ["drawn", "literals_of", "runner", "same_traces"]


def literals_of(program: str) -> str:
    return json.dumps(literals(program))


class _Sink:
    def __init__(self):
        self.pngs, self.json = [], None

    def started(self):
        pass

    def notice(self, code, message, line):
        pass

    def figure(self, png, width, height):
        self.pngs.append(png)

    def trace(self, told):
        self.json = told


def drawn(program: str, long_side: int) -> str:
    """JSON of ending, PNG (base64) and trace of the scored figure."""
    sink = _Sink()
    ending = runner.run(program, long_side, sink)
    scored = ending["scored"]
    done = ending["kind"] == "done" and scored >= 0
    figure = json.loads(sink.json)["figures"][scored] if done else None
    png = base64.b64encode(np.asarray(sink.pngs[scored])).decode() if done else None
    return json.dumps({"kind": ending["kind"], "message": ending["message"], "png": png, "figure": figure})


def same_traces(program: str, long_side: int) -> bool:
    """Whether the trace without pixels is that of the drawing; pictures inside of it aside, which come from pixels."""
    whole = json.loads(drawn(program, long_side))["figure"]
    alone = trace(program, long_side)
    return (json.loads(alone)["figures"] if alone else [None]) == [whole]
