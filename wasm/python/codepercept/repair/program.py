"""A program as repairs see it: its text, its tree where it has one, and places in it."""

import ast
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from typing import NamedTuple


class Edit(NamedTuple):
    """Characters [start, end) of the program become `text`."""

    start: int
    end: int
    text: str
    reason: str


class Program:
    """`line` is that of the error, 1-based; 0 is unknown."""

    def __init__(self, text: str, line: int = 0):
        self.text = text
        self.line = line
        self.lines = text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each line."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    @cached_property
    def tree(self) -> ast.Module:
        """Throws SyntaxError."""
        return ast.parse(self.text)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def at(self, line: int, column: int) -> int:
        """Offset of a place of the tree, whose columns count bytes."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode(errors="ignore"))

    def span(self, node: ast.AST) -> tuple[int, int]:
        return self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset)

    def source(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.text[start:end]

    @cached_property
    def statement(self) -> ast.stmt | None:
        """The innermost statement at the line of the error."""
        found = None
        for node in ast.walk(self.tree):
            if isinstance(node, ast.stmt) and node.lineno <= self.line <= node.end_lineno:
                if found is None or node.lineno >= found.lineno:
                    found = node
        return found

    def nodes(self, kind: type) -> list:
        """Nodes of a kind in the statement of the error, those of its line first."""
        if self.statement is None:
            return []
        found = [node for node in ast.walk(self.statement) if isinstance(node, kind)]
        return sorted(found, key=lambda node: not node.lineno <= self.line <= node.end_lineno)

    @cached_property
    def defined(self) -> set[str]:
        """Every name that the program binds anywhere."""
        names = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                names.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).split(".")[0])
        return names

    def replace(self, node: ast.AST, text: str, reason: str) -> Edit:
        return Edit(*self.span(node), text, reason)


def apply(text: str, edits: list[Edit]) -> str:
    for start, end, new, _ in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def error_of(text: str) -> SyntaxError | None:
    """Why a text is no program; None when it is one."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        return error
    except ValueError as error:  # A zero byte.
        return SyntaxError(str(error))
    return None


def helps(before: str, after: str) -> bool:
    """Whether an edit leads the parser to the end, or at least to a later line."""
    old, new = error_of(before), error_of(after)
    if new is None or old is None:
        return new is None
    return (new.lineno or 0) - after.count("\n") > (old.lineno or 0) - before.count("\n")


def nearest(name: str, names, least: float = 0.72) -> str | None:
    """The name most like this one, if any is like it; capitals and underscores count for little."""
    plain: dict[str, str] = {}
    for other in names:
        plain.setdefault(_plain(other), other)
    key = _plain(name)
    if key in plain:
        return plain[key]
    close = get_close_matches(key, plain, 3, least)
    return plain[max(close, key=lambda other: _likeness(key, other))] if close else None


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


def _likeness(a: str, b: str) -> float:
    """A swap of two letters counts as one slip, and first letters are rarely wrong."""
    return SequenceMatcher(None, a, b).ratio() + 0.1 * (sorted(a) == sorted(b)) + 0.05 * (a[:1] == b[:1])
