"""Words → the months that they name: Thai and English, long and short, Thai digits, with and without a year.

Dates with a day (of laws, letters, signatures) and fiscal years are no months of a report. Knows no form.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collector.periods import BUDDHIST_ERA, FISCAL_YEAR_STARTS, Period
from collector.thai import arabic_digits, distance, fold, normalise

LONGEST_MONTH = 14  # folded letters of a word that may be meant for a month
MOST_MONTHS = 12  # that share one year
REACH = 100  # characters before a month in which its day stands
OLDEST_MONTHS = 24  # a report older than this goes to a person
_GAP = r"[\s.\-–—/_:,]*+"  # possessive: three of them in a row must not share blanks in every way there is


@dataclass(frozen=True, slots=True)
class Mention:
    """One month named in a text; without a year, `periods` holds each year it may mean, nearest first."""

    periods: tuple[Period, ...]
    text: str
    labelled: bool  # "ประจำเดือน …" stands before it
    misspelt: bool = False  # one edit away from the month; without periods: from none


@dataclass(frozen=True, eq=False)
class MonthNames:
    """How months are written, and which words beside one tell what it is the month of; made by `month_names`."""

    numbers: Mapping[str, int]  # folded spelling → month
    month: re.Pattern[str]
    list_year: re.Pattern[str]  # "… และธันวาคม 2561": the year that two months share
    labels: tuple[str, ...]  # folded; before a month they mark it as the report's
    others: tuple[str, ...]  # folded; before a month they mark it as the date of something else
    quarter: re.Pattern[str]  # "ไตรมาสที่ 1/2562": no month, whatever its numbers look like


def month_names(
    written: Sequence[tuple[str, Sequence[str]]],
    labels: tuple[str, ...],
    others: tuple[str, ...],
    quarters: Sequence[str],
) -> MonthNames:
    """From the twelve months, each with its full name and all its spellings, and the words before a quarter's number.

    `labels` and `others` are folded.
    """
    numbers = {fold(word): index for index, (_, words) in enumerate(written, 1) for word in words}
    full = {normalise(name) for name, _ in written}
    spelt = [normalise(word) for _, words in written for word in words]
    pattern = "|".join(_spelling(word, word in full) for word in sorted(spelt, key=len, reverse=True))
    between = rf"{_GAP}(?:และ|กับ|ถึง|and|to|&)?{_GAP}(?:เดือน)?{_GAP}"  # as _JOIN
    return MonthNames(
        numbers,
        re.compile(f"(?P<month>{pattern})", re.IGNORECASE),
        re.compile(f"(?>{between}(?:{pattern})){{1,{MOST_MONTHS}}}+{_YEAR.pattern}", re.IGNORECASE),
        labels,
        others,
        re.compile(_QUARTER.format(words="|".join(map(re.escape, quarters))), re.IGNORECASE),
    )


def _spelling(word: str, is_full: bool) -> str:
    """A pattern for one spelling; short ones need an edge: มีนา is a month, มีนาย is not."""
    if is_full:
        return re.escape(word)
    if word.isascii():
        return rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    letters = r"\s?\.?\s?".join(map(re.escape, word.rstrip(".").split(".")))  # ธ.ค. ธค. ธ. ค ธค
    return rf"(?<![ก-ฮะ-์]){letters}(?![ก-ฮะ-์])\.?|(?<=เดือน){letters}(?![ก-ฮะ-์])\.?"


_YEAR = re.compile(
    rf"{_GAP}(?:พ\.?\s?ศ\.?|ปี|ค\.?\s?ศ\.?|year|')?{_GAP}(?:พ\.?\s?ศ\.?)?{_GAP}(?P<year>\d{{4}}|\d{{2}})(?!\d|\s*/\s*\d)",
    re.IGNORECASE,
)
_FISCAL_YEAR = re.compile(
    rf"{_GAP}\(?(?:ประจำ)?ปีงบประมาณ{_GAP}(?:พ\.?\s?ศ\.?)?{_GAP}(?P<year>\d{{4}}|\d{{2}})(?!\d)"
)
_DAY_BEFORE = re.compile(
    r"(?:^|[^\d.])(?P<day>\d{1,2})\s*+(?:st|nd|rd|th)?[\s.\-/]*+(?:ของ)?\s*+(?:เดือน)?\s*+$", re.IGNORECASE
)
_DAY_RANGE = re.compile(
    r"(?<!\d)0?1\s*+(?:[-–—]|ถึง(?:วันที่)?|to)\s*+(?:28|29|30|31)\s*+(?:ของ)?\s*+(?:เดือน)?\s*+$", re.IGNORECASE
)
_AFTER_LABEL = re.compile(
    r"(?:ประจำเดือน|รอบเดือน|งวดเดือน)[\s.:_…\-]*(?P<word>(?:(?!พ\.?\s?ศ|ค\.\s?ศ|ปี|จังหวัด|ของ)[^\d\n().:,_…])*)"
)
_WORD_AND_YEAR = re.compile(r"\s*+(?P<word>[^\W\d_][^\d\n]*+)\s*+\d{2,4}\s*+")
_ERA = "พศ"  # before a year, folded
_JOIN = re.compile(rf"{_GAP}(?:และ|กับ|ถึง|and|to|&)?{_GAP}(?:เดือน)?{_GAP}")
_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d[/.\-])(?:(?P<m>0?[1-9]|1[0-2])\s?[/\-.]\s?(?P<y>(?:25|20)\d\d|[4-9]\d)"
    r"|(?P<y2>(?:25|20)\d\d)\s?[/\-.]\s?(?P<m2>0?[1-9]|1[0-2]))(?![\d/]|\s?[.\-]\d)"
)
_ISO_FIRST = re.compile(r"(?<!\d)(?P<y>(?:25|20)\d\d)-(?P<m>0[1-9]|1[0-2])-01(?: 00:00:00)?(?!\d)")
_MONTH_NUMBER = re.compile(
    rf"เดือน(?:ที่)?{_GAP}(?P<m>0?[1-9]|1[0-2])(?!\d){_GAP}(?:พ\.?\s?ศ\.?|ปี){_GAP}(?:พ\.?\s?ศ\.?)?{_GAP}(?P<y>\d{{4}}|\d{{2}})(?!\d)"
)


_QUARTER = (
    r"(?:(?:{words})\s*+[1-4](?!\d)|(?<![a-z0-9])q\s?[1-4](?![a-z0-9]))"
    r"(?:\s*+/\s*+\d{{2,4}}(?!\d)|\s*+\(?(?:ปีงบประมาณ|ปี)?\s*+(?:พ\.?\s?ศ\.?)?\s*+\d{{4}}(?!\d))?"
)


def find_quarter(text: str, names: MonthNames) -> str:
    """The first quarter of a year that a text names, as written but for its digits; "" if none."""
    found = names.quarter.search(arabic_digits(normalise(text)))
    return found[0].strip() if found else ""


def find_months(text: str, received: date, names: MonthNames) -> tuple[Mention, ...]:
    """Every month named in a text, in reading order.

    `received` (local date) tells which year is meant where none is written.
    """
    plain = _without_quarters(arabic_digits(normalise(text)), names)
    found = sorted({**dict(_written(plain, received, names)), **dict(_numbers(plain))}.items())
    mentions: list[Mention] = []
    reach = -1  # how far the last labelled month and what joins another to it reaches
    for (start, end), periods in found:
        ranged = _DAY_RANGE.search(plain, max(start - REACH, 0), start)
        before = fold(plain[max(0, start - 40) : start].rsplit("\n", 1)[-1])
        label = next((word for word in names.labels if before.endswith(word)), "")
        if not ranged and before.removesuffix(label).endswith(names.others):
            continue
        labelled = bool(label or ranged or (reach >= 0 and not _JOIN.sub("", plain[reach:start])))
        reach = end if labelled else -1
        vague = len(periods) > 1 and plain[start:end].isascii() and end - start <= 4  # "May I ask …"
        if periods and (labelled or not vague):
            mentions.append(Mention(periods, plain[start:end].strip(), labelled))
    return tuple(mentions)


def _without_quarters(plain: str, names: MonthNames) -> str:
    """Blanks in place of quarters, as 1/2562 is no January behind ไตรมาสที่."""
    return names.quarter.sub(lambda found: " " * len(found[0]), plain)


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
        year = _YEAR.match(plain, match.end("word"))
        said = plain[match.start("word") : year.end() if year else match.end("word")].strip()
        if month := _nearest_month(word, names):
            periods = _years(month, int(year["year"]) if year else None, received)
            found.append(Mention(periods, said, labelled=True, misspelt=True))
        elif labelled and word and year and len(word) <= LONGEST_MONTH:
            found.append(Mention((), said, labelled=True, misspelt=True))
    return tuple(found)


def _nearest_month(word: str, names: MonthNames) -> int | None:
    """The one month whose name is at most one edit away."""
    near = {
        number for name, number in names.numbers.items() if len(name) > 4 and distance(word, name, 1) <= 1
    }
    return near.pop() if len(near) == 1 else None


def without_months(text: str, names: MonthNames) -> str:
    """A text without the months and years that it names."""
    plain = arabic_digits(normalise(text))
    left, at = [], 0
    for found in names.month.finditer(plain):
        year = _YEAR.match(plain, found.end())
        left.append(plain[at : found.start()])
        at = year.end() if year else found.end()
    return " ".join((*left, plain[at:]))


def _written(
    text: str, received: date, names: MonthNames
) -> Iterator[tuple[tuple[int, int], tuple[Period, ...]]]:
    for found in names.month.finditer(text):
        month = names.numbers.get(fold(found["month"]))
        before = max(found.start() - REACH, 0), found.start()
        day = _DAY_BEFORE.search(text, *before)
        is_date = day is not None and 1 <= int(day["day"]) <= 31 and not _DAY_RANGE.search(text, *before)
        if month is None or is_date:
            continue
        end = found.end()
        if fiscal := _FISCAL_YEAR.match(text, end):
            buddhist = int(fiscal["year"]) + (2500 if len(fiscal["year"]) == 2 else 0)
            year = gregorian(buddhist - (month >= FISCAL_YEAR_STARTS))
            yield (found.start(), fiscal.end()), (Period(year, month),) if year else ()
            continue
        own = _YEAR.match(text, end)
        shared = own or names.list_year.match(text, end)
        yield (
            (found.start(), own.end() if own else end),
            _years(month, int(shared["year"]) if shared else None, received),
        )


def _numbers(text: str) -> Iterator[tuple[tuple[int, int], tuple[Period, ...]]]:
    for pattern in (_NUMERIC, _ISO_FIRST, _MONTH_NUMBER):
        for found in pattern.finditer(text):
            groups = found.groupdict()
            year = gregorian(int(groups.get("y") or groups["y2"]))
            if year is not None:
                yield found.span(), (Period(year, int(groups.get("m") or groups["m2"])),)


def gregorian(year: int) -> int | None:
    """2561, 61 or 2018 → 2018; None for what is no year of our time. Two digits are Buddhist from 40 on."""
    if 2540 <= year <= 2643:
        return year - BUDDHIST_ERA
    if 1997 <= year <= 2100:
        return year
    if 40 <= year <= 99:
        return 2500 + year - BUDDHIST_ERA
    if 15 <= year < 40:
        return 2000 + year
    return None


def _years(month: int, written: int | None, received: date) -> tuple[Period, ...]:
    if written is not None:
        year = gregorian(written)
        return (Period(year, month),) if year is not None else ()
    latest = Period.of(received)
    back = (latest.month - month) % 12
    nearest = latest.plus(-back)
    return (nearest, nearest.plus(-12))
