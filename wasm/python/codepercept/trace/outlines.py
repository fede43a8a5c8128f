"""Paths of matplotlib as plain lines, and lines as JSON: pixels to a hundredth."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

MOVE, CLOSE, STOP = 1, 79, 0
UPRIGHT = np.diag([1.0, -1, 1])
"""Turns y down."""
LARGE = 1e9
"""Pixels; a number beyond is written in powers of ten."""


class Outline(NamedTuple):
    """Lines as a JSON text, with the smallest and largest of their pixels and how many points they have."""

    text: str
    closed: bool
    x0: float
    y0: float
    x1: float
    y1: float
    points: int


def outline(lines: list[np.ndarray]) -> Outline:
    """Lines of [n, 2] pixels, at least one. Throws ValueError for those that are not finite."""
    flat = lines[0].ravel().tolist()
    xs, ys, closed = flat[::2], flat[1::2], _returns(flat)
    text = written(flat)
    for line in lines[1:]:
        flat = line.ravel().tolist()
        xs += flat[::2]
        ys += flat[1::2]
        closed = closed and _returns(flat)
        text += f",{written(flat)}"
    return Outline(f"[{text}]", closed, *_bounds(xs, ys), len(xs))


def _returns(flat: list[float]) -> bool:
    """Whether a line ends where it starts, as far as the two are written."""
    return abs(flat[0] - flat[-2]) < 0.005 and abs(flat[1] - flat[-1]) < 0.005


def spots(flat: list[float]) -> Outline:
    """x, y, x, y, … in pixels as one list of places. Throws ValueError for those that are not finite."""
    return Outline(written(flat), False, *_bounds(flat[::2], flat[1::2]), len(flat) // 2)


def _bounds(xs: list[float], ys: list[float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    # One that is not finite makes the sum so.
    if not math.isfinite(x0 + y0 + x1 + y1 + sum(xs) + sum(ys)):
        raise ValueError("a place that is not finite")
    return x0, y0, x1, y1


def written(flat: list[float]) -> str:
    """x, y, x, y, … as JSON of [x, y] each."""
    if max(flat) > LARGE or min(flat) < -LARGE:
        return f"[{','.join(f'[{x!r},{y!r}]' for x, y in zip(flat[::2], flat[1::2], strict=True))}]"
    return _pattern(len(flat) // 2) % tuple(flat)


@lru_cache(512)
def _pattern(count: int) -> str:
    return f"[{','.join(['[%.2f,%.2f]'] * count)}]"


def split(vertices: np.ndarray, codes: np.ndarray) -> list[np.ndarray]:
    """The lines of a cleaned path, closed ones back at their start."""
    if len(codes) < 100:
        # numpy's calls cost more than such a path.
        few = codes.tolist()
        if few.count(MOVE) == 1 and few[0] == MOVE:
            end = few.index(STOP) if STOP in few else len(few)
            if CLOSE not in few:
                return [vertices[:end]] if end > 1 else []
            if few.index(CLOSE) == end - 1:
                line = vertices[:end].copy()
                line[-1] = line[0]
                return [line]
    stops = np.flatnonzero(codes == STOP)
    end = stops[0] if len(stops) else len(codes)
    starts = np.flatnonzero(codes[:end] == MOVE)
    if len(starts) == 0:
        return []
    lines = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        line = vertices[start:stop]
        closes = codes[start:stop] == CLOSE
        if closes.any():
            line = line.copy()
            line[closes] = line[0]
        if len(line) > 1:
            lines.append(line)
    return lines
