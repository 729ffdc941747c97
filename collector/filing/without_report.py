"""A mail in which no report was found, or not everything could be read → why, and who must act; pure."""

import re

from collector.filing.conversation import CONVERSATION, LINK, WITHDRAWS, asks_for_time, said_without_file
from collector.filing.understood import Rules, Understood, Unread
from collector.forms.known_form import Instead
from collector.model.files import FileKind, OtherKind, ReadableKind
from collector.model.mail import MachineKind
from collector.model.outcomes import Outcome
from collector.model.reasons import Reason

# What opens for a person though no reader of ours exists; everything else that is not read goes back to its sender.
FOR_A_PERSON: frozenset[OtherKind] = frozenset({OtherKind.MSG, OtherKind.P7M, OtherKind.TNEF})
# Who sent it, what it is and where its parts begin may stand in the headers that were not looked at.
HEADERS_CUT = "headers-cut"
_LONGEST = 2_000  # letters of a From field
_THAI_ADDRESS = re.compile(r"[\u0e01-\u0e4e][^\s<>@]{0,64}@[^\s<>@.]{1,63}\.")
# What a person reads that a program cannot, or must not: pictures of pages, letters that lie about what is printed.
READ_BY_EYE = frozenset({"read-by-person", "scan-only", "untrusted-text", "hidden-form", HEADERS_CUT})
# Beside a form that was read: a scanned cover letter, a signature.
DISTURBS_NOTHING: frozenset[FileKind] = frozenset(
    {
        ReadableKind.PDF,
        ReadableKind.TEXT,
        ReadableKind.HTML,
        OtherKind.IMAGE,
        OtherKind.P7M,
        OtherKind.UNKNOWN,
    }
)
_LOCKED_BY: dict[FileKind, str] = {OtherKind.PGP: "PGP", OtherKind.P7M: "S/MIME"}  # mails, not files
MACHINE_REASONS = {
    MachineKind.OWN: "own-letter",
    MachineKind.STUB: "exchange-stub",
    MachineKind.BOUNCE: "bounce",
    MachineKind.DISPOSITION: "disposition",
    MachineKind.AUTOMATIC: "automatic",
    MachineKind.CALENDAR: "calendar",
    MachineKind.VACATION: "vacation",
    MachineKind.LIST: "newsletter",
}


OUTCOMES = {
    Instead.IGNORE: Outcome.IGNORED,
    Instead.REVIEW: Outcome.REVIEW,
    Instead.ANSWER: Outcome.RETURNED,
}
CODES = {
    Instead.IGNORE: "known-form-ignored",
    Instead.REVIEW: "known-form",
    Instead.ANSWER: "known-form-answered",
}


def without_report(case: Understood, rules: Rules) -> tuple[Outcome, tuple[Reason, ...]]:
    """Why a mail brought no report, and who must act."""
    unread = tuple(map(unread_reason, case.unread))
    headers_cut = any(reason.code == HEADERS_CUT for reason in unread)
    if case.machine is not None and not headers_cut:
        code = MACHINE_REASONS[case.machine.kind]
        if case.machine.kind is MachineKind.STUB:  # behind it is a mail of a person
            return Outcome.REVIEW, (Reason(code),)
        return Outcome.IGNORED, (Reason(code, {"sign": case.machine.sign}),)
    if any(not other.form for other in case.other_forms) or any(item.code in READ_BY_EYE for item in unread):
        return Outcome.REVIEW, (*_others(case), *unread)
    if case.changed:
        return Outcome.REVIEW, tuple(filter(None, (case.changed, case.typed, *unread)))
    if unread:
        return Outcome.RETURNED, unread
    return _nothing_broken(case, rules)


def told_to_somebody(
    case: Understood, outcome: Outcome, reasons: tuple[Reason, ...]
) -> tuple[Outcome, tuple[Reason, ...]]:
    """What goes back to its sender goes to a person where no letter reaches him: his name before the @ is in Thai letters.

    Mail servers take such an address only from programs that speak RFC 6531.
    """
    written = "" if case.mail.sender.email else dict(case.mail.headers[::-1]).get("from", "")
    if outcome is Outcome.IGNORED or case.machine is not None or not _THAI_ADDRESS.search(written[:_LONGEST]):
        return outcome, reasons
    return (Outcome.REVIEW if outcome is Outcome.RETURNED else outcome), (
        *reasons,
        Reason("no-answer-address"),
    )


def _others(case: Understood) -> tuple[Reason, ...]:
    """The forms of other matters that a mail brought."""
    return tuple(
        Reason("other-form", {"title": other.title, "attachment": other.path}) for other in case.other_forms
    )


def unread_reason(item: Unread) -> Reason:
    """Why an attachment gave no document, as it is told."""
    values = {"attachment": item.path, "kind": item.kind} if item.path else {}
    if item.code == "encrypted" and item.kind in _LOCKED_BY:
        values["locked_by"] = _LOCKED_BY[item.kind]
    if item.code == "unsupported" and item.kind == OtherKind.IMAGE:
        return Reason("scan-only", values)
    if item.code == "unsupported" and item.kind in FOR_A_PERSON:
        return Reason("read-by-person", values)
    return Reason(item.code, values)


def _nothing_broken(case: Understood, rules: Rules) -> tuple[Outcome, tuple[Reason, ...]]:
    """What a mail says in its own words is a person's; else what it brought or promised in place of the form decides."""
    if case.other_forms:
        return _known_forms(case, rules)
    if case.typed:
        return Outcome.REVIEW, (case.typed,)
    return _other_documents(case, rules) if case.formless else _without_file(case, rules)


def _known_forms(case: Understood, rules: Rules) -> tuple[Outcome, tuple[Reason, ...]]:
    """What the settings say of the forms of other matters that a mail brought: of several what needs most attention."""
    forms = [rules.known[other.form] for other in case.other_forms]
    outcome = min((OUTCOMES[form.instead] for form in forms), key=lambda one: one.attention)
    reasons = [
        Reason(
            CODES[form.instead],
            {key: text for key, text in (("title", form.title), ("answer", form.answer)) if text},
        )
        for form in dict.fromkeys(forms)
        if OUTCOMES[form.instead] is outcome
    ]
    return outcome, tuple(reasons)


def _without_file(case: Understood, rules: Rules) -> tuple[Outcome, tuple[Reason, ...]]:
    """A mail that promises a form and has none is returned, a reporter's that takes one back a person's; other conversation is left to people."""
    code = said_without_file(case, rules)
    if code == WITHDRAWS:
        return Outcome.REVIEW, (Reason(code),)
    return (Outcome.IGNORED if code == CONVERSATION else Outcome.RETURNED), (Reason(code),)


def _other_documents(case: Understood, rules: Rules) -> tuple[Outcome, tuple[Reason, ...]]:
    """Documents without a form: a letter that asks for more time is a person's, any other comes in place of the form."""
    if asks_for_time(case.mail, rules.vocabulary):
        return Outcome.REVIEW, (Reason("asks-for-time"),)
    reasons = [Reason("no-form", {"attachment": path}) for path in case.formless]
    return Outcome.RETURNED, (*reasons, *([Reason(LINK)] if case.mail.links else []))
