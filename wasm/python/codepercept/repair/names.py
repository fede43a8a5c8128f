"""Names that are not there: imports, slips, neighbours in the same module, what matplotlib no longer has."""

import ast
import builtins
import importlib
import importlib.util
import inspect
import pkgutil
import re
import sys
import types

import matplotlib
import numpy as np
from matplotlib.artist import Artist

from codepercept.repair.program import Edit, Program, nearest

IMPORTS = {
    "np": "import numpy as np",
    "numpy": "import numpy",
    "plt": "import matplotlib.pyplot as plt",
    "mpl": "import matplotlib as mpl",
    "matplotlib": "import matplotlib",
    "patches": "import matplotlib.patches as patches",
    "mpatches": "import matplotlib.patches as mpatches",
    "mlines": "import matplotlib.lines as mlines",
    "mticker": "import matplotlib.ticker as mticker",
    "ticker": "import matplotlib.ticker as ticker",
    "mdates": "import matplotlib.dates as mdates",
    "mcolors": "import matplotlib.colors as mcolors",
    "colors": "import matplotlib.colors as colors",
    "mtransforms": "import matplotlib.transforms as mtransforms",
    "transforms": "import matplotlib.transforms as transforms",
    "gridspec": "import matplotlib.gridspec as gridspec",
    "cm": "import matplotlib.cm as cm",
    "pe": "import matplotlib.patheffects as pe",
    "path_effects": "import matplotlib.patheffects as path_effects",
    "datetime": "from datetime import datetime",
    "timedelta": "from datetime import timedelta",
    "Axes3D": "from mpl_toolkits.mplot3d import Axes3D",
    "Poly3DCollection": "from mpl_toolkits.mplot3d.art3d import Poly3DCollection",
    "Line3DCollection": "from mpl_toolkits.mplot3d.art3d import Line3DCollection",
    "combinations": "from itertools import combinations",
    "product": "from itertools import product",
    "defaultdict": "from collections import defaultdict",
    "Counter": "from collections import Counter",
    "sp": "import sympy as sp",
    "nx": "import networkx as nx",
}
MODULES = ("math", "random", "itertools", "collections", "functools", "string", "textwrap", "os", "sys", "time", "calendar", "statistics", "operator", "sympy", "scipy")
HOMES = ("matplotlib.patches", "matplotlib.lines", "matplotlib.path", "matplotlib.gridspec", "matplotlib.collections", "matplotlib.ticker", "matplotlib.colors", "matplotlib.transforms", "matplotlib.offsetbox", "matplotlib.patheffects", "matplotlib.dates", "matplotlib.legend_handler")
OTHERS = {"true": "True", "false": "False", "null": "None", "none": "None", "nan": "float('nan')", "xrange": "range", "unicode": "str", "raw_input": "input", "inf": "float('inf')"}
NICKNAMES = {"figure": "fig", "axes": "ax", "axis": "ax", "axs": "ax"}
MAKERS = {"fig": "plt.gcf()", "ax": "plt.gca()"}

REMOVED = {
    "np.float": "float", "np.int": "int", "np.bool": "bool", "np.object": "object", "np.str": "str", "np.complex": "complex",
    "np.float_": "np.float64", "np.product": "np.prod", "np.trapz": "np.trapezoid", "np.in1d": "np.isin", "np.Inf": "np.inf", "np.NaN": "np.nan", "np.infty": "np.inf", "np.PINF": "np.inf", "np.cumproduct": "np.cumprod", "np.alltrue": "np.all", "np.sometrue": "np.any", "np.row_stack": "np.vstack",
}  # fmt: skip
"""Of numpy, by their usual address."""

ATTRIBUTES = {
    "set_axis_bgcolor": "set_facecolor", "get_axis_bgcolor": "get_facecolor", "w_xaxis": "xaxis", "w_yaxis": "yaxis", "w_zaxis": "zaxis",
    "legendHandles": "legend_handles", "set_color_cycle": "set_prop_cycle", "get_lines_list": "get_lines", "set_fontcolor": "set_color",
}  # fmt: skip
"""Methods of matplotlib under their last names."""

SILENT = {"hold", "set_window_title", "ion", "set_tight_layout", "ishold", "maximize"}
"""Methods that drew nothing: a statement with one can go."""


def undefined(program: Program, what: str) -> list[Edit] | None:
    match = re.match(r"(?:free variable |name )'(\w+)'", what)
    if match is None:
        return None
    name = match[1]
    if name in IMPORTS:
        return _import(program, IMPORTS[name])
    if name in MODULES:
        return _import(program, f"import {name}")
    if name in MAKERS and "plt" in program.defined:
        return _define(program, name)
    home = next((home for home in HOMES if _owns(home, name)), None)
    if home is not None:
        return _import(program, f"from {home} import {name}")
    if NICKNAMES.get(name) in program.defined:
        return _rename(program, name, NICKNAMES[name])
    other = OTHERS.get(name) or nearest(name, program.defined) or nearest(name, vars(builtins), 0.84) or (nearest(name, IMPORTS) if len(name) > 3 else None)
    if other is not None:
        return _rename(program, name, other)
    called = {node.func.id for node in ast.walk(program.tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    if name in called or name in ("pi", "e"):
        for module in ("matplotlib.pyplot", "numpy", "math"):
            if callable(getattr(sys.modules.get(module), name, None)) or (name in ("pi", "e") and module == "numpy"):
                return _import(program, f"from {module} import {name}")
    return None


def _owns(module: str, name: str) -> bool:
    found = getattr(importlib.import_module(module), name, None)
    return inspect.isclass(found) and found.__module__ == module


def _rename(program: Program, name: str, other: str) -> list[Edit]:
    """Wherever it is read."""
    nodes = [node for node in ast.walk(program.tree) if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]
    return [program.replace(node, other, "name") for node in nodes]


def _import(program: Program, line: str) -> list[Edit]:
    """After the last import before the error, else at the top."""
    last = 0
    for node in program.tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node.lineno < max(program.line, 2):
            last = node.end_lineno
    if last == 0 and program.tree.body and ast.get_docstring(program.tree) is not None:
        last = program.tree.body[0].end_lineno
    return [Edit(program.starts[last], program.starts[last], line + "\n", "import")]


def _define(program: Program, name: str) -> list[Edit]:
    """Before the statement at the top level that needs it."""
    first = next((node for node in program.tree.body if node.lineno <= program.line <= node.end_lineno), None)
    if first is None:
        return []
    at = program.starts[first.lineno - 1]
    return [Edit(at, at, f"{name} = {MAKERS[name]}\n", "definition")]


def attribute(program: Program, what: str) -> list[Edit] | None:
    if match := re.match(r"module '([\w.]+)' has no attribute '(\w+)'", what):
        return _of_module(program, match[1], match[2])
    match = re.match(r"'([\w.]+)' object has no attribute '(\w+)'", what) or re.match(r"type object '([\w.]+)' has no attribute '(\w+)'", what)
    if match is None:
        return None
    owner, name = match[1], match[2]
    uses = [node for node in program.nodes(ast.Attribute) if node.attr == name]
    if not uses:
        return None
    if name in SILENT and isinstance(program.statement, ast.Expr):
        return _leave_out(program)
    if owner == "tuple":
        return _unpacked(program, uses[0])
    if owner in ("list", "tuple", "range") and hasattr(np.ndarray, name) and "np" in program.defined:
        value = uses[0].value
        return [program.replace(value, f"np.array({program.source(value)})", "array")]
    kind = _class(owner)
    if kind is None:
        return None
    names = [other for other in dir(kind) if not other.startswith("_")]
    other = ATTRIBUTES.get(name) or _with_prefix(name, names) or nearest(name, names)
    return [_attr(program, node, other, name in ATTRIBUTES) for node in uses] if other else None


def _attr(program: Program, node: ast.Attribute, other: str, is_old: bool = False) -> Edit:
    end = program.span(node)[1]
    return Edit(end - len(node.attr), end, other, "removed" if is_old else "attribute")


def _with_prefix(name: str, names) -> str | None:
    """pyplot's `xlabel` is `set_xlabel` of axes, and the other way round."""
    return next((other for other in (f"set_{name}", name.removeprefix("set_")) if other != name and other in names), None)


def _class(name: str) -> type | None:
    home, _, last = name.rpartition(".")
    if home in sys.modules:
        return getattr(sys.modules[home], last, None)
    kinds = [Artist]
    for kind in kinds:
        kinds += kind.__subclasses__()
    found = [kind for kind in kinds if kind.__name__ == name]
    for module in ("matplotlib.axis", "matplotlib.gridspec", "matplotlib.legend", "matplotlib.colorbar", "matplotlib.path"):
        found += [kind for kind in vars(importlib.import_module(module)).values() if inspect.isclass(kind) and kind.__name__ == name]
    return found[0] if found else None


def _of_module(program: Program, module: str, name: str) -> list[Edit] | None:
    uses = [node for node in program.nodes(ast.Attribute) if node.attr == name]
    owner = sys.modules.get(module)
    if not uses or owner is None:
        return None
    if module == "numpy" and (new := REMOVED.get(f"np.{name}")):
        alias = program.source(uses[0].value)
        return [program.replace(node, new.replace("np.", f"{alias}."), "removed") for node in uses]
    if module == "matplotlib" and hasattr(matplotlib.pyplot, name):
        return _pyplot_meant(program, uses)
    if module == "matplotlib.cm" and name == "get_cmap":
        return [program.replace(node, "matplotlib.pyplot.get_cmap", "removed") for node in uses] if "matplotlib" in program.defined else [*[program.replace(node, "plt.get_cmap", "removed") for node in uses]]
    if name in SILENT and isinstance(program.statement, ast.Expr):
        return _leave_out(program)
    if importlib.util.find_spec(f"{module}.{name}") if hasattr(owner, "__path__") else None:
        return _import(program, f"import {module}.{name}")
    names = [other for other in dir(owner) if not other.startswith("_")]
    other = _with_prefix(name, names) or nearest(name, names)
    return [_attr(program, node, other) for node in uses] if other else None


def _pyplot_meant(program: Program, uses) -> list[Edit]:
    """`import matplotlib as plt`."""
    for node in ast.walk(program.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "matplotlib" and alias.asname and alias.asname == program.source(uses[0].value):
                    return [program.replace(alias, f"matplotlib.pyplot as {alias.asname}", "import")]
    return [program.replace(node.value, "matplotlib.pyplot", "attribute") for node in uses]


def _unpacked(program: Program, use: ast.Attribute) -> list[Edit] | None:
    """`ax = plt.subplots()` gives figure and axes."""
    if not isinstance(use.value, ast.Name):
        return None
    for node in ast.walk(program.tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == use.value.id:
            if isinstance(node.value, ast.Call) and program.source(node.value.func).endswith(".subplots"):
                other = "fig" if use.value.id != "fig" else None
                return [program.replace(node.targets[0], f"{other}, {use.value.id}" if other else "fig, ax", "unpacking")]
    return None


def _leave_out(program: Program) -> list[Edit]:
    return [program.replace(program.statement, "pass", "removed")]


def not_callable(program: Program, what: str) -> list[Edit] | None:
    """`ax.title("…")` for `ax.set_title("…")`."""
    if "is not callable" not in what:
        return None
    for call in program.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("title", "xlabel", "ylabel", "xlim", "ylim", "xticks", "yticks", "xaxis", "yaxis", "axis"):
            return [_attr(program, call.func, f"set_{call.func.attr}")]
    return None


def imported(program: Program, what: str) -> list[Edit] | None:
    """A name that its module does not have: of another module of matplotlib, or the nearest there."""
    match = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", what)
    statement = program.statement
    if match is None or not isinstance(statement, ast.ImportFrom):
        return None
    name, module = match[1], match[2]
    alias = next((alias for alias in statement.names if alias.name == name), None)
    if alias is None:
        return None
    home = IMPORTS[name] if IMPORTS.get(name, "").startswith("from ") else next((f"from {home} import {name}" for home in HOMES if _owns(home, name)), None)
    if home is not None and len(statement.names) == 1:
        kept = f" as {alias.asname}" if alias.asname else ""
        return [program.replace(statement, home + kept, "import")]
    other = nearest(name, [n for n in dir(sys.modules.get(module)) if not n.startswith("_")])
    if other is None:
        return _unused(program, statement, [alias])
    edits = [program.replace(alias, f"{other} as {alias.asname}" if alias.asname else other, "import")]
    return edits if alias.asname else edits + _rename(program, name, other)


def module(program: Program, what: str) -> list[Edit] | None:
    """A module that is not there: the nearest that is, or no import where nothing uses it."""
    match = re.match(r"No module named '([\w.]+)'", what)
    statement = program.statement
    if match is None or not isinstance(statement, (ast.Import, ast.ImportFrom)):
        return None
    name = match[1]
    parent, _, last = name.rpartition(".")
    if parent in sys.modules and isinstance(sys.modules[parent], types.ModuleType):
        names = [info.name for info in pkgutil.iter_modules(getattr(sys.modules[parent], "__path__", []))]
    else:
        parent, last = "", name.split(".")[0]
        names = ["matplotlib", "numpy", "mpl_toolkits", *MODULES]
    other = nearest(last, names, 0.8)
    if other is not None and other != last:
        start, end = program.span(statement)
        text = program.text[start:end]
        old, new = (f"{parent}.{last}", f"{parent}.{other}") if parent else (last, other)
        return [Edit(start, end, re.sub(rf"\b{re.escape(old)}\b", new, text, count=1), "import")]
    return _unused(program, statement, statement.names)


def _unused(program: Program, statement: ast.stmt, aliases: list[ast.alias]) -> list[Edit] | None:
    """No import, where its names are not read, or only in statements of their own that set a style."""
    names = {(alias.asname or alias.name).split(".")[0] for alias in aliases}
    if len(statement.names) > len(aliases):
        return None
    edits = [program.replace(statement, "pass", "unavailable-import")]
    for node in ast.walk(program.tree):
        if isinstance(node, ast.Name) and node.id in names:
            top = node
            while not isinstance(top, ast.stmt):
                top = program.parents[top]
            if not isinstance(top, ast.Expr) or not re.match(r"\w+\.(set|set_style|set_theme|set_palette|set_context|despine|use)\(", program.source(top)):
                return None
            edits.append(program.replace(top, "pass", "unavailable-import"))
    return edits
