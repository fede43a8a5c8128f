"""Mends programs that do not run: one error, one repair, by rules alone."""

from codepercept.repair.mend import repair

__all__ = ["repair"]
