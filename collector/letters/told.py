"""A mail's verdict → what its addressee may be told of it: a stranger learns nothing of what another sent; pure."""

from dataclasses import replace

from collector.letters.letterhead import LetterContext
from collector.model.letters import LetterSays
from collector.model.outcomes import Outcome, Ruling, Standing, Verdict
from collector.model.reasons import Reason
from collector.sender_rights import RIGHTS

_NOBODY_KNOWS_HIM = Reason("unknown-sender")
_HE_WOULD_REPLACE = Reason("unknown-sender-would-replace")
# Which of them it is tells what is on file for the unit and month of a stranger's clear report.
_BY_WHAT_IS_ON_FILE = frozenset({_NOBODY_KNOWS_HIM.code, _HE_WOULD_REPLACE.code, "duplicate"})


def as_told(context: LetterContext) -> Verdict:
    """The verdict as the letter about the mail speaks of it.

    That a report is the same as one on file, and the number of that one's receipt, is for senders who are registered
    and for the address that sent it and got that receipt. For all others it reads as a report that differs from the
    one on file: who sends one guess after another gets the same letter each time. Where strangers' reports all go to
    a person, it reads as a report of which none is on file.
    """
    verdict = context.verdict
    hidden = [ruling for ruling in verdict.rulings if _tells_of_another(context, ruling)]
    if not hidden:
        return verdict
    left_out = {reason.code for ruling in hidden for reason in ruling.reasons}
    return replace(
        verdict,
        outcome=Outcome.REVIEW,
        reasons=(
            _instead(hidden[0]),  # all of one mail, as one setting decides on them
            *(reason for reason in verdict.reasons if reason.code not in left_out),
        ),
        rulings=tuple(_held(ruling) if ruling in hidden else ruling for ruling in verdict.rulings),
    )


def _tells_of_another(context: LetterContext, ruling: Ruling) -> bool:
    if ruling.standing is Standing.STRANGER_TO_REVIEW:
        return any(reason.code in _BY_WHAT_IS_ON_FILE for reason in ruling.reasons)
    if ruling.outcome is not Outcome.DUPLICATE or ruling.known_sender:
        return False
    had_its_receipt = RIGHTS[ruling.standing].letter is LetterSays.RECEIPT and ruling.repeats_own
    return not had_its_receipt or context.addressee.email != context.mail.sender.email.lower()


def _instead(ruling: Ruling) -> Reason:
    return _NOBODY_KNOWS_HIM if ruling.standing is Standing.STRANGER_TO_REVIEW else _HE_WOULD_REPLACE


def _held(ruling: Ruling) -> Ruling:
    return replace(ruling, outcome=Outcome.REVIEW, reasons=(_instead(ruling),), revision=0, receipt="")
