"""Draws a figure again from its trace alone, with Agg but without any artist, and compares the edges of two pictures."""

import base64
import io

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, TransformedPath
from PIL import Image


def redraw(figure: dict) -> np.ndarray:
    """[height, width, 3] bytes of one of a trace's figures."""
    # At 72 pixels an inch a point is a pixel.
    renderer = RendererAgg(figure["width"], figure["height"], 72)
    flip = Affine2D().scale(1, -1).translate(0, figure["height"])
    # Agg knows the last clip path by its address alone, so none may take the place of another that is gone.
    renderer.regions = []
    for artist in figure["artists"]:
        for shape in artist["path"]["shapes"]:
            gc = renderer.new_gc()
            gc.set_snap(False)
            _clip(renderer, gc, artist["path"], flip)
            if "png" in shape:
                _image(renderer, gc, shape)
            else:
                _outline(renderer, gc, shape, flip)
    rgba = np.asarray(renderer.buffer_rgba()).astype(float)
    alpha = rgba[..., 3:] / 255
    return (rgba[..., :3] * alpha + 255 * (1 - alpha)).round().astype(np.uint8)


def _clip(renderer, gc, path: dict, flip):
    if "clip" in path:
        height = renderer.height
        x0, y0, x1, y1 = path["clip"]
        gc.set_clip_rectangle(Bbox([[x0, height - y1], [x1, height - y0]]))
    if "clipLines" in path:
        _clip_to(renderer, gc, TransformedPath(_path(path["clipLines"]), flip))


def _clip_to(renderer, gc, region: TransformedPath):
    renderer.regions.append(region)
    gc.set_clip_path(region)


def _image(renderer, gc, shape: dict):
    x0, y0, x1, y1 = map(round, shape["box"])
    picture = Image.open(io.BytesIO(base64.b64decode(shape["png"]))).convert("RGBA").resize((x1 - x0, y1 - y0))
    renderer.draw_image(gc, x0, renderer.height - y1, np.ascontiguousarray(np.asarray(picture)[::-1]))


def _outline(renderer, gc, shape: dict, flip):
    path = _path(shape["lines"])
    face = to_rgba(shape["fill"]) if "fill" in shape else None
    gc.set_linewidth(0)
    if "stroke" in shape:
        stroke = shape["stroke"]
        gc.set_linewidth(stroke["width"])
        gc.set_foreground(to_rgba(stroke["colour"]), isRGBA=True)
        gc.set_capstyle(stroke["cap"])
        gc.set_joinstyle(stroke["join"])
        if "dash" in stroke:
            gc.set_dashes(stroke.get("dashOffset", 0), stroke["dash"])
    for x, y in shape.get("at", [[0, 0]]):
        place = Affine2D().translate(x, y) + flip
        renderer.draw_path(gc, path, place, face)
        if "hatch" in shape:
            _hatch(renderer, gc, shape["hatch"], TransformedPath(path, place), flip)


def _hatch(renderer, gc, hatch: dict, region, flip):
    own = renderer.new_gc()
    own.copy_properties(gc)
    own.set_dashes(0, None)
    _clip_to(renderer, own, region)
    own.set_linewidth(hatch["width"])
    colour = to_rgba(hatch["colour"])
    own.set_foreground(colour, isRGBA=True)
    across, down = (np.arange(0, side, hatch["size"]) for side in (renderer.width, renderer.height))
    lines = [np.array(line) + (x, y) for x in across for y in down for line in hatch["lines"]]
    renderer.draw_path(own, _path(lines), flip, colour)


def _path(lines) -> Path:
    vertices, codes = [], []
    for line in lines:
        line = np.asarray(line, float)
        own = np.full(len(line), Path.LINETO, np.uint8)
        own[0] = Path.MOVETO
        if len(line) > 2 and (line[0] == line[-1]).all():
            own[-1] = Path.CLOSEPOLY
        vertices.append(line)
        codes.append(own)
    path = Path(np.concatenate(vertices), np.concatenate(codes))
    path.should_simplify = False
    return path


def edge_f1(source: np.ndarray, render: np.ndarray) -> float:
    """The measure of src/fidelity/geometry.ts, every edge with the same weight."""
    first, second = _edges(source), _edges(render)
    if not first[0].any() and not second[0].any():
        return 1.0
    diagonal = np.hypot(*source.shape[:2])
    scores = []
    for share in (0.002, 0.004):
        reach = max(1.0, share * diagonal)
        recall, precision = _matched(*first, *second, reach), _matched(*second, *first, reach)
        scores.append(2 * recall * precision / max(1e-12, recall + precision))
    return sum(scores) / 2


def _matched(edges, directions, others, other_directions, reach: float) -> float:
    found = np.zeros_like(edges)
    around = range(-int(reach), int(reach) + 1)
    for y, x in ((y, x) for y in around for x in around if x * x + y * y <= reach * reach):
        turn = abs(np.roll(other_directions, (y, x), (0, 1)) - directions)
        found |= np.roll(others, (y, x), (0, 1)) & (np.minimum(turn, 16 - turn) <= 3)
    return (found & edges).sum() / max(1, edges.sum())


def _edges(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where colours change, thinned along the gradient as src/raster/edges.ts does, and its direction in 16ths of half a turn."""
    levels = picture.astype(int)
    dx, dy = np.zeros(levels.shape), np.zeros(levels.shape)
    dx[1:-1, 1:-1] = levels[1:-1, 2:] - levels[1:-1, :-2]
    dy[1:-1, 1:-1] = levels[2:, 1:-1] - levels[:-2, 1:-1]
    squared = dx * dx + dy * dy
    best = squared.argmax(axis=2)[..., None]
    x, y, size = (np.take_along_axis(part, best, 2)[..., 0] for part in (dx, dy, squared))
    size = np.where(size >= 24 * 24, size, 0)
    flat, steep = abs(y) < 0.414 * abs(x), abs(x) < 0.414 * abs(y)
    slanted, rising = ~flat & ~steep, (x > 0) == (y > 0)
    kept = np.zeros(size.shape, bool)
    for where, step in ((flat, (0, 1)), (steep, (1, 0)), (slanted & rising, (1, 1)), (slanted & ~rising, (1, -1))):
        back = (-step[0], -step[1])
        kept |= where & (size > 0) & (size >= np.roll(size, step, (0, 1))) & (size > np.roll(size, back, (0, 1)))
    kept[[0, -1]] = kept[:, [0, -1]] = False
    return kept, np.mod(np.round(np.arctan2(y, x) / np.pi * 16), 16)
