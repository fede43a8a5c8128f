"""
Traces every program of a folder, as the page would: NAME.py → NAME.json; none for one that fails.

usage: trace.py FOLDER LONG_SIDE
"""

import sys
from pathlib import Path

from make import Sink, runner


def main(folder: Path, long_side: int):
    for path in sorted(folder.glob("*.py")):
        sink = Sink()
        ending = runner.run(path.read_text(), long_side, sink)
        if ending["kind"] == "done" and ending["scored"] == 0 and sink.json is not None:
            path.with_suffix(".json").write_text(sink.json)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
