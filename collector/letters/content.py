"""A mail's verdict → what the letter tells of each report and file, in words and in order; knows no mail format."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from collector.forms.spec import FormSpec
from collector.letters.form_names import report_name
from collector.letters.letterhead import LetterContext
from collector.letters.room import LONGEST_NOTE, MOST_ISSUES, MOST_REPORTS, cut, fitting, share_of, weight_of
from collector.model.outcomes import Outcome, Ruling, Timeliness
from collector.model.reasons import Reason
from collector.model.reports import ChangeKind, Difference, Entry, Report
from collector.wording import Wording

# What a reason tells in our own words or the registry's. All else may quote the mail, and is not for somebody who may not
# have written it.
_OUR_WORDS = frozenset(
    {
        *("period", "periods", "periods_source", "first", "second", "first_source", "second_source"),
        *("unit", "units", "suggestions", "registered", "namesakes"),
        *("titles", "receipt", "revision", "days", "kind", "locked_by", "limit"),
    }
)
_NAMES_FILES = "two-versions-differ"  # whose `first` and `second` are the sender's files
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
    more_changes: str = ""  # how many changes are not listed, "" if none


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
    more: str = ""  # how many reports on file are not listed, "" if none


NOTHING = LetterContent((), (), ())


def content_of(context: LetterContext, wording: Wording) -> LetterContent:
    """What the letter about a mail has to tell its reader; nothing of reports that were ignored."""
    accepted = [ruling for ruling in context.verdict.rulings if ruling.outcome in _ACCEPTED]
    room = share_of(len(accepted))
    return LetterContent(
        tuple(
            _accepted(context, ruling, room, wording, whole=context.addressee.may_read(ruling))
            for ruling in accepted[:MOST_REPORTS]
        ),
        _most(tuple(_issues(context, Outcome.RETURNED, wording)), wording),
        _most(tuple(_issues(context, Outcome.REVIEW, wording)), wording),
        wording.phrase("more_reports", count=str(len(accepted) - MOST_REPORTS))
        if len(accepted) > MOST_REPORTS
        else "",
    )


def news_of(context: LetterContext, ruling: Ruling, wording: Wording) -> LetterContent:
    """What a unit's reporters are told of a report that another sent: who did, and what a registered one changed.

    A stranger's words do not travel to them in a letter of ours; they can ask for them.
    """
    told = _accepted(context, ruling, share_of(1), wording, whole=ruling.known_sender)
    sender = Labelled(wording.label("sender"), context.mail.sender.email or wording.phrase("empty"))
    news = replace(told, facts=(*told.facts, sender), entries=(), numbers=(), rest="", notes=())
    return LetterContent((news,), (), ())


def _accepted(
    context: LetterContext, ruling: Ruling, room: int, wording: Wording, *, whole: bool
) -> Accepted:
    """A report on file within so many letters (`room`); its table and its changes only with `whole`, for who may read them."""
    report, spec = ruling.report, context.letterhead.forms[ruling.report.form]
    columns = {column.key: column.said for column in spec.columns}
    sizes = (weight_of(item.text for item in entry.fields) for entry in report.entries)
    entries = fitting(report.entries, sizes, room * 3 // 4) if whole else ()
    changed = (_weight(difference) for difference in ruling.differences)
    changes = fitting(ruling.differences, changed, room // 4) if whole else ()
    return Accepted(
        heading=_about(context, report, wording),
        facts=tuple(_facts(context, ruling, wording, whole=whole)),
        columns=tuple(columns.values()),
        entries=tuple(_entry(entry, columns, wording) for entry in entries),
        rest=_rest(len(report.entries) - len(entries), spec, wording) if whole else "",
        nil=wording.phrase("nil", **spec.spoken) if report.nil and whole else "",
        numbers=tuple(_number(entry, spec, wording) for entry in entries),
        changes=tuple(_change(difference, spec, wording) for difference in changes),
        notes=_notes(
            (*ruling.reasons, *report.notes) if whole else tuple(map(_unquoted, ruling.reasons)),
            wording,
            spec.spoken,
        ),
        more_changes=wording.phrase("more_changes", count=str(len(ruling.differences) - len(changes)))
        if whole and len(ruling.differences) > len(changes)
        else "",
    )


def _weight(difference: Difference) -> int:
    texts = [item.text for item in difference.fields] or [difference.before, difference.after]
    return weight_of([difference.key, *texts])


def _most(issues: tuple[Issue, ...], wording: Wording) -> tuple[Issue, ...]:
    """The first issues, and how many more there are."""
    if len(issues) <= MOST_ISSUES:
        return issues
    more = wording.phrase("more_issues", count=str(len(issues) - MOST_ISSUES))
    return (*issues[:MOST_ISSUES], Issue("", (Note(more),)))


def _unquoted(reason: Reason) -> Reason:
    """A reason without what it quotes of the mail."""
    if reason.code == _NAMES_FILES:
        return Reason(reason.code)
    return Reason(reason.code, {key: value for key, value in reason.values.items() if key in _OUR_WORDS})


def _facts(context: LetterContext, ruling: Ruling, wording: Wording, *, whole: bool) -> Iterator[Labelled]:
    letterhead, report = context.letterhead, ruling.report
    if ruling.receipt:
        yield Labelled(wording.label("receipt"), ruling.receipt)  # as it is: it is searched for and copied
    if report.unit:
        yield Labelled(wording.label("unit"), wording.office(letterhead.registry.known(report.unit)))
    if report.period:
        yield Labelled(wording.label("period"), wording.month(report.period))
    yield Labelled(wording.label("received"), wording.moment(context.mail.received))
    if ruling.counts_from:
        yield Labelled(wording.label("counts_from"), wording.moment(ruling.counts_from))
    if report.period and ruling.timeliness and ruling.outcome is not Outcome.DUPLICATE:
        due = letterhead.calendar.due(report.period, letterhead.forms[report.form].due_day)
        yield Labelled(wording.label("due"), wording.date(due))
        yield Labelled(
            wording.label("standing"),
            _standing(ruling.timeliness, ruling.counts_from or context.mail.received, due, wording),
        )
    yield Labelled(wording.label("version"), _version(ruling, wording))
    if whole:
        yield Labelled(wording.label("attachment"), report.attachment or wording.phrase("body"))
    else:
        spoken = letterhead.forms[report.form].spoken
        yield Labelled(
            wording.label("amount"), wording.phrase("amount", **spoken, count=str(len(report.entries)))
        )


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
    return tuple(Labelled(label, cut(entry.text(key), wording) or empty) for key, label in columns.items())


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
        cut(difference.before, wording) or empty,
        cut(difference.after, wording) or empty,
        tuple(
            Labelled(labels.get(item.key, item.key), cut(item.text, wording)) for item in difference.fields
        ),
    )


def _issues(context: LetterContext, outcome: Outcome, wording: Wording) -> Iterator[Issue]:
    """The reports with this outcome; then what the verdict says beyond them of files, and of the mail as a whole."""
    verdict = context.verdict
    told = _as_it_is if context.addressee.own_words else _unquoted
    for ruling in verdict.rulings:
        if ruling.outcome is outcome:
            report = ruling.report
            reasons = map(told, (*ruling.reasons, *report.doubts, *report.notes))
            spoken = context.letterhead.forms[report.form].spoken
            yield Issue(_about(context, report, wording), _notes(reasons, wording, spoken))
    said = [reason for ruling in verdict.rulings for reason in (*ruling.reasons, *ruling.report.doubts)]
    files: dict[str, list[Reason]] = {}
    for reason in verdict.reasons:
        if reason not in said and _group_of(reason, verdict.outcome, wording) is outcome:
            files.setdefault(reason.values.get("attachment", ""), []).append(reason)
    for number, (name, about) in enumerate(files.items(), 1):
        if notes := _notes(map(told, about), wording, {}):
            yield Issue(_file(name, number, context, wording) if name else "", notes)


def _as_it_is(reason: Reason) -> Reason:
    return reason


def _file(name: str, number: int, context: LetterContext, wording: Wording) -> str:
    """An attachment by its name; by its number for somebody who may not have named it so."""
    if context.addressee.own_words:
        return wording.phrase("file", name=name)
    return wording.phrase("file_number", number=str(number))


def _group_of(reason: Reason, outcome: Outcome, wording: Wording) -> Outcome:
    """A mail under review may hold a file that its sender must mend; all else follows the mail's own outcome."""
    return Outcome.RETURNED if wording.asks_sender(reason) else outcome


def _about(context: LetterContext, report: Report, wording: Wording) -> str:
    """Unit and month of a report as far as they are known, else its file; its form where several are in force."""
    registry = context.letterhead.registry
    month = wording.month(report.period) if report.period else ""
    place = wording.place(registry.known(report.unit)) if report.unit else ""
    file = _file(report.attachment, 1, context, wording) if report.attachment else wording.phrase("body")
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
        said = cut(wording.reason(reason, spoken), wording, LONGEST_NOTE)
        note = Note(said, wording.remedy(reason, spoken))
        if wording.is_said_to_sender(reason) and note.text not in [other.text for other in notes]:
            repeated = note.remedy in [other.remedy for other in notes]
            notes.append(Note(note.text) if repeated else note)
    return tuple(notes)
