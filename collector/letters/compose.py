"""A verdict, or a reminder that is due → the one letter about it, ready for the outbox; sends and stores nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from collector.forms.spec import FormSpec
from collector.letters.addressee import mailbox_of
from collector.letters.blank import CONTENT_TYPES, make_form
from collector.letters.content import LetterContent, content_of, news_of
from collector.letters.envelope import Enclosure
from collector.letters.form_names import form_name, forms_of, known_forms
from collector.letters.letterhead import LetterContext, Letterhead
from collector.letters.notices import NoticeDue, notices
from collector.letters.reminders import Reminder
from collector.letters.told import as_told
from collector.letters.write import Draft, write_letter
from collector.model.letters import Letter, LetterKind
from collector.model.mail import SenderVerdict
from collector.model.outcomes import Outcome
from collector.model.reports import Report
from collector.model.units import Unit
from collector.periods import Period
from collector.thai import within
from collector.wording import Wording

KINDS = {
    Outcome.FILED: LetterKind.ACKNOWLEDGEMENT,
    Outcome.REVISED: LetterKind.ACKNOWLEDGEMENT,
    Outcome.DUPLICATE: LetterKind.ACKNOWLEDGEMENT,
    Outcome.RETURNED: LetterKind.RETURNED,
    Outcome.REVIEW: LetterKind.REVIEW,
}
_APART = timedelta(hours=12)  # of a notice that must be no answer
_MOST_FORMS = 6  # in one reminder: a province's mailbox is small


def answer(context: LetterContext, wording: Wording, now: datetime) -> Letter | None:
    """The one letter about a mail, whatever was in it; its kind follows the mail's outcome. None: it gets no letter.

    Whether the mail may be answered at all is for policy.may_answer. Raises TemplateError.
    """
    context = replace(context, verdict=as_told(context))
    kind = KINDS.get(context.verdict.outcome)
    if kind is None:
        return None
    spoken = [ruling.report for ruling in context.verdict.rulings if KINDS.get(ruling.outcome) == kind]
    # A report under review proves neither its unit nor its month, so the letter is no evidence of them either.
    units = {report.unit or "" for report in spoken} if kind is not LetterKind.REVIEW else set()
    periods = tuple(sorted({report.period for report in spoken if report.period}))
    content = content_of(context, wording)
    unit = units.pop() if len(units) == 1 else ""
    addressee = _addressee(context)
    draft = Draft(
        kind,
        context.sha256,
        (context.addressee.email,),
        wording.sentences(f"letters/{kind}.j2", **_facts(context, content, spoken, wording, now)),
        wording.salutation(addressee),
        answers=context.mail,
        repeats_subject=context.addressee.own_words,
        stranger="" if _is_an_offices(context) else mailbox_of(context.addressee.email),
        content=content,
        enclosures=_forms_to_mend(context, content, wording),
        unit=unit,
        periods=periods if unit else (),
    )
    return write_letter(draft, context.letterhead, wording, now)


def _is_an_offices(context: LetterContext) -> bool:
    """Whether the mail is a registered office's, as far as our own server does not say the opposite.

    Of a whole registered domain only where the server proves it: anybody can invent addresses of it.
    """
    return bool(context.addressee.units) and context.addressee.named


def notify(due: NoticeDue, context: LetterContext, wording: Wording, now: datetime) -> Letter:
    """The letter to a unit's registered reporters about a report that another sent in its name. Raises TemplateError."""
    letterhead, ruling = context.letterhead, due.ruling
    report, unit = ruling.report, letterhead.registry.unit(due.unit)
    periods = (report.period,) if report.period else ()
    facts: dict[str, object] = {
        **_words((letterhead.forms[report.form],), letterhead, wording),
        "department": letterhead.name,
        "place": wording.place(unit),
        "months": wording.months(periods),
        "received": wording.moment(context.mail.received),
        "revised": ruling.outcome is Outcome.REVISED,
        "known": ruling.known_sender,
    }
    draft = Draft(
        LetterKind.NOTICE,
        f"{context.sha256}/{report.form}/{due.unit}/{report.period}",
        due.to,
        wording.sentences(f"letters/{LetterKind.NOTICE}.j2", **facts),
        wording.salutation(unit),
        stranger=""
        if ruling.known_sender and _is_an_offices(context)
        else mailbox_of(context.mail.sender.email),
        content=news_of(context, ruling, wording),
        unit=due.unit,
        periods=periods,
    )
    letter = write_letter(draft, letterhead, wording, now)
    return replace(letter, not_before=now + _APART) if due.later else letter


def remind(reminder: Reminder, letterhead: Letterhead, wording: Wording, now: datetime) -> Letter:
    """The letter for a reminder that is due, with a pre-filled form for each month. Raises TemplateError."""
    spec, unit = letterhead.forms[reminder.form], letterhead.registry.unit(reminder.unit)
    today = wording.local_date(now)
    days_late = {
        period: (today - letterhead.calendar.due(period, spec.due_day)).days for period in reminder.periods
    }
    most = max(days_late.values(), default=0)
    facts: dict[str, object] = {
        **_words((spec,), letterhead, wording),
        "department": within(letterhead.name),
        "office": within(wording.office(unit)),
        "place": within(wording.place(unit)),
        "months": wording.months(reminder.periods),
        "due_day": spec.due_day,
        "today": wording.moment(now),
        "tone": "overdue" if most > 0 else "due" if most == 0 else "upcoming",
        "copied": bool(reminder.cc),
        "count": len(reminder.periods),
        "sent_back": len(reminder.sent_back),
        "nil_answer": wording.phrase("nil", **spec.spoken),
    }
    draft = Draft(
        LetterKind.REMINDER,
        reminder.cause(today),
        reminder.to,
        wording.sentences(f"letters/{LetterKind.REMINDER}.j2", **facts),
        wording.salutation(unit),
        cc=reminder.cc,
        owed=tuple(_owed(letterhead, reminder, period, days, wording) for period, days in days_late.items()),
        enclosures=_forms(spec, unit, reminder.periods, letterhead, wording),
        unit=reminder.unit,
        periods=reminder.periods,
    )
    return write_letter(draft, letterhead, wording, now)


def _facts(
    context: LetterContext,
    content: LetterContent,
    spoken: Sequence[Report],
    wording: Wording,
    now: datetime,
) -> dict[str, object]:
    """What the sentences of an answer may speak of; `spoken` are the reports that gave the letter its kind."""
    letterhead, unit = context.letterhead, _addressee(context)
    rulings = context.verdict.rulings
    places = dict.fromkeys(letterhead.registry.known(report.unit) for report in spoken if report.unit)
    certain = all(len(forms_of(report)) == 1 for report in spoken)
    return {
        **_words(known_forms((ruling.report for ruling in rulings), letterhead), letterhead, wording),
        "named": _named(known_forms(spoken, letterhead), letterhead, wording) if certain else "",
        "department": within(letterhead.name),
        "office": within(wording.office(unit)),
        "places": wording.listed(map(wording.place, places)),
        "months": wording.months(report.period for report in spoken if report.period),
        "received": wording.moment(context.mail.received),
        "content": content,
        "receipt_only": bool(content.accepted) and not any(map(context.addressee.may_read, rulings)),
        "stranger_noted": any(
            reason.code == "unknown-sender" for ruling in rulings for reason in ruling.reasons
        ),
        "last_day": _last_day(context, wording, now),
        "contradicted": context.mail.authenticity.verdict is SenderVerdict.CONTRADICTED,
        "reporters_told": any(notices(context)),
        "outcomes": sorted({ruling.outcome.value for ruling in rulings}),
    }


def _last_day(context: LetterContext, wording: Wording, now: datetime) -> str:
    """Until when a mended report keeps the day of this mail; "" where it does not."""
    days = context.letterhead.days_to_mend
    if not days or not _is_an_offices(context):
        return ""
    return wording.date(context.letterhead.calendar.working_day(wording.local_date(now), days))


def _words(specs: Sequence[FormSpec], letterhead: Letterhead, wording: Wording) -> dict[str, str]:
    """What the sentences call these forms and their reports; `report` names them where several forms are in force."""
    words = wording.form_words(specs[0].spoken if len(specs) == 1 else {})
    named = _named(specs, letterhead, wording)
    titles = wording.listed(spec.title for spec in specs)
    return {**words, "report": named or within(words["report"]), "form": within(titles)}


def _named(specs: Sequence[FormSpec], letterhead: Letterhead, wording: Wording) -> str:
    """The names of these forms within a sentence; "" where there is only one in force."""
    return within(wording.listed(form_name(spec, letterhead, wording) for spec in specs))


def _addressee(context: LetterContext) -> Unit | None:
    """The unit whose office is addressed: the sender's only one, else the only one whose report is on file."""
    registry = context.letterhead.registry
    if not context.addressee.registered:
        return None
    codes = set(registry.units_of(context.mail.sender.email))
    if len(codes) != 1:
        codes = {ruling.report.unit or "" for ruling in context.verdict.rulings if ruling.revision}
    return registry.unit(codes.pop()) if len(codes) == 1 else None


def _owed(letterhead: Letterhead, reminder: Reminder, period: Period, days: int, wording: Wording) -> str:
    """The sentence that a report for a month is owed; `days` are those since it was due, below 0 those left."""
    due = wording.date(letterhead.calendar.due(period, letterhead.forms[reminder.form].due_day))
    month = wording.month(period)
    if days > 0:
        owed = wording.phrase("owed_late", month=month, due=due, days=str(days))
    else:
        owed = wording.phrase("owed", month=month, due=due)
    came = reminder.sent_back.get(period)
    return owed + wording.phrase("sent_back", received=wording.moment(came)) if came else owed


def _forms_to_mend(context: LetterContext, content: LetterContent, wording: Wording) -> tuple[Enclosure, ...]:
    """The forms to be sent again, each pre-filled when it is known for whom and for which one month.

    All forms where one cannot be told, or a file that may hold any of them has to be sent again.
    """
    letterhead, registry = context.letterhead, context.letterhead.registry
    returned = [ruling.report for ruling in context.verdict.rulings if ruling.outcome is Outcome.RETURNED]
    files_too = len(content.returned) > len(returned)
    wanted: dict[str, set[tuple[str | None, Period | None]]] = {
        form: set() for form in (letterhead.forms if files_too else ())
    }
    for report in returned:
        for form in forms_of(report):
            wanted.setdefault(form, set()).add((report.unit, report.period))
    enclosed: list[Enclosure] = []
    for form in sorted(wanted):
        code, period = next(iter(wanted[form])) if len(wanted[form]) == 1 else (None, None)
        unit = registry.unit(code) if code else None
        enclosed += _forms(letterhead.forms[form], unit, (period,) if period else (), letterhead, wording)
    return tuple(enclosed)


def _forms(
    spec: FormSpec, unit: Unit | None, periods: Sequence[Period], letterhead: Letterhead, wording: Wording
) -> tuple[Enclosure, ...]:
    """A pre-filled form for each month; one blank form where the unit is not known, or the months are none or many.

    Its name tells it from other forms where several are in force.
    """
    several = len(letterhead.forms) > 1
    if unit is None or not 0 < len(periods) <= _MOST_FORMS:
        name = wording.file_name("blank_of" if several else "blank", form=spec.id)
        return (Enclosure(name, CONTENT_TYPES["docx"], make_form(spec, "docx", unit, None, wording)),)
    key = "prefilled_of" if several else "prefilled"
    return tuple(
        Enclosure(
            wording.file_name(key, form=spec.id, unit=unit.code, period=str(period)),
            CONTENT_TYPES["docx"],
            make_form(spec, "docx", unit, period, wording),
        )
        for period in periods
    )
