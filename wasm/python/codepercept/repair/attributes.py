"""Attributes that are not there: slips, the other interface of matplotlib, what libraries no longer have."""

import ast
import importlib
import importlib.util
import inspect
import re
import sys

import matplotlib.pyplot
import numpy as np
from matplotlib.artist import Artist

from codepercept.repair.names import add_import
from codepercept.repair.program import Edit, Program, nearest

REMOVED = {
    "np.float": "float", "np.int": "int", "np.bool": "bool", "np.object": "object", "np.str": "str", "np.complex": "complex",
    "np.float_": "np.float64", "np.product": "np.prod", "np.trapz": "np.trapezoid", "np.in1d": "np.isin", "np.Inf": "np.inf",
    "np.NaN": "np.nan", "np.infty": "np.inf", "np.PINF": "np.inf", "np.cumproduct": "np.cumprod", "np.alltrue": "np.all",
    "np.sometrue": "np.any", "np.row_stack": "np.vstack",
}  # fmt: skip
"""Of numpy, by their usual address."""

ATTRIBUTES = {
    "set_axis_bgcolor": "set_facecolor", "get_axis_bgcolor": "get_facecolor", "w_xaxis": "xaxis", "w_yaxis": "yaxis",
    "w_zaxis": "zaxis",
    "legendHandles": "legend_handles", "set_color_cycle": "set_prop_cycle", "get_lines_list": "get_lines",
    "set_fontcolor": "set_color",
}  # fmt: skip
"""Methods of matplotlib under their last names."""

SILENT = {"hold", "set_window_title", "ion", "set_tight_layout", "ishold", "maximize"}
"""Methods that drew nothing: a statement with one can go."""


def attribute(program: Program, what: str) -> list[Edit] | None:
    if match := re.match(r"module '([\w.]+)' has no attribute '(\w+)'", what):
        return _of_module(program, match[1], match[2])
    match = re.match(r"'([\w.]+)' object has no attribute '(\w+)'", what) or re.match(
        r"type object '([\w.]+)' has no attribute '(\w+)'", what
    )
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
    kind = class_named(owner)
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


def class_named(name: str) -> type | None:
    home, _, last = name.rpartition(".")
    if home in sys.modules:
        return getattr(sys.modules[home], last, None)
    kinds = [Artist]
    for kind in kinds:
        kinds += kind.__subclasses__()
    found = [kind for kind in kinds if kind.__name__ == name]
    for module in ("matplotlib.axis", "matplotlib.gridspec", "matplotlib.legend", "matplotlib.colorbar", "matplotlib.path"):
        found += [
            kind for kind in vars(importlib.import_module(module)).values() if inspect.isclass(kind) and kind.__name__ == name
        ]
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
        home = "matplotlib.pyplot" if "matplotlib" in program.defined else "plt"
        return [program.replace(node, f"{home}.get_cmap", "removed") for node in uses]
    if name in SILENT and isinstance(program.statement, ast.Expr):
        return _leave_out(program)
    if hasattr(owner, "__path__") and importlib.util.find_spec(f"{module}.{name}"):
        return add_import(program, f"import {module}.{name}")
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
        if isinstance(call.func, ast.Attribute) and call.func.attr in (
            "title",
            "xlabel",
            "ylabel",
            "xlim",
            "ylim",
            "xticks",
            "yticks",
            "xaxis",
            "yaxis",
            "axis",
        ):
            return [_attr(program, call.func, f"set_{call.func.attr}")]
    return None
