"""Which statement of the program made an artist, in which turn of its loops, and by which plotting call as a group."""

import ast
import functools
import itertools
import sys
from contextlib import contextmanager, nullcontext

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.text import Text

MOST_VARIABLES = 8
MOST_CHARACTERS = 60

GROUPING = (
    "bar barh hist pie errorbar stem boxplot bxp violin violinplot stackplot eventplot broken_barh table legend annotate "
    "quiver contour contourf tricontour tricontourf streamplot hist2d hexbin fill_between fill_betweenx barbs arrow quiverkey"
).split()
"""Methods of Axes whose artists belong together."""

NOTE = "_codepercept_note"


class Note:
    """What was known when an artist was made; resolved only once somebody asks."""

    __slots__ = ("code", "at", "loop", "group", "line")

    def __init__(self, code, at: int, line: int, loop: dict, group):
        self.code, self.at, self.line, self.loop, self.group = code, at, line, loop, group


class Provenance:
    def __init__(self, tree: ast.Module, filename: str):
        self._filename = filename
        self._tree = tree
        self._calls: dict | None = None
        self._loops: list | None = None
        self._names: dict[int, list[str]] = {}
        self._drawing = False
        self._groups: list[tuple[int, str]] = []
        self._serial = 0

    @contextmanager
    def watch(self):
        """Notes every artist that is made until the block ends."""
        saved = [(owner, name, getattr(owner, name)) for owner, name, _ in WATCHED]
        WATCHING.append(self)
        try:
            for owner, name, watched in WATCHED:
                setattr(owner, name, watched)
            yield
        finally:
            for owner, name, original in saved:
                setattr(owner, name, original)
            WATCHING.remove(self)

    @contextmanager
    def drawing(self):
        """What matplotlib makes while it draws is not the program's."""
        before, self._drawing = self._drawing, True
        try:
            yield
        finally:
            self._drawing = before

    def note(self, artist) -> Note | None:
        return artist.__dict__.get(NOTE)

    def where(self, artist) -> tuple[int | None, str | None, dict]:
        """Line, call and loop variables of the statement that made it."""
        note = self.note(artist)
        if note is None or note.code is None:
            return None, None, {}
        if self._calls is None:
            self._calls = {
                (node.end_lineno, node.end_col_offset): node for node in ast.walk(self._tree) if isinstance(node, ast.Call)
            }
        place = next(itertools.islice(note.code.co_positions(), note.at // 2, None), None)
        call = self._calls.get((place[1], place[3])) if place else None
        if call is None:
            return note.line, None, note.loop
        text = ast.unparse(call.func)
        return call.lineno, text if len(text) <= 200 else text[:199] + "…", note.loop

    def made(self, artist):
        """Called before an artist or what it says is made."""
        if not self._drawing:
            artist.__dict__[NOTE] = self._here()

    @contextmanager
    def grouping(self, name: str):
        self._serial += 1
        self._groups.append((self._serial, name))
        try:
            yield
        finally:
            self._groups.pop()

    def _here(self) -> Note:
        group = self._groups[0] if self._groups else None
        frame = sys._getframe(3)
        while frame is not None:
            code = frame.f_code
            if code.co_filename == self._filename:
                at, line = frame.f_lasti, frame.f_lineno
                return Note(code, at, line, self._turn(frame, line), group)
            frame = frame.f_back
        return Note(None, 0, 0, {}, group)

    def _turn(self, frame, line: int) -> dict:
        names = self._names.get(line)
        if names is None:
            if self._loops is None:
                self._loops = list(_loops(self._tree))
            names = self._names[line] = _loop_names(self._loops, line)
        if not names:
            return {}
        values = {}
        # Before Python 3.12 a comprehension has a frame of its own.
        spaces = [frame.f_locals]
        if frame.f_code.co_name.startswith("<") and frame.f_back is not None:
            spaces.append(frame.f_back.f_locals)
        spaces.append(frame.f_globals)
        for name in names[:MOST_VARIABLES]:
            for space in spaces:
                if name in space:
                    value = _scalar(space[name])
                    if value is not None:
                        values[name] = value
                    break
        return values


def _loops(tree: ast.Module):
    """First and last line of what each loop repeats, and the names that it sets; outer ones first."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.For, ast.AsyncFor)):
            targets, first, last = [node.target], node.body[0].lineno, node.body[-1].end_lineno
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            targets, first, last = [part.target for part in node.generators], node.lineno, node.end_lineno
        else:
            continue
        yield first, last, [part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]


def _loop_names(loops: list, line: int) -> list[str]:
    """Names that the loops around a line set, outermost first."""
    return list(dict.fromkeys(name for first, last, names in loops if first <= line <= last for name in names))


def _scalar(value) -> float | int | str | bool | None:
    """A plain value for JSON; None for what is no simple one."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    if isinstance(value, float):
        return value if np.isfinite(value) else repr(value)
    if isinstance(value, str):
        return value if len(value) <= MOST_CHARACTERS else value[: MOST_CHARACTERS - 1] + "…"
    return None


def _noting(original, is_text: bool):
    # Of the methods that are wrapped so, __init__ comes first, and set_text says who wrote the text that shows.
    @functools.wraps(original)
    def noting(artist, *args, **kwargs):
        # A program may keep this beyond its run.
        if WATCHING and (not is_text or args != ("",)):
            WATCHING[-1].made(artist)
        return original(artist, *args, **kwargs)

    return noting


def _grouping(original, name: str):
    @functools.wraps(original)
    def grouping(axes, *args, **kwargs):
        with WATCHING[-1].grouping(name) if WATCHING else nullcontext():
            return original(axes, *args, **kwargs)

    return grouping


WATCHING: list[Provenance] = []
"""The last one is told."""

WATCHED = [
    (Artist, "__init__", _noting(Artist.__init__, False)),
    (Text, "set_text", _noting(Text.set_text, True)),
    *((Axes, name, _grouping(getattr(Axes, name), name)) for name in GROUPING if name in Axes.__dict__),
]
"""What stands in for matplotlib's own while a program is watched."""
