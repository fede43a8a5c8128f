"""Paths of matplotlib as plain lines."""

import numpy as np

MOVE, CLOSE, STOP = 1, 79, 0


def split(vertices: np.ndarray, codes: np.ndarray) -> list[np.ndarray]:
    """The lines of a cleaned path, closed ones back at their start."""
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
