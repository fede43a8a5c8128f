"""What refinement asks of Python: the literals of a program, and what variants of it would draw."""

from codepercept.refine.literals import literals, literals_json
from codepercept.refine.variants import trace

__all__ = ["literals", "literals_json", "trace"]
