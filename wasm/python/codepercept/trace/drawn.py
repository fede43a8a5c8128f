"""What one artist drew, as the JSON that the trace holds of it."""

import math

import numpy as np
from matplotlib.transforms import Affine2D

from codepercept.trace.numbers import pixels, to_json
from codepercept.trace.outlines import Outline

MOST_SHAPES = 2000
MOST_POINTS = 20_000
"""Of one artist, in pixels."""


class Drawn:
    def __init__(self, artist, gc, width: float, height: float):
        self.artist = artist
        self._shapes: list[str] = []
        self._more = 0
        self._points = 0
        # Smallest and largest pixel, stroke included, before clipping.
        self._x0 = self._y0 = math.inf
        self._x1 = self._y1 = -math.inf
        self._seen = [0.0, 0.0, float(int(width)), float(int(height))]
        self._clip = self._clip_lines = None
        self._note_clip(gc, height)

    @property
    def room(self) -> int:
        """Points that can still be listed."""
        return MOST_POINTS - self._points

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

    def add_picture(self, png: str, box: list[float]):
        self._add(to_json({"lines": [], "closed": False, "png": png, "box": box}), *box, 0)

    def _add(self, text: str, x0: float, y0: float, x1: float, y1: float, points: int):
        self._x0, self._y0 = min(self._x0, x0), min(self._y0, y0)
        self._x1, self._y1 = max(self._x1, x1), max(self._y1, y1)
        if len(self._shapes) == MOST_SHAPES or self._points > MOST_POINTS:
            self._more += 1
            return
        self._points += points
        self._shapes.append(text)

    def _note_clip(self, gc, height: float):
        box = gc.get_clip_rectangle()
        if box is not None:
            (x0, y0), (x1, y1) = box.get_points().tolist()
            # As Agg cuts it to whole pixels.
            clip = [x0 + 0.5, height - y1 + 0.5, x1 + 0.5, height - y0 + 0.5]
            self._clip = [float(math.floor(side)) for side in clip]
            self._narrow(self._clip)
        path, transform = gc.get_clip_path()
        if path is not None:
            flip = Affine2D().scale(1, -1).translate(0, int(height))
            lines = path.to_polygons(transform + flip, closed_only=False)
            self._clip_lines = [pixels(line) for line in lines]
            every = np.concatenate(lines)
            self._narrow([*every.min(axis=0).tolist(), *every.max(axis=0).tolist()])

    def _narrow(self, box: list[float]):
        x0, y0, x1, y1 = self._seen
        self._seen = [max(x0, box[0]), max(y0, box[1]), min(x1, box[2]), min(y1, box[3])]

    def path(self) -> tuple[str, str]:
        """JSON of the artist's `path`, and its `clipped`."""
        more = f',"more":{self._more}' if self._more else ""
        clip = f',"clip":{to_json(self._clip)}' if self._clip is not None else ""
        lines = f',"clipLines":{to_json(self._clip_lines)}' if self._clip_lines else ""
        x0, y0, x1, y1 = self._seen
        inside = max(self._x0, x0), max(self._y0, y0), min(self._x1, x1), min(self._y1, y1)
        box, clipped = "null", "no"
        if self._shapes or self._more:
            if inside[0] > inside[2] or inside[1] > inside[3]:
                clipped = "wholly"
            else:
                box = "[%.2f,%.2f,%.2f,%.2f]" % inside
                # Half a stroke over the border is no cut that anybody sees.
                cut = inside[0] - self._x0, inside[1] - self._y0, self._x1 - inside[2], self._y1 - inside[3]
                clipped = "partly" if max(cut) > 2 else "no"
        return f'{{"box":{box},"shapes":[{",".join(self._shapes)}]{more}{clip}{lines}}}', clipped
