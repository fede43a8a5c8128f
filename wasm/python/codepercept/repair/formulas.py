"""Formulas that mathtext cannot set: written in what it knows, else without the markup."""

import ast
import re

from matplotlib.mathtext import MathTextParser

from codepercept.repair.program import Edit, Program, nearest

OTHERS = {
    "text": "mathrm", "textrm": "mathrm", "textup": "mathrm", "textnormal": "mathrm", "mbox": "mathrm", "textbf": "mathbf",
    "textit": "mathit", "mathsf": "mathrm", "textsf": "mathrm", "texttt": "mathtt", "emph": "mathit", "bm": "boldsymbol",
    "pmb": "boldsymbol",
    "tfrac": "frac", "cfrac": "frac", "overrightarrow": "vec", "overleftrightarrow": "overline", "implies": "Rightarrow",
    "impliedby": "Leftarrow", "iff": "Leftrightarrow", "land": "wedge", "lor": "vee", "lnot": "neg", "ne": "neq", "le": "leq",
    "ge": "geq", "R": "mathbb{R}", "N": "mathbb{N}", "Z": "mathbb{Z}", "arcmin": "prime", "lvert": "|", "rvert": "|",
    "square": "Box", "degree": "circ", "celsius": "circ",
}  # fmt: skip
DROPPED = tuple(
    """
    displaystyle textstyle limits nolimits left. right. normalsize large Large small nonumber hfill boxed
    underline cancel phantom big Big bigg Bigg
    """.split()
)

PARSER = MathTextParser("path")


def mend(program: Program, what: str) -> list[Edit] | None:
    """Every formula of the program that cannot be set: where it is drawn the line of its text is no longer known."""
    if "Parse" not in what:
        return None
    edits = []
    for node in ast.walk(program.tree):
        if isinstance(node, ast.JoinedStr):
            edits += _braces(program, node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_formula(node.value) and not _sets(node.value):
            if not isinstance(program.parents[node], ast.JoinedStr):
                edits += _literal(program, node)
    return edits


def _is_formula(text: str) -> bool:
    return len(re.findall(r"(?<!\\)\$", text)) > 1 and len(re.findall(r"(?<!\\)\$", text)) % 2 == 0


def _sets(text: str) -> bool:
    try:
        PARSER.parse(text)
    except ValueError:
        return False
    return True


def _literal(program: Program, node: ast.Constant) -> list[Edit]:
    source = program.source(node)
    for better in _versions(source):
        try:
            value = ast.literal_eval(better)
        except (SyntaxError, ValueError):
            continue
        if better != source and _sets(value):
            return [program.replace(node, better, "formula")]
    return []


def _braces(program: Program, node: ast.JoinedStr) -> list[Edit]:
    """Of a text with values in it only the commands are changed."""
    source = program.source(node)
    better = _spelled(source)
    return [program.replace(node, better, "formula")] if better != source else []


def _versions(source: str):
    """From the least change to the greatest."""
    raw = source if re.match(r"[a-zA-Z]*[rR]", source.split("'")[0].split('"')[0]) else f"r{source}"
    yield raw
    spelled = _spelled(raw)
    yield spelled
    closed = spelled
    yield _balanced(closed)
    yield re.sub(
        r"\\([A-Za-z]+)",
        lambda match: match[0] if _sets(f"${match[0]}$") or match[1] in TAKING else rf"\mathrm{{{match[1]}}}",
        spelled,
    )
    plain = re.sub(r"\\([A-Za-z]+)", r"\1", spelled)
    yield re.sub(r"[${}\\]", "", plain)


TAKING = tuple(
    """
    frac dfrac sqrt mathrm mathbf mathit mathbb mathcal mathtt boldsymbol overline hat vec bar dot ddot tilde
    binom left right operatorname widehat widetilde overset underset substack
    """.split()
)


def _spelled(source: str) -> str:
    def other(match: re.Match) -> str:
        name = match[1]
        if name in OTHERS:
            new = OTHERS[name]
            return new if not new[0].isalpha() else "^\\circ" if new == "circ" and name != "circ" else f"\\{new}"
        if name in DROPPED:
            return ""
        if name in TAKING or _sets(f"$\\{name}$"):
            return match[0]
        near = nearest(name, TAKING + GREEK, 0.75)
        return f"\\{near}" if near else match[0]

    spelled = re.sub(r"\\([A-Za-z]+)", other, source.replace(r"\left.", "").replace(r"\right.", ""))
    return spelled.replace("^^", "^")


GREEK = tuple(
    """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
    omega Gamma Delta Theta Lambda Sigma Phi Psi Omega times cdot angle circ infty approx neq leq geq rightarrow
    sum int partial triangle parallel perp degree sin cos tan log ln lim exp max min
    """.split()
)


def _balanced(source: str) -> str:
    """Closes braces before the dollar sign."""

    def close(match: re.Match) -> str:
        lacking = match[1].count("{") - match[1].count("}")
        return f"${match[1]}{'}' * max(0, lacking)}$"

    return re.sub(r"\$([^$]*)\$", close, source)
