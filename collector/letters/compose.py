"""A verdict, or a reminder that is due → the one letter about it, ready for the outbox; sends and stores nothing."""

from collections.abc import Sequence
from datetime import datetime

from collector.forms.spec import FormSpec
from collector.letters.blank import CONTENT_TYPES, make_form
from collector.letters.content import LetterContent, content_of
from collector.letters.envelope import Enclosure
from collector.letters.letterhead import LetterContext, Letterhead
from collector.letters.policy import answer_address
from collector.letters.reminders import Reminder
from collector.letters.write import Draft, write_letter
from collector.model import Letter, LetterKind, Outcome, Report, Unit
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
_MOST_FORMS = 6  # in one reminder: a province's mailbox is small


def answer(context: LetterContext, wording: Wording, now: datetime) -> Letter | None:
    """The one letter about a mail, whatever was in it; its kind follows the mail's outcome. None: it gets no letter.

    Whether the mail may be answered at all is for policy.may_answer. Raises TemplateError.
    """
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
        (answer_address(context.mail),),
        wording.sentences(f"letters/{kind}.j2", **_facts(context, content, spoken, wording)),
        wording.salutation(addressee),
        answers=context.mail,
        content=content,
        enclosures=_form_to_mend(context, wording) if content.returned else (),
        unit=unit,
        periods=periods if unit else (),
    )
    return write_letter(draft, context.letterhead, wording, now)


def remind(reminder: Reminder, letterhead: Letterhead, wording: Wording, now: datetime) -> Letter:
    """The letter for a reminder that is due, with a pre-filled form for each month. Raises TemplateError."""
    spec, unit = letterhead.forms[reminder.form], letterhead.registry.unit(reminder.unit)
    today = wording.local_date(now)
    days_late = {
        period: (today - letterhead.calendar.due(period, spec.due_day)).days for period in reminder.periods
    }
    most = max(days_late.values(), default=0)
    facts: dict[str, object] = {
        **wording.form_words(spec.spoken),
        "department": within(letterhead.name),
        "office": within(wording.office(unit)),
        "place": within(wording.place(unit)),
        "form": spec.title,
        "months": wording.months(reminder.periods),
        "due_day": spec.due_day,
        "today": wording.moment(now),
        "tone": "overdue" if most > 0 else "due" if most == 0 else "upcoming",
        "copied": bool(reminder.cc),
        "count": len(reminder.periods),
    }
    draft = Draft(
        LetterKind.REMINDER,
        reminder.cause(today),
        reminder.to,
        wording.sentences(f"letters/{LetterKind.REMINDER}.j2", **facts),
        wording.salutation(unit),
        cc=reminder.cc,
        owed=tuple(_owed(letterhead, spec, period, days, wording) for period, days in days_late.items()),
        enclosures=_forms(spec, unit, reminder.periods, wording),
        unit=reminder.unit,
        periods=reminder.periods,
    )
    return write_letter(draft, letterhead, wording, now)


def _facts(
    context: LetterContext, content: LetterContent, spoken: Sequence[Report], wording: Wording
) -> dict[str, object]:
    """What the sentences of an answer may speak of; `spoken` are the reports that gave the letter its kind."""
    letterhead, unit = context.letterhead, _addressee(context)
    rulings = context.verdict.rulings
    titles = dict.fromkeys(letterhead.forms[ruling.report.form].title for ruling in rulings)
    places = dict.fromkeys(letterhead.registry.known(report.unit) for report in spoken if report.unit)
    specs = list(dict.fromkeys(ruling.report.form for ruling in rulings))
    words = wording.form_words(letterhead.forms[specs[0]].spoken if len(specs) == 1 else {})
    return {
        **words,
        "department": within(letterhead.name),
        "office": within(wording.office(unit)),
        "form": wording.listed(titles),
        "places": wording.listed(map(wording.place, places)),
        "months": wording.months(report.period for report in spoken if report.period),
        "received": wording.moment(context.mail.received),
        "content": content,
        "outcomes": sorted({ruling.outcome.value for ruling in rulings}),
    }


def _addressee(context: LetterContext) -> Unit | None:
    """The unit whose office is addressed: the sender's only one, else the only one whose report is on file."""
    registry = context.letterhead.registry
    codes = set(registry.units_of(context.mail.sender.email))
    if len(codes) != 1:
        codes = {ruling.report.unit or "" for ruling in context.verdict.rulings if ruling.revision}
    return registry.unit(codes.pop()) if len(codes) == 1 else None


def _owed(letterhead: Letterhead, spec: FormSpec, period: Period, days: int, wording: Wording) -> str:
    due = wording.date(letterhead.calendar.due(period, spec.due_day))
    month = wording.month(period)
    if days > 0:
        return wording.phrase("owed_late", month=month, due=due, days=str(days))
    return wording.phrase("owed", month=month, due=due)


def _form_to_mend(context: LetterContext, wording: Wording) -> tuple[Enclosure, ...]:
    """The form to be sent again, pre-filled when it is known for whom and for which one month; all forms if not which."""
    rulings = [ruling for ruling in context.verdict.rulings if ruling.outcome is Outcome.RETURNED]
    letterhead = context.letterhead
    known = {(ruling.report.form, ruling.report.unit, ruling.report.period) for ruling in rulings}
    if len(known) != 1:
        wanted = [letterhead.forms[form] for form in dict.fromkeys(form for form, _, _ in known)]
        return _blanks(wanted or list(letterhead.forms.values()), wording)
    form, code, period = known.pop()
    unit = letterhead.registry.unit(code) if code else None
    return _forms(letterhead.forms[form], unit, (period,) if unit and period else (), wording)


def _blanks(specs: Sequence[FormSpec], wording: Wording) -> tuple[Enclosure, ...]:
    """A blank form of each kind, named after its form where there are several."""

    def named(spec: FormSpec) -> str:
        return (
            wording.file_name("blank_of", form=spec.id) if len(specs) > 1 else wording.word("files", "blank")
        )

    return tuple(
        Enclosure(named(spec), CONTENT_TYPES["docx"], make_form(spec, "docx", None, None, wording))
        for spec in sorted(specs, key=lambda spec: spec.id)
    )


def _forms(
    spec: FormSpec, unit: Unit | None, periods: Sequence[Period], wording: Wording
) -> tuple[Enclosure, ...]:
    """A pre-filled form for each month; one blank form where the unit is not known, or the months are none or many."""
    if unit is None or not 0 < len(periods) <= _MOST_FORMS:
        name = wording.word("files", "blank")
        return (Enclosure(name, CONTENT_TYPES["docx"], make_form(spec, "docx", unit, None, wording)),)
    return tuple(
        Enclosure(
            wording.file_name("prefilled", unit=unit.code, period=str(period)),
            CONTENT_TYPES["docx"],
            make_form(spec, "docx", unit, period, wording),
        )
        for period in periods
    )
