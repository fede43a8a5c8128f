"""Axes and their ticks as a trace tells them."""

import math

from codepercept.trace.numbers import number, pixels


def describe(axes, name: str, recorder, ids: dict) -> dict:
    """One entry of `axes`; `ids` names axes and artists by identity."""
    x0, y0, x1, y1 = axes.get_window_extent().extents
    height = int(recorder.height)
    aspect = axes.get_aspect()
    known = {"rectilinear": "rectilinear", "polar": "polar", "3d": "3d"}
    told = {
        "id": name,
        "box": pixels([x0, height - y1, x1, height - y0]),
        "projection": known.get(getattr(axes, "name", ""), "other"),
        "visible": bool(axes.get_visible()),
        "decorated": bool(axes.axison),
        "aspect": aspect if aspect == "auto" else number(aspect),
        "title": " ".join(
            part.get_text() for part in (axes._left_title, axes.title, axes._right_title) if part.get_text()
        )[:2000],
        "x": _axis(axes.xaxis, recorder),
        "y": _axis(axes.yaxis, recorder),
    }
    if told["projection"] == "3d":
        told["z"] = _axis(axes.zaxis, recorder)
        told["view"] = {"elev": float(axes.elev), "azim": float(axes.azim), "roll": float(axes.roll)}
    twins = [
        other
        for shared in (axes.get_shared_x_axes(), axes.get_shared_y_axes())
        for other in shared.get_siblings(axes)
        if other is not axes and id(other) in ids and (other.get_position().bounds == axes.get_position().bounds)
    ]
    if twins:
        told["twin"] = ids[id(twins[0])]
    parent = next((other for other in axes.figure.axes if axes in getattr(other, "child_axes", ())), None)
    if parent is not None and id(parent) in ids and not hasattr(axes, "_colorbar"):
        told["inset"] = ids[id(parent)]
    bar = getattr(axes, "_colorbar", None)
    if bar is not None and id(bar.mappable) in ids:
        told["colourbar"] = ids[id(bar.mappable)]
    return told


def _axis(axis, recorder) -> dict:
    limits = [number(limit) for limit in axis.get_view_interval()]
    if axis.get_inverted() and limits[0] < limits[1]:
        limits.reverse()
    return {
        "label": axis.label.get_text()[:2000],
        "limits": [limit if limit is not None else 0.0 for limit in limits],
        "scale": scale(axis),
        "grid": any(id(tick.gridline) in recorder.drawn for tick in axis.majorTicks),
        "ticks": _ticks(axis.majorTicks, recorder),
    }


def scale(axis) -> str:
    """`category`, `date`, or the scale's own name."""
    converter = axis.get_converter() if hasattr(axis, "get_converter") else axis.converter
    name = type(converter).__name__
    if "Category" in name:
        return "category"
    return "date" if "Date" in name else axis.get_scale()


def _ticks(ticks, recorder) -> list[dict]:
    """Those ticks of which anything was drawn."""
    told, lines = [], []
    for tick in ticks:
        labels = [label for label in (tick.label1, tick.label2) if id(label) in recorder.drawn]
        marks = (tick.tick1line, tick.tick2line, tick.gridline)
        value = number(tick.get_loc())
        if value is not None and (labels or any(id(line) in recorder.drawn for line in marks)):
            told.append({"value": value, "text": labels[0].get_text()[:2000] if labels else ""})
            lines.append(tick.tick1line)
    places = _places(lines)
    for one, (x, y) in zip(told, places, strict=True):
        one["px"] = [round(x, 2), round(int(recorder.height) - y, 2)]
    return [one for one, place in zip(told, places, strict=True) if all(map(math.isfinite, place))]


def _places(lines) -> list[list[float]]:
    """Where each line starts, in pixels, y up; most share their transform."""
    # As a tick sets them; the line itself would first copy them.
    starts = [[float(line.get_xdata(orig=True)[0]), float(line.get_ydata(orig=True)[0])] for line in lines]
    groups: dict = {}
    for at, line in enumerate(lines):
        groups.setdefault(id(line.get_transform()), (line.get_transform(), []))[1].append(at)
    for transform, group in groups.values():
        placed = transform.transform([starts[at] for at in group]).tolist()
        for at, place in zip(group, placed, strict=True):
            starts[at] = place
    return starts
