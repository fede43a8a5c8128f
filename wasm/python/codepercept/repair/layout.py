"""What is not Python: fences, prose, typographic quotes, Python 2, indentation, small slips of syntax."""

import re

from codepercept.repair.program import Edit, Program, apply, error_of, helps

SIGNS = {
    "−": "-",
    "–": "-",
    "—": "-",
    "×": "*",
    "·": "*",
    "÷": "/",
    "，": ",",
    "（": "(",
    "）": ")",
    "：": ":",
    "\u00a0": " ",
    "\u200b": "",
    "\ufeff": "",
    "…": "",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}
QUOTES = {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'"}


def mend(program: Program, error: SyntaxError) -> list[Edit] | None:
    for rule in (_fences, _prose, _letters, _print, _indent, _slip):
        edits = rule(program, error)
        if edits and helps(program.text, apply(program.text, edits)):
            return edits
    return None


def drop(program: Program, error: SyntaxError) -> list[Edit] | None:
    """Leaves out the line that cannot be read, when the rest can."""
    index = program.line - 1
    if not 0 <= index < len(program.lines) or re.match(r"\s*[\w, ]+=[^=]", program.lines[index]):
        return None
    edits = [_line(program, index, "unreadable-line")]
    return edits if error_of(apply(program.text, edits)) is None else None


def _line(program: Program, index: int, reason: str) -> Edit:
    start, end = program.starts[index], program.starts[index + 1]
    return Edit(min(start, len(program.text)), min(end, len(program.text)), "", reason)


def _fences(program: Program, error):
    fences = [i for i, line in enumerate(program.lines) if re.match(r"\s*(```|~~~)", line)]
    if not fences:
        return None
    first = fences[0]
    opens = first < len(program.lines) / 2 and error_of("\n".join(program.lines[:first])) is not None or first == 0
    last = next((i for i in fences if i > first), len(program.lines)) if opens else first
    edits = []
    if opens:
        edits.append(Edit(0, program.starts[first + 1], "", "not-code"))
    if last < len(program.lines):
        edits.append(Edit(program.starts[last], len(program.text), "", "not-code"))
    return edits


def _prose(program: Program, error):
    """Sentences before the first import, or after the last statement."""
    index = program.line - 1
    first = next((i for i, line in enumerate(program.lines) if re.match(r"(import|from) \w", line) and _reads(line)), None)
    if first is not None and index < first:
        return [Edit(0, program.starts[first], "", "not-code")]
    if index < len(program.lines) and _is_prose(program.lines[index]) and error_of("\n".join(program.lines[:index])) is None:
        rest = program.lines[index:]
        if not any(_reads(line) and re.search(r"[=(]", line) for line in rest):
            return [Edit(program.starts[index], len(program.text), "", "not-code")]
        return [_line(program, index, "not-code")]
    return None


def _reads(line: str) -> bool:
    return error_of(line.strip()) is None


def _is_prose(line: str) -> bool:
    words = re.findall(r"[A-Za-z’']+", line)
    return (
        len(words) >= 3
        and not re.search(r"[=({\[]", line)
        and not re.match(r"\s*(for|if|while|with|def|class|elif|else|from|import|return|print)\b", line)
    )


def _letters(program: Program, error):
    """Signs and quotes that a text processor made, outside of strings and comments."""
    if not re.search("invalid (non-printable )?character|unterminated|invalid syntax", error.msg or ""):
        return None
    edits, text, i = [], program.text, 0
    while i < len(text):
        sign = text[i]
        if sign == "#":
            i = text.find("\n", i) % (len(text) + 1)
        elif sign in "'\"":
            fence = text[i : i + 3] if text[i : i + 3] in ("'''", '"""') else sign
            i += len(fence)
            while i < len(text) and not text.startswith(fence, i) and not (len(fence) == 1 and text[i] == "\n"):
                i += 2 if text[i] == "\\" else 1
            i += len(fence)
            continue
        elif sign in QUOTES:
            end = next(
                (
                    j
                    for j in range(i + 1, len(text))
                    if text[j] in "\n" or (QUOTES.get(text[j]) == QUOTES[sign] and not text[j + 1 : j + 2].isalpha())
                ),
                len(text),
            )
            if text[end : end + 1] in QUOTES:
                edits += [Edit(i, i + 1, QUOTES[sign], "quotes"), Edit(end, end + 1, QUOTES[sign], "quotes")]
                i = end
        elif sign in SIGNS:
            edits.append(Edit(i, i + 1, SIGNS[sign], "sign"))
        i += 1
    return edits


def _print(program: Program, error):
    """All of Python 2's at once."""
    if "Missing parentheses" not in (error.msg or ""):
        return None
    edits = []
    for match in re.finditer(r"^([ \t]*)print[ \t]+(?!\()([^\n]*?)[ \t]*,?[ \t]*$", program.text, re.M):
        if error_of(f"print({match[2]})") is None:
            edits.append(Edit(match.end(1), match.end(), f"print({match[2]})", "python-2"))
    return edits


def _width(line: str) -> int:
    return len(line) - len(line.lstrip())


def _indent(program: Program, error):
    if not isinstance(error, IndentationError):
        return None
    lines, index = program.lines, program.line - 1
    if any("\t" in line[: _width(line)] for line in lines):
        for size in (4, 8):
            edits = []
            for i, line in enumerate(lines):
                blank = line[: _width(line)]
                if "\t" in blank:
                    start = program.starts[i]
                    edits.append(Edit(start, start + len(blank), blank.expandtabs(size), "indentation"))
            if error_of(apply(program.text, edits)) is None:
                return edits
    before = [line for line in lines[:index] if line.strip()]
    if "expected an indented block" in error.msg:
        header = next((i for i in range(index - 1, -1, -1) if lines[i].strip().endswith(":")), None)
        if header is None or index >= len(lines) or not lines[index].strip():
            return None
        return _shift(program, index, _block(lines, header, index), _width(lines[header]) + 4)
    if "unexpected indent" in error.msg:
        level = _width(before[-1]) if before else 0
        return _shift(program, index, _run(lines, index), level)
    levels = sorted({_width(line) for line in before})
    level = min(levels, key=lambda at: (abs(at - _width(lines[index])), -at))
    return _shift(program, index, _run(lines, index), level)


def _block(lines: list[str], header: int, index: int) -> int:
    """Past the last line of what should be a block: what uses its loop variable, or all up to a blank line."""
    names = re.findall(r"\w+", lines[header].split(" in ")[0])[1:] if lines[header].lstrip().startswith("for ") else None
    end = index + 1
    while end < len(lines) and lines[end].strip() and _width(lines[end]) >= _width(lines[index]):
        if names is not None and _width(lines[end]) == _width(lines[index]):
            if not any(re.search(rf"\b{name}\b", lines[end]) for name in names):
                break
        end += 1
    return end


def _run(lines: list[str], index: int) -> int:
    """Past the last line that is indented at least as far as this one."""
    end = index + 1
    while end < len(lines) and (not lines[end].strip() or _width(lines[end]) >= _width(lines[index])):
        end += 1
    return end


def _shift(program: Program, first: int, end: int, level: int) -> list[Edit]:
    """Lines [first, end) move together so that the first stands at a level."""
    by = level - _width(program.lines[first])
    edits = []
    for i in range(first, end):
        width = _width(program.lines[i])
        if program.lines[i].strip():
            start = program.starts[i]
            edits.append(Edit(start, start + width, " " * max(0, width + by), "indentation"))
    return edits


def _slip(program: Program, error):
    """A comma, a colon, a bracket, a quote that is missing, wrong or too much."""
    index = program.line - 1
    if not 0 <= index < len(program.lines):
        return None
    line, start = program.lines[index], program.starts[index]
    text, message = program.text, error.msg or ""
    column = max(0, (error.offset or 1) - 1)
    candidates: list[Edit] = []
    if "expected ':'" in message or "invalid syntax" in message:
        code = re.sub(r"\s*(#[^'\"]*)?$", "", line)
        candidates.append(Edit(start + len(code), start + len(code), ":", "colon"))
    if "comma" in message or "invalid syntax" in message:
        end = program.starts[(error.end_lineno or program.line) - 1] + (error.end_offset or 1)
        candidates += [Edit(start + at, start + at, ",", "comma") for at in _gaps(text[start:end]) if at >= column]
    candidates += [Edit(start + m.start(1), start + m.end(1), "", "comma") for m in re.finditer(r",((?:\s*,)+)", line)]
    if "unmatched" in message:
        candidates.append(Edit(start + column, start + column + 1, "", "bracket"))
    if match := re.search(r"closing parenthesis '(.)' does not match opening parenthesis '(.)'", message):
        right = {"(": ")", "[": "]", "{": "}"}[match[2]]
        candidates += [
            Edit(start + column, start + column + 1, right, "bracket"),
            Edit(start + column, start + column, right, "bracket"),
        ]
    if "keyword argument repeated" in message and error.end_offset:
        end = program.starts[(error.end_lineno or program.line) - 1] + error.end_offset - 1
        left = len(text[: start + column].rstrip(", \n"))
        candidates.append(Edit(left, end, "", "keyword"))
    if "leading zeros" in message:
        candidates += [
            Edit(start + m.start(1), start + m.end(1), "", "number") for m in re.finditer(r"(?<![\w.])(0+)(?=[1-9])", line)
        ]
    if "decimal literal" in message:
        candidates += [
            Edit(start + m.end(1), start + m.end(1), "*", "number") for m in re.finditer(r"(?<![\w.])(\d+)(?=[a-zA-Z_(])", line)
        ]
    if "unterminated string" in message or "invalid syntax" in message or "unterminated f-string" in message:
        candidates += [Edit(start + m.start(), start + m.start(), "\\", "quotes") for m in re.finditer(r"(?<=\w)'(?=\w)", line)]
        if "unterminated" in message:
            quote = line[column : column + 1] if line[column : column + 1] in "'\"" else line[column:].lstrip("rbfRBFuU")[:1]
            tail = len(line) - len(re.search(r"[\s)\]},:;]*$", line)[0])
            candidates += [Edit(start + at, start + at, quote, "quotes") for at in range(tail, len(line) + 1)]
    for edit in candidates:
        if helps(text, apply(text, [edit])):
            return [edit]
    return None


def _gaps(text: str) -> list[int]:
    """Places between two words, numbers, strings or brackets where a comma may be missing."""
    return [match.start(1) for match in re.finditer(r"(?<=[\w'\")\]}])(\s+|(?=[\[({'\"]))(?=[\w'\"(\[{-])", text)]
