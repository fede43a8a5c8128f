"""Words that matplotlib does not know: colours, markers, styles, places, settings."""

import ast
import re

import matplotlib
import matplotlib.pyplot as plt
from matplotlib import colors
from matplotlib.markers import MarkerStyle

from codepercept.repair.keywords import without
from codepercept.repair.program import Edit, Program, nearest

OTHERS = {
    "dash": "--",
    "dot": ":",
    "dashdotted": "-.",
    "middle": "center",
    "centre": "center",
    "circle": "o",
    "square": "s",
    "triangle": "^",
    "diamond": "D",
    "star": "*",
    "cross": "x",
    "plus": "+",
    "point": ".",
    "hexagon": "h",
    "pentagon": "p",
    "none": "None",
    "outside": "best",
    "topright": "upper right",
    "topleft": "upper left",
    "bottomright": "lower right",
    "bottomleft": "lower left",
    "top right": "upper right",
    "top left": "upper left",
    "bottom right": "lower right",
    "bottom left": "lower left",
    "equl": "equal",
}
AXIS = ("on", "off", "equal", "scaled", "tight", "auto", "image", "square")
WEIGHTS = ("light", "normal", "regular", "medium", "semibold", "demibold", "bold", "heavy", "black")


def mend(program: Program, what: str) -> list[Edit] | None:
    if match := re.match(r"'(.+?)' is not a valid (?:value for (?:color|c)\b|color value)", what):
        return _word(program, match[1], _colours(), "colour")
    if match := re.match(r"'c' argument must be a color.*, not '?(.+?)'?$", what):
        return _word(program, match[1], _colours(), "colour")
    if re.match(r"'(face|edge)?color'", what) or "Invalid RGBA argument" in what:
        return _bad_colours(program)
    if match := re.match(r"'?(.+?)'? is not a valid value for (\w+); supported values are (.*)", what, re.S):
        return _word(program, match[1], re.findall(r"'([^']*)'", match[3]), "value")
    if match := re.match(r"Unrecognized marker style '?(.+?)'?$", what):
        return _word(program, match[1], [str(marker) for marker in MarkerStyle.markers], "value") or _word(
            program, match[1], ["o"], "value", 0
        )
    if match := re.match(r"Unrecognized string '(.+?)' to axis", what):
        return _word(program, match[1], AXIS, "value")
    if match := re.match(r"weight='(.+?)' is invalid", what):
        return _word(program, match[1], WEIGHTS, "value")
    if match := re.match(r"'(.+?)' is not a valid package style", what):
        return _style(program, match[1])
    if match := re.match(r"'([\w.]+) is not a valid rc parameter", what):
        return _word(program, match[1], list(matplotlib.rcParams), "value", 0.85)
    if match := re.match(r"'(.+?)' is not a valid format string", what):
        return _format(program, match[1])
    return None


def _colours() -> list[str]:
    return [
        *colors.get_named_colors_mapping(),
        *(f"tab:{name}" for name in ("blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan")),
    ]


def _literals(program: Program, word: str) -> list[ast.Constant]:
    """Those of the statement, else those of the program."""
    near = [node for node in program.nodes(ast.Constant) if node.value == word]
    return near or [node for node in ast.walk(program.tree) if isinstance(node, ast.Constant) and node.value == word]


def _word(program: Program, word: str, names, reason: str, least: float = 0.7) -> list[Edit] | None:
    nodes = _literals(program, word)
    if not nodes:
        return None
    names = list(names)
    other = OTHERS.get(word.lower().replace("_", " ").replace("-", " "))
    if other not in names:
        starts = [name for name in names if word and name.lower().startswith(word.lower())] if len(word) > 2 else []
        other = (min(starts, key=len) if starts else None) or nearest(word, names, least) or (names[0] if least == 0 else None)
    if other is not None:
        return [program.replace(node, repr(other), reason) for node in nodes]
    keyword = program.parents[nodes[0]]
    call = program.parents.get(keyword)
    return [without(program, call, keyword)] if isinstance(keyword, ast.keyword) and isinstance(call, ast.Call) else None


def _bad_colours(program: Program) -> list[Edit] | None:
    """Colours of several bars: those that are none."""
    known, edits = _colours(), []
    for node in ast.walk(program.tree):
        if isinstance(node, ast.keyword) and node.arg in (
            "color",
            "colors",
            "facecolor",
            "edgecolor",
            "facecolors",
            "edgecolors",
            "c",
            "fc",
            "ec",
        ):
            values = [node.value] if not isinstance(node.value, ast.Name) else _bound(program, node.value.id)
            for word in (part for value in values for part in ast.walk(value) if isinstance(part, ast.Constant)):
                if (
                    isinstance(word.value, str)
                    and not colors.is_color_like(word.value)
                    and (other := nearest(word.value, known, 0.6))
                ):
                    edits.append(program.replace(word, repr(other), "colour"))
    return sorted(set(edits))


def _bound(program: Program, name: str) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(program.tree)
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]


def _style(program: Program, name: str) -> list[Edit] | None:
    new = name.replace("seaborn", "seaborn-v0_8", 1) if name.startswith("seaborn") and "v0_8" not in name else None
    other = new if new in plt.style.available else nearest(name, plt.style.available)
    return [program.replace(node, repr(other), "removed") for node in _literals(program, name)] if other else None


def _format(program: Program, text: str) -> list[Edit] | None:
    """A word for a colour in the place of a format: `plot(x, y, "darkred--")`."""
    for node in _literals(program, text):
        match = re.match(r"([A-Za-z]{2,})(.*)$", text)
        name = nearest(match[1], _colours()) if match else None
        if name:
            rest = f"{match[2]!r}, " if match[2] else ""
            return [program.replace(node, f"{rest}color={name!r}", "value")]
    return None
