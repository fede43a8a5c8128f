"""A renderer that keeps what is drawn, as the recorder does, and draws none of it."""

from matplotlib.backends.backend_agg import get_hinting_flag

from codepercept.trace.drawn import MOST_POINTS
from codepercept.trace.recorder import Recorder, RecordingCanvas


class SilentRecorder(Recorder):
    """Its pixels stay empty, so a crowd of markers is counted and not pictured."""

    def _recording(self, draw, note, places):
        def recording(gc, *args, **kwargs):
            count = places(*args) if places is not None else 0
            if count > MOST_POINTS:
                self._try(self._count, gc, count)
            else:
                self._try(note, gc, *args, **kwargs)

        return recording

    def _count(self, gc, count: int):
        self.entry(gc).skip(count)

    def draw_path(self, gc, path, transform, rgbFace=None):
        self._try(self._note_path, gc, path, transform, rgbFace)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if ismath:
            self._try(self._note_mathtext, gc, x, y, s, prop, angle)
            return
        font = self._prepare_font(prop)
        font.set_text(s, 0, flags=get_hinting_flag())
        self._try(self._note_text, gc, x, y, s, prop, angle)

    def draw_mathtext(self, gc, x, y, s, prop, angle):
        self._try(self._note_mathtext, gc, x, y, s, prop, angle)


class SilentCanvas(RecordingCanvas):
    recorder = SilentRecorder
