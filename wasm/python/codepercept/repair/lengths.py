"""Two lists that belong together and differ in length: the longer one is cut, where it is known which that is."""

import ast
import re

from codepercept.repair.program import Edit, Program


def mend(program: Program, what: str) -> list[Edit] | None:
    if match := re.match(r"x and y must have same first dimension, but have shapes \((\d+),\) and \((\d+),\)", what):
        return _cut(program, int(match[1]), int(match[2]))
    if match := re.match(r"shape mismatch: .* arg 0 with shape \((\d+),\) and arg 1 with shape \((\d+),\)", what):
        return _cut(program, int(match[1]), int(match[2]))
    if what.startswith("x and y must be the same size") or "must be of length 'x'" in what or "must have the same" in what:
        return _cut(program, None, None)
    if match := re.match(r"The number of FixedLocator locations \((\d+)\).* the number of labels \((\d+)\)", what):
        return _labels(program, int(match[1]), int(match[2]))
    return None


def _length(program: Program, node: ast.expr) -> int | None:
    """Of a list in the program, also through a name that is bound once."""
    if isinstance(node, ast.Name):
        bound = [
            other
            for other in ast.walk(program.tree)
            if isinstance(other, ast.Name) and other.id == node.id and isinstance(other.ctx, ast.Store)
        ]
        parent = program.parents[bound[0]] if len(bound) == 1 else None
        return _length(program, parent.value) if isinstance(parent, ast.Assign) else None
    if isinstance(node, ast.Call) and node.args and program.source(node.func) in ("np.array", "list", "tuple"):
        return _length(program, node.args[0])
    return len(node.elts) if isinstance(node, (ast.List, ast.Tuple)) else None


def _cut(program: Program, first: int | None, second: int | None) -> list[Edit] | None:
    for call in program.nodes(ast.Call):
        pair = call.args[:2] if len(call.args) > 1 else []
        if first is None and (wedge := _pie(call)):
            pair = wedge
        if len(pair) < 2:
            continue
        a = first if first is not None else _length(program, pair[0])
        b = second if second is not None else _length(program, pair[1])
        if a is None or b is None or a == b or min(a, b) == 0:
            continue
        known = [_length(program, node) for node in pair]
        if any(length not in (None, told) for length, told in zip(known, (a, b), strict=True)):
            continue
        return [_slice(program, pair[0] if a > b else pair[1], min(a, b))]
    return None


def _pie(call: ast.Call) -> list[ast.expr] | None:
    """Values and labels, of which the labels may be too many."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "pie" or not call.args:
        return None
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    return [call.args[0], given["labels"]] if "labels" in given else None


def _labels(program: Program, locations: int, labels: int) -> list[Edit] | None:
    for call in program.nodes(ast.Call):
        if not isinstance(call.func, ast.Attribute) or "tick" not in call.func.attr:
            continue
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        values = [*call.args, given.get("labels")]
        names = [node for node in values if node is not None]
        if labels > locations and names:
            return [_slice(program, names[1 if "labels" not in call.func.attr and len(names) > 1 else 0], locations)]
        if labels < locations and len(names) > 1:
            return [_slice(program, names[0], labels)]
    return None


def _slice(program: Program, node: ast.expr, length: int) -> Edit:
    source = program.source(node)
    if isinstance(node, (ast.List, ast.Tuple)):
        elts = node.elts
        return Edit(program.span(elts[length - 1])[1], program.span(elts[-1])[1], "", "length")
    simple = isinstance(node, (ast.Name, ast.Call, ast.Attribute, ast.Subscript))
    return program.replace(node, f"{source}[:{length}]" if simple else f"({source})[:{length}]", "length")
