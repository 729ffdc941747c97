"""All that was understood of a mail → the verdict: one outcome for the mail, one for each report. Pure.

Opens no file and no database: what is on file comes in through a function.
"""

from collections.abc import Sequence
from dataclasses import replace

from collector.filing.letter_back import only_ours
from collector.filing.rule_on_report import counted, rule_on
from collector.filing.same_content import same_content
from collector.filing.sent_back import SentBackFor, nothing_sent_back
from collector.filing.understood import OnFile, Rules, Understood
from collector.filing.without_report import (
    DISTURBS_NOTHING,
    HEADERS_CUT,
    READ_BY_EYE,
    told_to_somebody,
    unread_reason,
    without_report,
)
from collector.model.mail import MachineKind, SenderVerdict
from collector.model.outcomes import Outcome, SenderFacts, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Report
from collector.periods import Period


def decide(
    case: Understood, rules: Rules, on_file: OnFile, sent_back: SentBackFor = nothing_sent_back
) -> Verdict:
    """The verdict on one mail: that of its report that needs most attention, else why there is no report in it.

    `sent_back` tells what of a unit and month was sent back or questioned before.
    """
    verdict = _decided(case, rules, on_file)
    rulings = (counted(ruling, case.mail, rules, sent_back) for ruling in verdict.rulings)
    return replace(verdict, rulings=tuple(rulings))


def _decided(case: Understood, rules: Rules, on_file: OnFile) -> Verdict:
    if not case.reports or _only_ours_again(case) or _only_news(case):
        outcome, reasons = told_to_somebody(case, *without_report(case, rules))
        outcome, reasons = _unless_contradicted(case, outcome, reasons)
        return Verdict(outcome, reasons, (), case.machine, _sender(case))
    if why := only_ours(case, rules, on_file):
        outcome, reasons = _unless_contradicted(case, Outcome.IGNORED, (why,))
        return Verdict(outcome, reasons, (), case.machine, _sender(case))
    rulings = tuple(rule_on(report, case, rules, on_file) for report in _once_each(case.reports))
    broken = tuple(unread_reason(item) for item in case.unread if item.kind not in DISTURBS_NOTHING)
    outcomes = [*(ruling.outcome for ruling in rulings), *([Outcome.RETURNED] if broken else [])]
    if any(reason.code == HEADERS_CUT for reason in broken):
        outcomes.append(Outcome.REVIEW)
    if by_eye := _instead_of_blank(case):
        outcomes, broken = [Outcome.REVIEW], (*broken, *by_eye)
    unique = {_flat(reason): reason for ruling in rulings for reason in ruling.reasons}
    said = tuple(unique.values())
    worst = min(outcomes, key=lambda outcome: outcome.attention)
    outcome, reasons = told_to_somebody(case, worst, (*said, *broken))
    outcome, reasons = _unless_contradicted(case, outcome, reasons)
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


def _only_news(case: Understood) -> bool:
    """Whether a newsletter of somebody unknown brings tables alone of which nothing says that they are a form of ours."""
    return (
        case.machine is not None
        and case.machine.kind is MachineKind.LIST
        and not case.sender_units
        and all(_doubts_of(report) & {"form-unsure"} for report in case.reports)
    )


def _doubts_of(report: Report) -> set[str]:
    return {reason.code for reason in report.doubts}


def _instead_of_blank(case: Understood) -> tuple[Reason, ...]:
    """What a person must look at where only blank forms were read: the filled one may be the scan beside it, or the mail's text."""
    if not all(report.blank for report in case.reports):
        return ()
    scans = tuple(reason for reason in map(unread_reason, case.unread) if reason.code in READ_BY_EYE)
    said = (case.changed, case.typed) if case.machine is None else ()
    return (*scans, *filter(None, said))


def _flat(reason: Reason) -> tuple[str, tuple[tuple[str, str], ...]]:
    return reason.code, tuple(reason.values.items())


def _once_each(reports: Sequence[Report]) -> list[Report]:
    """The reports of a mail, the same form sent twice (as Word and as Excel) once; where the two differ, in doubt."""
    kept: list[Report] = []
    for report in reports:
        same = [other for other in kept if _key(other) == _key(report)]
        if any(same_content(other, report) and other.blank == report.blank for other in same):
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
