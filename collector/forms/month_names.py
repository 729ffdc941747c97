"""How months are written → the patterns that find them, and which year a written one means; finds none. Knows no form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collector.forms.numbered import Papers, PaperWords, papers_of
from collector.periods import BUDDHIST_ERA, Period
from collector.thai import begins_with_one_of, fold, normalise

MOST_MONTHS = 12  # that share one year
GAP = r"[\s.\-–—/_:,]*+"  # possessive: three of them in a row must not share blanks in every way there is
YEAR = re.compile(
    rf"{GAP}(?:พ\.?\s?ศ\.?|(?:ประจำ)?ปี|ค\.?\s?ศ\.?|year|')?{GAP}(?:พ\.?\s?ศ\.?)?{GAP}"
    r"(?P<year>\d{4}|\d{2})(?!\d|\s*/\s*\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SpanWords:
    """Words of spans of time that are no month; `{n}` stands for a number, `{many}` for one above 1, `{y}` for a year."""

    quarters: Sequence[str]  # each with a number behind it
    weeks: Sequence[str]
    parts: Sequence[str]  # of a year: its halves, and three months, six months …
    days: Sequence[str]
    years: Sequence[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of spans of time, made by `month_names`."""

    quarter: re.Pattern[str]  # "ไตรมาสที่ 1/2562": no month, whatever its numbers look like
    week: re.Pattern[str]  # with the month that it is a week of
    part: re.Pattern[str]
    day: re.Pattern[str]
    year: re.Pattern[str]
    days: re.Pattern[str]  # "1 พ.ย. - 31 ธ.ค. 2561"


@dataclass(frozen=True, slots=True)
class BodyClauses:
    """Folded words by which a clause of a mail's body says that a month is the report's, or is named in passing."""

    report: tuple[str, ...] = ()  # in a clause that speaks of a report
    opens: tuple[str, ...] = ()  # with which one begins that tells whose month it is
    sends: tuple[str, ...] = ()  # before the month of what is sent now
    before: tuple[str, ...] = ()  # before a month in which something else happened: เมื่อ
    behind: tuple[str, ...] = ()  # behind one whose report comes another time: ส่งไปแล้ว
    turn: re.Pattern[str] = re.compile("(?!)")  # what begins another clause
    end: re.Pattern[str] = re.compile("(?!)")  # what ends one


@dataclass(frozen=True, eq=False)
class MonthNames:
    """How months are written, and which words beside one tell what it is the month of; made by `month_names`."""

    numbers: Mapping[str, int]  # folded spelling → month
    month: re.Pattern[str]
    list_year: re.Pattern[str]  # "… และธันวาคม 2561": the year that two months share
    labels: tuple[str, ...]  # folded; before a month they mark it as the report's
    others: tuple[str, ...]  # folded; before a month they mark it as the date of something else
    papers: Papers  # whose numbers and dates look like months
    spans: Patterns
    body: BodyClauses = BodyClauses()


@dataclass(frozen=True, slots=True)
class Beside:
    """The folded words before a month that tell what it is, and the words of numbered papers."""

    labels: tuple[str, ...]
    others: tuple[str, ...]
    papers: PaperWords
    body: BodyClauses = BodyClauses()


def month_names(written: Sequence[tuple[str, Sequence[str]]], beside: Beside, spans: SpanWords) -> MonthNames:
    """From the twelve months, each with its full name and all its spellings, and the words around them."""
    numbers = {fold(word): index for index, (_, words) in enumerate(written, 1) for word in words}
    full = {normalise(name) for name, _ in written}
    spelt = [normalise(word) for _, words in written for word in words]
    pattern = "|".join(_spelling(word, word in full) for word in spelt)
    between = rf"{GAP}(?:และ|กับ|ถึง|and|to|&)?{GAP}(?:เดือน)?{GAP}"
    return MonthNames(
        numbers,
        re.compile(f"{begins_with_one_of(spelt)}(?P<month>{pattern})", re.IGNORECASE),
        re.compile(f"(?>{between}(?:{pattern})){{1,{MOST_MONTHS}}}+{YEAR.pattern}", re.IGNORECASE),
        beside.labels,
        beside.others,
        papers_of(beside.papers),
        _patterns(spans, pattern),
        beside.body,
    )


def _spelling(word: str, is_full: bool) -> str:
    """A pattern for one spelling; short ones need an edge: มีนา is a month, มีนาย is not."""
    if is_full:
        return re.escape(word)
    if word.isascii():
        return rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    letters = r"\s?\.?\s?".join(map(re.escape, word.rstrip(".").split(".")))  # ธ.ค. ธค. ธ. ค ธค
    return rf"(?<![ก-ฮะ-์]){letters}(?![ก-ฮะ-์])\.?|(?<=เดือน){letters}(?![ก-ฮะ-์])\.?"


_QUARTER = (
    r"(?:(?:{words})\s*+[1-4](?!\d)|(?<![a-z0-9])q\s?[1-4](?![a-z0-9]))"
    r"(?:\s*+/\s*+\d{{2,4}}(?!\d)|\s*+\(?(?:ปีงบประมาณ|ปี)?\s*+(?:พ\.?\s?ศ\.?)?\s*+\d{{4}}(?!\d))?"
)
_TO = r"\s*+(?:[-–—~]|จนถึง|ถึง|to)\s*+(?:วันที่)?\s*+"
_OF = r"\s*+(?:ของ)?\s*+(?:เดือน)?\s*+"


def _patterns(spans: SpanWords, month: str) -> Patterns:
    year = YEAR.pattern
    first, last = year.replace("<year>", "<y1>"), year.replace("<year>", "<y2>")
    named = rf"(?:{_OF}(?P<m1>{month})(?:{first})?)?{_TO}(?P<d2>\d{{1,2}}){_OF}(?P<m2>{month})(?:{last})?"
    number = r"\s?[/.]\s?"
    ciphered = (
        rf"(?:{number}(?P<n1>\d{{1,2}})(?:{number}(?P<z1>\d{{4}}|\d{{2}}))?)?{_TO}"
        rf"(?P<e2>\d{{1,2}}){number}(?P<n2>\d{{1,2}}){number}(?P<z2>\d{{4}}|\d{{2}})(?!\d)"
    )
    of_a_month = (
        rf"(?:\s*+\d{{1,2}}(?!\d))?(?:\s*+/\s*+\d{{2,4}})?(?:{GAP}{_OF}{GAP}(?:{month})(?:{YEAR.pattern})?)?"
    )
    return Patterns(
        re.compile(_QUARTER.format(words="|".join(map(re.escape, spans.quarters))), re.IGNORECASE),
        re.compile(f"{_any_of(spans.weeks)}{of_a_month}", re.IGNORECASE),
        re.compile(_any_of(spans.parts), re.IGNORECASE),
        re.compile(_any_of(spans.days), re.IGNORECASE),
        re.compile(_any_of(spans.years), re.IGNORECASE),
        re.compile(rf"(?<!\d)(?<!\d[/.\-])(?P<d1>\d{{1,2}})(?:{named}|{ciphered})", re.IGNORECASE),
    )


_NUMBERS = {
    "{n}": r"(?<!\d)\d{1,2}(?!\d)",
    "{many}": r"(?<!\d)(?:[2-9]|1\d)(?!\d)",
    "{y}": r"(?:\d{4}|\d{2})(?!\d)",
}


def _any_of(words: Sequence[str]) -> str:
    """A pattern of words, the longest first, with or without white space where they have a blank."""
    spelt = [re.escape(normalise(word)) for word in sorted(words, key=len, reverse=True)]
    some = "|".join(word.replace(r"\ ", r"\s*+") for word in spelt)
    for place, number in _NUMBERS.items():
        some = some.replace(re.escape(place), number)
    return f"(?:{some or '(?!)'})"


def gregorian(year: int) -> int | None:
    """2561, 61 or 2018 → 2018; None for what is no year of our time. Two digits are Buddhist from 40 on."""
    if 2540 <= year <= 2643:
        return year - BUDDHIST_ERA
    if 1997 <= year <= 2100:
        return year
    if 15 <= year <= 99:
        return 2000 + year if year < 40 else 2500 + year - BUDDHIST_ERA
    return None


def years_meant(month: int, written: int | None, received: date) -> tuple[Period, ...]:
    """The month in the year that is written; without one, in each year that it may mean, the nearest first."""
    if written is not None:
        year = gregorian(written)
        return (Period(year, month),) if year is not None else ()
    latest = Period.of(received)
    back = (latest.month - month) % 12
    nearest = latest.plus(-back)
    return (nearest, nearest.plus(-12))
