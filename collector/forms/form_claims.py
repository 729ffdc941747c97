"""A found table and its mail → whether it is the form that it looks like, with the evidence; unit and month are weighed elsewhere.

The identifier decides, then the title that stands nearest above the table. Without a title the official headings, our
letter that the mail answers, its subject and body, or a file's name must speak for the form, and no subject against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from collector.forms.claims import BODY_READ, MailContext, file_words
from collector.forms.entry_like import looks_like_entry
from collector.forms.evidence import Found
from collector.forms.extract import Extract
from collector.forms.known_form import KnownForm, known_by
from collector.forms.matter import LEAST_MATTER, Matter, left_of, matter_of, matter_of_subject
from collector.forms.months import find_months
from collector.forms.spec import FormSpec
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.model.reasons import Reason
from collector.model.reports import Evidence, Fact, OtherForm, Source
from collector.thai import fold

OWN_LETTER = "repeats-letter"
LONGEST_UNKNOWN = 80  # characters of a line that may be a title; a longer one is a letter's
LONGEST_QUOTED = 120  # characters of a title that a reason repeats


class Standing(Enum):
    """How a table stands to the form that its headings are like."""

    OURS = auto()
    OPEN = auto()  # a person must say
    OTHER = auto()  # its title is that of another matter


@dataclass(frozen=True, slots=True)
class FormFact:
    """What was found out of a table's form; `title` is the one that names another matter."""

    standing: Standing
    evidence: tuple[Evidence, ...] = ()
    title: str = ""
    known: str = ""  # the id of that form, where the settings name it


def form_of(
    extract: Extract, path: str, context: MailContext, names: UnitNames, known: Sequence[KnownForm] = ()
) -> FormFact:
    """Whether a table found at `path` is of the form whose headings it has; `known` are forms of other matters."""
    spec = extract.spec
    if extract.identifier.partition("/")[0] == spec.id:
        return _ours(_evidence(spec, Source.IDENTIFIER, "identifier", extract.identifier))
    if any(reason.code == OWN_LETTER for reason in extract.doubts):
        return FormFact(Standing.OURS)  # the heading over the table of a letter is no title
    if fact := _by_title(extract, names, known):
        return fact
    subject = [
        (line, Matter(other=line) if known_by(line, known) else matter_of_subject(line, spec, names))
        for line in context.subject.splitlines()
    ]
    titled = any(matter.ours for _, matter in subject)
    against = "" if titled else next((line[:LONGEST_QUOTED] for line, matter in subject if matter.other), "")
    speaking = tuple(_speaking_for(extract, path, context, names, titled=titled))
    standing = Standing.OURS if speaking and not against else Standing.OPEN
    return FormFact(standing, speaking, against or ("" if speaking else unknown_title(extract, names)))


def _by_title(extract: Extract, names: UnitNames, known: Sequence[KnownForm]) -> FormFact | None:
    """What the title that stands nearest above a table says; None where there is no title.

    A line that names no matter, and one that looks like an entry, is part of the form's own title where that stands above.
    """
    spec, other = extract.spec, ""
    for line in reversed(extract.above):
        title = line.text[:LONGEST_QUOTED]
        if form := known_by(line.text, known):
            return FormFact(Standing.OTHER, title=title, known=form.id)
        matter = matter_of(line.text, spec, names)
        if matter.ours:
            return _ours(_evidence(spec, Source.FORM, line.place, line.text))
        if matter.other and not matter.subtitle and not looks_like_entry(line.text, spec, names):
            return FormFact(Standing.OTHER, title=title)
        other = other or (title if matter.other else "")
    return FormFact(Standing.OTHER, title=other) if other else None


def _ours(evidence: Evidence) -> FormFact:
    return FormFact(Standing.OURS, (evidence,))


def _speaking_for(
    extract: Extract, path: str, context: MailContext, names: UnitNames, *, titled: bool
) -> Iterator[Evidence]:
    """What says that a table without a title is of the form; `titled`: the mail's subject bears the form's title."""
    spec = extract.spec
    if extract.official and extract.headings:
        first = extract.headings[0]
        yield _evidence(spec, Source.FORM, first.place, first.text)
    if (month := _monthly(extract, context)) and not unknown_title(extract, names):
        yield _evidence(spec, Source.FORM, month.place, month.text)
    if context.reply_unit:
        yield _evidence(spec, Source.REPLY, "", context.reply_unit)
    if titled:
        yield _evidence(spec, Source.SUBJECT, "", context.subject)
    if said := _in_body(context.body[:BODY_READ], spec):
        yield _evidence(spec, Source.BODY, "", said)
    for source, text in ((Source.SHEET, extract.sheet), (Source.FILE, file_words(path))):
        if matter_of_subject(text, spec, names).ours:
            yield _evidence(spec, source, text, text)


def _monthly(extract: Extract, context: MailContext) -> Line | None:
    """The line above a table with all columns of the form, and no title, that says of which month it is."""
    months = extract.spec.words.months
    lines = extract.above if extract.complete else ()
    found = (
        line for line in lines for month in find_months(line.text, context.received, months) if month.labelled
    )
    return next(found, None)


def unknown_title(extract: Extract, names: UnitNames) -> str:
    """A line above a table that may be the title of another matter, though no word says that it is a title; "" for none."""
    spec = extract.spec
    lines = (line.text for line in extract.above if len(line.text) <= LONGEST_UNKNOWN)
    return next(
        (text[:LONGEST_QUOTED] for text in lines if len(left_of(text, spec, names)) >= LEAST_MATTER), ""
    )


def _in_body(body: str, spec: FormSpec) -> str:
    """The words of the form's title that a mail's text holds, where it speaks of the form's matter at all."""
    folded = fold(body)
    about = not spec.matter or any(matter in folded for matter in spec.folded_matter)
    return spec.title_in(body) if about else ""


def _evidence(spec: FormSpec, source: Source, place: str, text: str) -> Evidence:
    return Evidence(Fact.FORM, spec.id, source, place, text, certain=True)


def tell_forms(
    found: Sequence[Found], context: MailContext, names: UnitNames, known: Sequence[KnownForm] = ()
) -> tuple[list[Found], tuple[OtherForm, ...]]:
    """The tables of one mail that are, or may be, of the forms that they look like, and those of other forms.

    `known` are those of other matters that the settings name.

    One of which a person must say so bears that doubt. A table without a title is of the form that one with the same
    headings in the same file is of, as on a sheet for another month.
    """
    facts = [form_of(item.extract, item.path, context, names, known) for item in found]
    ours = {_like(item) for item, fact in zip(found, facts, strict=True) if fact.standing is Standing.OURS}
    kept: list[Found] = []
    others: list[OtherForm] = []
    for item, fact in zip(found, facts, strict=True):
        if fact.standing is Standing.OTHER:
            others.append(OtherForm(item.path, fact.title, fact.known))
        elif fact.standing is Standing.OURS or _like(item) in ours:
            kept.append(replace(item, of_form=fact.evidence))
        else:
            kept.append(_doubted(item, fact))
    return kept, tuple(others)


def _like(item: Found) -> tuple[str, tuple[str, ...]]:
    return item.path, tuple(fold(line.text) for line in item.extract.headings)


def _doubted(item: Found, fact: FormFact) -> Found:
    why = Reason("form-unsure", {"title": fact.title} if fact.title else {})
    extract = replace(item.extract, doubts=(*item.extract.doubts, why))
    return replace(item, extract=extract, of_form=fact.evidence)
