"""Paths of matplotlib as plain lines."""

import numpy as np

from codepercept.trace.numbers import pixels

MOVE, CLOSE, STOP = 1, 79, 0


def split(vertices: np.ndarray, codes: np.ndarray) -> list[np.ndarray]:
    """The lines of a cleaned path, closed ones back at their start."""
    if len(codes) < 100:
        # numpy's calls cost more than such a path.
        few = codes.tolist()
        if few.count(MOVE) == 1 and CLOSE not in few and few[0] == MOVE:
            end = few.index(STOP) if STOP in few else len(few)
            return [vertices[:end]] if end > 1 else []
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


def extent(lines: list[np.ndarray], points: np.ndarray | None = None) -> tuple[list, list, list]:
    """Lines as lists of rounded pixels, and their smallest and largest; `points` are theirs, moved, one after the other."""
    points = np.concatenate(lines) if points is None else points
    flat, start, rounded = pixels(points), 0, []
    for line in lines:
        rounded.append(flat[start : start + len(line)])
        start += len(line)
    return rounded, points.min(axis=0).tolist(), points.max(axis=0).tolist()
