"""Pictures inside a trace: what cannot be told as outlines, as PNG."""

import base64
import struct
import zlib

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
    return base64.b64encode(_encoded(np.asarray(image))).decode()


def _encoded(rgba: np.ndarray) -> bytes:
    """A PNG, each byte as its difference from the pixel before: Pillow tries every filter on every row, for twice the time."""
    pixels = rgba[..., :3] if rgba[..., 3].min() == 255 else rgba
    height, width, channels = pixels.shape
    rows = np.empty((height, 1 + width * channels), np.uint8)
    rows[:, 0] = 1
    flat = pixels.reshape(height, -1)
    rows[:, 1 : 1 + channels] = flat[:, :channels]
    np.subtract(flat[:, channels:], flat[:, :-channels], out=rows[:, 1 + channels :])
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 6, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
