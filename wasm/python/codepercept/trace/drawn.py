"""What one artist drew, as the JSON that the trace holds of it."""

import math

import numpy as np
from matplotlib.transforms import Affine2D

from codepercept.trace.numbers import pixels, to_json
from codepercept.trace.outlines import Outline, written

MOST_SHAPES = 2000
MOST_POINTS = 20_000
"""Of one artist, in pixels."""


class Clip:
    """Where the artists that are clipped alike are seen; `height` of the figure."""

    def __init__(self, gc, width: float, height: float):
        # Kept, so that no other takes its identity.
        self._box, (path, transform) = gc.get_clip_rectangle(), gc.get_clip_path()
        self.text = ""
        self.x0, self.y0, self.x1, self.y1 = 0.0, 0.0, float(int(width)), float(int(height))
        if self._box is not None:
            (x0, y0), (x1, y1) = self._box.get_points().tolist()
            # As Agg cuts it to whole pixels.
            clip = [float(math.floor(side + 0.5)) for side in (x0, height - y1, x1, height - y0)]
            self.text += f',"clip":{to_json(clip)}'
            self._narrow(*clip)
        if path is not None:
            flip = Affine2D().scale(1, -1).translate(0, int(height))
            lines = path.to_polygons(transform + flip, closed_only=False)
            self.text += f',"clipLines":{to_json([pixels(line) for line in lines])}'
            every = np.concatenate(lines)
            self._narrow(*every.min(axis=0).tolist(), *every.max(axis=0).tolist())

    def _narrow(self, x0: float, y0: float, x1: float, y1: float):
        self.x0, self.y0 = max(self.x0, x0), max(self.y0, y0)
        self.x1, self.y1 = min(self.x1, x1), min(self.y1, y1)


class Drawn:
    def __init__(self, artist, clip: Clip):
        self.artist = artist
        self._shapes: list[str] = []
        self._more = 0
        self._points = 0
        # Smallest and largest pixel, stroke included, before clipping.
        self._x0 = self._y0 = math.inf
        self._x1 = self._y1 = -math.inf
        self._clip = clip

    def skip(self, count: int):
        """So many places of a shape are left out."""
        self._more += count

    def add(self, lines: Outline, style: str, closed: bool, width: float = 0.0, at: Outline | None = None):
        """A shape, once or at several places; `style`: its other fields as JSON, each after a comma; `width` of its stroke."""
        half, text = width / 2, f'{{"lines":{lines.text},"closed":{"true" if closed else "false"}{style}'
        x0, y0, x1, y1, points = lines.x0 - half, lines.y0 - half, lines.x1 + half, lines.y1 + half, lines.points
        if at is not None:
            x0, y0, x1, y1, points = x0 + at.x0, y0 + at.y0, x1 + at.x1, y1 + at.y1, points + at.points
            text += f',"at":{at.text}'
        self._add(text + "}", x0, y0, x1, y1, points)

    def add_letters(self, letters: dict[Outline, list[float]], style: str):
        """Filled outlines, each at its places, given as x, y, x, y, …"""
        for lines, at in letters.items():
            xs, ys = at[::2], at[1::2]
            text = f'{{"lines":{lines.text},"closed":true{style},"at":{written(at)}}}'
            bounds = min(xs) + lines.x0, min(ys) + lines.y0, max(xs) + lines.x1, max(ys) + lines.y1
            self._add(text, *bounds, lines.points + len(xs))

    def add_picture(self, png: str, box: list[float]):
        self._add(to_json({"lines": [], "closed": False, "png": png, "box": box}), *box, 0)

    def _add(self, text: str, x0: float, y0: float, x1: float, y1: float, points: int):
        if x0 < self._x0:
            self._x0 = x0
        if y0 < self._y0:
            self._y0 = y0
        if x1 > self._x1:
            self._x1 = x1
        if y1 > self._y1:
            self._y1 = y1
        if len(self._shapes) == MOST_SHAPES or self._points > MOST_POINTS:
            self._more += 1
            return
        self._points += points
        self._shapes.append(text)

    def path(self) -> tuple[str, str]:
        """JSON of the artist's `path`, and its `clipped`."""
        clip, box, clipped = self._clip, "null", "no"
        if self._shapes or self._more:
            x0, y0 = max(self._x0, clip.x0), max(self._y0, clip.y0)
            x1, y1 = min(self._x1, clip.x1), min(self._y1, clip.y1)
            if x0 > x1 or y0 > y1:
                clipped = "wholly"
            else:
                box = f"[{x0:.2f},{y0:.2f},{x1:.2f},{y1:.2f}]"
                # Half a stroke over the border is no cut that anybody sees.
                clipped = "partly" if max(x0 - self._x0, y0 - self._y0, self._x1 - x1, self._y1 - y1) > 2 else "no"
        more = f',"more":{self._more}' if self._more else ""
        return f'{{"box":{box},"shapes":[{",".join(self._shapes)}]{more}{clip.text}}}', clipped
