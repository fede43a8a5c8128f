"""Facts about a drawing from its execution: every artist with the statement that made it, its data, style and outline."""

from codepercept.trace.recorder import RecordingCanvas
from codepercept.trace.silent import SilentCanvas
from codepercept.trace.tracer import Tracer

__all__ = ["RecordingCanvas", "SilentCanvas", "Tracer"]
