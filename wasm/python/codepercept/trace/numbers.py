"""Numbers, points and colours as a trace holds them: plain JSON values without NaN and infinities."""

import json
import math
from functools import lru_cache

import numpy as np
from matplotlib.colors import to_rgba

to_json = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode

MOST_POINTS = 2000
"""Data points of one artist; more are thinned out evenly and counted."""


def number(value) -> float | None:
    """A finite float, else None; whole numbers stay as short as they are."""
    value = float(value)
    return value if math.isfinite(value) else None


def pixels(points) -> list:
    """[n, 2] pixels as lists, to a hundredth."""
    return np.round(points, 2).tolist()


def finite(points: np.ndarray) -> np.ndarray:
    """The rows of [n, d] without NaN and infinities."""
    return points[np.isfinite(points).all(axis=1)]


def thin(points: np.ndarray) -> dict:
    """`points`, and `count` and `bounds` where there are more than are listed; rows that are not finite are left out."""
    points = finite(np.asarray(points, float))
    count = len(points)
    if count <= MOST_POINTS:
        return {"points": points.tolist()}
    chosen = points[np.linspace(0, count - 1, MOST_POINTS).round().astype(int)]
    return {
        "points": chosen.tolist(),
        "count": count,
        "bounds": [points.min(axis=0).tolist(), points.max(axis=0).tolist()],
    }


def colour(value, alpha: float | None = None) -> str:
    """`#rrggbbaa`; `none` for what is not drawn."""
    if value is None:
        return "none"
    if isinstance(value, np.ndarray):
        value = tuple(value.tolist())
    return _colour(value, alpha)


def colours(values) -> list[str]:
    """As `colour`, of [n, 4] floats."""
    if len(values) == 0:
        return []
    hexes = np.round(np.clip(np.asarray(values, float), 0, 1) * 255).astype(np.uint8).tobytes().hex()
    each = (hexes[at : at + 8] for at in range(0, len(hexes), 8))
    return ["none" if value[3] == 0 else f"#{text}" for value, text in zip(values.tolist(), each, strict=True)]


@lru_cache(4096)
def _colour(value, alpha: float | None) -> str:
    red, green, blue, opacity = to_rgba(value, alpha)
    if opacity == 0:
        return "none"
    return "#" + "".join(f"{min(255, max(0, round(255 * part))):02x}" for part in (red, green, blue, opacity))
