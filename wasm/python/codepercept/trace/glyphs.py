"""Outlines of letters where Agg puts them, in pixels from the lower left corner of a text's bitmap, y up."""

import math

import numpy as np
from matplotlib import rcParams
from matplotlib.backends.backend_agg import get_hinting_flag
from matplotlib.ft2font import Kerning
from matplotlib.path import Path

from codepercept.trace.outlines import Outline, outline

MOST_KEPT = 4000
OFF = 0.08
"""Pixels."""


class Letter:
    """One letter's outline, and how it is written at each angle that it is drawn at."""

    def __init__(self, lines: list[np.ndarray]):
        self.lines = lines
        self._turned: dict[float, Outline] = {}

    def turned(self, angle: float) -> Outline:
        """Around its own start, y down; `angle` in radians."""
        if angle not in self._turned:
            along, up = (math.cos(angle), -math.sin(angle)), (-math.sin(angle), -math.cos(angle))
            self._turned[angle] = outline([line @ np.array([along, up]) for line in self.lines])
        return self._turned[angle]


class Glyphs:
    """Keeps each letter's outline: labels are the same few letters, in one figure and the next."""

    def __init__(self):
        self._kept: dict = {}
        self._count = 0

    def _forget(self):
        if self._count > MOST_KEPT:
            self._kept.clear()
            self._count = 0

    def plain(self, font, text: str, size: float, dpi: float) -> list[tuple[Letter, float, float]]:
        """Letters of a text just set in `font`, and where each starts from the pen's start on the baseline."""
        x, before, placed = 0.0, None, []
        self._forget()
        fonts = font._get_fontmap(text)
        letters = self._kept.setdefault((font.fname, size, dpi), {})
        for sign in text:
            own = fonts.get(sign, font)
            known = letters.get(sign)
            if known is None:
                known = letters[sign] = self._load(own, sign, size, dpi, own is font)
            index, advance, letter = known
            if before is not None and own is font:
                x += font.get_kerning(before, index, Kerning.DEFAULT) / 64
            if letter.lines:
                placed.append((letter, x, 0.0))
            x += advance
            before = index
        return placed

    def _load(self, font, sign: str, size: float, dpi: float, is_set: bool) -> tuple[int, float, Letter]:
        """Number in its font, advance and outline of a letter; `is_set`: the font has this size already."""
        if not is_set:
            font.set_size(size, dpi)
        self._count += 1
        index = font.get_char_index(ord(sign))
        glyph = font.load_glyph(index, flags=get_hinting_flag())
        advance = glyph.horiAdvance / 64 / rcParams["text.hinting_factor"]
        return index, advance, Letter(_flat(Path(*font.get_path())))

    def formula(self, output, dpi: float) -> list[tuple[Letter, float, float]]:
        """Letters and strokes of a formula that matplotlib has laid out, from the start of its baseline."""
        placed = []
        self._forget()
        _, _, _, glyphs, boxes = output.to_vector()
        for font, size, number, x, y in glyphs:
            key = font.fname, size, dpi, "math", number
            if key not in self._kept:
                self._count += 1
                font.clear()
                font.set_size(size, dpi)
                font.load_char(number, flags=get_hinting_flag())
                self._kept[key] = Letter(_flat(Path(*font.get_path())))
            if self._kept[key].lines:
                placed.append((self._kept[key], x, y))
        for x, y, width, height in boxes:
            corners = np.array([[0, 0], [width, 0], [width, height], [0, height], [0, 0]], float)
            placed.append((Letter([corners]), x, y))
        return placed


def _flat(path: Path) -> list[np.ndarray]:
    """A letter's lines; a curve becomes so many chords that none is further than `OFF` from it."""
    lines, line = [], []
    points, codes = path.vertices.tolist(), path.codes.tolist() if path.codes is not None else []
    at = 0
    while at < len(codes):
        code = codes[at]
        if code == Path.MOVETO:
            line = [points[at]]
            lines.append(line)
        elif code == Path.LINETO:
            line.append(points[at])
        elif code == Path.CURVE3:
            line += _quadratic(line[-1], *points[at : at + 2])
        elif code == Path.CURVE4:
            line += _cubic(line[-1], *points[at : at + 3])
        else:
            line.append(line[0])
        at += {Path.CURVE3: 2, Path.CURVE4: 3}.get(code, 1)
    return [np.array(line) for line in lines if len(line) > 1]


def _quadratic(a, b, c) -> list[list[float]]:
    bend = math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1])
    parts = max(1, math.ceil(math.sqrt(bend / (4 * OFF))))
    return [_mixed(((1 - t) ** 2, 2 * t * (1 - t), t * t), (a, b, c)) for t in _steps(parts)]


def _cubic(a, b, c, d) -> list[list[float]]:
    bend = max(math.hypot(p[0] - 2 * q[0] + r[0], p[1] - 2 * q[1] + r[1]) for p, q, r in ((a, b, c), (b, c, d)))
    parts = max(1, math.ceil(math.sqrt(0.75 * bend / OFF)))
    return [
        _mixed(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3), (a, b, c, d)) for t in _steps(parts)
    ]


def _steps(parts: int):
    return ((step + 1) / parts for step in range(parts))


def _mixed(shares, points) -> list[float]:
    return [sum(share * point[side] for share, point in zip(shares, points, strict=True)) for side in (0, 1)]
