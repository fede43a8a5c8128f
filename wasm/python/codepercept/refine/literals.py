"""Numbers and strings of a program that a change may replace, with their places."""

import ast
import json
import math

from codepercept.refine import roles
from codepercept.repair.program import Program

MOST = 2000
MOST_CHARACTERS = 1000
DEEPEST = 8
WRAPPERS = {"array", "asarray", "list", "tuple", "float", "int", "deg2rad", "radians", "enumerate", "reversed", "sorted"}
"""What stands around data and is no call of its own: a list in `np.array` lies in the call or name outside."""


def literals_json(text: str) -> str:
    return json.dumps(literals(text))


def literals(text: str) -> list[dict]:
    """
    `line, column, text, value, role, call, callLine, argument, name, path` of each (src/python/protocol.ts), in the
    order of the text. Empty where the program cannot be read.
    """
    try:
        program = Program(text)
        tree = program.tree
    except (SyntaxError, ValueError, RecursionError):
        return []
    finder = _Finder(program)
    finder.look(tree)
    found = sorted(finder.found, key=lambda each: (each[0].lineno, each[0].col_offset))
    told = (_told(program, node, value, finder) for node, value in found[:MOST])
    return [literal for literal in told if literal is not None]


class _Finder:
    def __init__(self, program: Program):
        self.parents = program.parents
        self.found: list[tuple[ast.AST, float | int | str]] = []
        self.uses: dict[str, list[ast.Name]] = {}

    def look(self, node: ast.AST):
        for child in ast.iter_child_nodes(node):
            # A docstring says nothing to the drawing; of an f-string's parts Python does not tell the places.
            if isinstance(child, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(child, ast.Constant)):
                continue
            value = value_of(child)
            if value is not None:
                self.found.append((child, value))
                continue
            if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
                self.uses.setdefault(child.id, []).append(child)
            self.look(child)


def value_of(node: ast.AST) -> float | int | str | None:
    """Of a number with its sign, or of a string; None for all else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)) and isinstance(node.operand, ast.Constant):
        value = value_of(node.operand)
        if value is None or isinstance(value, str):
            return None
        return -value if isinstance(node.op, ast.USub) else value
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float, str):
        return None
    value = node.value
    if isinstance(value, str):
        return value if len(value) <= MOST_CHARACTERS else None
    # Beyond, the page's numbers are not exact.
    return value if math.isfinite(value) and abs(value) < 2**53 else None


def _told(program: Program, node: ast.AST, value, finder: _Finder) -> dict | None:
    start, end = program.span(node)
    text = program.text[start:end]
    if len(text) > MOST_CHARACTERS or not _is(text, value):
        return None
    call, argument, name, path, inner, key = _place(node, finder.parents)
    if len(path) > DEEPEST:
        return None
    role = _role(value, call, argument, name, path, inner, key, finder)
    line = program.text.count("\n", 0, start)
    return {
        "line": line + 1,
        "column": len(program.text[program.starts[line] : start].encode("utf-16-le", "surrogatepass")) // 2,
        "text": text,
        "value": value,
        "role": role,
        "call": ast.unparse(call.func)[:200] if call is not None else None,
        "callLine": call.lineno if call is not None else None,
        "argument": argument,
        "name": name,
        "path": path,
    }


def _is(text: str, value) -> bool:
    """Whether the text is what was found there: lines end otherwise for the parser than for the page in odd programs."""
    try:
        return ast.literal_eval(text.strip() if isinstance(value, str) else text) == value
    except (SyntaxError, ValueError):
        return False


def _place(node: ast.AST, parents: dict):
    """
    Call, argument, name and path around a literal; `index` when it is one, an exponent, a divisor or compared, else None; and the
    name that a dict gives it.
    """
    path: list[int] = []
    inner = key = None
    below = node
    while (above := parents.get(below)) is not None:
        if isinstance(above, (ast.List, ast.Tuple, ast.Set)):
            path.insert(0, above.elts.index(below))
        elif isinstance(above, ast.Dict):
            if below in above.values:
                at = above.values.index(below)
                path.insert(0, 2 * at + 1)
                key = key or (above.keys[at] and value_of(above.keys[at]))
            else:
                path.insert(0, 2 * above.keys.index(below))
        elif isinstance(above, ast.BinOp):
            if below is above.right and isinstance(above.op, (ast.Pow, ast.Mod, ast.FloorDiv, ast.Div)):
                inner = inner or "index"
        elif isinstance(above, ast.Compare):
            inner = inner or "index"
        elif isinstance(above, ast.Subscript):
            if below is above.slice:
                inner = inner or "index"
        elif isinstance(above, ast.keyword):
            call = parents[above]
            if isinstance(call, ast.Call):
                # `**{…}` has no name of its own.
                return call, above.arg, None, path, inner, key
        elif isinstance(above, ast.Call):
            if below in above.args and _method(above) == "zip" and isinstance(parents.get(above), (ast.For, ast.comprehension)):
                # Its places are those of the loop's names.
                path[1:1] = [above.args.index(below)]
            elif below in above.args and not _wraps(above):
                return above, above.args.index(below), None, path, inner, key
        elif isinstance(above, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
            target = above.targets[0] if isinstance(above, ast.Assign) else above.target
            return None, None, _target(target, path), path, inner, key
        elif isinstance(above, (ast.For, ast.comprehension)):
            return None, None, _turn(above, path) if below is above.iter else None, path, inner, key
        elif isinstance(above, ast.stmt):
            break
        below = above
    return None, None, None, path, inner, key


def _wraps(call: ast.Call) -> bool:
    return _method(call) in WRAPPERS


def _method(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _target(target: ast.AST, path: list[int]) -> str | None:
    """The name that a value at `path` goes to; `a, b = 1, 2` gives `b` for [1]."""
    for at in path:
        if not isinstance(target, (ast.Tuple, ast.List)):
            break
        if at >= len(target.elts):
            return None
        target = target.elts[at]
    if isinstance(target, ast.Subscript):
        target = target.value
    return target.id[:200] if isinstance(target, ast.Name) else None


def _turn(loop: ast.For | ast.comprehension, path: list[int]) -> str | None:
    """The name that a loop gives to what lies at `path` in the list that it goes through."""
    target, pairs = loop.target, isinstance(loop.target, (ast.Tuple, ast.List))
    if isinstance(loop.iter, ast.Call) and _method(loop.iter) == "enumerate" and pairs and len(target.elts) == 2:
        target = target.elts[1]
    return _target(target, path[1:])


def _role(value, call, argument, name, path, inner, key, finder: _Finder) -> str:
    is_text = isinstance(value, str)
    if inner is not None and not is_text:
        return inner
    if call is not None:
        if _method(call) == "arange" and len(call.args) == 1 and isinstance(value, int):
            return "count"
        options = isinstance(key, str) and (isinstance(argument, str) or argument is None)
        return _role_in(value, _method(call), key if options else argument, path)
    if name is None:
        return "option" if is_text else "value"
    if is_text and roles.COLOUR.search(name.lower()):
        return "colour"
    # What the calls say that the name is given to.
    for use in finder.uses.get(name, ()):
        above = finder.parents[use]
        if not is_text and isinstance(above, ast.Subscript) and above.slice is use:
            return "index"
        outer, place, _, _, nearest, _ = _place(use, finder.parents)
        if outer is None or (nearest is not None and not is_text):
            continue
        told = _role_in(value, _method(outer), place, path)
        if told not in ("value", "option"):
            return told
    return "text" if is_text else "value"


def _role_in(value, method: str, argument, path: list[int]) -> str:
    if not isinstance(value, str):
        return roles.number(method, argument) or "value"
    # A list of letters is no format.
    if path and method in roles.PLOTS and isinstance(argument, int):
        return "text"
    return roles.string(method, argument, value) or "option"
