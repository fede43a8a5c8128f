"""What one program drew, gathered figure by figure: provenance while it runs, the rest right after each drawing."""

import os
from contextlib import contextmanager

from codepercept.trace import axes as axes_of
from codepercept.trace import data, style
from codepercept.trace.layout import Layout, Place
from codepercept.trace.numbers import colour, to_json
from codepercept.trace.provenance import Provenance
from codepercept.trace.recorder import Recorder, RecordingCanvas

VERSION = 1

MARK = os.urandom(8).hex()
"""Stands for what is JSON already while the rest is encoded; no program's text is it."""


class Tracer:
    """Of one program. `problem(text)` is called for what could not be traced; `canvas` is what to draw on."""

    def __init__(self, tree, filename: str, problem, canvas: type[RecordingCanvas] = RecordingCanvas):
        self.canvas = canvas
        self._provenance = Provenance(tree, filename)
        self._problem = problem
        self._figures: list[str] = []

    @contextmanager
    def watch(self):
        with self._provenance.watch():
            yield

    @contextmanager
    def drawing(self):
        with self._provenance.drawing():
            yield

    def add(self, figure, canvas: RecordingCanvas):
        """A figure that `canvas` has just drawn, its resolution still that of the drawing."""
        try:
            with self._provenance.drawing():
                told = _FigureTrace(figure, canvas.renderer, len(self._figures), self._provenance, self._problem).told
        except Exception as error:
            self._problem(f"{type(error).__name__}: {error}")
            width, height = map(int, canvas.get_width_height(physical=True))
            index, dpi = len(self._figures), float(figure.dpi)
            size = {"width": width, "height": height, "dpi": dpi}
            told = to_json({"index": index, **size, "face": "none", "axes": [], "artists": []})
        self._figures.append(told)

    def to_json(self, only: int | None = None) -> str:
        """Of the figures added so far, or of one of them."""
        figures = self._figures if only is None else [self._figures[only]]
        return f'{{"version":{VERSION},"figures":[{",".join(figures)}]}}'


class _FigureTrace:
    def __init__(self, figure, recorder: Recorder, index: int, provenance: Provenance, problem):
        self._recorder = recorder
        self._provenance = provenance
        self._problem = problem
        layout = self._layout = Layout(figure)
        drawn = recorder.drawn
        for fault in sorted(recorder.lost)[:3]:
            problem(fault)
        # Drawn ones in their order; then what its program made and nobody sees.
        order = [entry.artist for entry in drawn.values() if entry.artist is not None]
        order += [artist for key, artist in layout.artists.items() if key not in drawn and self._is_worth_telling(artist)]
        # A legend or table stands before its parts.
        whole = [artist for artist in layout.artists.values() if data.kind(artist) in ("legend", "table")]
        order = [*(artist for artist in whole if artist not in order), *order] if whole else order
        self._ids = {id(artist): f"{index}.{at}" for at, artist in enumerate(order)}
        self._ids |= {id(axes): f"{index}.axes{at}" for at, axes in enumerate(layout.axes)}
        self._group_ids: dict = {}
        self._counts: dict = {}
        self._systems: dict = {}
        head = {
            "index": index,
            "width": int(recorder.width),
            "height": int(recorder.height),
            "dpi": float(figure.dpi),
            "face": colour(figure.get_facecolor()),
            "axes": [axes_of.describe(axes, self._ids[id(axes)], recorder, self._ids) for axes in layout.axes],
        }
        self._fillings: list[str] = []
        self._alike: dict = {}
        # Encoded all at once; what is JSON already takes its mark's place.
        parts = self._encoded([self._artist(artist) for artist in order]).split(f'"{MARK}"')
        artists = "".join(part + filling for part, filling in zip(parts, [*self._fillings, ""], strict=True))
        self.told = f'{to_json(head)[:-1]},"artists":{artists}}}'

    def _encoded(self, artists: list) -> str:
        try:
            return to_json(artists)
        except ValueError:
            for told in artists:
                try:
                    to_json(told)
                except ValueError as error:
                    told.update(data={"system": "pixels"}, z=0.0)
                    self._problem(f"{told['type']}: {error}")
            return to_json(artists)

    def _is_worth_telling(self, artist) -> bool:
        """Not drawn, but the program's own: invisible, empty or outside of its axes."""
        role = self._layout.places[id(artist)].role
        if role != "data" or data.kind(artist) == "other":
            return False
        if isinstance(artist, data.Text) and not artist.get_text():
            return False
        return self._provenance.where(artist)[0] is not None

    def _artist(self, artist) -> dict | str:
        place = self._layout.places.get(id(artist)) or Place(getattr(artist, "axes", None), "data")
        entry = self._recorder.drawn.get(id(artist))
        if place.role in ("tick", "grid") and entry is not None and (told := self._tick(artist, place, entry)) is not None:
            self._fillings.append(told)
            return MARK
        told = {
            "id": self._ids[id(artist)],
            "kind": data.kind(artist),
            "type": type(artist).__name__,
            "axes": self._ids.get(id(place.axes)) if place.axes is not None else None,
            "line": None,
            "call": None,
            "role": place.role,
            "label": "",
            "z": 0.0,
            "visible": False,
            "clipped": "no",
            "style": {"colour": "none", "fill": "none", "width": 0.0, "dash": "-", "alpha": None},
            "data": {"system": "pixels"},
        }
        path = '{"box":null,"shapes":[]}'
        try:
            told.update(self._provenance_of(artist, place))
            label = str(artist.get_label() or "")
            told["label"] = "" if label.startswith("_") else label[:2000]
            told["z"] = float(artist.get_zorder())
            told["visible"] = bool(artist.get_visible())
            if entry is not None:
                path, told["clipped"] = entry.path()
            elif told["kind"] not in ("legend", "table"):
                told["clipped"] = "wholly" if told["visible"] and told["kind"] != "text" else "no"
            told["style"] = style.describe(artist)
            # Of ticks and grid lines the axes' own entry says the values.
            if place.role in ("tick", "grid"):
                told["data"] = {"system": "mixed", "text": artist.get_text()} if told["kind"] == "text" else {"system": "mixed"}
            else:
                told["data"] = data.describe(artist, place.axes, self._layout.bars, self._systems)
        except Exception as error:
            told["kind"] = "other"
            self._problem(f"{type(artist).__name__}: {type(error).__name__}: {error}")
        self._fillings.append(path)
        told["path"] = MARK
        return told

    def _tick(self, artist, place: Place, entry) -> str | None:
        """As `_artist`, already JSON, of one whose like has been told: most artists of most figures are ticks."""
        look = style.key(artist)
        if look is None:
            return None
        key = type(artist), place.role, id(place.axes), artist.get_zorder(), artist.get_visible(), look
        same = self._alike.get(key)
        if same is None:
            told = {
                "kind": data.kind(artist),
                "type": type(artist).__name__,
                "axes": self._ids.get(id(place.axes)) if place.axes is not None else None,
                "line": None,
                "call": None,
                "role": place.role,
                "label": "",
                "z": float(artist.get_zorder()),
                "visible": bool(artist.get_visible()),
                "style": style.describe(artist),
            }
            same = self._alike[key] = to_json(told)[1:-1]
        # Their axes' own entry says the values.
        text = f',"text":{to_json(artist.get_text())}' if isinstance(artist, data.Text) else ""
        path, clipped = entry.path()
        told = f'"clipped":"{clipped}","data":{{"system":"mixed"{text}}},"path":{path}'
        return f'{{"id":"{self._ids[id(artist)]}",{same},{told}}}'

    def _provenance_of(self, artist, place: Place) -> dict:
        if place.role in ("grid", "tick", "frame", "colourbar"):
            return {}
        owner = place.owner if place.owner_kind in ("legend", "table") else artist
        line, call, loop = self._provenance.where(owner)
        told: dict = {"line": line, "call": call}
        if loop:
            told["loop"] = loop
        note = self._provenance.note(artist)
        if place.owner_kind in ("legend", "table"):
            group = ("owner", id(place.owner)), place.owner_kind
        elif data.kind(artist) in ("legend", "table"):
            group = ("owner", id(artist)), data.kind(artist)
        elif note is not None and note.group is not None:
            group = ("call", note.group[0]), note.group[1]
        elif place.owner is not None:
            group = ("owner", id(place.owner)), place.owner_kind
        else:
            return told
        key, name = group
        number = self._group_ids.setdefault(key, f"g{len(self._group_ids)}")
        count = self._counts.get((key, type(artist)), 0)
        self._counts[key, type(artist)] = count + 1
        told["group"] = {"id": f"{self._ids[id(artist)].split('.')[0]}.{number}", "kind": name, "index": count}
        return told
