"""Answers that break off: the longest beginning that can be closed is closed."""

import ast
import io
import keyword
import re
import tokenize

from codepercept.repair.program import Edit, Program, apply, error_of

CLOSERS = {"(": ")", "[": "]", "{": "}"}
MOST = 200
"""Places that are tried, and lines."""


def mend(program: Program, error: SyntaxError) -> list[Edit] | None:
    text = program.text
    # A bracket that lacks its partner within the program, whose later lines are whole.
    if "was never closed" in (error.msg or "") or "forgot a comma" in (error.msg or "") or "invalid syntax" in (error.msg or ""):
        edits = _within(program, error)
        if edits:
            return edits
    # What cannot be read before the end is no matter of an end.
    if not _at_end(program, error):
        return None
    base = _last_statement(program)
    for cut in _cuts(text):
        for closing in _closings(text[:cut]):
            whole = text[min(base, cut) : cut] + closing
            if error_of(whole) is None and not _is_ragged(whole) and not _ends_in_half(text[:cut], text[cut:], whole):
                edit = _trimmed(text, cut, closing)
                return [edit] if edit else None
    return None


def _last_statement(program: Program) -> int:
    """Where the part begins that is tried again and again: all before it can be read."""
    heads = [i for i, line in enumerate(program.lines) if re.match(r"(?!else|elif|except|finally)[A-Za-z@]", line)]
    starts = (program.starts[i] for i in reversed(heads[-30:]))
    return next((start for start in starts if error_of(program.text[:start]) is None), 0)


def _trimmed(text: str, cut: int, closing: str) -> Edit | None:
    end = "\n" if text.endswith("\n") else ""
    return None if text[cut:] == closing + end else Edit(cut, len(text), closing + end, "unfinished")


def _within(program: Program, error: SyntaxError) -> list[Edit] | None:
    lines, text = program.lines, program.text
    whole = _closings(text.rstrip())
    if any(error_of(text.rstrip() + closing) is None for closing in whole):
        return None
    for index in range(max(0, program.line - 4), min(len(lines), program.line + MOST)):
        code = re.sub(r"\s*(#[^'\"]*)?$", "", lines[index])
        end = program.starts[index] + len(code)
        stack, quote = _open(text[:end])
        if not stack or quote or code.endswith((",", "(", "[", "{")):
            continue
        edit = Edit(end, end, "".join(CLOSERS[sign] for sign in reversed(stack)), "bracket")
        if error_of(text[: edit.start] + edit.text) is None and error_of(apply(text, [edit])) is None:
            return [edit]
    return None


def _at_end(program: Program, error: SyntaxError) -> bool:
    if re.search("never closed|unterminated|unexpected EOF|expected an indented block|expected 'except'", error.msg or ""):
        return True
    return not "".join(program.lines[program.line + 1 :]).strip()


def _cuts(text: str) -> list[int]:
    """Ends of tokens, the last first; the very end before all."""
    kept = len(text.rstrip())
    ends = {kept}
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.string.strip():
                ends.add(starts[token.end[0] - 1] + token.end[1])
    except (tokenize.TokenError, SyntaxError):
        pass
    # Where the tokenizer gave up, words and signs.
    ends |= {match.end() for match in re.finditer(r"\w+|[^\w\s]", text)}
    return sorted((end for end in ends if end <= kept), reverse=True)[:MOST]


def _closings(text: str) -> list[str]:
    stack, quote = _open(text)
    closing = quote + "".join(CLOSERS[sign] for sign in reversed(stack))
    # A backslash would swallow the quote.
    if quote and re.search(r"(?<!\\)(\\\\)*\\$", text):
        return []
    last = text[text.rfind("\n") + 1 :]
    blanks = last[: len(last) - len(last.lstrip())]
    options = [closing]
    if not quote and not stack and _opens_try(text):
        options.append(f"\n{blanks}finally:\n{blanks}    pass")
    return options


def _opens_try(text: str) -> bool:
    return re.search(r"^\s*try:", text, re.M) is not None


def _open(text: str) -> tuple[list[str], str]:
    """Brackets that are open at the end of a text, and the quote of the string that is."""
    stack: list[str] = []
    i = 0
    while i < len(text):
        sign = text[i]
        if sign == "#":
            end = text.find("\n", i)
            i = len(text) if end < 0 else end
        elif sign in "'\"":
            quote = text[i : i + 3] if text[i : i + 3] in ("'''", '"""') else sign
            i += len(quote)
            while not text.startswith(quote, i):
                if i >= len(text) or (len(quote) == 1 and text[i] == "\n"):
                    return stack, quote
                i += 2 if text[i] == "\\" else 1
            i += len(quote)
            continue
        elif sign in CLOSERS:
            stack.append(sign)
        elif sign in ")]}" and stack:
            stack.pop()
        i += 1
    return stack, ""


def _is_ragged(text: str) -> bool:
    """Whether the last of several equally long rows is shorter: it broke off within."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) > 1 and node.end_lineno >= text.count("\n"):
            sizes = [len(row.elts) if isinstance(row, (ast.List, ast.Tuple)) else -1 for row in node.elts]
            if len(set(sizes[:-1])) == 1 and sizes[0] > 0 and sizes[-1] != sizes[0]:
                return True
    return False


def _ends_in_half(kept: str, rest: str, whole: str) -> bool:
    """Whether a name broke off at the end, or a statement that is nothing but a name is left."""
    if rest.lstrip().startswith((".", "(")):
        return True
    last = ast.parse(whole).body[-1:]
    while last and getattr(last[0], "body", None):
        last = last[0].body[-1:]
    if last and isinstance(last[0], ast.Expr) and isinstance(last[0].value, (ast.Name, ast.Attribute)):
        return True
    bare = re.search(r"(?:^|[\s,(\[.=])([A-Za-z_]\w*)$", kept)
    if bare is None or keyword.iskeyword(bare[1]):
        return False
    return len(re.findall(rf"\b{bare[1]}\b", kept)) == 1
