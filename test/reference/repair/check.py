"""Runs a broken program, repairs and runs it again, and says whether it then draws the original. Also `python check.py FOLDER SEED EACH` or `check.py CASES.json`, with -v for the programs."""

import io
import json
import random
import sys
from pathlib import Path

import numpy as np
from break_programs import BREAKS
from codepercept import runner
from codepercept.repair import repair
from PIL import Image

MOST = 12
"""As src/perceive/repair.ts has it."""


class Sink:
    def __init__(self):
        self.figures = []

    def started(self):
        pass

    def notice(self, code, message, line):
        pass

    def figure(self, png, width, height):
        self.figures.append(np.asarray(Image.open(io.BytesIO(bytes(png))).convert("RGB")))

    def trace(self, text):
        pass


def run(source: str) -> tuple[dict, list]:
    sink = Sink()
    return runner.run(source, 320, sink), sink.figures


def apply(text: str, edits: list[dict]) -> str:
    """By lines and UTF-16 columns, as the page does; throws where an edit does not fit the text."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:i]) for i in range(len(lines) + 1)]
    for edit in reversed(edits):
        line = lines[edit["line"] - 1] if edit["line"] <= len(lines) else ""
        at = starts[edit["line"] - 1] + len(line.encode("utf-16-le")[: 2 * edit["column"]].decode("utf-16-le"))
        assert text[at : at + len(edit["from"])] == edit["from"], edit
        text = text[:at] + edit["to"] + text[at + len(edit["from"]) :]
    return text


def mend(source: str) -> dict:
    """`ending`, `program`, `figures` and the `steps` of a program, repaired as often as it takes."""
    steps, seen, text = [], {source}, source
    ending, figures = run(text)
    while ending["kind"] in ("error", "unavailable-import") and len(steps) < MOST:
        message = (
            ending["message"] if ending["kind"] == "error" else f"ModuleNotFoundError: No module named '{ending['message']}'"
        )
        edits = repair(text, message, ending["line"])
        if edits is None or (text := apply(text, edits)) in seen:
            break
        seen.add(text)
        steps.append(edits)
        ending, figures = run(text)
    return {"ending": ending, "program": text, "figures": figures, "steps": steps}


def mended(source: str) -> str:
    """JSON of `kind`, `program` and the number of `steps`."""
    told = mend(source)
    return json.dumps({"kind": told["ending"]["kind"], "program": told["program"], "steps": len(told["steps"])})


def same(a: list, b: list) -> bool:
    """Whether two lists of figures show the same, up to one pixel in a thousand."""
    return len(a) == len(b) and all(x.shape == y.shape and np.mean((x != y).any(-1)) <= 1e-3 for x, y in zip(a, b, strict=True))


def check(original: str, broken: str) -> str:
    """JSON of `breaks` (it did not run), `runs`, `same`, `message`, `reasons` and `program` after repair."""
    ending, figures = run(original)
    assert ending["kind"] == "done", ending
    breaks = run(broken)[0]["kind"] != "done"
    mended = mend(broken)
    runs = mended["ending"]["kind"] == "done" and not mended["ending"]["empty"] and bool(mended["figures"])
    return json.dumps(
        {
            "breaks": breaks,
            "runs": runs,
            "same": runs and same(figures, mended["figures"]),
            "message": mended["ending"]["message"],
            "reasons": [edit["reason"] for step in mended["steps"] for edit in step],
            "program": mended["program"],
        }
    )


def broken_programs(sources: dict[str, str], seed: int, each: int) -> list[dict]:
    """`each` programs for every way of breaking: `kind`, `name`, `original`, `broken`."""
    made = []
    for way in BREAKS:
        rng = random.Random(f"{seed} {way.__name__}")
        names = sorted(sources)
        rng.shuffle(names)
        found = 0
        for name in names:
            original = sources[name]
            broken = way(original, rng)
            if isinstance(broken, list):
                original, broken = broken
            if broken is None or broken == original or run(broken)[0]["kind"] == "done":
                continue
            made.append({"kind": way.__name__, "name": name, "original": original, "broken": broken})
            found += 1
            if found == each:
                break
    return made


def make(sources: str, seed: int, each: int) -> str:
    return json.dumps(broken_programs(json.loads(sources), seed, each))


def report(cases: list[dict], verbose: bool):
    total = [0, 0, 0]
    for case in cases:
        told = json.loads(check(case["original"], case["broken"]))
        total = [
            total[0] + told["breaks"],
            total[1] + (told["runs"] and told["breaks"]),
            total[2] + (told["same"] and told["breaks"]),
        ]
        mark = "WHOLE" if not told["breaks"] else "same" if told["same"] else "runs" if told["runs"] else "FAILS"
        print(f"{mark:6}{case['kind']:16}{case['name']:20}{told['reasons']} {told['message'][:100] if not told['runs'] else ''}")
        if verbose and mark != "same":
            print("---- broken\n" + case["broken"] + "\n---- repaired\n" + told["program"] + "\n====")
    print(f"{total[0]} broken, {total[1]} run, {total[2]} draw the original")


if __name__ == "__main__":
    if sys.argv[1].endswith(".json"):
        report(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), "-v" in sys.argv)
    else:
        folder, seed, each = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
        sources = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
        report(broken_programs(sources, seed, each), "-v" in sys.argv)
