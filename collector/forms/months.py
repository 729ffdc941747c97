"""Words → the months that they name: Thai and English, long and short, Thai digits, with and without a year.

Dates with a day (of laws, letters, signatures) and fiscal years are no months of a report. Knows no form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from collector.forms.dates import dates, day_beside
from collector.forms.month_names import GAP, YEAR, MonthNames, gregorian, years_meant
from collector.forms.spans import without_spans
from collector.periods import FISCAL_YEAR_STARTS, Period
from collector.thai import arabic_digits, distance, fold, normalise

LONGEST_MONTH = 14  # folded letters of a word that may be meant for a month
OLDEST_MONTHS = 24  # a report older than this goes to a person


@dataclass(frozen=True, slots=True)
class Mention:
    """One month named in a text; without a year, `periods` holds each year it may mean, nearest first."""

    periods: tuple[Period, ...]
    text: str
    labelled: bool  # "ประจำเดือน …" stands before it
    misspelt: bool = False  # one edit away from the month; without periods: from none


_FISCAL_YEAR = re.compile(
    rf"{GAP}\(?(?:ประจำ)?ปีงบประมาณ{GAP}(?:พ\.?\s?ศ\.?)?{GAP}(?P<year>\d{{4}}|\d{{2}})(?!\d)"
)
_AFTER_LABEL = re.compile(
    r"(?:ประจำเดือน|รอบเดือน|งวดเดือน)[\s.:_…\-]*(?P<word>(?:(?!พ\.?\s?ศ|ค\.\s?ศ|ปี|จังหวัด|ของ)[^\d\n().:,_…])*)"
)
_WORD_AND_YEAR = re.compile(r"\s*+(?P<word>[^\W\d_][^\d\n]*+)\s*+\d{2,4}\s*+")
_ERA = "พศ"  # before a year, folded
_JOIN = re.compile(rf"{GAP}(?:และ|กับ|ถึง|and|to|&)?{GAP}(?:เดือน)?{GAP}")
_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d[/.\-])(?:(?P<m>0?[1-9]|1[0-2])\s?[/\-.]\s?(?P<y>(?:25|20)\d\d|[4-9]\d)"
    r"|(?P<y2>(?:25|20)\d\d)\s?[/\-.]\s?(?P<m2>0?[1-9]|1[0-2]))(?![\d/]|\s?[.\-]\d)"
)
_ISO_FIRST = re.compile(r"(?<!\d)(?P<y>(?:25|20)\d\d)-(?P<m>0[1-9]|1[0-2])-01(?: 00:00:00)?(?!\d)")
_MONTH_NUMBER = re.compile(
    rf"เดือน(?:ที่)?{GAP}(?P<m>0?[1-9]|1[0-2])(?!\d){GAP}(?:พ\.?\s?ศ\.?|ปี){GAP}(?:พ\.?\s?ศ\.?)?{GAP}(?P<y>\d{{4}}|\d{{2}})(?!\d)"
)


def find_months(text: str, received: date, names: MonthNames) -> tuple[Mention, ...]:
    """Every month named in a text, in reading order.

    `received` (local date) tells which year is meant where none is written.
    """
    said = arabic_digits(normalise(text))
    plain, whole = without_spans(said, received, names)
    ranged = {(month.start, month.end): month.periods for month in whole}
    named = {**dict(_written(plain, received, names)), **dict(_numbers(plain, names)), **ranged}
    dated = {place: (day,) for place, day in dates(plain, received, names) if place not in named}
    found = sorted({**named, **dated}.items())
    mentions: list[Mention] = []
    reach = -1  # how far the last labelled month and what joins another to it reaches
    for (start, end), periods in found:
        before = _folded_before(plain, start)
        label = next((word for word in names.labels if before.endswith(word)), "")
        is_whole = (start, end) in ranged
        if (start, end) in dated and not label:
            continue
        dates_else = before.removesuffix(label).endswith(names.others) or names.papers.date(before)
        if not is_whole and dates_else:
            continue
        labelled = bool(label or is_whole or (reach >= 0 and not _JOIN.sub("", plain[reach:start])))
        reach = end if labelled else -1
        vague = len(periods) > 1 and said[start:end].isascii() and end - start <= 4  # "May I ask …"
        if periods and (labelled or not vague):
            mentions.append(Mention(periods, said[start:end].strip(), labelled))
    return tuple(mentions)


def _folded_before(text: str, start: int) -> str:
    return fold(text[max(0, start - 40) : start].rsplit("\n", 1)[-1])


def find_slips(text: str, received: date, names: MonthNames) -> tuple[Mention, ...]:
    """What stands where a month should, misspelt: `ประจำเดือน มกราค 2562`, or `Febuary 2019` on a line of its own.

    After a label a word with a year behind it that is near no month names one all the same, only not which: no
    periods. Dots to write on, and the label without a month (`แบบรายงานประจำเดือนปัญหา อุปสรรค`), name none.
    """
    plain = arabic_digits(normalise(text))
    labelled = list(_AFTER_LABEL.finditer(plain))
    alone = _WORD_AND_YEAR.fullmatch(plain)
    found = []
    for match in labelled or ([alone] if alone else []):
        word = fold(match["word"]).removesuffix(_ERA)
        year = YEAR.match(plain, match.end("word"))
        said = plain[match.start("word") : year.end() if year else match.end("word")].strip()
        if month := _nearest_month(word, names):
            periods = years_meant(month, int(year["year"]) if year else None, received)
            found.append(Mention(periods, said, labelled=True, misspelt=True))
        elif labelled and word and year and len(word) <= LONGEST_MONTH:
            found.append(Mention((), said, labelled=True, misspelt=True))
    return tuple(found)


def _nearest_month(word: str, names: MonthNames) -> int | None:
    """The one month whose name is at most one edit away."""
    alike = (name for name in names.numbers if len(name) > 4 and abs(len(name) - len(word)) <= 1)
    near = {names.numbers[name] for name in alike if name == word or distance(word, name, 1) <= 1}
    return near.pop() if len(near) == 1 else None


def without_months(text: str, names: MonthNames) -> str:
    """A text without the months and years that it names."""
    plain = arabic_digits(normalise(text))
    left, at = [], 0
    for found in names.month.finditer(plain):
        year = YEAR.match(plain, found.end())
        left.append(plain[at : found.start()])
        at = year.end() if year else found.end()
    return " ".join((*left, plain[at:]))


def _written(
    text: str, received: date, names: MonthNames
) -> Iterator[tuple[tuple[int, int], tuple[Period, ...]]]:
    for found in names.month.finditer(text):
        month = names.numbers.get(fold(found["month"]))
        if month is None or day_beside(text, found, received) is not None:
            continue
        end = found.end()
        if fiscal := _FISCAL_YEAR.match(text, end):
            buddhist = int(fiscal["year"]) + (2500 if len(fiscal["year"]) == 2 else 0)
            year = gregorian(buddhist - (month >= FISCAL_YEAR_STARTS))
            yield (found.start(), fiscal.end()), (Period(year, month),) if year else ()
            continue
        own = YEAR.match(text, end)
        shared = own or names.list_year.match(text, end)
        yield (
            (found.start(), own.end() if own else end),
            years_meant(month, int(shared["year"]) if shared else None, received),
        )


def _numbers(text: str, names: MonthNames) -> Iterator[tuple[tuple[int, int], tuple[Period, ...]]]:
    for pattern in (_NUMERIC, _ISO_FIRST, _MONTH_NUMBER):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            year = gregorian(int(groups.get("y") or groups["y2"]))
            if year is not None and not names.papers.count(text, *found.span()):
                yield found.span(), (Period(year, int(groups.get("m") or groups["m2"])),)
