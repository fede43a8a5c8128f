"""Which artists a figure has, whose they are and what each is there for."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.container import BarContainer, ErrorbarContainer, StemContainer
from matplotlib.figure import FigureBase
from matplotlib.legend import Legend
from matplotlib.table import Cell, Table


@dataclass
class Place:
    axes: Axes | None
    role: str
    """The legend or table that it is a part of, or the container and its kind."""
    owner: object = None
    owner_kind: str = ""


class Layout:
    """Places of all artists of a figure, by identity, found before any is described."""

    def __init__(self, figure):
        self.places: dict[int, Place] = {}
        self.artists: dict[int, object] = {}
        self.axes: list[Axes] = []
        self.bars: dict[int, tuple[BarContainer, int]] = {}
        self._figure(figure)

    def _put(self, artist, place: Place):
        if id(artist) in self.places:
            return
        self.places[id(artist)] = place
        self.artists[id(artist)] = artist
        if isinstance(artist, Legend):
            place.role = "legend"
            place = Place(place.axes, "legend", artist, "legend")
        elif isinstance(artist, Table):
            place = Place(place.axes, place.role, artist, "table")
        for child in artist.get_children():
            if isinstance(child, Axes):
                self._axes(child)
            else:
                self._put(child, place)
        # A cell does not say that its text is a part of it.
        if isinstance(artist, Cell):
            self._put(artist.get_text(), place)

    def _figure(self, figure: FigureBase):
        self._put_alone(figure.patch, Place(None, "frame"))
        for title in (figure._suptitle, figure._supxlabel, figure._supylabel):
            if title is not None:
                self._put_alone(title, Place(None, "title" if title is figure._suptitle else "label"))
        for child in figure.get_children():
            if isinstance(child, Axes):
                self._axes(child)
            elif isinstance(child, FigureBase):
                self._figure(child)
            else:
                self._put(child, Place(None, "data"))

    def _put_alone(self, artist, place: Place):
        self.places[id(artist)] = place
        self.artists[id(artist)] = artist

    def _axes(self, axes: Axes):
        if axes in self.axes:
            return
        self.axes.append(axes)
        bar = is_colourbar(axes)
        frame = "colourbar" if bar else "frame"
        for artist in (axes.patch, *axes.spines.values()):
            self._put_alone(artist, Place(axes, frame))
        for title in (axes.title, axes._left_title, axes._right_title):
            self._put_alone(title, Place(axes, "colourbar" if bar else "title"))
        for container in axes.containers:
            self._container(axes, container)
        for child in axes.get_children():
            if isinstance(child, Axes):
                self._axes(child)
            elif isinstance(child, Axis):
                self._axis(axes, child, bar)
            else:
                self._put(child, Place(axes, "colourbar" if bar else "data"))

    def _container(self, axes: Axes, container):
        kind = (
            "bar"
            if isinstance(container, BarContainer)
            else "errorbar" if isinstance(container, ErrorbarContainer) else "stem" if isinstance(container, StemContainer) else "container"
        )
        for at, child in enumerate(container.get_children()):
            if child is not None and id(child) not in self.places:
                self._put(child, Place(axes, "data", container, kind))
            if kind == "bar":
                self.bars[id(child)] = container, at

    def _axis(self, axes: Axes, axis: Axis, bar: bool):
        def role(name):
            return Place(axes, "colourbar" if bar else name)

        self._put_alone(axis.label, role("label"))
        self._put_alone(axis.offsetText, role("tick"))
        for tick in (*axis.majorTicks, *axis.minorTicks):
            self._put_alone(tick.gridline, role("grid"))
            for part in (tick.tick1line, tick.tick2line, tick.label1, tick.label2):
                self._put_alone(part, role("tick"))
        # A 3-D axis has a pane, a line and grid lines of its own.
        for name, kind in (("pane", "frame"), ("line", "frame"), ("gridlines", "grid")):
            if getattr(axis, name, None) is not None:
                self._put_alone(getattr(axis, name), role(kind))


def is_colourbar(axes: Axes) -> bool:
    return getattr(axes, "_colorbar", None) is not None
