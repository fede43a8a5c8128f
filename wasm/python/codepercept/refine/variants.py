"""Traces programs that nobody will look at: laid out in full, without a pixel."""

from codepercept.runner import run


class _Trace:
    """Of a run's outputs, the trace alone."""

    json: str | None = None

    def started(self):
        pass

    def notice(self, code: str, message: str, line: int):
        pass

    def trace(self, json: str):
        self.json = json


def trace(program: str, long_side: int) -> str | None:
    """JSON of the trace of a program's scored figure; None when it fails or draws nothing."""
    kept = _Trace()
    ending = run(program, long_side, kept, silent=True)
    return kept.json if ending["kind"] == "done" and not ending["empty"] else None
