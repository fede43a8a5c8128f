"""Sources that are no clean renders: what a scanner, a camera, a codec or a style makes of a picture."""
import io

import matplotlib.style
import numpy as np
from PIL import Image

TURN = np.radians(2)


def scan(picture, rng):
    """Paper that darkens towards one corner, and noise."""
    height, width = picture.height, picture.width
    y, x = np.mgrid[:height, :width]
    turn = rng.uniform(0, 2 * np.pi)
    light = 1 - .16 * (.5 + .5 * (np.cos(turn) * (2 * x / width - 1) + np.sin(turn) * (2 * y / height - 1)) / np.sqrt(2))
    values = np.asarray(picture, float) * light[..., None] + rng.normal(0, 10, (height, width, 3))
    return Image.fromarray(np.clip(np.round(values), 0, 255).astype(np.uint8))


def jpeg(picture, rng):
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=30)
    return Image.open(held).convert("RGB")


def photo(picture, rng):
    """A screen seen from one and a half of its widths, turned by at most 2° about each axis, with moiré."""
    width, height = picture.size
    a, b, c = rng.uniform(-TURN, TURN, 3)
    turn = (np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
            @ np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
            @ np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]]))
    far = 1.5 * width
    # From pixels of the photo to those of the screen, which lies in the plane z = 0 of its own.
    onto = np.column_stack([turn[:, 0], turn[:, 1], [0, 0, far]])
    centre = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1]])
    lens = np.diag([far, far, 1])
    back = np.linalg.inv(centre @ lens @ onto @ np.linalg.inv(centre))
    back /= back[2, 2]
    seen = picture.transform(picture.size, Image.Transform.PERSPECTIVE, back.ravel()[:8], Image.Resampling.BICUBIC, fillcolor=picture.getpixel((1, 1)))
    y, x = np.mgrid[:height, :width]
    waves = [1 + .05 * np.sin(2 * np.pi * (x * np.cos(t) + y * np.sin(t)) / rng.uniform(5, 11)) for t in rng.uniform(0, np.pi, 3)]
    return Image.fromarray(np.clip(np.round(np.asarray(seen, float) * np.stack(waves, -1) * .95), 0, 255).astype(np.uint8))


def thumbnail(picture, rng):
    scale = 200 / max(picture.size)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS)


# Made of the clean picture.
WORN = {"scan": scan, "jpeg": jpeg, "photo": photo, "thumbnail": thumbnail}


def aliased(figure):
    for artist in figure.findobj(lambda one: hasattr(one, "set_antialiased")):
        artist.set_antialiased(False)


def darkened(scene):
    """Black strokes of a scene are white on a dark page."""
    def light(item):
        return item | {key: "#ffffff" for key in ("edge", "colour") if item.get(key) == "#000000"}

    return scene | {"items": [light(item) for item in scene["items"]]}


DARK = {**matplotlib.style.library["dark_background"]}
