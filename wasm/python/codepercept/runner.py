"""Runs one program as `__main__` and says how it ended; the names and lines it gives are the program's own."""

import ast
import builtins
import importlib.util
import linecache
import logging
import sys
import traceback
import types
import warnings
from contextlib import ExitStack, suppress

import matplotlib
import matplotlib.pyplot as plt

from codepercept.figures import Capture, FigureLimit, draw, to_png
from codepercept.trace import RecordingCanvas, SilentCanvas, Tracer

PROGRAM = "<program>"
QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def warm():
    """Draws a throw-away figure, so that the first program does not wait for what matplotlib loads on demand."""
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], label="$x^2$")
    axes.legend()
    to_png(draw(figure, 200))
    _reset()


def run(source: str, long_side: int, sink, silent: bool = False) -> dict:
    """
    Runs a program and draws its figures; `silent`: lays them out without a pixel, and traces the scored one alone.

    `sink` has `started()`, called before the first statement, `notice(code, message, line)`,
    `figure(png, width, height)` and `trace(json)`, called last, of the figures drawn; a line of 0 is unknown. Returns
    `kind` (done, error, unavailable-import, interrupt, memory, output), `message`, `line`, `traceback`, `scored` (index
    of a figure, -1 none) and `empty`.
    """
    _reset()
    linecache.cache[PROGRAM] = (len(source), None, source.splitlines(keepends=True), PROGRAM)
    module = types.ModuleType("__main__")
    module.__file__ = PROGRAM
    host_module, host_input = sys.modules.get("__main__"), builtins.input
    streams = sys.stdout, sys.stderr
    sys.modules["__main__"] = module
    builtins.input = _no_input
    ending = _ending("done")
    capture = None
    try:
        with _notices(sink) as notices, ExitStack() as watching:
            try:
                tree = ast.parse(source, PROGRAM)
                canvas = SilentCanvas if silent else RecordingCanvas
                tracer = Tracer(tree, PROGRAM, lambda text: notices.tell("trace-incomplete", text, 0), canvas)
                capture = Capture(long_side, None if silent else sink.figure, tracer)
                watching.enter_context(capture.watch())
                watching.enter_context(tracer.watch())
                absent = _absent_import(tree)
                if absent is not None:
                    return _ending("unavailable-import", absent[0], absent[1])
                code = compile(tree, PROGRAM, "exec", dont_inherit=True)
                sink.started()
                try:
                    exec(code, module.__dict__)
                except SystemExit as error:
                    if error.code not in (None, 0) and not plt.get_fignums() and not capture.has_drawn:
                        raise
                capture.finish()
                if not silent:
                    sink.trace(tracer.to_json())
                elif capture.scored >= 0:
                    sink.trace(tracer.to_json(capture.scored))
            except BaseException as error:
                ending = _describe(error)
                if capture is not None and capture.has_drawn and not silent:
                    # Of what was drawn before; another interrupt, or no memory left, costs the trace alone.
                    with suppress(BaseException):
                        sink.trace(tracer.to_json())
    finally:
        # What a program printed without a line's end still waits here.
        for stream in streams:
            stream.flush()
        sys.stdout, sys.stderr = streams
        builtins.input = host_input
        if host_module is not None:
            sys.modules["__main__"] = host_module
        plt.close("all")
    if capture is not None:
        ending.update(scored=capture.scored, empty=capture.empty)
    return ending


def _ending(kind: str, message: str = "", line: int = 0, trace: str = "") -> dict:
    return {"kind": kind, "message": message, "line": line, "traceback": trace, "scored": -1, "empty": False}


def _describe(error: BaseException) -> dict:
    """How an exception that reached the end of the program is told."""
    if isinstance(error, SyntaxError) and error.filename == PROGRAM:
        text = "".join(traceback.format_exception_only(error))
        return _ending("error", f"{type(error).__name__}: {error.msg}", error.lineno or 0, text)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == PROGRAM]
    line = (frames[-1].lineno or 0) if frames else 0
    if isinstance(error, KeyboardInterrupt):
        return _ending("interrupt", line=line)
    if isinstance(error, MemoryError):
        return _ending("memory", line=line)
    if isinstance(error, FigureLimit):
        return _ending("output", str(error), line)
    if isinstance(error, ModuleNotFoundError) and error.name and frames:
        return _ending("unavailable-import", error.name, line)
    last = traceback.format_exception_only(error)[-1].strip()
    text = "".join(["Traceback (most recent call last):\n", *traceback.format_list(frames), last, "\n"])
    return _ending("error", last[:2000], line, text[-20_000:])


def _absent_import(tree: ast.Module) -> tuple[str, int] | None:
    """
    Name and line of the first module that does not exist here and whose import is sure to run. One in a `try`, an `if`
    or a function may never be reached, and tells for itself when it is.
    """
    for node in tree.body:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        else:
            continue
        for name in names:
            root = name.split(".")[0]
            if root not in sys.modules and not _exists(root):
                return root, node.lineno
    return None


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # Parts of the standard library that Pyodide leaves out say so this way.
        return False


def _program_line() -> int:
    """Line of the program that is running now, 0 when none is."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == PROGRAM:
            return frame.f_lineno
        frame = frame.f_back
    return 0


class _notices:
    """While it is entered, warnings and matplotlib's log become notices, each text once."""

    def __init__(self, sink):
        self._sink = sink
        self._seen = set()
        self._caught = warnings.catch_warnings()
        self._handler = logging.Handler(logging.WARNING)
        self._handler.emit = lambda record: self.tell("matplotlib-log", record.getMessage(), _program_line())

    def __enter__(self):
        self._caught.__enter__()
        warnings.simplefilter("default")
        for category in QUIET:
            warnings.simplefilter("ignore", category)
        warnings.showwarning = self._show
        logger = logging.getLogger("matplotlib")
        logger.addHandler(self._handler)
        logger.propagate = False
        return self

    def __exit__(self, *error):
        logger = logging.getLogger("matplotlib")
        logger.removeHandler(self._handler)
        logger.propagate = True
        self._caught.__exit__(*error)

    def _show(self, message, category, filename, lineno, file=None, line=None):
        where = lineno if filename == PROGRAM else _program_line()
        self.tell("python-warning", f"{category.__name__}: {message}", where)

    def tell(self, code: str, message: str, line: int):
        if message not in self._seen and len(self._seen) < 50:
            self._seen.add(message)
            self._sink.notice(code, message[:500], line)


def _no_input(prompt=""):
    raise RuntimeError("input() is not available here: write the value into the program")


def _reset():
    plt.close("all")
    plt.ioff()
    matplotlib.rcdefaults()
