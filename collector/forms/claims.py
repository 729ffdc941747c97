"""What the form, the mail and the registry say of a report's unit → claims; weighs none of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from collector.forms.body_units import body_reporters
from collector.forms.extract import Extract
from collector.forms.letter_lines import in_passing, is_sentence, mentioned, reporting, title_at
from collector.forms.named import Named
from collector.forms.reporter import lies_within, reporter
from collector.forms.spans import SpanKind
from collector.forms.title_units import placed, titled
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.model.reports import Source
from collector.periods import Period

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
    span: SpanKind | None = None  # it names a span of time that is no month
    several: bool = False  # it names more than one month on purpose: พ.ย. - ธ.ค.
    parent: bool = False  # it names no unit but what the units in `values` belong to
    passing: bool = False  # a letter on the form's page or the mail names the unit; it says something where nothing else does


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
    reminded_form: str = ""  # of that letter, where it is a reminder


# ── unit ────────────────────────────────────────────────────────────────────────────────────────


def unit_claims_of_form(extract: Extract, names: UnitNames) -> Iterator[Claim]:
    """What the form itself says: its identifier, its column of units, its title lines, its signature."""
    said = tuple(_named_in(extract, names))
    yield from said
    if all(claim.parent or claim.passing for claim in said):
        yield from _offices(extract, names)


def _named_in(extract: Extract, names: UnitNames) -> Iterator[Claim]:
    if unit := identified(extract)[0]:
        yield Claim(Source.IDENTIFIER, (unit,), "identifier", extract.identifier)
    above = titled(extract.above, names)
    if extract.unit:
        yield _unit_claim(placed(extract.unit, above, names), Source.FORM, extract.unit_place)
    of_office = any(_is_of_office(line, extract, names) for line in extract.above)
    title = title_at(extract.above, extract.spec)
    for at, said in enumerate(above):
        within = of_office or lies_within(said.line.text, extract.spec, names.offices)
        for claim in _claims_of_line(said.line, said.named, names, sentence=at < title):
            yield replace(claim, parent=True) if within and claim.certain else claim
        if said.below:
            yield Claim(Source.FORM, said.below, said.line.place, said.line.text, parent=True)
    for line in (*extract.headings, *extract.below):
        yield from _claims_of_line(line, names.inside(line.text, after_kind=True), names)
    yield from _beside_offices(extract, names)


def _claims_of_line(
    line: Line, found: Sequence[Named], names: UnitNames, *, sentence: bool = False
) -> Iterator[Claim]:
    """The units of one line of the form's page; `sentence`: it stands where a letter may."""
    others = in_passing(line, names)
    passing = others or (sentence and is_sentence(line))
    reporters = reporting(line, found, names)
    own = reporters if passing else found
    within = [named for named in mentioned(line, found, names) if named not in reporters]
    for named in own or found:
        claim = _unit_claim(named, Source.FORM, line.place)
        aside = (passing and not own) or named in within
        alone = claim.certain and not (aside and (others or named in within))
        yield replace(claim, passing=aside, certain=alone)


def _is_of_office(line: Line, extract: Extract, names: UnitNames) -> bool:
    """Whether a title's line says that the form is of an office that the registry lacks, wherever it lies: เทศบาลตำบลแม่ใจ จังหวัดพะเยา."""
    kind = names.kind_words.of(reporter(line.text, extract.spec, names.offices))
    return kind is not None and not kind.area


def _beside_offices(extract: Extract, names: UnitNames) -> Iterator[Claim]:
    """Where the offices in the column of units say that they lie."""
    for line in extract.beside:
        if names.offices.led_by(line.text):
            for named in names.inside(line.text, after_kind=True):
                if named.certain:
                    yield replace(_unit_claim(named, Source.FORM, line.place), parent=True)


def _offices(extract: Extract, names: UnitNames) -> Iterator[Claim]:
    """The first office that stands where the form says who reports, and is no unit of the registry.

    One that says in which unit it lies is told by that.
    """
    lies = any(named.certain for line in extract.above for named in names.inside(line.text))
    above = () if lies else extract.above
    titles = ((line, reporter(line.text, extract.spec, names.offices)) for line in above)
    found = (*extract.offices, *(Line(office, line.place) for line, office in titles if office))
    yield from (
        Claim(Source.FORM, (), line.place, line.text, certain=False, misspelt=True) for line in found[:1]
    )


def _unit_claim(named: Named, source: Source, place: str) -> Claim:
    return Claim(source, named.codes, place, named.text, named.certain, named.misspelt, named.elsewhere)


def unit_claims_of_mail(context: MailContext, names: UnitNames) -> Iterator[Claim]:
    """What the mail says: the letter it answers, its sender, its subject, its body."""
    if context.reply_unit:
        yield Claim(Source.REPLY, (context.reply_unit,), "", "")
    if context.sender_units:
        yield Claim(Source.SENDER, context.sender_units, "", context.sender)
    if found := [named for named in names.inside(context.subject) if named.certain]:
        yield _of_words(Source.SUBJECT, found)
    yield from _of_body(context.body[:BODY_READ], names)


def _of_body(text: str, names: UnitNames) -> Iterator[Claim]:
    """The units that a body says report, as one claim; without any, each that it names in passing."""
    found = [named for named in names.inside(text, after_kind=True) if named.certain]
    if own := body_reporters(text, found, names):
        yield _of_words(Source.BODY, own)
    else:
        yield from (replace(_of_words(Source.BODY, [named]), certain=False, passing=True) for named in found)


def _of_words(source: Source, found: Sequence[Named]) -> Claim:
    return Claim(
        source, tuple(named.codes[0] for named in found), "", " · ".join(named.text for named in found)
    )


def weak_unit_claims(extract: Extract, path: str, names: UnitNames) -> Iterator[Claim]:
    """What the names of sheet and file say."""
    for source, text in ((Source.SHEET, extract.sheet), (Source.FILE, file_words(path))):
        found = {named.codes[0]: named.text for named in names.inside(text) if named.certain}
        if found:
            yield Claim(source, tuple(found), text, " · ".join(found.values()))


def once(values: Iterable[T]) -> list[T]:
    """Each value once, in the order in which they came first."""
    return list(dict.fromkeys(values))


def file_words(path: str) -> str:
    """The name of a file as words."""
    name = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", path.rsplit("/", 1)[-1])
    return re.sub(r"(?<=\d)_(?=\d)", "/", name).replace("_", " ")  # `12_2561`, as a name holds no slash


def identified(extract: Extract) -> tuple[str, str]:
    """Unit and month of an identifier `form/unit/month` that we wrote; empty where it is not for this form."""
    form, _, rest = extract.identifier.partition("/")
    unit, _, period = rest.rpartition("/")
    return (unit, period) if form == extract.spec.id and unit and period else ("", "")
