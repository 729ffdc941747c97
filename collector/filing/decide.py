"""Reports and what is known of their mail → the verdict: one outcome for the mail, one for each report. Pure.

Opens no file and no database: what is on file comes in through a function.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from collector.filing.difference import MOST_PAIRS, differences
from collector.filing.receipt import receipt_number
from collector.forms.spec import FormSpec
from collector.forms.vocabulary import Vocabulary
from collector.model import (
    Filed,
    FileKind,
    Machine,
    MachineKind,
    Mail,
    OtherKind,
    Outcome,
    ReadableKind,
    Reason,
    Report,
    Ruling,
    SenderFacts,
    SenderVerdict,
    Standing,
    Timeliness,
    Verdict,
)
from collector.periods import Calendar, Period
from collector.sender_rights import RIGHTS, standing_of
from collector.thai import fold

OnFile = Callable[[str, str, Period], Filed | None]

# What opens for a person though no reader of ours exists; everything else that is not read goes back to its sender.
FOR_A_PERSON: frozenset[OtherKind] = frozenset({OtherKind.MSG, OtherKind.P7M, OtherKind.TNEF})
# What a person reads that a program cannot, or must not: pictures of pages, letters that lie about what is printed.
READ_BY_EYE = frozenset({"read-by-person", "scan-only", "untrusted-text"})
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
MACHINE_REASONS = {
    MachineKind.OWN: "own-letter",
    MachineKind.STUB: "exchange-stub",
    MachineKind.BOUNCE: "bounce",
    MachineKind.DISPOSITION: "disposition",
    MachineKind.AUTOMATIC: "automatic",
    MachineKind.VACATION: "vacation",
    MachineKind.LIST: "newsletter",
}


@dataclass(frozen=True, slots=True)
class Unread:
    """An attachment that gave no document, and the reason code why."""

    path: str  # "" for the mail as a whole
    kind: FileKind
    code: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the department has laid down."""

    forms: Mapping[str, FormSpec]
    calendar: Calendar
    zone: tzinfo
    since: Period
    vocabulary: Vocabulary  # what people write who promise a form, or ask for one
    strangers_to_review: bool = (
        False  # whether addresses that are not registered may file nothing by themselves
    )


@dataclass(frozen=True, slots=True)
class Understood:
    """A mail after reading: all that the decision rests on."""

    mail: Mail
    machine: Machine | None
    reports: tuple[Report, ...]
    unread: tuple[Unread, ...] = ()
    formless: tuple[str, ...] = ()  # paths of documents that were read and hold no form
    sender_units: tuple[str, ...] = ()  # for which the sender's address is registered


def decide(case: Understood, rules: Rules, on_file: OnFile) -> Verdict:
    """The verdict on one mail: that of its report that needs most attention, else why there is no report in it."""
    if not case.reports or _only_ours_again(case):
        outcome, reasons = _unless_contradicted(case, *_without_report(case, rules.vocabulary))
        return Verdict(outcome, reasons, (), case.machine, _sender(case))
    rulings = tuple(_ruling(report, case, rules, on_file) for report in _once_each(case.reports))
    broken = tuple(_reason(item) for item in case.unread if item.kind not in DISTURBS_NOTHING)
    outcomes = [*(ruling.outcome for ruling in rulings), *([Outcome.RETURNED] if broken else [])]
    if by_eye := _instead_of_blank(case):
        outcomes, broken = [Outcome.REVIEW], (*broken, *by_eye)
    unique = {_flat(reason): reason for ruling in rulings for reason in ruling.reasons}
    said = tuple(unique.values())
    worst = min(outcomes, key=lambda outcome: outcome.attention)
    outcome, reasons = _unless_contradicted(case, worst, (*said, *broken))
    return Verdict(outcome, reasons, rulings, case.machine, _sender(case))


def _sender(case: Understood) -> SenderFacts:
    return SenderFacts(case.mail.sender.email, case.mail.authenticity.verdict, case.sender_units)


def _unless_contradicted(
    case: Understood, outcome: Outcome, reasons: tuple[Reason, ...]
) -> tuple[Outcome, tuple[Reason, ...]]:
    """A mail that is another's than its From says is a person's: neither sent back, to somebody else, nor passed over.

    A machine's that nobody registered sent stays what it is: there is nobody in whose name it speaks.
    """
    contradicted = case.mail.authenticity.verdict is SenderVerdict.CONTRADICTED
    if not contradicted or (case.machine is not None and not case.sender_units and not case.reports):
        return outcome, reasons
    why = Reason("sender-contradicted", {"said": case.mail.authenticity.said})
    return Outcome.REVIEW, (why, *(reason for reason in reasons if reason.code != why.code))


def _only_ours_again(case: Understood) -> bool:
    """Whether a machine's mail brings blank forms alone: those that went out with our letter, which it quotes."""
    return case.machine is not None and all(report.blank for report in case.reports)


def _instead_of_blank(case: Understood) -> tuple[Reason, ...]:
    """What a person must look at where only blank forms were read: the filled one may be the scan beside it."""
    if not all(report.blank for report in case.reports):
        return ()
    return tuple(reason for reason in map(_reason, case.unread) if reason.code in READ_BY_EYE)


def _flat(reason: Reason) -> tuple[str, tuple[tuple[str, str], ...]]:
    return reason.code, tuple(reason.values.items())


# ── a report ────────────────────────────────────────────────────────────────────────────────────


def _once_each(reports: Sequence[Report]) -> list[Report]:
    """The reports of a mail, the same form sent twice (as Word and as Excel) once; where the two differ, in doubt."""
    kept: list[Report] = []
    for report in reports:
        same = [other for other in kept if _key(other) == _key(report)]
        if any(other.content_hash == report.content_hash and other.blank == report.blank for other in same):
            continue
        kept.append(report)
    return [_doubted(report, kept) for report in kept]


def _key(report: Report) -> tuple[str, str | None, Period | None]:
    return report.form, report.unit, report.period


def _doubted(report: Report, reports: Sequence[Report]) -> Report:
    rival = next((other for other in reports if other is not report and _key(other) == _key(report)), None)
    if rival is None or report.unit is None or report.period is None:
        return report
    names = {"first": report.attachment, "second": rival.attachment}
    return replace(report, doubts=(*report.doubts, Reason("two-versions-differ", names)))


def _ruling(report: Report, case: Understood, rules: Rules, on_file: OnFile) -> Ruling:
    standing = standing_of(
        report.unit, case.sender_units, case.mail.authenticity.verdict, strict=rules.strangers_to_review
    )
    timeliness = _timeliness(report, case.mail, rules)
    made = Ruling(report, Outcome.REVIEW, report.doubts, timeliness, standing=standing)
    if standing is Standing.CONTRADICTED:
        return replace(made, reasons=(Reason("sender-contradicted"), *report.doubts))
    if report.blank:
        reason = Reason("blank-form", {"attachment": report.attachment})
        return replace(made, outcome=Outcome.RETURNED, reasons=(reason,), timeliness=None)
    if report.doubts or report.unit is None or report.period is None:
        return made
    filed = on_file(report.form, report.unit, report.period)
    remarks = _remarks(report, case, rules, standing)
    if filed is not None:
        return _beside(replace(made, reasons=remarks), filed, case)
    outcome = RIGHTS[standing].month_empty
    if outcome is Outcome.REVIEW:
        return replace(made, reasons=remarks)
    receipt = receipt_number(report.unit, report.period, 1, report.form)
    return replace(made, outcome=outcome, reasons=(Reason("filed"), *remarks), revision=1, receipt=receipt)


def _remarks(report: Report, case: Understood, rules: Rules, standing: Standing) -> tuple[Reason, ...]:
    """What is said beside a report whatever becomes of it: that nobody knows its sender, that nobody expected it."""
    came_by_mail = bool(case.mail.sender.email or case.mail.headers)
    stranger = (Reason("unknown-sender"),) if came_by_mail and standing is not Standing.REGISTERED else ()
    early = report.period is not None and report.period < rules.since
    return (*stranger, *((Reason("not-expected"),) if early else ()))


def _beside(ruling: Ruling, filed: Filed, case: Understood) -> Ruling:
    """The ruling on a report whose unit and month has one on file: the same again, a revision, or a person's."""
    report = ruling.report
    if filed.content_hash == report.content_hash:
        sender = case.mail.sender.email.lower()
        said = Reason("duplicate", {"revision": str(filed.revision)})
        return replace(
            ruling,
            outcome=Outcome.DUPLICATE,
            reasons=(said, *ruling.reasons),
            revision=filed.revision,
            receipt=filed.receipt,
            repeats_own=bool(sender) and sender == filed.sender.lower(),
        )
    # All reports of one mail share what is compared: thirty revisions cost as much as one.
    changed = differences(filed.entries, report.entries, MOST_PAIRS // len(case.reports))
    outcome = RIGHTS[ruling.standing].other_on_file
    if outcome is Outcome.REVIEW:
        why = Reason("unknown-sender-would-replace")
        return replace(ruling, outcome=outcome, reasons=(why,), differences=changed)
    revision = filed.revision + 1
    return replace(
        ruling,
        outcome=outcome,
        reasons=(Reason("revised", {"revision": str(revision)}), *ruling.reasons),
        revision=revision,
        differences=changed,
        receipt=receipt_number(filed.unit, filed.period, revision, filed.form),
    )


def _timeliness(report: Report, mail: Mail, rules: Rules) -> Timeliness | None:
    if report.unit is None or report.period is None:
        return None
    due = rules.calendar.due(report.period, rules.forms[report.form].due_day)
    return Timeliness.ON_TIME if mail.received.astimezone(rules.zone).date() <= due else Timeliness.LATE


# ── no report ───────────────────────────────────────────────────────────────────────────────────


def _without_report(case: Understood, words: Vocabulary) -> tuple[Outcome, tuple[Reason, ...]]:
    """Why a mail brought no report, and who must act."""
    if case.machine is not None:
        code = MACHINE_REASONS[case.machine.kind]
        if case.machine.kind is MachineKind.STUB:  # behind it is a mail of a person
            return Outcome.REVIEW, (Reason(code),)
        return Outcome.IGNORED, (Reason(code, {"sign": case.machine.sign}),)
    unread = tuple(map(_reason, case.unread))
    if any(reason.code in READ_BY_EYE for reason in unread):
        return Outcome.REVIEW, unread
    if unread:
        return Outcome.RETURNED, unread
    if case.formless:
        return Outcome.RETURNED, tuple(Reason("no-form", {"attachment": path}) for path in case.formless)
    return _without_attachment(case.mail, words)


def _reason(item: Unread) -> Reason:
    values = {"attachment": item.path, "kind": item.kind} if item.path else {}
    if item.code == "unsupported" and item.kind == OtherKind.IMAGE:
        return Reason("scan-only", values)
    if item.code == "unsupported" and item.kind in FOR_A_PERSON:
        return Reason("read-by-person", values)
    return Reason(item.code, values)


def _without_attachment(mail: Mail, words: Vocabulary) -> tuple[Outcome, tuple[Reason, ...]]:
    """A mail that promises a form and has none is returned; other conversation is left to people."""
    subject, said = fold(mail.subject), fold(mail.subject + "\n" + mail.text)
    if any(word in said for word in words.request_words):
        return Outcome.IGNORED, (Reason("conversation"),)
    promised = any(word in said for word in words.attachment_words) and any(
        word in said for word in words.report_words
    )
    if promised or any(word in subject for word in words.report_words):
        return Outcome.RETURNED, (Reason("forgot-attachment"),)
    return Outcome.IGNORED, (Reason("conversation"),)
