"""Names and modules that are not there: imports, slips, neighbours."""

import ast
import builtins
import importlib
import importlib.util
import inspect
import pkgutil
import re
import sys
import types

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
MODULES = (
    "math",
    "random",
    "itertools",
    "collections",
    "functools",
    "string",
    "textwrap",
    "os",
    "sys",
    "time",
    "calendar",
    "statistics",
    "operator",
    "sympy",
    "scipy",
)
HOMES = (
    "matplotlib.patches",
    "matplotlib.lines",
    "matplotlib.path",
    "matplotlib.gridspec",
    "matplotlib.collections",
    "matplotlib.ticker",
    "matplotlib.colors",
    "matplotlib.transforms",
    "matplotlib.offsetbox",
    "matplotlib.patheffects",
    "matplotlib.dates",
    "matplotlib.legend_handler",
)
OTHERS = {
    "true": "True",
    "false": "False",
    "null": "None",
    "none": "None",
    "nan": "float('nan')",
    "xrange": "range",
    "unicode": "str",
    "raw_input": "input",
    "inf": "float('inf')",
}
NICKNAMES = {"figure": "fig", "axes": "ax", "axis": "ax", "axs": "ax"}
MAKERS = {"fig": "plt.gcf()", "ax": "plt.gca()"}


def undefined(program: Program, what: str) -> list[Edit] | None:
    match = re.match(r"(?:free variable |name )'(\w+)'", what)
    if match is None:
        return None
    name = match[1]
    if name in IMPORTS:
        return add_import(program, IMPORTS[name])
    if name in MODULES:
        return add_import(program, f"import {name}")
    if name in MAKERS and "plt" in program.defined:
        return _define(program, name)
    home = next((home for home in HOMES if owns(home, name)), None)
    if home is not None:
        return add_import(program, f"from {home} import {name}")
    if NICKNAMES.get(name) in program.defined:
        return rename(program, name, NICKNAMES[name])
    other = (
        OTHERS.get(name)
        or nearest(name, program.defined)
        or nearest(name, vars(builtins), 0.84)
        or (nearest(name, IMPORTS) if len(name) > 3 else None)
    )
    if other is not None:
        return rename(program, name, other)
    called = {node.func.id for node in ast.walk(program.tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    if name in called or name in ("pi", "e"):
        for module in ("matplotlib.pyplot", "numpy", "math"):
            if callable(getattr(sys.modules.get(module), name, None)) or (name in ("pi", "e") and module == "numpy"):
                return add_import(program, f"from {module} import {name}")
    return None


def owns(module: str, name: str) -> bool:
    found = getattr(importlib.import_module(module), name, None)
    return inspect.isclass(found) and found.__module__ == module


def rename(program: Program, name: str, other: str) -> list[Edit]:
    """Wherever it is read."""
    nodes = [
        node
        for node in ast.walk(program.tree)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]
    return [program.replace(node, other, "name") for node in nodes]


def add_import(program: Program, line: str) -> list[Edit]:
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
    home = (
        IMPORTS[name]
        if IMPORTS.get(name, "").startswith("from ")
        else next((f"from {home} import {name}" for home in HOMES if owns(home, name)), None)
    )
    if home is not None and len(statement.names) == 1:
        kept = f" as {alias.asname}" if alias.asname else ""
        return [program.replace(statement, home + kept, "import")]
    other = nearest(name, [n for n in dir(sys.modules.get(module)) if not n.startswith("_")])
    if other is None:
        return _unused(program, statement, [alias])
    edits = [program.replace(alias, f"{other} as {alias.asname}" if alias.asname else other, "import")]
    return edits if alias.asname else edits + rename(program, name, other)


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
            if not isinstance(top, ast.Expr) or not re.match(
                r"\w+\.(set|set_style|set_theme|set_palette|set_context|despine|use)\(", program.source(top)
            ):
                return None
            edits.append(program.replace(top, "pass", "unavailable-import"))
    return edits
