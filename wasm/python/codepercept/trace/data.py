"""What an artist stands for in the coordinates that its program used: kind and data."""

from functools import lru_cache

import matplotlib.collections as collections
import matplotlib.patches as patches
import numpy as np
from matplotlib.artist import Artist
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage, FigureImage, _ImageBase
from matplotlib.legend import Legend
from matplotlib.lines import AxLine, Line2D
from matplotlib.quiver import Barbs, Quiver
from matplotlib.table import Table
from matplotlib.text import Annotation, Text
from mpl_toolkits.mplot3d import art3d

from codepercept.trace.numbers import MOST_POINTS, finite, number, thin

MOST_SHAPES = 500
MOST_NAMES = 500

CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5]])
"""Of a rectangle, and its centre, in its own size."""


def kind(artist) -> str:
    return _kind_of(type(artist))


@lru_cache(500)
def _kind_of(own: type) -> str:
    kinds = (
        (ContourSet, "contour"),
        ((Quiver, Barbs), "quiver"),
        (collections.Collection, "collection"),
        (Line2D, "line"),
        (patches.Patch, "polygon"),
        (Text, "text"),
        (_ImageBase, "image"),
        (Table, "table"),
        (Legend, "legend"),
    )
    return next((name for classes, name in kinds if issubclass(own, classes)), "other")


def describe(artist, axes, bars: dict, systems: dict) -> dict:
    """`data` of an artist; `systems` keeps what is known of the transforms of one figure."""
    told = {"system": _known_system(artist, axes, systems)}
    if isinstance(artist, ContourSet):
        told.update(_shapes(artist.get_paths()), levels=[float(level) for level in artist.levels])
    elif isinstance(artist, Quiver):
        told.update(thin(np.asarray(artist.XY, float)))
        told["vectors"] = _numbers2(np.ma.filled(np.ma.stack([artist.U, artist.V], axis=1).astype(float), 0))
    elif isinstance(artist, Barbs):
        told.update(thin(np.column_stack([artist.x, artist.y])))
        told["vectors"] = _numbers2(np.ma.filled(np.ma.stack([artist.u, artist.v], axis=1).astype(float), 0))
    elif isinstance(artist, collections.Collection):
        _collection(artist, told)
    elif isinstance(artist, Line2D):
        _line(artist, told, axes)
    elif isinstance(artist, patches.Patch):
        _patch(artist, told, bars, axes)
    elif isinstance(artist, Text):
        _text(artist, told)
    elif isinstance(artist, _ImageBase):
        _image(artist, told)
    elif isinstance(artist, Table):
        cells = artist.get_celld()
        told["names"] = [cells[at].get_text().get_text()[:200] for at in sorted(cells)][:MOST_NAMES]
    elif isinstance(artist, Legend):
        told["names"] = [text.get_text()[:200] for text in artist.get_texts()][:MOST_NAMES]
        if artist.get_title().get_text():
            told["text"] = artist.get_title().get_text()[:2000]
    return told


def _known_system(artist, axes, known: dict) -> str:
    """The coordinates that its points are in."""
    if isinstance(artist, (Annotation, AxLine)):
        own = artist.get_transform() if isinstance(artist, AxLine) else artist._get_xy_transform(None, artist.xycoords)
        return _system(own, artist, axes)
    if isinstance(artist, collections.Collection) and _has_offsets(artist):
        transform = artist.get_offset_transform()
    else:
        # A patch puts its own shape before it.
        transform = Artist.get_transform(artist)
    key = id(transform), id(axes)
    if key not in known:
        # Kept with it, so that no other takes its identity.
        known[key] = transform, _system(transform, artist, axes)
    return known[key][1]


def _system(transform, artist, axes) -> str:
    if axes is not None:
        parts = transform.contains_branch_seperately(axes.transData)
        if all(parts):
            return "data"
        if any(parts):
            return "mixed"
        # Titles stand some points off their place in the axes, so these may lie deep inside.
        if _holds(transform, axes.transAxes):
            return "axes"
    figure = artist.get_figure()
    if figure is not None and _holds(transform, figure.transSubfigure):
        return "figure"
    return "pixels"


def _holds(transform, part) -> bool:
    if transform is part:
        return True
    return any(_holds(getattr(transform, name), part) for name in ("_a", "_b", "_x", "_y") if hasattr(transform, name))


def _line(line, told: dict, axes):
    if isinstance(line, art3d.Line3D):
        told.update(thin(np.column_stack([np.ma.filled(np.ma.asarray(part, float), np.nan) for part in line._verts3d])))
        return
    if isinstance(line, AxLine):
        told["points"] = [[float(part) for part in point] for point in (line._xy1, line._xy2) if point is not None]
        told["shape"] = "endless"
        if line._slope is not None:
            told["values"] = [float(line._slope)]
        return
    points = np.asarray(line.get_xydata(), float)
    told.update(thin(points))
    told["closed"] = len(points) > 2 and bool((points[0] == points[-1]).all())


def _patch(patch, told: dict, bars: dict, axes):
    if isinstance(patch, patches.Rectangle):
        *corners, centre = patch.get_patch_transform().transform(CORNERS).tolist()
        told.update(shape="rectangle", centre=centre, size=_pair((patch.get_width(), patch.get_height())))
        told.update(angle=float(patch.get_angle()), points=corners, closed=True)
        if id(patch) in bars:
            _bar(patch, told, *bars[id(patch)], axes)
    elif isinstance(patch, patches.Wedge):
        told.update(shape="wedge", centre=_pair(patch.center), radius=float(patch.r), closed=True)
        told["angles"] = [float(patch.theta1), float(patch.theta2)]
        if patch.width is not None:
            told["size"] = [float(patch.width), float(patch.r)]
        told["values"] = [abs(float(patch.theta2 - patch.theta1)) / 360]
        if not patch.get_label().startswith("_"):
            told["names"] = [patch.get_label()[:200]]
    elif isinstance(patch, patches.Circle):
        told.update(shape="circle", centre=_pair(patch.center), radius=float(patch.get_radius()), closed=True)
    elif isinstance(patch, (patches.Arc, patches.Ellipse)):
        told.update(shape="ellipse", centre=_pair(patch.get_center()), size=_pair((patch.width, patch.height)))
        told.update(angle=float(patch.angle), closed=not isinstance(patch, patches.Arc))
        if isinstance(patch, patches.Arc):
            told["angles"] = [float(patch.theta1), float(patch.theta2)]
    elif isinstance(patch, patches.FancyArrowPatch):
        told.update(shape="arrow")
        ends = patch._posA_posB
        if ends is not None and all(end is not None for end in ends):
            told["points"] = [_pair(end) for end in ends]
    elif isinstance(patch, patches.FancyBboxPatch):
        told.update(shape="box", size=_pair((patch.get_width(), patch.get_height())), closed=True)
        told["centre"] = _pair((patch.get_x() + patch.get_width() / 2, patch.get_y() + patch.get_height() / 2))
    elif isinstance(patch, patches.FancyArrow):
        told.update(shape="arrow", points=_pairs([(patch._x, patch._y), (patch._x + patch._dx, patch._y + patch._dy)]))
        told["count"] = 2
    elif isinstance(patch, patches.RegularPolygon):
        told.update(shape="polygon", centre=_pair(patch.xy), radius=float(patch.radius), closed=True)
        told.update(thin(_vertices(patch)[:-1]))
        told["angle"] = float(np.degrees(patch.orientation))
    elif isinstance(patch, patches.Polygon):
        closed = patch.get_closed()
        told.update(shape="polygon", closed=bool(closed), **thin(_vertices(patch)[: -1 if closed else None]))
    else:
        told.update(shape="path", **thin(_vertices(patch)))


def _vertices(patch) -> np.ndarray:
    return patch.get_patch_transform().transform(patch.get_path().vertices)


def _bar(patch, told: dict, container, at: int, axes):
    if container.datavalues is not None and at < len(container.datavalues):
        told["values"] = [value] if (value := number(container.datavalues[at])) is not None else []
    if axes is None:
        return
    across = axes.yaxis if container.orientation == "horizontal" else axes.xaxis
    middle = told["centre"][1 if container.orientation == "horizontal" else 0]
    for tick in across.majorTicks:
        text = tick.label1.get_text()
        if text and abs(tick.get_loc() - middle) < 1e-9:
            told["names"] = [text[:200]]


def _collection(artist, told: dict):
    if isinstance(artist, collections.QuadMesh):
        corners = np.asarray(artist.get_coordinates(), float)
        told.update(thin(corners.reshape(-1, 2)))
        values = artist.get_array()
        if values is not None:
            rows, columns = corners.shape[0] - 1, corners.shape[1] - 1
            told["image"] = {"rows": rows, "columns": columns, "range": _range(values)}
    elif isinstance(artist, art3d.Path3DCollection | art3d.Patch3DCollection):
        told.update(thin(np.column_stack([np.ma.filled(np.ma.asarray(part, float), np.nan) for part in artist._offsets3d])))
    elif isinstance(artist, art3d.Poly3DCollection):
        faces = [artist._vec[:3, part].T for part in getattr(artist, "_segslices", ())]
        told.update(_lists(faces))
    elif isinstance(artist, art3d.Line3DCollection):
        told.update(_lists([np.asarray(segment, float) for segment in artist._segments3d]))
    elif isinstance(artist, (collections.PathCollection, collections.RegularPolyCollection, collections.CircleCollection)):
        told.update(thin(np.ma.filled(np.ma.asarray(artist.get_offsets(), float), np.nan)))
        sizes = artist.get_sizes()
        if len(sizes) == 1:
            told["size"] = [float(sizes[0])]
    elif _has_offsets(artist):
        told.update(thin(np.ma.filled(np.ma.asarray(artist.get_offsets(), float), np.nan)))
    else:
        told.update(_shapes(artist.get_paths()))
    values = artist.get_array()
    if values is not None and "image" not in told:
        flat = np.ma.filled(np.ma.asarray(values, float), np.nan).ravel()
        if 0 < len(flat) <= MOST_POINTS and np.isfinite(flat).all():
            told["values"] = flat.tolist()


def _has_offsets(artist) -> bool:
    return artist._offsets is not None and bool(np.ma.asarray(artist._offsets).any())


def _text(text, told: dict):
    told["text"] = text.get_text()[:2000]
    told["angle"] = float(text.get_rotation())
    if isinstance(text, art3d.Text3D):
        told["points"] = [[float(part) for part in (text._x, text._y, text._z)]]
        return
    anchors = [_plain(text, text.get_unitless_position())]
    if isinstance(text, Annotation):
        # What it points at comes first; where its text stands, second.
        anchors = [_plain(text, (text.convert_xunits(text.xy[0]), text.convert_yunits(text.xy[1]))), *anchors]
    told["points"] = [anchor for anchor in anchors if anchor is not None]


def _plain(text, position) -> list | None:
    try:
        return _pair(position)
    except (TypeError, ValueError):
        return None


def _image(image, told: dict):
    values = image.get_array()
    if isinstance(image, (AxesImage, FigureImage)) and hasattr(image, "get_extent"):
        left, right, bottom, top = (float(side) for side in image.get_extent())
        told["points"] = [[left, bottom], [right, top]]
    if values is not None:
        told["image"] = {
            "rows": int(values.shape[0]),
            "columns": int(values.shape[1]),
            "range": _range(values) if values.ndim == 2 else None,
        }
        if values.ndim == 2 and values.size <= MOST_POINTS:
            flat = np.ma.filled(np.ma.asarray(values, float), np.nan).ravel()
            if np.isfinite(flat).all():
                told["values"] = flat.tolist()


def _shapes(paths) -> dict:
    return _lists([line for path in paths for line in path.to_polygons(closed_only=False)])


def _lists(lines: list[np.ndarray]) -> dict:
    kept, room = [], 10 * MOST_POINTS
    for line in lines[:MOST_SHAPES]:
        line = finite(np.asarray(line, float))
        if len(line) > room:
            break
        room -= len(line)
        kept.append(line.tolist())
    return {"shapes": kept} if len(kept) == len(lines) else {"shapes": kept, "count": len(lines)}


def _range(values) -> list | None:
    values = np.ma.filled(np.ma.asarray(values, float), np.nan)
    values = values[np.isfinite(values)]
    return [float(values.min()), float(values.max())] if values.size else None


def _pair(pair) -> list:
    return [float(pair[0]), float(pair[1])]


def _pairs(pairs) -> list:
    return [_pair(pair) for pair in pairs]


def _numbers2(rows: np.ndarray) -> list:
    if len(rows) > MOST_POINTS:
        rows = rows[np.linspace(0, len(rows) - 1, MOST_POINTS).round().astype(int)]
    return np.nan_to_num(rows).tolist()
