"""An Agg renderer that also keeps what each artist had it draw: outlines in pixels, origin top left, and their style."""

import math
import sys

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.transforms import Affine2D

from codepercept.trace import batches, rasters
from codepercept.trace.glyphs import Glyphs
from codepercept.trace.numbers import colour, pixels
from codepercept.trace.outlines import extent, split

MOST_SHAPES = 2000
MOST_POINTS = 20_000
"""Of one artist, in pixels."""


GLYPHS = Glyphs()


class Drawn:
    """What one artist drew."""

    def __init__(self, artist):
        self.artist = artist
        self.shapes: list[dict] = []
        self.points = 0
        self.more = 0
        self.clip = None
        self.clip_lines: list | None = None
        self.low = [math.inf, math.inf]
        self.high = [-math.inf, -math.inf]
        """Smallest and largest pixel, stroke included, before clipping."""

    def add(self, shape: dict, low, high, points: int):
        self.low, self.high = list(map(min, self.low, low)), list(map(max, self.high, high))
        if len(self.shapes) == MOST_SHAPES or self.points > MOST_POINTS:
            self.more += 1
            return
        self.points += points
        self.shapes.append(shape)


class RecordingCanvas(FigureCanvasAgg):
    """Draws as Agg does, to the pixel."""

    def get_renderer(self):
        key = self.figure.bbox.size[0], self.figure.bbox.size[1], self.figure.dpi
        if getattr(self, "_recording_key", None) != key:
            self.renderer = Recorder(*key)
            self._recording_key = self._lastKey = key
        return self.renderer


class Recorder(RendererAgg):
    def __init__(self, width, height, dpi):
        self.drawn: dict[int, Drawn] = {}
        self.lost: set[str] = set()
        self._markers: dict = {}
        self._flip = Affine2D().scale(1, -1).translate(0, int(height))
        self._filtered = 0
        super().__init__(width, height, dpi)

    def clear(self):
        self.drawn.clear()
        super().clear()

    def _update_methods(self):
        super()._update_methods()
        for name in ("draw_markers", "draw_path_collection", "draw_quad_mesh", "draw_gouraud_triangles", "draw_image"):
            setattr(self, name, self._recording(getattr(self, name), getattr(self, f"_note{name[4:]}")))

    def _recording(self, draw, note):
        def recording(*args, **kwargs):
            result = draw(*args, **kwargs)
            self._try(note, *args, **kwargs)
            return result

        return recording

    def draw_path(self, gc, path, transform, rgbFace=None):
        super().draw_path(gc, path, transform, rgbFace)
        self._try(self._note_path, gc, path, transform, rgbFace)

    def _prepare_font(self, font_prop):
        self._font = super()._prepare_font(font_prop)
        return self._font

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        if not ismath:
            self._try(self._note_text, gc, x, y, s, prop, angle)

    def draw_mathtext(self, gc, x, y, s, prop, angle):
        super().draw_mathtext(gc, x, y, s, prop, angle)
        self._try(self._note_mathtext, gc, x, y, s, prop, angle)

    def _try(self, note, *args, **kwargs):
        """A fault here must not lose the figure."""
        try:
            note(*args, **kwargs)
        except Exception as error:
            self.lost.add(f"{type(error).__name__}: {error}")

    def _entry(self, gc) -> Drawn:
        """Of the artist whose method asks for the drawing."""
        frame = sys._getframe(2)
        while frame is not None:
            if "self" in frame.f_code.co_varnames:
                owner = frame.f_locals.get("self")
                if isinstance(owner, Artist):
                    break
            frame = frame.f_back
        else:
            owner = None
        entry = self.drawn.get(id(owner))
        if entry is None:
            entry = self.drawn[id(owner)] = Drawn(owner)
            self._note_clip(entry, gc)
        return entry

    def _note_clip(self, entry: Drawn, gc):
        box = gc.get_clip_rectangle()
        if box is not None:
            x0, y0, x1, y1 = box.extents
            # As Agg cuts it to whole pixels.
            low, high = np.floor([x0 + 0.5, self.height - y1 + 0.5]), np.floor([x1 + 0.5, self.height - y0 + 0.5])
            entry.clip = [*low.tolist(), *high.tolist()]
        path, transform = gc.get_clip_path()
        if path is not None:
            entry.clip_lines = [pixels(line) for line in path.to_polygons(transform + self._flip, closed_only=False)]

    def style(self, gc, face) -> dict:
        """`fill`, `stroke` and `hatch` of a shape."""
        style = {}
        opacity = gc.get_alpha() if gc.get_forced_alpha() else None
        if face is not None and (fill := colour(face, opacity)) != "none":
            style["fill"] = fill
        width = self.points_to_pixels(gc.get_linewidth())
        edge = colour(gc.get_rgb(), opacity)
        if width > 0 and edge != "none":
            style["stroke"] = self.stroke(edge, width, gc.get_dashes(), gc.get_capstyle(), gc.get_joinstyle())
        if gc.get_hatch():
            tile = float(int(self.dpi))
            path = gc.get_hatch_path(6)
            lines = path.to_polygons(Affine2D().scale(tile, -tile).translate(0, tile), closed_only=False)
            style["hatch"] = {
                "lines": [pixels(line) for line in lines],
                "size": tile,
                "colour": colour(gc.get_hatch_color()),
                "width": round(self.points_to_pixels(gc.get_hatch_linewidth()), 3),
            }
        return style

    def stroke(self, edge: str, width: float, dashes, cap: str, join: str) -> dict:
        stroke = {"colour": edge, "width": round(width, 3), "cap": str(cap), "join": str(join)}
        offset, pattern = dashes
        if pattern is not None:
            scale = self.points_to_pixels(1)
            stroke["dash"] = [round(float(part) * scale, 3) for part in pattern]
            if offset:
                stroke["dashOffset"] = round(float(offset) * scale, 3)
        return stroke

    def flatten(self, gc, path, transform, face, width: float) -> list[np.ndarray]:
        """A path's lines as Agg draws them: snapped, simplified, curves cut into lines."""
        clip = None if face is not None or gc.get_hatch() else (-1, -1, self.width + 1, self.height + 1)
        cleaned = path.cleaned(
            transform + self._flip,
            remove_nans=True,
            clip=clip,
            simplify=clip is not None and path.should_simplify,
            stroke_width=width,
            snap=gc.get_snap(),
            sketch=gc.get_sketch_params(),
        )
        return split(cleaned.vertices, cleaned.codes)

    def _note_path(self, gc, path, transform, face):
        style = self.style(gc, face)
        if not style:
            return
        width = style["stroke"]["width"] if "stroke" in style else 0.0
        lines = self.flatten(gc, path, transform, face, width)
        if lines:
            self._add(self._entry(gc), lines, style, width)

    def _add(self, entry: Drawn, lines: list[np.ndarray], style: dict, width: float, at=None):
        rounded, low, high = extent(lines)
        low, high = [side - width / 2 for side in low], [side + width / 2 for side in high]
        closed = "fill" in style or all(line[0] == line[-1] for line in rounded)
        shape = {"lines": rounded, "closed": closed, **style}
        points = sum(map(len, rounded))
        if at is not None:
            low = list(map(sum, zip(low, at.min(axis=0).tolist(), strict=True)))
            high = list(map(sum, zip(high, at.max(axis=0).tolist(), strict=True)))
            shape["at"] = pixels(at)
            points += len(at)
        entry.add(shape, low, high, points)

    def _note_markers(self, gc, marker, marker_transform, path, transform, face=None):
        style = self.style(gc, face)
        at = transform.transform(path.vertices) * (1, -1) + (0, int(self.height))
        at = at[np.isfinite(at).all(axis=1)]
        if not style or len(at) == 0:
            return
        # Agg sets a marker on a whole pixel, and its own outline by the same rule as any.
        at = np.floor(at + 0.5)
        seen = (at > -200).all(axis=1) & (at < (self.width + 200, self.height + 200)).all(axis=1)
        width = style["stroke"]["width"] if "stroke" in style else 0.0
        lines = self._marker(marker, marker_transform, width, gc.get_snap())
        if not lines or not seen.any():
            return
        at = at[seen]
        if len(at) > MOST_POINTS // 2:
            at = at[np.sort(np.unique(at, axis=0, return_index=True)[1])]
        entry = self._entry(gc)
        room = MOST_POINTS - entry.points
        if len(at) > room:
            entry.more += len(at) - max(room, 0)
            at = at[np.linspace(0, len(at) - 1, max(room, 1)).round().astype(int)]
        self._add(entry, lines, style, width, at)

    def _marker(self, marker, transform, width: float, snap) -> list[np.ndarray]:
        """Outlines around the origin; all ticks of a side share theirs."""
        codes = None if marker.codes is None else marker.codes.tobytes()
        key = marker.vertices.tobytes(), codes, transform.get_matrix().tobytes(), width, snap
        if key not in self._markers:
            turned = transform + Affine2D().scale(1, -1)
            cleaned = marker.cleaned(turned, remove_nans=True, stroke_width=width, snap=snap)
            self._markers[key] = split(cleaned.vertices, cleaned.codes)
        return self._markers[key]

    def _note_path_collection(self, gc, master, paths, transforms, offsets, offset_transform, *styles, **kwargs):
        batches.note(self, self._entry(gc), gc, master, paths, transforms, offsets, offset_transform, *styles[:5])

    def _note_quad_mesh(self, gc, *args, **kwargs):
        self._note_raster(gc, "draw_quad_mesh", gc, *args, **kwargs)

    def _note_gouraud_triangles(self, gc, *args, **kwargs):
        self._note_raster(gc, "draw_gouraud_triangles", gc, *args, **kwargs)

    def _note_raster(self, gc, method: str, *args, **kwargs):
        scratch = RendererAgg(self.width, self.height, self.dpi)
        getattr(scratch, method)(*args, **kwargs)
        self._add_raster(self._entry(gc), np.asarray(scratch.buffer_rgba()), 0, 0)

    def _note_image(self, gc, x, y, image, *rest):
        image = np.asarray(image)
        opacity = gc.get_alpha()
        if opacity is not None and opacity != 1:
            image = image.copy()
            image[..., 3] = np.round(image[..., 3] * opacity)
        top = self.height - round(y) - image.shape[0]
        self._add_raster(self._entry(gc), image[::-1], round(x), top)

    def _add_raster(self, entry: Drawn, rgba: np.ndarray, x: float, y: float):
        found = rasters.crop(rgba)
        if found is None:
            return
        part, left, top = found
        box = [x + left, y + top, x + left + part.shape[1], y + top + part.shape[0]]
        shape = {"lines": [], "closed": False, "png": rasters.png(part), "box": [float(side) for side in box]}
        entry.add(shape, box[:2], box[2:], 0)

    def _note_text(self, gc, x, y, text, properties, angle):
        # It still holds the text that was just drawn.
        font = self._font
        width, height = font.get_width_height()
        descent = font.get_descent() / 64
        left, low = (side / 64 for side in font.get_bitmap_offset())
        lines = GLYPHS.plain(font, text, properties.get_size_in_points(), self.dpi)
        rows = int(height / 64) + 2
        top = height / 64 - descent
        turn = np.radians(angle)
        start = round(x + left + descent * np.sin(turn)), round(y + low + descent * np.cos(turn)) + 1
        self._note_letters(gc, lines, (left, top + 1 - rows), start, turn)

    def _note_mathtext(self, gc, x, y, text, properties, angle):
        shift_x, shift_y, _, _, descent, image = self.mathtext_parser.parse(
            text, self.dpi, properties, antialiased=gc.get_antialiased()
        )
        ink = np.asarray(image) > 0
        lines = GLYPHS.mathtext(text, properties, self.dpi)
        if not lines or not ink.any():
            return
        # The bitmap and the outlines are laid out apart; their ink is the same.
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        low = np.min([line.min(axis=0) for line in lines], axis=0)
        high = np.max([line.max(axis=0) for line in lines], axis=0)
        middle = (columns[0] + columns[-1] + 1) / 2, ink.shape[0] - (rows[0] + rows[-1] + 1) / 2
        turn = np.radians(angle)
        start = round(x + shift_x + descent * np.sin(turn)), round(y - shift_y + descent * np.cos(turn)) + 1
        self._note_letters(gc, lines, (low + high) / 2 - middle, start, turn)

    def _note_letters(self, gc, lines, origin, start, turn: float):
        """`origin`: lower left corner of the bitmap where the outlines are; `start`: where it lies in the figure."""
        if not lines:
            return
        along, up = np.array([np.cos(turn), -np.sin(turn)]), np.array([-np.sin(turn), -np.cos(turn)])
        local = np.concatenate(lines) - origin
        placed = local[:, :1] * along + local[:, 1:] * up + start
        fill = colour(gc.get_rgb(), gc.get_alpha() if gc.get_forced_alpha() else None)
        if fill == "none":
            return
        entry = self._entry(gc)
        rounded, low, high = extent(lines, placed)
        entry.add({"lines": rounded, "closed": True, "fill": fill}, low, high, len(placed))

