"""An Agg renderer that also keeps what each artist had it draw: outlines in pixels, origin top left, and their style."""

import math
import sys
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.transforms import Affine2D

from codepercept.trace import batches, rasters
from codepercept.trace.drawn import MOST_POINTS, Clip, Drawn
from codepercept.trace.formulas import Formulas
from codepercept.trace.glyphs import Glyphs
from codepercept.trace.numbers import colour, pixels, to_json
from codepercept.trace.outlines import UPRIGHT, Outline, outline, split, spots

GLYPHS = Glyphs()


PLACES = {
    "draw_markers": lambda marker, marker_transform, path, *rest: len(path.vertices),
    "draw_path_collection": lambda master, paths, transforms, offsets, *rest: len(offsets),
}
"""How many there are in a call."""


class RecordingCanvas(FigureCanvasAgg):
    """Draws as Agg does, to the pixel."""

    @property
    def recorder(self):
        return Recorder

    def get_renderer(self):
        key = self.figure.bbox.size[0], self.figure.bbox.size[1], self.figure.dpi
        if getattr(self, "_recording_key", None) != key:
            self.renderer = self.recorder(*key)
            self._recording_key = self._lastKey = key
        return self.renderer


class Style(NamedTuple):
    """`fill`, `stroke` and `hatch` of a shape as JSON, each after a comma; the stroke's width in pixels."""

    text: str
    filled: bool
    width: float


@lru_cache(4096)
def look(fill: str, edge: str, width: float, scale: float, dashes, cap: str, join: str, hatched: str) -> Style:
    """Colours as `#rrggbbaa` or `none`; width and dashes in points of `scale` pixels."""
    text = "" if fill == "none" else f',"fill":"{fill}"'
    pixels = float(width * scale)
    if edge == "none" or pixels <= 0:
        return Style(text + hatched, fill != "none", 0.0)
    offset, pattern = dashes
    dash = ""
    if pattern is not None:
        dash = f',"dash":{to_json([round(float(part) * scale, 3) for part in pattern])}'
        if offset:
            dash += f',"dashOffset":{round(float(offset) * scale, 3)}'
    stroke = f'"colour":"{edge}","width":{round(pixels, 3)},"cap":"{cap}","join":"{join}"{dash}'
    return Style(f'{text},"stroke":{{{stroke}}}{hatched}', fill != "none", pixels)


class Recorder(RendererAgg):
    def __init__(self, width, height, dpi):
        self.drawn: dict[int, Drawn] = {}
        self.lost: set[str] = set()
        self._markers: dict = {}
        self._styles: dict = {}
        self._clips: dict = {}
        self.flip = np.array([[1.0, 0, 0], [0, -1, int(height)], [0, 0, 1]])
        super().__init__(width, height, dpi)
        self.mathtext_parser = Formulas()

    def clear(self):
        self.drawn.clear()
        self._clips.clear()
        super().clear()

    def _update_methods(self):
        super()._update_methods()
        for name in ("draw_markers", "draw_path_collection", "draw_quad_mesh", "draw_gouraud_triangles", "draw_image"):
            draw, note = getattr(self, name), getattr(self, f"_note{name[4:]}")
            setattr(self, name, self._recording(draw, note, PLACES.get(name)))

    def _recording(self, draw, note, places):
        def recording(gc, *args, **kwargs):
            count = places(*args) if places is not None else 0
            before = np.array(self.buffer_rgba()) if count > MOST_POINTS else None
            result = draw(gc, *args, **kwargs)
            if before is None:
                self._try(note, gc, *args, **kwargs)
            else:
                self._try(self._note_crowd, gc, before, count)
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

    def entry(self, gc) -> Drawn:
        """Of the artist whose method asks for the drawing."""
        # Between them are the note, what tries it, and the renderer's own method.
        frame = sys._getframe(4)
        while frame is not None:
            if frame.f_code.co_varnames[:1] == ("self",):
                owner = frame.f_locals.get("self")
                if isinstance(owner, Artist):
                    break
            frame = frame.f_back
        else:
            owner = None
        entry = self.drawn.get(id(owner))
        if entry is None:
            entry = self.drawn[id(owner)] = Drawn(owner, self._clip(gc))
        return entry

    def _clip(self, gc) -> Clip:
        if gc.get_clip_path()[0] is not None:
            return Clip(gc, self.width, self.height)
        key = id(gc.get_clip_rectangle())
        if key not in self._clips:
            self._clips[key] = Clip(gc, self.width, self.height)
        return self._clips[key]

    def style(self, gc, face) -> Style:
        opacity = gc.get_alpha() if gc.get_forced_alpha() else None
        offset, pattern = gc.get_dashes()
        dashes = offset, None if pattern is None else tuple(pattern)
        hatch = gc.get_hatch()
        if isinstance(face, np.ndarray):
            face = tuple(face.tolist())
        look = gc.get_rgb(), gc.get_linewidth(), dashes, gc.get_capstyle(), gc.get_joinstyle()
        key = face, opacity, look, hatch and (hatch, gc.get_hatch_color(), gc.get_hatch_linewidth())
        style = self._styles.get(key)
        if style is None:
            fill, edge = colour(face, opacity), colour(gc.get_rgb(), opacity)
            hatched = self.hatch(gc) if hatch else ""
            style = self._styles[key] = self.look(fill, edge, gc.get_linewidth(), dashes, gc, hatched)
        return style

    def look(self, fill: str, edge: str, width: float, dashes, gc, hatched: str) -> Style:
        """Colours as `#rrggbbaa` or `none`, points."""
        offset, pattern = dashes
        dashes = offset, None if pattern is None else tuple(pattern)
        return look(fill, edge, width, self.points_to_pixels(1), dashes, gc.get_capstyle(), gc.get_joinstyle(), hatched)

    def hatch(self, gc) -> str:
        if not gc.get_hatch():
            return ""
        tile = float(int(self.dpi))
        path = gc.get_hatch_path(6)
        lines = path.to_polygons(Affine2D().scale(tile, -tile).translate(0, tile), closed_only=False)
        hatch = {
            "lines": [pixels(line) for line in lines],
            "size": tile,
            "colour": colour(gc.get_hatch_color()),
            "width": round(self.points_to_pixels(gc.get_hatch_linewidth()), 3),
        }
        return f',"hatch":{to_json(hatch)}'

    def flatten(self, gc, path, matrix, filled: bool, width: float) -> list[np.ndarray]:
        """A path's lines as Agg draws them: snapped, simplified, curves cut into lines."""
        clip = None if filled or gc.get_hatch() else (-1, -1, self.width + 1, self.height + 1)
        cleaned = path.cleaned(
            self.flip @ matrix,
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
        if not style.text:
            return
        lines = self.flatten(gc, path, transform.get_matrix(), face is not None, style.width)
        if lines:
            told = outline(lines)
            self.entry(gc).add(told, style.text, style.filled or told.closed, style.width)

    def _note_markers(self, gc, marker, marker_transform, path, transform, face=None):
        style = self.style(gc, face)
        at = transform.transform(path.vertices)
        told = self._marker(marker, marker_transform, style.width, gc.get_snap()) if style.text else None
        if told is None:
            return
        if len(at) == 1:
            # As below; most are of ticks, and numpy's calls cost more than one point.
            x, y = at.tolist()[0]
            y = int(self.height) - y
            if -200 < x < self.width + 200 and -200 < y < self.height + 200:
                at = spots([math.floor(x + 0.5), math.floor(y + 0.5)])
                self.entry(gc).add(told, style.text, style.filled or told.closed, style.width, at)
            return
        at = at * (1, -1) + (0, int(self.height))
        at = at[np.isfinite(at).all(axis=1)]
        # Agg sets a marker on a whole pixel, and its own outline by the same rule as any.
        at = np.floor(at + 0.5)
        at = at[(at > -200).all(axis=1) & (at < (self.width + 200, self.height + 200)).all(axis=1)]
        if len(at) == 0:
            return
        self.entry(gc).add(told, style.text, style.filled or told.closed, style.width, spots(at.ravel().tolist()))

    def _marker(self, marker, transform, width: float, snap) -> Outline | None:
        """Around the origin; all ticks of a side share theirs."""
        matrix = transform.get_matrix()
        codes = None if marker.codes is None else marker.codes.tobytes()
        key = marker.vertices.tobytes(), codes, matrix.tobytes(), width, snap
        if key not in self._markers:
            cleaned = marker.cleaned(UPRIGHT @ matrix, remove_nans=True, stroke_width=width, snap=snap)
            lines = split(cleaned.vertices, cleaned.codes)
            self._markers[key] = outline(lines) if lines else None
        return self._markers[key]

    def _note_path_collection(self, gc, master, paths, transforms, offsets, offset_transform, *styles, **kwargs):
        batches.note(self, self.entry(gc), gc, master, paths, transforms, offsets, offset_transform, *styles[:5])

    def _note_quad_mesh(self, gc, *args, **kwargs):
        self._note_raster(gc, "draw_quad_mesh", gc, *args, **kwargs)

    def _note_gouraud_triangles(self, gc, *args, **kwargs):
        self._note_raster(gc, "draw_gouraud_triangles", gc, *args, **kwargs)

    def _note_raster(self, gc, method: str, *args, **kwargs):
        scratch = RendererAgg(self.width, self.height, self.dpi)
        getattr(scratch, method)(*args, **kwargs)
        self._add_raster(self.entry(gc), np.asarray(scratch.buffer_rgba()), 0, 0)

    def _note_crowd(self, gc, before: np.ndarray, count: int):
        """Places too many to be listed, or drawn once more: counted, and seen in a picture of what they changed."""
        after = np.asarray(self.buffer_rgba())
        changed = (after.view(np.uint32) != before.view(np.uint32)).astype(np.uint32)
        entry = self.entry(gc)
        entry.skip(count)
        self._add_raster(entry, (after.view(np.uint32) * changed).view(np.uint8), 0, 0)

    def _note_image(self, gc, x, y, image, *rest):
        image = np.asarray(image)
        opacity = gc.get_alpha()
        if opacity is not None and opacity != 1:
            image = image.copy()
            image[..., 3] = np.round(image[..., 3] * opacity)
        top = self.height - round(y) - image.shape[0]
        self._add_raster(self.entry(gc), image[::-1], round(x), top)

    def _add_raster(self, entry: Drawn, rgba: np.ndarray, x: float, y: float):
        found = rasters.crop(rgba)
        if found is None:
            return
        part, left, top = found
        box = [x + left, y + top, x + left + part.shape[1], y + top + part.shape[0]]
        entry.add_picture(rasters.png(part), [float(side) for side in box])

    def _note_text(self, gc, x, y, text, properties, angle):
        # It still holds the text that was just drawn.
        font = self._font
        width, height = font.get_width_height()
        descent = font.get_descent() / 64
        left, low = (side / 64 for side in font.get_bitmap_offset())
        letters = GLYPHS.plain(font, text, properties.get_size_in_points(), self.dpi)
        rows = int(height / 64) + 2
        top = height / 64 - descent
        turn = math.radians(angle)
        start = round(x + left + descent * math.sin(turn)), round(y + low + descent * math.cos(turn)) + 1
        self._note_letters(gc, letters, left, top + 1 - rows, start, turn)

    def _note_mathtext(self, gc, x, y, text, properties, angle):
        told = self.mathtext_parser.parse(text, self.dpi, properties, antialiased=gc.get_antialiased())
        shift_x, shift_y, _, _, descent, image = told
        ink = np.asarray(image) > 0
        letters = GLYPHS.formula(self.mathtext_parser.output(told), self.dpi)
        if not letters or not ink.any():
            return
        # Agg sets each letter on a whole pixel, so only the ink as a whole is where the outlines are.
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        boxes = [(x + own.x0, x + own.x1, y - own.y1, y - own.y0) for own, x, y in _upright(letters)]
        lefts, rights, lows, highs = zip(*boxes, strict=True)
        middle = (columns[0] + columns[-1] + 1) / 2, ink.shape[0] - (rows[0] + rows[-1] + 1) / 2
        turn = math.radians(angle)
        start = round(x + shift_x + descent * math.sin(turn)), round(y - shift_y + descent * math.cos(turn)) + 1
        left, low = (min(lefts) + max(rights)) / 2 - middle[0], (min(lows) + max(highs)) / 2 - middle[1]
        self._note_letters(gc, letters, float(left), float(low), start, turn)

    def _note_letters(self, gc, letters, left: float, low: float, start, turn: float):
        """`left`, `low`: lower left corner of the bitmap where the letters are; `start`: where it lies in the figure."""
        fill = colour(gc.get_rgb(), gc.get_alpha() if gc.get_forced_alpha() else None)
        if not letters or fill == "none":
            return
        entry, style = self.entry(gc), f',"fill":"{fill}"'
        cos, sin = math.cos(turn), math.sin(turn)
        places: dict = {}
        for letter, x, y in letters:
            x, y = x - left, y - low
            at = start[0] + x * cos - y * sin, start[1] - x * sin - y * cos
            places.setdefault(letter.turned(turn), []).extend(at)
        entry.add_letters(places, style)


def _upright(letters):
    return ((letter.turned(0.0), x, y) for letter, x, y in letters)
