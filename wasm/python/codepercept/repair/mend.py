"""From an error to a repair: the rules that know its kind, in order, until one has something to offer."""

import itertools

from codepercept.repair import attributes, formulas, keywords, layout, lengths, names, statements, unfinished, values
from codepercept.repair.program import Edit, Program, apply, error_of

SYNTAX = (layout.mend, unfinished.mend, layout.drop)
RULES = {
    "NameError": (statements.half, names.undefined),
    "UnboundLocalError": (),
    "AttributeError": (statements.half, keywords.unknown, attributes.attribute),
    "TypeError": (statements.no_comma, keywords.unknown, attributes.not_callable, statements.one_of_many),
    "ImportError": (names.imported,),
    "ModuleNotFoundError": (names.module,),
    "ValueError": (formulas.mend, lengths.mend, values.mend, keywords.unknown),
    "OSError": (values.mend,),
    "KeyError": (values.mend,),
}


def repair(text: str, message: str, line: int) -> list[dict] | None:
    """
    One repair of a program that ended with this error ("NameError: name 'np' is not defined"), 1-based line or 0:
    edits `line, column, from, to, reason`, disjoint, in the order of the text. Columns count UTF-16 units from 0.
    None when no rule fits.
    """
    program = Program(text, line)
    kind, _, what = message.partition(":")
    edits = None
    error = error_of(text)
    if error is not None:
        program.line = error.lineno or len(program.lines)
        edits = _first(SYNTAX, program, error)
    else:
        edits = _first((*RULES.get(kind, ()), statements.drop), program, what.strip())
        if edits and error_of(apply(text, edits)) is not None:
            edits = None
    if not edits or apply(text, edits) == text:
        return None
    edits = sorted(set(edits))
    if any(one.end > other.start for one, other in itertools.pairwise(edits)):
        return None
    return [_told(program, edit) for edit in edits]


def _first(rules, program: Program, problem) -> list[Edit] | None:
    for rule in rules:
        edits = rule(program, problem)
        if edits:
            return edits
    return None


def _told(program: Program, edit: Edit) -> dict:
    line = program.text.count("\n", 0, edit.start)
    column = len(program.text[program.starts[line] : edit.start].encode("utf-16-le", "surrogatepass")) // 2
    return {
        "line": line + 1,
        "column": column,
        "from": program.text[edit.start : edit.end],
        "to": edit.text,
        "reason": edit.reason,
    }
