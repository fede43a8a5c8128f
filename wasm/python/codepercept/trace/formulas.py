"""Formulas as matplotlib lays them out, with what it forgets once they are pixels."""

from types import SimpleNamespace

from matplotlib._mathtext import Parser, ship
from matplotlib.mathtext import MathTextParser


class Formulas(MathTextParser):
    """matplotlib's own parser, which also keeps how it laid a formula out."""

    def __init__(self):
        super().__init__("agg")
        if MathTextParser._parser is None:
            MathTextParser._parser = Parser()
        self._parser = SimpleNamespace(parse=self._lay_out)
        self._box = None
        self._boxes: dict = {}

    def _lay_out(self, *args):
        self._box = MathTextParser._parser.parse(*args)
        return self._box

    def parse(self, *args, **kwargs):
        self._box = None
        told = super().parse(*args, **kwargs)
        if self._box is not None:
            self._boxes[id(told.image)] = told, self._box
        return told

    def output(self, told):
        """Of what `parse` has returned."""
        return ship(self._boxes[id(told.image)][1])
