"""Outlines of letters where Agg puts them, in pixels from the lower left corner of a text's bitmap, y up."""

import numpy as np
from matplotlib import rcParams
from matplotlib.backends.backend_agg import get_hinting_flag
from matplotlib.mathtext import MathTextParser
from matplotlib.path import Path


MOST_KEPT = 4000


class Glyphs:
    """Keeps each letter's outline: labels are the same few letters, in one figure and the next."""

    def __init__(self):
        self._kept: dict = {}
        self._mathtext = MathTextParser("path")

    def _forget(self):
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()

    def plain(self, font, text: str, size: float, dpi: float) -> list[np.ndarray]:
        """Outlines of a text just set in `font`, from the pen's start on the baseline."""
        x, before, lines = 0.0, None, []
        self._forget()
        fonts = font._get_fontmap(text)
        for letter in text:
            own = fonts.get(letter, font)
            index = own.get_char_index(ord(letter))
            if before is not None and own is font:
                x += font.get_kerning(before, index, 0) / 64
            key = own.fname, size, dpi, index
            if key not in self._kept:
                if own is not font:
                    own.set_size(size, dpi)
                glyph = own.load_glyph(index, flags=get_hinting_flag())
                advance = glyph.horiAdvance / 64 / rcParams["text.hinting_factor"]
                self._kept[key] = advance, _flat(Path(*own.get_path()))
            advance, outlines = self._kept[key]
            lines += [outline + (x, 0) for outline in outlines]
            x += advance
            before = index
        return lines

    def mathtext(self, text: str, properties, dpi: float) -> list[np.ndarray]:
        """Outlines of a formula, from the start of its baseline."""
        lines = []
        self._forget()
        _, _, _, glyphs, boxes = self._mathtext.parse(text, dpi, properties)
        for font, size, number, x, y in glyphs:
            key = font.fname, size, dpi, "math", number
            if key not in self._kept:
                font.clear()
                font.set_size(size, dpi)
                font.load_char(number, flags=get_hinting_flag())
                self._kept[key] = _flat(Path(*font.get_path()))
            lines += [outline + (x, y) for outline in self._kept[key]]
        for x, y, width, height in boxes:
            lines.append(np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]))
        return lines


def _flat(path: Path) -> list[np.ndarray]:
    if len(path.vertices) == 0:
        return []
    return [_fewer(line) for line in path.to_polygons(closed_only=False) if len(line) > 1]


def _fewer(line: np.ndarray) -> np.ndarray:
    """Leaves out points that lie within a twentieth of a pixel of the line between their neighbours: most do."""
    kept = [0]
    for at in range(1, len(line) - 1):
        (x0, y0), (x1, y1), between = line[kept[-1]], line[at + 1], line[kept[-1] + 1 : at + 1]
        length = np.hypot(x1 - x0, y1 - y0)
        off = np.abs((between[:, 0] - x0) * (y1 - y0) - (between[:, 1] - y0) * (x1 - x0))
        if length == 0 or off.max() > 0.05 * length:
            kept.append(at)
    return line[[*kept, len(line) - 1]]
