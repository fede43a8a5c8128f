"""Writes test/fixtures/programs/repair/cases.json: `python make.py SEED EACH`, with wasm/python on the path."""

import json
import sys
from pathlib import Path

from by_hand import cases
from check import broken_programs

PROGRAMS = Path(__file__).parents[2] / "fixtures/programs"

sources = {path.stem: path.read_text(encoding="utf-8") for path in (PROGRAMS / "trace").glob("*.py")}
made = cases() + broken_programs(sources, int(sys.argv[1]), int(sys.argv[2]))
(PROGRAMS / "repair/cases.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
print(f"{len(made)} broken programs")
