"""Finds the figures a program makes, and draws them the same way whatever the program asks of `savefig`."""

import io
import os
import warnings
from contextlib import contextmanager, suppress

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pylab
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from codepercept.trace import Tracer

# Now, because a program's wish for another backend is not heard while it runs.
plt.switch_backend("agg")

MOST = 8
"""Figures of one program."""

RASTER = {"png", "jpg", "jpeg", "tif", "tiff", "webp", "gif"}


class FigureLimit(Exception):
    """A program drew more figures than are taken."""


def draw(figure: Figure, long_side: int) -> np.ndarray:
    """Draws a figure as [height, width, 3] bytes: its own face colour on white, not cropped, long side as asked."""
    with _drawn(figure, long_side, FigureCanvasAgg) as canvas:
        return _pixels(canvas)


@contextmanager
def _drawn(figure: Figure, long_side: int, kind: type[FigureCanvasAgg]):
    """A canvas of this kind that a figure is drawn on; while it is entered the figure has that canvas and resolution."""
    before = figure.canvas, figure.dpi
    # A hair more than the exact resolution: the canvas cuts its size to whole pixels.
    figure._set_dpi((long_side + 1e-3) / max(figure.get_size_inches()), forward=False)
    try:
        canvas = kind(figure)
        canvas.draw()
        # Drawing starts an animation, and that changes what the first frame shows.
        if figure.stale:
            canvas.draw()
        yield canvas
    finally:
        figure.set_canvas(before[0])
        figure._set_dpi(before[1], forward=False)


def _pixels(canvas: FigureCanvasAgg) -> np.ndarray:
    """[height, width, 3] bytes of what was drawn, on white."""
    rgba = np.asarray(canvas.buffer_rgba())
    alpha = rgba[..., 3:].astype(np.uint16)
    if alpha.min() == 255:
        return np.ascontiguousarray(rgba[..., :3])
    return ((rgba[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def to_png(pixels: np.ndarray) -> bytes:
    """PNG of [height, width, 3] bytes; little compression, it is read once."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def is_empty(figure: Figure) -> bool:
    """True when a figure shows nothing but empty axes, titles and labels."""
    titles = {figure._suptitle, figure._supxlabel, figure._supylabel}
    loose = [*figure.lines, *figure.patches, *figure.images, *figure.artists, *figure.legends, *figure.texts]
    if any(_shows(artist) for artist in loose if artist not in titles):
        return False
    if any(not is_empty(part) for part in figure.subfigs):
        return False
    return not any(
        _shows(artist) for axes in figure.axes if axes.get_visible() for artist in axes.get_children() if _is_data(axes, artist)
    )


def _is_data(axes, artist) -> bool:
    frame = {axes.patch, axes.title, axes._left_title, axes._right_title, *axes.spines.values()}
    return artist not in frame and not isinstance(artist, matplotlib.axis.Axis)


def _shows(artist) -> bool:
    if not artist.get_visible() or artist.get_alpha() == 0:
        return False
    if isinstance(artist, matplotlib.lines.Line2D):
        return len(artist.get_xdata(orig=False)) > 0
    if isinstance(artist, matplotlib.legend.Legend):
        return len(artist.legend_handles) > 0
    if isinstance(artist, Text):
        return artist.get_text().strip() != ""
    if isinstance(artist, matplotlib.collections.PathCollection):
        return len(artist.get_offsets()) > 0
    return True


def _make_set_usetex(original):
    def set_usetex(text, usetex):
        if usetex or (usetex is None and matplotlib.rcParams["text.usetex"]):
            warnings.warn("LaTeX is not available here; matplotlib draws the formulas itself", stacklevel=2)
        original(text, False)

    return set_usetex


class Capture:
    """
    The figures of one program. `show` and `savefig` draw a figure there and then, so that closing it does not lose
    it; what is still open at the end is drawn at the end. Scored is the figure that is current at the first `show`
    or `savefig`, else the last one made.
    """

    def __init__(self, long_side: int, emit, tracer: Tracer):
        """
        `emit(png, width, height)` takes each figure once, None where nobody looks at them; `tracer` then takes it as
        drawn.
        """
        self._long_side = long_side
        self._emit = emit
        self._tracer = tracer
        self._drawn: list[Figure] = []
        self._pngs: list[bytes] = []
        self._first: Figure | None = None
        self._made: list[Figure] = []
        self.scored = -1
        self.empty = False

    @contextmanager
    def watch(self):
        """Sends `show`, `savefig` and their kin here, until the block ends."""
        originals = {
            (plt, "show"): self._show,
            (pylab, "show"): self._show,
            (plt, "pause"): lambda interval: None,
            (pylab, "pause"): lambda interval: None,
            # There is one way to draw here; asking for a window's is no reason to fail.
            (plt, "switch_backend"): lambda backend: None,
            (matplotlib, "use"): lambda backend, *, force=True: None,
            (Text, "set_usetex"): _make_set_usetex(Text.set_usetex),
            (Figure, "show"): lambda figure, warn=True: self.take(figure),
            (Figure, "savefig"): self._make_savefig(Figure.savefig),
            (Figure, "__init__"): self._make_init(Figure.__init__),
        }
        saved = {place: getattr(*place) for place in originals}
        try:
            for (owner, name), replacement in originals.items():
                setattr(owner, name, replacement)
            yield self
        finally:
            for (owner, name), original in saved.items():
                setattr(owner, name, original)

    @property
    def has_drawn(self) -> bool:
        return bool(self._drawn)

    def finish(self):
        """Draws what is open and not drawn, and settles which figure is scored."""
        for figure in self._worth_drawing(list(map(plt.figure, plt.get_fignums()))):
            self._draw(figure)
        chosen = self._first
        if chosen is None:
            chosen = next((figure for figure in reversed(self._made) if figure in self._drawn), None)
        if chosen is None and self._drawn:
            chosen = self._drawn[-1]
        if chosen is not None:
            self.scored = self._drawn.index(chosen)
            self.empty = is_empty(chosen)

    def take(self, figure: Figure):
        """Draws a figure that is shown or saved now."""
        if not self._worth_drawing([figure]):
            return
        if self._first is None:
            self._first = figure
        self._draw(figure)

    def _worth_drawing(self, figures: list[Figure]) -> list[Figure]:
        """
        Leaves out figures without any axes or artist, unless there is nothing else: `plt.savefig` or `plt.gcf` makes
        one after `plt.show` closed the others.
        """
        filled = [figure for figure in figures if len(figure.get_children()) > 1 or figure is self._first]
        return filled or ([] if self._drawn else figures[-1:])

    def _draw(self, figure: Figure):
        if figure in self._drawn:
            return
        if len(self._drawn) == MOST:
            raise FigureLimit(f"it drew more than {MOST} figures")
        with self._tracer.drawing(), _drawn(figure, self._long_side, self._tracer.canvas) as canvas:
            self._drawn.append(figure)
            if self._emit is not None:
                pixels = _pixels(canvas)
                png = to_png(pixels)
                self._pngs.append(png)
                self._emit(png, pixels.shape[1], pixels.shape[0])
            self._tracer.add(figure, canvas)

    def _show(self, *args, block=None, **kwargs):
        if not plt.get_fignums():
            return
        current = plt.gcf()
        if self._first is None:
            self._first = current
        # As with `block=False` in a window: the program goes on drawing, and the end draws the figure.
        if block is False or (block is None and matplotlib.is_interactive()):
            return
        for figure in [current, *self._worth_drawing(list(map(plt.figure, plt.get_fignums())))]:
            self._draw(figure)
        # A shown window is closed before the program goes on, so what follows starts a new figure.
        plt.close("all")

    def _make_savefig(self, original):
        def savefig(figure, fname, **options):
            self.take(figure)
            if self._emit is None:
                return
            is_path = isinstance(fname, (str, os.PathLike))
            ending = os.path.splitext(os.fspath(fname))[1] if is_path else ""
            form = options.get("format") or ending.lstrip(".").lower() or "png"
            if not is_path or form not in figure.canvas.get_supported_filetypes():
                original(figure, fname, **options)
            elif form in RASTER and figure in self._drawn:
                # Nobody sees this file, so it is not drawn again at the program's own, often high, resolution;
                # and the folders of the machine that the program was written for are not here.
                with suppress(OSError), open(fname, "wb") as file:
                    file.write(self._pngs[self._drawn.index(figure)])

        return savefig

    def _make_init(self, original):
        def init(figure, *args, **options):
            original(figure, *args, **options)
            self._made.append(figure)

        return init
