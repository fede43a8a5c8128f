"""
Pictures of the families that nano reads, each with its program and the trace of that at the picture's size. The seeds
below 1000 are not in its training.

usage: make.py FOLDER COUNT SEED
"""

import random
import sys
from pathlib import Path

import matplotlib

matplotlib.use("agg")
sys.path.insert(0, str(Path(__file__).parents[3] / "wasm" / "python"))
sys.path.insert(0, str(Path(__file__).parent))

from codepercept import runner
from families import F, render


class Sink:
    """Keeps the trace alone."""

    def __init__(self):
        self.json = None

    def started(self):
        pass

    def notice(self, *said):
        pass

    def figure(self, *drawn):
        pass

    def trace(self, text):
        self.json = text


def main(folder: Path, count: int, seed: int):
    lot = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        family = F[index % len(F)]
        code = family(lot)
        picture = render(code, 100)
        sink = Sink()
        ending = runner.run(code, max(picture.size), sink)
        if ending["kind"] != "done":
            raise RuntimeError(ending["message"])
        name = folder / f"{index:03d}-{family.__name__}"
        picture.save(name.with_suffix(".png"))
        name.with_suffix(".py").write_text(code)
        name.with_suffix(".json").write_text(sink.json)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
