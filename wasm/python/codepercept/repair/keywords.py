"""Keyword arguments that nobody knows: renamed to the nearest that is known, else left out."""

import ast
import inspect
import re

import matplotlib.pyplot as plt
from matplotlib.artist import ArtistInspector
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from codepercept.repair.attributes import class_named
from codepercept.repair.program import Edit, Program, nearest

OTHERS = {
    "colour": "color", "col": "color", "fontcolor": "color", "text_color": "color", "textcolor": "color", "line_color": "color",
    "linecolor": "color",
    "font_size": "fontsize", "textsize": "fontsize", "text_size": "fontsize", "thickness": "linewidth",
    "line_thickness": "linewidth", "stroke_width": "linewidth",
    "opacity": "alpha", "transparency": "alpha", "fill_color": "facecolor", "fillcolor": "facecolor",
    "border_color": "edgecolor", "bordercolor": "edgecolor", "outline": "edgecolor",
    "markercolor": "markerfacecolor", "marker_size": "markersize", "angle": "rotation", "axisbg": "facecolor",
    "normed": "density", "bold": "fontweight",
    "border_width": "linewidth", "name": "label", "title": "label", "style": "linestyle", "line_style": "linestyle",
    "dash": "linestyle",
    "font_weight": "fontweight", "font_family": "fontfamily", "loc": "loc", "colormap": "cmap", "b": "visible", "s": "text",
    "figure_size": "figsize", "size": "figsize",
}  # fmt: skip

PATTERNS = (
    r"(?P<owner>[\w.]+?)(?:\.set|\.__init__)?\(\) got an unexpected keyword argument '(?P<name>\w+)'",
    r"'(?P<owner>\w+)' object has no property '(?P<name>\w+)'",
    r"keyword (?:grid_)?(?P<name>\w+) is not recognized(?P<owner>)",
    r"(?P<owner>[\w.]+)\(\) missing 1 required positional argument: '(?P<missing>\w+)'",
)


def unknown(program: Program, what: str) -> list[Edit] | None:
    match = next(filter(None, (re.match(pattern, what) for pattern in PATTERNS)), None)
    if match is None:
        return None
    owner, found = match["owner"], match.groupdict()
    if found.get("missing"):
        return _in_its_place(program, owner, found["missing"])
    name = found["name"]
    for call in program.nodes(ast.Call):
        keyword = next((keyword for keyword in call.keywords if keyword.arg == name), None)
        if keyword is None:
            continue
        if name == "projection" and (old := _old_gca(program, call)):
            return old
        given = {keyword.arg for keyword in call.keywords}
        known = _known(call, owner) - given
        other = OTHERS.get(name)
        other = other if other in known else nearest(name, known)
        start, end = program.span(keyword)
        if other is None:
            return [without(program, call, keyword)]
        return [Edit(start, start + len(name), other, "keyword")]
    return None


def _known(call: ast.Call, owner: str) -> set[str]:
    """What the call takes: its own parameters, and the properties of what it makes."""
    names: set[str] = set()
    kind = class_named(owner.split(".")[0])
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for home in (Axes, plt, Figure, kind):
        made = getattr(home, function, None) if home is not None else None
        if callable(made):
            names |= _parameters(made)
    if kind is not None:
        names |= _parameters(kind)
        if hasattr(kind, "set"):
            inspector = ArtistInspector(kind)
            names |= set(inspector.get_setters()) | {alias for aliases in inspector.aliasd.values() for alias in aliases}
    return names - {"self", "args", "kwargs", "data"}


def _parameters(made) -> set[str]:
    try:
        return set(inspect.signature(made).parameters)
    except (TypeError, ValueError):
        return set()


def without(program: Program, call: ast.Call, keyword: ast.keyword) -> Edit:
    """The keyword goes, and one comma with it."""
    start, end = program.span(keyword)
    before = len(program.text[:start].rstrip())
    if program.text[before - 1] == ",":
        return Edit(before - 1, end, "", "keyword")
    after = re.match(r"\s*,\s*", program.text[end:])
    return Edit(start, end + (after.end() if after else 0), "", "keyword")


def _old_gca(program: Program, call: ast.Call) -> list[Edit] | None:
    """`gca(projection=…)` makes axes no longer."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "gca":
        return None
    end = program.span(call.func)[1]
    name = "subplot" if program.source(call.func.value) == "plt" else "add_subplot"
    return [Edit(end - len("gca"), end, name, "removed")]


def _in_its_place(program: Program, owner: str, missing: str) -> list[Edit] | None:
    """A needed argument that is there under an old or a similar name."""
    function = owner.split(".")[-1]
    for call in program.nodes(ast.Call):
        if not isinstance(call.func, ast.Attribute) or call.func.attr != function:
            continue
        for keyword in call.keywords:
            if keyword.arg and (OTHERS.get(keyword.arg) == missing or nearest(keyword.arg, [missing])):
                start = program.span(keyword)[0]
                return [Edit(start, start + len(keyword.arg), missing, "keyword")]
    return None
