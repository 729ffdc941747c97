"""What the form, the mail and the registry say of a report's unit and month → claims; weighs none of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from collector.forms.extract import Extract
from collector.forms.months import Mention, MonthNames, find_months, find_quarter, find_slips
from collector.forms.named import Named
from collector.forms.title_units import placed, titled
from collector.forms.units import UnitNames
from collector.model import Line, Source
from collector.periods import Period
from collector.thai import REMEMBERED

T = TypeVar("T")
BODY_READ = 4000  # characters of a body that may name unit and month


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on one fact. Several values: any of them, nearest first."""

    source: Source
    values: tuple[str, ...]
    place: str
    text: str
    certain: bool = True
    misspelt: bool = False
    elsewhere: tuple[str, ...] = ()  # units of the name that belong to something else than the text says
    quarter: bool = False  # it names a quarter of a year, which is no month
    several: bool = False  # it names more than one month on purpose: พ.ย. - ธ.ค.
    parent: bool = False  # it names no unit but what the units in `values` belong to


@dataclass(frozen=True, slots=True)
class MailContext:
    """What a mail says around its forms."""

    received: date  # local
    subject: str = ""
    body: str = ""  # above any quoted text
    sender: str = ""
    sender_units: tuple[str, ...] = ()
    reply_unit: str = ""  # of our letter that the mail answers
    reply_periods: tuple[Period, ...] = ()


# ── unit ────────────────────────────────────────────────────────────────────────────────────────


def unit_claims_of_form(extract: Extract, names: UnitNames) -> Iterator[Claim]:
    """What the form itself says: its identifier, its column of units, its title lines, its signature."""
    if unit := _identified(extract)[0]:
        yield Claim(Source.IDENTIFIER, (unit,), "identifier", extract.identifier)
    above = titled(extract.above, names)
    if extract.unit:
        yield _unit_claim(placed(extract.unit, above, names), Source.FORM, extract.unit_place)
    for said in above:
        for named in said.named:
            yield _unit_claim(named, Source.FORM, said.line.place)
        if said.below:
            yield Claim(Source.FORM, said.below, said.line.place, said.line.text, parent=True)
    for line in (*extract.headings, *extract.below):
        for named in names.inside(line.text, after_kind=True):
            yield _unit_claim(named, Source.FORM, line.place)


def _unit_claim(named: Named, source: Source, place: str) -> Claim:
    return Claim(source, named.codes, place, named.text, named.certain, named.misspelt, named.elsewhere)


def unit_claims_of_mail(context: MailContext, names: UnitNames) -> Iterator[Claim]:
    """What the mail says: the letter it answers, its sender, its subject, its body."""
    if context.reply_unit:
        yield Claim(Source.REPLY, (context.reply_unit,), "", "")
    if context.sender_units:
        yield Claim(Source.SENDER, context.sender_units, "", context.sender)
    for source, text, after_kind in (
        (Source.SUBJECT, context.subject, False),
        (Source.BODY, context.body[:BODY_READ], True),
    ):
        found = [named for named in names.inside(text, after_kind=after_kind) if named.certain]
        if found:
            yield Claim(
                source,
                tuple(named.codes[0] for named in found),
                "",
                " · ".join(named.text for named in found),
            )


def weak_unit_claims(extract: Extract, path: str, names: UnitNames) -> Iterator[Claim]:
    """What the names of sheet and file say."""
    for source, text in ((Source.SHEET, extract.sheet), (Source.FILE, _file_words(path))):
        found = {named.codes[0]: named.text for named in names.inside(text) if named.certain}
        if found:
            yield Claim(source, tuple(found), text, " · ".join(found.values()))


# ── period ──────────────────────────────────────────────────────────────────────────────────────


def period_claims_of_form(extract: Extract, received: date) -> Iterator[Claim]:
    """What the form itself says: its identifier, a labelled month (`ประจำเดือน …`), else any month of its title."""
    if period := _identified(extract)[1]:
        yield Claim(Source.IDENTIFIER, (period,), "identifier", extract.identifier)
    months = extract.spec.words.months
    near = (*extract.above, *extract.beside)
    said = [(line, mention) for line in near for mention in _mentions(line.text, received, months)]
    apart = [
        (line, mention)
        for line in (*extract.headings, *extract.below)
        for mention in _mentions(line.text, received, months)
        if mention.labelled
    ]
    labelled = [pair for pair in said if pair[1].labelled] or apart
    slips = (
        [(line, slip) for line in near for slip in find_slips(line.text, received, months)]
        if not labelled
        else []
    )
    claim = _period_claim(Source.FORM, labelled or said)
    quarter = _quarter_claim(Source.FORM, near, months)
    if quarter and (not labelled or (claim and claim.several)):
        yield quarter
    elif slips:
        line, slip = slips[0]
        values = tuple(str(period) for period in slip.periods)
        yield Claim(Source.FORM, values, line.place, slip.text, certain=bool(values), misspelt=True)
    elif claim:
        yield claim


def period_claims_of_mail(context: MailContext, months: MonthNames) -> Iterator[Claim]:
    """What the mail says: the letter it answers, its subject, its body."""
    if context.reply_periods:
        values = tuple(str(period) for period in context.reply_periods)
        yield Claim(Source.REPLY, values, "", " ".join(values))
    lines = {Source.SUBJECT: Line(context.subject), Source.BODY: Line(context.body[:BODY_READ])}
    for source, line in lines.items():
        yield from filter(None, [_quarter_claim(source, [line], months)])
    subject = [
        (Line(context.subject), mention) for mention in _mentions(context.subject, context.received, months)
    ]
    if claim := _period_claim(Source.SUBJECT, [pair for pair in subject if pair[1].labelled] or subject):
        yield claim
    body = [(Line(""), mention) for mention in _mentions(context.body[:BODY_READ], context.received, months)]
    sure = [pair for pair in body if pair[1].labelled] or [pair for pair in body if len(pair[1].periods) == 1]
    if claim := _period_claim(Source.BODY, sure):
        yield claim


def weak_period_claims(extract: Extract, path: str, received: date) -> Iterator[Claim]:
    """What the names of sheet and file say."""
    months = extract.spec.words.months
    for source, text in ((Source.SHEET, extract.sheet), (Source.FILE, _file_words(path))):
        line = Line(text, text)
        said = [(line, mention) for mention in _mentions(text, received, months)]
        if claim := _quarter_claim(source, [line], months) or _period_claim(source, said):
            yield claim


def _mentions(text: str, received: date, months: MonthNames) -> tuple[Mention, ...]:
    find = _remembered if len(text) <= REMEMBERED else find_months
    return find(text, received, months)


_remembered = lru_cache(maxsize=4096)(find_months)  # a day's mails bear the same lines


def _period_claim(source: Source, said: Sequence[tuple[Line, Mention]]) -> Claim | None:
    """All mentions of one source as one claim: the months they share, else all of them."""
    if not said:
        return None
    shared = [
        period for period in said[0][1].periods if all(period in mention.periods for _, mention in said)
    ]
    every = _once(period for _, mention in said for period in mention.periods[:1])
    values = tuple(str(period) for period in (shared or every))
    text = " · ".join(_once(mention.text for _, mention in said))
    return Claim(source, values, said[0][0].place, text, several=not shared)


def _quarter_claim(source: Source, lines: Iterable[Line], months: MonthNames) -> Claim | None:
    """The first quarter that is named; nobody can tell which of its months is meant."""
    for line in lines:
        if said := find_quarter(line.text, months):
            return Claim(source, (), line.place, said, certain=False, quarter=True)
    return None


def _once(values: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(values))


def _file_words(path: str) -> str:
    name = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", path.rsplit("/", 1)[-1])
    return name.replace("_", " ")


def _identified(extract: Extract) -> tuple[str, str]:
    """Unit and month of an identifier `form/unit/month` that we wrote; empty where it is not for this form."""
    form, _, rest = extract.identifier.partition("/")
    unit, _, period = rest.rpartition("/")
    return (unit, period) if form == extract.spec.id and unit and period else ("", "")
