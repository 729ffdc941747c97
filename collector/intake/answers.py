"""A decided mail → the letters about it, and the limit that kept its answer back; stores and sends nothing."""

from datetime import datetime, timedelta

from collector.application import Application
from collector.letters.compose import answer, notify
from collector.letters.letterhead import LetterContext
from collector.letters.notices import notices
from collector.letters.policy import may_answer, may_answer_again, may_write_to_stranger, repeats_subject
from collector.model.letters import Letter
from collector.model.outcomes import Outcome

_NEW = frozenset({Outcome.FILED, Outcome.REVISED})
_DAY, _MONTH = timedelta(days=1), timedelta(days=30)


def letters_about(app: Application, context: LetterContext, now: datetime) -> tuple[tuple[Letter, ...], str]:
    """The answer to a mail, if it may have one and needs one, and notices to reporters whom it concerns.

    With them the limit by which there is no answer, "" where there is one or none was to be written. The mail's hash
    makes each letter the only one for it; `now` (aware) is their date.
    """
    own = (app.settings.department.address, *app.settings.department.staff)
    answered = bool(may_answer(context.mail, context.verdict.machine, own, context.addressee))
    told = tuple(notify(due, context, app.wording, now) for due in notices(context, answered=answered))
    letter = answer(context, app.wording, now) if answered else None
    if letter is None:
        return told, ""
    limit = _limit_of_stranger(app, letter.stranger, now) if letter.stranger else _limit(app, context, now)
    return (told, limit) if limit else ((*told, letter), "")


def _limit_of_stranger(app: Application, stranger: str, now: datetime) -> str:
    count = app.store.written_to_strangers
    return may_write_to_stranger(
        count(stranger, now, _DAY), count(stranger, now, _MONTH), count(None, now, _DAY), app.sending_limits
    ).rule


def _limit(app: Application, context: LetterContext, now: datetime) -> str:
    """The limit of a registered sender's mail that brings no new report."""
    if any(ruling.outcome in _NEW for ruling in context.verdict.rulings):
        return ""
    today = app.store.answers_without_report(context.mail.sender.email.lower(), now, _DAY)
    is_reply = today > 0 and _answers_us(app, context, now)
    return may_answer_again(today, app.sending_limits, is_reply=is_reply).rule


def _answers_us(app: Application, context: LetterContext, now: datetime) -> bool:
    """Whether a mail answers a letter of ours, by its thread or by its subject."""
    if any(app.store.letter_by_message_id(name) for name in context.mail.references):
        return True
    return repeats_subject(context.mail, app.store.subjects_to(context.addressee.email, now, _MONTH))
