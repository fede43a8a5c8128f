"""What is wrong with a statement as a whole; the last resort leaves one that fails out."""

import ast
import re

import matplotlib.pyplot

from codepercept.repair.program import Edit, Program

NEEDED = set("plot bar barh scatter pie hist imshow fill contour contourf add_patch add_collection fill_between".split())
"""Without these there may be no drawing."""


def one_of_many(program: Program, what: str) -> list[Edit] | None:
    """`axs[0]` where `subplots()` made a single panel."""
    if not re.match(r"'\w*Axes\w*' object is not subscriptable", what):
        return None
    used = next((node.value.id for node in program.nodes(ast.Subscript) if isinstance(node.value, ast.Name)), None)
    if used is None:
        return None
    subscripts = [
        node
        for node in ast.walk(program.tree)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == used
    ]
    return [program.replace(node, used, "panel") for node in subscripts]


def half(program: Program, what: str) -> list[Edit] | None:
    """The last statement broke off and is a mere name."""
    last = program.tree.body[-1] if program.tree.body else None
    while last is not None and getattr(last, "body", None):
        last = last.body[-1]
    if last is not program.statement or not isinstance(last, ast.Expr) or not isinstance(last.value, (ast.Name, ast.Attribute)):
        return None
    return [program.replace(last, "pass" if last.col_offset else "", "unfinished")]


def no_comma(program: Program, what: str) -> list[Edit] | None:
    """`[1, 2] [3, 4]` is taken for an index, `(1, 2) (3, 4)` for a call."""
    if not re.search(r"indices must be integers|is not callable|is not subscriptable", what):
        return None
    values = [node.value for node in program.nodes(ast.Subscript)] + [node.func for node in program.nodes(ast.Call)]
    wholes = [value for value in values if isinstance(value, (ast.List, ast.Tuple, ast.Constant))]
    ends = sorted({program.span(value)[1] for value in wholes})
    return [Edit(end, end, ",", "comma") for end in ends]


def drop(program: Program, what: str) -> list[Edit] | None:
    """A call whose value nobody uses goes, unless it is what draws the data."""
    statement = program.statement
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return None
    function = statement.value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in NEEDED or not hasattr(matplotlib.pyplot, name) and not isinstance(function, ast.Attribute):
        return None
    if name in ("show", "savefig"):
        return None
    return [program.replace(statement, "pass", "failing-statement")]
