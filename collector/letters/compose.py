"""A verdict, or a reminder that is due → the one letter about it, ready for the outbox; sends and stores nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from collector.forms.spec import FormSpec
from collector.letters.blank import CONTENT_TYPES, make_form
from collector.letters.content import NOTHING, Content, content_of
from collector.letters.envelope import Enclosure, Heads, envelop
from collector.letters.letterhead import Desk, LetterContext
from collector.letters.policy import answer_address
from collector.letters.reminders import Reminder
from collector.model import Letter, Mail, Outcome, Report, Unit
from collector.periods import Period
from collector.wording import Wording

KINDS = {
    Outcome.FILED: "acknowledgement",
    Outcome.REVISED: "acknowledgement",
    Outcome.DUPLICATE: "acknowledgement",
    Outcome.RETURNED: "returned",
    Outcome.REVIEW: "review",
}
REMINDER = "reminder"
_MOST_FORMS = 6  # in one reminder: a province's mailbox is small
_LONGEST_QUOTE = 120  # of the sender's subject


@dataclass(frozen=True, slots=True)
class _Draft:
    """A letter of which all is known but its words."""

    kind: str
    cause: str
    to: tuple[str, ...]
    addressee: Unit | None
    facts: dict[str, object]  # for the sentences of templates/letters/<kind>.j2
    cc: tuple[str, ...] = ()
    answers: Mail | None = None
    content: Content = NOTHING
    owed: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    unit: str = ""  # of which the letter speaks, if it is certain and only one
    periods: tuple[Period, ...] = ()


def answer(context: LetterContext, wording: Wording, now: datetime) -> Letter | None:
    """The one letter about a mail, whatever was in it; its kind follows the mail's outcome. None: it gets no letter.

    Whether the mail may be answered at all is for policy.may_answer. Raises TemplateError.
    """
    kind = KINDS.get(context.verdict.outcome)
    if kind is None:
        return None
    spoken = [ruling.report for ruling in context.verdict.rulings if KINDS.get(ruling.outcome) == kind]
    # A report under review proves neither its unit nor its month, so the letter is no evidence of them either.
    units = {report.unit or "" for report in spoken} if kind != "review" else set()
    periods = tuple(sorted({report.period for report in spoken if report.period}))
    content = content_of(context, wording)
    unit = units.pop() if len(units) == 1 else ""
    draft = _Draft(
        kind,
        context.sha256,
        (answer_address(context.mail),),
        _addressee(context),
        _facts(context, content, spoken, wording),
        answers=context.mail,
        content=content,
        enclosures=_form_to_mend(context, wording) if content.returned else (),
        unit=unit,
        periods=periods if unit else (),
    )
    return _written(draft, context.desk, wording, now)


def remind(reminder: Reminder, desk: Desk, wording: Wording, now: datetime) -> Letter:
    """The letter for a reminder that is due, with a pre-filled form for each month. Raises TemplateError."""
    spec, unit = desk.forms[reminder.form], desk.registry.unit(reminder.unit)
    today = wording.local_date(now)
    days_late = {
        period: (today - desk.calendar.due(period, spec.due_day)).days for period in reminder.periods
    }
    most = max(days_late.values(), default=0)
    facts: dict[str, object] = {
        "department": desk.name,
        "office": wording.office(unit.name if unit else None),
        "place": wording.place(unit.name if unit else None),
        "form": spec.title,
        "months": wording.months(reminder.periods),
        "due_day": spec.due_day,
        "today": wording.moment(now),
        "tone": "overdue" if most > 0 else "due" if most == 0 else "upcoming",
        "copied": bool(reminder.cc),
        "count": len(reminder.periods),
    }
    draft = _Draft(
        REMINDER,
        reminder.cause(today),
        reminder.to,
        unit,
        facts,
        cc=reminder.cc,
        owed=tuple(_owed(desk, spec, period, days, wording) for period, days in days_late.items()),
        enclosures=_forms(spec, unit, reminder.periods, wording),
        unit=reminder.unit,
        periods=reminder.periods,
    )
    return _written(draft, desk, wording, now)


def _facts(
    context: LetterContext, content: Content, spoken: Sequence[Report], wording: Wording
) -> dict[str, object]:
    """What the sentences of an answer may speak of; `spoken` are the reports that gave the letter its kind."""
    desk, unit = context.desk, _addressee(context)
    rulings = context.verdict.rulings
    titles = dict.fromkeys(desk.forms[ruling.report.form].title for ruling in rulings)
    places = dict.fromkeys(desk.registry.name(report.unit) for report in spoken if report.unit)
    return {
        "department": desk.name,
        "office": wording.office(unit.name if unit else None),
        "form": wording.listed(titles),
        "places": wording.listed(map(wording.place, places)),
        "months": wording.months(report.period for report in spoken if report.period),
        "received": wording.moment(context.mail.received),
        "content": content,
        "outcomes": sorted({ruling.outcome.value for ruling in rulings}),
    }


def _written(draft: _Draft, desk: Desk, wording: Wording, now: datetime) -> Letter:
    """The draft in the words of the templates, as text and HTML, in its envelope."""
    said = wording.sentences(f"letters/{draft.kind}.j2", **draft.facts)
    values = {
        "said": said,
        "letter": draft,
        "salutation": wording.salutation(draft.addressee.name if draft.addressee else None),
        "reference": _reference(draft.answers, wording) if draft.answers else "",
        "desk": desk,
    }
    text = _tidy(wording.render("letters/frame.txt.j2", **values))
    html = wording.render("letters/frame.html.j2", **values)
    answered = draft.answers
    heads = Heads(
        desk.name,
        desk.address,
        draft.to,
        draft.cc,
        said["subject"],
        desk.message_id(draft.kind, draft.cause),
        answers=answered.message_id if answered else "",
        references=answered.references if answered else (),
        automatic="auto-replied" if answered else "auto-generated",
        bulk=answered is None,
    )
    raw = envelop(heads, text, html, draft.enclosures, now.astimezone(wording.zone))
    return Letter(
        draft.kind,
        draft.cause,
        draft.to,
        draft.cc,
        said["subject"],
        heads.message_id,
        raw,
        draft.unit,
        draft.periods,
    )


def _tidy(text: str) -> str:
    """No blanks at line ends and no two empty lines in a row, whatever the template left out."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip() + "\n"


def _addressee(context: LetterContext) -> Unit | None:
    """The unit whose office is addressed: the sender's only one, else the only one whose report is on file."""
    registry = context.desk.registry
    codes = set(registry.units_of(context.mail.sender.email))
    if len(codes) != 1:
        codes = {ruling.report.unit or "" for ruling in context.verdict.rulings if ruling.revision}
    return registry.unit(codes.pop()) if len(codes) == 1 else None


def _reference(mail: Mail, wording: Wording) -> str:
    subject = " ".join(mail.subject.split())[:_LONGEST_QUOTE]
    return wording.phrase("reference", subject=subject, received=wording.moment(mail.received))


def _owed(desk: Desk, spec: FormSpec, period: Period, days: int, wording: Wording) -> str:
    due = wording.date(desk.calendar.due(period, spec.due_day))
    month = wording.month(period)
    if days > 0:
        return wording.phrase("owed_late", month=month, due=due, days=str(days))
    return wording.phrase("owed", month=month, due=due)


def _form_to_mend(context: LetterContext, wording: Wording) -> tuple[Enclosure, ...]:
    """The form to be sent again: pre-filled when it is known for whom and for which one month."""
    rulings = [ruling for ruling in context.verdict.rulings if ruling.outcome is Outcome.RETURNED]
    desk = context.desk
    spec = desk.forms[rulings[0].report.form] if rulings else desk.form
    known = {(ruling.report.unit, ruling.report.period) for ruling in rulings}
    code, period = known.pop() if len(known) == 1 else (None, None)
    unit = desk.registry.unit(code) if code else None
    return _forms(spec, unit, (period,) if unit and period else (), wording)


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
