"""Pictures inside a trace: what cannot be told as outlines, as PNG."""

import base64
import io

import numpy as np
from PIL import Image

MOST_SIDE = 512


def crop(rgba: np.ndarray) -> tuple[np.ndarray, int, int] | None:
    """The part of [height, width, 4] bytes that is not wholly transparent, and where it starts; None for nothing."""
    seen = rgba[..., 3] > 0
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if len(rows) == 0:
        return None
    part = rgba[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return part, int(columns[0]), int(rows[0])


def png(rgba: np.ndarray) -> str:
    """Base64 of a PNG, its sides at most 512."""
    image = Image.fromarray(np.ascontiguousarray(rgba))
    longest = max(image.size)
    if longest > MOST_SIDE:
        scale = MOST_SIDE / longest
        image = image.resize([max(1, round(side * scale)) for side in image.size], Image.Resampling.BILINEAR)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return base64.b64encode(buffer.getvalue()).decode()
