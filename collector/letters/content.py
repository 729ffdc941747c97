"""A mail's verdict → what the letter tells of each report and file, in words and in order; knows no mail format."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from collector.forms.spec import FormSpec
from collector.letters.form_names import report_name
from collector.letters.letterhead import LetterContext
from collector.model import ChangeKind, Difference, Entry, Outcome, Reason, Report, Ruling, Timeliness
from collector.wording import Wording

MOST_ENTRIES = 200  # of one report in one letter; more would be no letter

_ACCEPTED = (Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Note:
    """What is wrong or was assumed, and what the sender may do about it ("" if nothing)."""

    text: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name and its value: a column and its text, a fact and what it is."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the revision before; `label` is the column, "" for a whole entry, whose columns are `lines`."""

    what: str
    label: str
    before: str
    after: str
    lines: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """A report that is on file: its facts, its table as it was understood, what changed, what to look at."""

    heading: str
    facts: tuple[Labelled, ...]
    columns: tuple[str, ...]
    entries: tuple[tuple[Labelled, ...], ...]
    numbers: tuple[str, ...]  # how each entry is counted: ประเด็นที่ ๑
    rest: str  # how many entries are not listed, "" if none
    nil: str  # the words for a report without problems, "" for one with
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """A report or file that is returned or waits for a person, and why; the heading is "" for the mail as a whole."""

    heading: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """All that a mail's letter tells, in the order in which it tells it."""

    accepted: tuple[Accepted, ...]
    returned: tuple[Issue, ...]
    held: tuple[Issue, ...]


NOTHING = LetterContent((), (), ())


def content_of(context: LetterContext, wording: Wording) -> LetterContent:
    """What the letter about a mail has to tell; nothing of reports that were ignored."""
    accepted = [ruling for ruling in context.verdict.rulings if ruling.outcome in _ACCEPTED]
    return LetterContent(
        tuple(_accepted(context, ruling, wording) for ruling in accepted),
        tuple(_issues(context, Outcome.RETURNED, wording)),
        tuple(_issues(context, Outcome.REVIEW, wording)),
    )


def _accepted(context: LetterContext, ruling: Ruling, wording: Wording) -> Accepted:
    report, spec = ruling.report, context.letterhead.forms[ruling.report.form]
    columns = {column.key: column.said for column in spec.columns}
    return Accepted(
        heading=_about(context, report, wording),
        facts=tuple(_facts(context, ruling, wording)),
        columns=tuple(columns.values()),
        entries=tuple(_entry(entry, columns, wording) for entry in report.entries[:MOST_ENTRIES]),
        rest=_rest(len(report.entries) - MOST_ENTRIES, spec, wording),
        nil=wording.phrase("nil", **spec.spoken) if report.nil else "",
        numbers=tuple(_number(entry, spec, wording) for entry in report.entries[:MOST_ENTRIES]),
        changes=tuple(_change(difference, spec, wording) for difference in ruling.differences[:MOST_ENTRIES]),
        notes=_notes((*ruling.reasons, *report.notes), wording, spec.spoken),
    )


def _facts(context: LetterContext, ruling: Ruling, wording: Wording) -> Iterator[Labelled]:
    letterhead, report = context.letterhead, ruling.report
    if ruling.receipt:
        yield Labelled(wording.label("receipt"), ruling.receipt)  # as it is: it is searched for and copied
    if report.unit:
        yield Labelled(wording.label("unit"), wording.office(letterhead.registry.known(report.unit)))
    if report.period:
        yield Labelled(wording.label("period"), wording.month(report.period))
    yield Labelled(wording.label("received"), wording.moment(context.mail.received))
    if report.period and ruling.timeliness and ruling.outcome is not Outcome.DUPLICATE:
        due = letterhead.calendar.due(report.period, letterhead.forms[report.form].due_day)
        yield Labelled(wording.label("due"), wording.date(due))
        yield Labelled(
            wording.label("standing"), _standing(ruling.timeliness, context.mail.received, due, wording)
        )
    yield Labelled(wording.label("version"), _version(ruling, wording))
    yield Labelled(wording.label("attachment"), report.attachment or wording.phrase("body"))


def _standing(timeliness: Timeliness, received: datetime, due: date, wording: Wording) -> str:
    if timeliness is Timeliness.ON_TIME:
        return wording.phrase("on_time")
    days = (wording.local_date(received) - due).days
    return wording.phrase("late", days=str(days) if days > 0 else "")


def _version(ruling: Ruling, wording: Wording) -> str:
    if ruling.outcome is Outcome.REVISED:
        return wording.phrase("revision", number=str(ruling.revision - 1))
    return wording.phrase("duplicate" if ruling.outcome is Outcome.DUPLICATE else "first")


def _entry(entry: Entry, columns: dict[str, str], wording: Wording) -> tuple[Labelled, ...]:
    empty = wording.phrase("empty")
    return tuple(Labelled(label, entry.text(key) or empty) for key, label in columns.items())


def _number(entry: Entry, spec: FormSpec, wording: Wording) -> str:
    return wording.phrase("entry", **spec.spoken, number=str(entry.number))


def _rest(count: int, spec: FormSpec, wording: Wording) -> str:
    return wording.phrase("more_entries", **spec.spoken, count=str(count)) if count > 0 else ""


def _change(difference: Difference, spec: FormSpec, wording: Wording) -> Change:
    labels = {column.key: column.said for column in spec.columns}
    empty = wording.phrase("empty") if difference.kind is ChangeKind.CHANGED else ""
    return Change(
        wording.phrase(difference.kind, **spec.spoken, number=str(difference.number)),
        labels.get(difference.key, difference.key),
        difference.before or empty,
        difference.after or empty,
        tuple(Labelled(labels.get(item.key, item.key), item.text) for item in difference.fields),
    )


def _issues(context: LetterContext, outcome: Outcome, wording: Wording) -> Iterator[Issue]:
    """The reports with this outcome; then what the verdict says beyond them of files, and of the mail as a whole."""
    verdict = context.verdict
    for ruling in verdict.rulings:
        if ruling.outcome is outcome:
            report = ruling.report
            reasons = (*ruling.reasons, *report.doubts, *report.notes)
            spoken = context.letterhead.forms[report.form].spoken
            yield Issue(_about(context, report, wording), _notes(reasons, wording, spoken))
    said = [reason for ruling in verdict.rulings for reason in (*ruling.reasons, *ruling.report.doubts)]
    files: dict[str, list[Reason]] = {}
    for reason in verdict.reasons:
        if reason not in said and _group_of(reason, verdict.outcome, wording) is outcome:
            files.setdefault(reason.values.get("attachment", ""), []).append(reason)
    for name, about in files.items():
        if notes := _notes(about, wording, {}):
            yield Issue(wording.phrase("file", name=name) if name else "", notes)


def _group_of(reason: Reason, outcome: Outcome, wording: Wording) -> Outcome:
    """A mail under review may hold a file that its sender must mend; all else follows the mail's own outcome."""
    return Outcome.RETURNED if wording.asks_sender(reason) else outcome


def _about(context: LetterContext, report: Report, wording: Wording) -> str:
    """Unit and month of a report as far as they are known, else its file; its form where several are in force."""
    registry = context.letterhead.registry
    month = wording.month(report.period) if report.period else ""
    place = wording.place(registry.known(report.unit)) if report.unit else ""
    file = wording.phrase("file", name=report.attachment) if report.attachment else wording.phrase("body")
    if form := report_name(report, context.letterhead, wording):
        known = wording.phrase("about_form", form=form, place=place, month=month)
        return known if place or month else wording.phrase("form_in_file", form=form, file=file)
    known = wording.phrase("about", place=place, month=month) if place and month else place
    known = known or (wording.phrase("month_of", month=month) if month else "")
    return known or file


def _notes(reasons: Iterable[Reason], wording: Wording, spoken: Mapping[str, str]) -> tuple[Note, ...]:
    """The reasons that a letter gives in words, those of a form's own (`spoken`): each once, each remedy once."""
    notes: list[Note] = []
    for reason in reasons:
        note = Note(wording.reason(reason, spoken), wording.remedy(reason, spoken))
        if wording.is_said_to_sender(reason) and note.text not in [other.text for other in notes]:
            repeated = note.remedy in [other.remedy for other in notes]
            notes.append(Note(note.text) if repeated else note)
    return tuple(notes)
