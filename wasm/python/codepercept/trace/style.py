"""The look of an artist, as its program could have asked for it."""

import matplotlib.lines as lines
import numpy as np
from matplotlib.collections import Collection
from matplotlib.patches import ArrowStyle, FancyArrowPatch, Patch
from matplotlib.text import Text

from codepercept.trace.numbers import colour, number

NAMES = {"solid": "-", "dashed": "--", "dotted": ":", "dashdot": "-.", "None": "none", " ": "none", "": "none"}


def describe(artist) -> dict:
    alpha = artist.get_alpha()
    # An alpha of each element's own is in the colours.
    alpha = None if alpha is None or not np.isscalar(alpha) else number(alpha)
    style = {"colour": "none", "fill": "none", "width": 0.0, "dash": "-", "alpha": alpha}
    if isinstance(artist, lines.Line2D):
        _line(artist, style, alpha)
    elif isinstance(artist, Patch):
        style.update(
            colour=colour(artist.get_edgecolor()) if artist.get_linewidth() > 0 else "none",
            fill=colour(artist.get_facecolor()) if artist.get_fill() else "none",
            width=float(artist.get_linewidth()),
            dash=_dash(artist.get_linestyle()),
        )
        if artist.get_hatch():
            style["hatch"] = str(artist.get_hatch())[:40]
        if isinstance(artist, FancyArrowPatch):
            style["arrow"] = _arrow(artist)
    elif isinstance(artist, Collection):
        _collection(artist, style)
    elif isinstance(artist, Text):
        style.update(colour=colour(artist.get_color(), alpha))
    return style


def key(artist) -> tuple | None:
    """What `describe` says of a line or text follows from it; None for others."""
    if isinstance(artist, Text):
        told = artist.get_color(), artist.get_alpha()
    elif isinstance(artist, lines.Line2D):
        told = (
            *(artist.get_color(), artist.get_alpha(), artist.get_linewidth(), artist.get_linestyle()),
            *(artist.get_marker(), artist.get_markersize(), artist.get_fillstyle()),
            *(artist.get_markerfacecolor(), artist.get_markeredgecolor()),
        )
    else:
        return None
    try:
        hash(told)
    except TypeError:
        return None
    return told


def _line(line, style: dict, alpha):
    style.update(
        colour=colour(line.get_color(), alpha),
        width=float(line.get_linewidth()),
        dash=_dash(line.get_linestyle()),
    )
    shape = line.get_marker()
    if shape not in (None, "None", "none", " ", ""):
        style["marker"] = {
            "shape": shape if isinstance(shape, str) else "custom",
            "size": float(line.get_markersize()),
            "face": "none" if line.get_fillstyle() == "none" else _marker_colour(line.get_markerfacecolor(), alpha),
            "edge": _marker_colour(line.get_markeredgecolor(), alpha),
        }
        if not isinstance(shape, (str, int)):
            style["marker"]["shape"] = "custom"
        elif not isinstance(shape, str):
            style["marker"]["shape"] = str(shape)


def _marker_colour(value, alpha) -> str:
    return "none" if isinstance(value, str) and value.lower() == "none" else colour(value, alpha)


def _collection(artist, style: dict):
    faces, edges, widths = artist.get_facecolor(), artist.get_edgecolor(), np.atleast_1d(artist.get_linewidth())
    dashes = artist.get_linestyle()
    style.update(
        colour=colour(edges[0]) if len(edges) else "none",
        fill=colour(faces[0]) if len(faces) else "none",
        width=float(widths[0]) if len(widths) else 0.0,
        dash="custom" if len(dashes) and dashes[0][1] is not None else "-",
    )
    if artist.get_hatch():
        style["hatch"] = str(artist.get_hatch())[:40]


def _dash(value) -> str:
    return NAMES.get(value, value if value in ("-", "--", ":", "-.") else "custom") if isinstance(value, str) else "custom"


def _arrow(patch) -> str:
    own = type(patch.get_arrowstyle())
    return next((name for name, kind in ArrowStyle.get_styles().items() if kind is own), "custom")[:40]
