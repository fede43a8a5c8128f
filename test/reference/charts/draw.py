"""Runs programs and says what they draw: NAME.drawn.json (bars, markers, curves and wedges) and NAME.drawn.png beside each NAME.py.

python draw.py FOLDER
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt

sys.path.insert(0, str(Path(__file__).parent.parent / "reading"))
from figures import truth  # noqa: E402


def main(folder):
    plt.show = lambda *_args, **_options: None
    for path in sorted(Path(folder).glob("*.py")):
        plt.close("all")
        matplotlib.rcdefaults()
        matplotlib.use("agg")
        try:
            exec(compile(path.read_text(encoding="utf-8"), path.name, "exec"), {"__name__": "__main__"})
            figure = plt.gcf()
            figure.canvas.draw()
            path.with_suffix(".drawn.json").write_text(json.dumps(truth(figure), default=float))
            figure.savefig(path.with_suffix(".drawn.png"), dpi=figure.dpi)
        except Exception as error:  # noqa: BLE001
            print(f"{path.name}: {error!r}")


if __name__ == "__main__":
    main(sys.argv[1])
