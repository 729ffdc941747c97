"""A mail's body → its text without the months that it names in passing: `ส่วนเดือนตุลาคม ๒๕๖๑ ส่งไปแล้ว`, `เมื่อ ต.ค. 61`."""

import re
from collections.abc import Iterator, Sequence

from collector.forms.month_names import YEAR, MonthNames
from collector.forms.months import without_months
from collector.thai import arabic_digits, fold, normalise

LONGEST_REST = 8  # folded letters beside a month in a clause that says nothing else
_JOINS = ("และ", "กับ", "ถึง", "หรือ", "and", "to", "เดือน")
_NUMERIC = re.compile(r"(?<![\d/.\-])(?:0?[1-9]|1[0-2])\s?/\s?(?:25|20)?\d\d(?![\d/])")
_Span = tuple[int, int]


def without_passing_months(text: str, names: MonthNames) -> str:
    """A body with bars in place of the months that no clause of it says the report is of."""
    plain = arabic_digits(normalise(text))
    return "\n".join(
        _without_passing(clause, names) for line in plain.split("\n") for clause in _clauses(line, names)
    )


def _clauses(line: str, names: MonthNames) -> list[str]:
    return names.body.turn.sub(r"\n\g<0>", names.body.end.sub(r"\g<0>\n", line)).split("\n")


def _without_passing(clause: str, names: MonthNames) -> str:
    left, at = [], 0
    spans = list(_joined(clause, names))
    speaks = bool(spans) and _speaks_of_report(clause, names)
    months = [(*span, speaks and fits) for span, fits in _weighed(clause, spans, names)]
    for start, end, counts in months:
        left += [clause[at:start], clause[start:end] if counts else "|" * (end - start)]
        at = end
    return "".join((*left, clause[at:]))


def _joined(clause: str, names: MonthNames) -> Iterator[_Span]:
    """Where a clause names months, each with its year; those that `และ` joins together."""
    named = [*names.month.finditer(clause), *_NUMERIC.finditer(clause)]
    begun: _Span | None = None
    for found in sorted(named, key=lambda found: found.start()):
        year = YEAR.match(clause, found.end())
        end = year.end() if year else found.end()
        if begun and _is_join(clause[begun[1] : found.start()]):
            begun = begun[0], end
            continue
        if begun:
            yield begun
        begun = found.start(), end
    if begun:
        yield begun


def _is_join(between: str) -> bool:
    said = fold(between)
    for word in _JOINS:
        said = said.replace(word, "")
    return not said


def _speaks_of_report(clause: str, names: MonthNames) -> bool:
    """Whether a clause with a month speaks of a report, marks the month as one's, or says nothing else."""
    said, rest = fold(clause), fold(without_months(clause, names)).strip("0123456789")
    labels = [mark for mark in names.labels if any(mark != word and word in mark for word in names.labels)]
    speaks = any(word in said for word in (*names.body.report, *labels))
    return speaks or len(rest) <= LONGEST_REST or said.startswith(names.body.opens)


def _weighed(clause: str, months: Sequence[_Span], names: MonthNames) -> Iterator[tuple[_Span, bool]]:
    """Each month, and whether the words beside it leave it the report's."""
    ends = [0, *(end for _, end in months)]
    starts = [*(start for start, _ in months[1:]), len(clause)]
    for (start, end), last, following in zip(months, ends, starts, strict=False):
        before, after = fold(clause[last:start]), fold(clause[end:following])
        aside = max((before.rfind(word) for word in names.body.before), default=-1)
        sent = max((before.rfind(word) for word in names.body.sends), default=-1)
        told = any(word in after for word in names.body.behind)
        yield (start, end), sent > aside or (aside < 0 and not told)
