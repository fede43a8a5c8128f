"""Facts about a drawing from its execution: every artist with the statement that made it, its data, style and outline."""

from codepercept.trace.tracer import Tracer

__all__ = ["Tracer"]
