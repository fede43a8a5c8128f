"""Breaks running programs, one way at a time, as answers of models are broken."""

import ast
import io
import random
import re
import tokenize


def _tokens(text: str) -> list[tuple[int, int, tokenize.TokenInfo]]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [
        (starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1], token)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.end[0] <= len(starts)
    ]


def _slip(word: str, rng: random.Random) -> str:
    """Two letters swapped, one left out or one doubled, not the first."""
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]
    )


def _one(text: str, places: list[tuple[int, int, str]], rng: random.Random) -> str | None:
    places = [place for place in places if text[place[0] : place[1]] != place[2]]
    if not places:
        return None
    start, end, new = rng.choice(places)
    return text[:start] + new + text[end:]


def _names(text: str) -> list[tuple[int, int, tokenize.TokenInfo, str]]:
    """Name tokens with what stands before them."""
    found, before = [], ""
    for start, end, token in _tokens(text):
        if token.type == tokenize.NAME:
            found.append((start, end, token, before))
        before = token.string
    return found


def no_import(text, rng):
    lines = [match for match in re.finditer(r"^import .*\n", text, re.M)]
    return _one(text, [(match.start(), match.end(), "") for match in lines], rng)


def wrong_attribute(text, rng):
    places = [
        (s, e, _slip(t.string, rng))
        for s, e, t, before in _names(text)
        if before == "." and len(t.string) > 4 and text[e : e + 1] == "(" and "import" not in t.line
    ]
    return _one(text, places, rng)


def wrong_variable(text, rng):
    bound = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    places = [
        (s, e, _slip(t.string, rng))
        for s, e, t, before in _names(text)
        if t.string in bound and len(t.string) > 3 and before != "." and not re.match(r"\s*(=|,|in\b)", text[e:])
    ]
    return _one(text, places, rng)


def wrong_keyword(text, rng):
    others = {
        "color": "colour",
        "linewidth": "line_width",
        "fontsize": "font_size",
        "linestyle": "line_style",
        "alpha": "opacity",
        "figsize": "figuresize",
    }
    places = [
        (s, e, others.get(t.string) or _slip(t.string, rng))
        for s, e, t, before in _names(text)
        if before in ("(", ",") and len(t.string) > 4 and re.match(r"=[^=]", text[e:])
    ]
    return _one(text, places, rng)


def unknown_keyword(text, rng):
    places = [
        (m.end(), m.end(), "zzqx=3, ")
        for m in re.finditer(r"\.(plot|bar|barh|scatter|text|add_subplot|subplots|pie|fill_between)\((?=\w+=)", text)
    ]
    ends = [
        (m.start(1), m.start(1), ", zzqx=3")
        for m in re.finditer(r"\.(?:plot|bar|barh|scatter|text|set_title|title|legend)\([^()\n]+(\))\n", text)
    ]
    return _one(text, places + ends, rng)


def open_bracket(text, rng):
    return _one(text, [(m.start(1), m.end(1), "") for m in re.finditer(r"[^(\n](\))\n(?=\w)", text)], rng)


def cut_off(text, rng):
    """Within the last three statements' worth of characters."""
    kept = text.rstrip()
    return kept[: -rng.randrange(1, min(12, len(kept) // 4))]


def cut_bracket(text, rng):
    kept = text.rstrip()
    kept = kept.removesuffix("plt.show()").rstrip()
    return kept[:-1] if kept.endswith(")") else None


def open_string(text, rng):
    return _one(
        text,
        [
            (e - 1, e, "")
            for s, e, t in _tokens(text)
            if t.type == tokenize.STRING and "\n" not in t.string and text[e : e + 1] == ")" and len(t.string) > 3
        ],
        rng,
    )


def typographic(text, rng):
    places = [
        (s, e, "“" + t.string[1:-1] + "”")
        for s, e, t in _tokens(text)
        if t.type == tokenize.STRING and t.string[0] in "'\"" and len(t.string) > 2 and t.string[:3] not in ("'''", '"""')
    ]
    return _one(text, places, rng)


def fenced(text, rng):
    return rng.choice(["```python\n{}```\n", "Here is the code:\n\n```python\n{}```\nIt draws the figure.\n", "```\n{}"]).format(
        text
    )


def prose(text, rng):
    return rng.choice(
        [
            "Here is the matplotlib code for the figure:\n\n{}",
            "{}\nThis program draws the figure as shown in the image.\n",
            "Sure, this reproduces it\n{}\nNote that the colours are only near.",
        ]
    ).format(text)


def python_2(text, rng):
    return (
        f"{text}print 'done', 3\n"
        if rng.random() < 0.5
        else re.sub(r"(^import .*\n)(?!import)", r"\1print 'start'\n", text, count=1, flags=re.M)
    )


def indented(text, rng):
    lines = [m for m in re.finditer(r"^\w.*[^:,(\[{\n]\n", text, re.M)]
    return _one(text, [(m.start(), m.start(), "  ") for m in lines[1:]], rng)


def not_indented(text, rng):
    return _one(text, [(m.start(1), m.end(1), "") for m in re.finditer(r"^for .*:\n(    )\S.*\n(?=\S|\n|$)", text, re.M)], rng)


def no_colon(text, rng):
    return _one(text, [(m.start(1), m.end(1), "") for m in re.finditer(r"^\s*(?:for|if|def|with)\b.*(:)\n", text, re.M)], rng)


def no_comma(text, rng):
    return _one(text, [(m.start(1), m.end(1), "") for m in re.finditer(r"[\w'\"\])](,) [\w'\"(\[]", text)], rng)


def formula(text, rng):
    places = []
    for s, e, t in _tokens(text):
        if (
            t.type == tokenize.STRING
            and re.search(r"\.(set_)?(title|xlabel|ylabel)\($", text[:s])
            and re.match(r"['\"][A-Za-z ]+['\"]$", t.string)
        ):
            places.append((s, e, t.string[1:-1]))
    if not places:
        return None
    start, end, words = rng.choice(places)
    good, bad = rng.choice(
        [
            (r"\mathrm{%s}", r"\text{%s}"),
            (r"\mathbf{%s}", r"\textbf{%s}"),
            (r"\frac{1}{2}", r"\tfrac{1}{2}"),
            (r"\Rightarrow x", r"\implies x"),
            (r"\alpha", r"\alhpa"),
        ]
    )
    word = words.split()[0]
    good, bad = (form.replace("%s", word) for form in (good, bad))
    return [f"{text[:start]}r'${form}$'{text[end:]}" for form in (good, bad)]


def too_long(text, rng):
    """One of two lists in a call gets an element more."""
    places = []
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("plot", "bar", "scatter")
            and len(node.args) > 1
        ):
            for value in node.args[:2]:
                if (
                    isinstance(value, ast.List)
                    and value.end_lineno == value.lineno
                    and isinstance(value.elts[-1], ast.Constant)
                    and value.elts
                ):
                    start = sum(len(line) + 1 for line in text.split("\n")[: value.lineno - 1]) + value.end_col_offset - 1
                    places.append((start, start, ", 7" if isinstance(value.elts[-1].value, (int, float)) else ", 'more'"))
    return _one(text, places, rng)


def wrong_colour(text, rng):
    places = [
        (s, e, repr(_slip(t.string[1:-1], rng)))
        for s, e, t in _tokens(text)
        if t.type == tokenize.STRING
        and re.fullmatch(
            r"['\"](?:tab:)?(?:red|blue|green|orange|purple|black|white|gr[ae]y|brown|pink|steelblue|skyblue|crimson|gold|teal|navy|salmon|coral|darkred)['\"]",
            t.string,
        )
    ]
    return _one(text, places, rng)


BREAKS = (
    no_import,
    wrong_attribute,
    wrong_variable,
    wrong_keyword,
    unknown_keyword,
    open_bracket,
    cut_off,
    cut_bracket,
    open_string,
    typographic,
    fenced,
    prose,
    python_2,
    indented,
    not_indented,
    no_colon,
    no_comma,
    formula,
    too_long,
    wrong_colour,
)
