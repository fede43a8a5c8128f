"""Answers questions on standard input, one JSON a line: literals, traces, drawings and programs of `check` and `programs`."""

import json
import os
import sys
from pathlib import Path

import matplotlib

matplotlib.use("agg")
sys.path.insert(0, str(Path(__file__).parents[3] / "wasm" / "python"))
sys.path.insert(0, str(Path(__file__).parent))

import check
import programs
from codepercept.refine import trace

ANSWERS = {
    "literals": lambda program: check.literals_of(program),
    "draw": check.drawn,
    "trace": lambda variants, side: json.dumps([trace(program, side) for program in variants]),
    "make": lambda count, seed: json.dumps(programs.make(count, seed)),
}

# What programs print must not stand among the answers.
out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
check.runner.warm()
for line in sys.stdin:
    name, *given = json.loads(line)
    out.write(ANSWERS[name](*given) + "\n")
    out.flush()
