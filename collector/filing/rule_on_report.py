"""One report and what is on file for its unit and month → the ruling on it; pure."""

from dataclasses import replace
from datetime import datetime

from collector.filing.difference import MOST_PAIRS, differences
from collector.filing.receipt import receipt_number
from collector.filing.same_content import same_content
from collector.filing.sent_back import SentBackFor, TimeToMend
from collector.filing.understood import OnFile, Rules, Understood
from collector.model.mail import Mail, SenderVerdict
from collector.model.outcomes import Filed, Outcome, Ruling, Standing, Timeliness
from collector.model.reasons import Reason
from collector.model.reports import BY_ANSWER, Report
from collector.sender_rights import RIGHTS, standing_of


def rule_on(report: Report, case: Understood, rules: Rules, on_file: OnFile) -> Ruling:
    """What becomes of a report: filed, a revision or the same again, sent back, or a person's; with the reasons."""
    standing = standing_of(
        report.unit, case.sender_units, case.mail.authenticity.verdict, strict=rules.strangers_to_review
    )
    timeliness = _timeliness(report, case.mail.received, rules)
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
    """What is said beside a report whatever becomes of it: who nobody knows sent it, that nobody was told, or expected it."""
    came_by_mail = bool(case.mail.sender.email or case.mail.headers)
    remarks = {
        "unknown-sender": came_by_mail and standing is not Standing.REGISTERED,
        "by-machine": _is_unproven_machines(case),
        "not-expected": report.period is not None and report.period < rules.since,
    }
    return tuple(Reason(code) for code, holds in remarks.items() if holds)


def _is_unproven_machines(case: Understood) -> bool:
    """Whether a mail bears the signs of a machine, so that no letter answers it, and nothing proves whose it is."""
    return case.machine is not None and case.mail.authenticity.verdict is not SenderVerdict.PROVEN


def _beside(ruling: Ruling, filed: Filed, case: Understood) -> Ruling:
    """The ruling on a report whose unit and month has one on file: the same again, a revision, or a person's."""
    report = ruling.report
    if same := _same_again(report, filed, case.mail):
        sender = case.mail.sender.email.lower()
        said = Reason("duplicate", {"revision": str(same.revision)})
        return replace(
            ruling,
            outcome=Outcome.DUPLICATE,
            reasons=(said, *ruling.reasons),
            revision=same.revision,
            receipt=same.receipt,
            repeats_own=bool(sender) and sender == same.sender.lower(),
        )
    # All reports of one mail share what is compared: thirty revisions cost as much as one.
    changed = differences(filed.entries, report.entries, MOST_PAIRS // len(case.reports))
    if why := _may_not_replace(report, ruling.standing, case):
        return replace(ruling, outcome=Outcome.REVIEW, reasons=(why,), differences=changed)
    revision = filed.revision + 1
    return replace(
        ruling,
        outcome=Outcome.REVISED,
        reasons=(Reason("revised", {"revision": str(revision)}), *ruling.reasons),
        revision=revision,
        differences=changed,
        receipt=receipt_number(filed.unit, filed.period, revision, filed.form),
    )


def _same_again(report: Report, filed: Filed, mail: Mail) -> Filed | None:
    """What a report repeats: the report on file, or an earlier one whose very mail comes once more.

    A server delivers a mail twice, or somebody sends on what he once got hold of: neither takes back what was mended since.
    """
    if same_content(filed, report):
        return filed
    again = (
        one
        for one in filed.earlier
        if mail.message_id and one.message_id == mail.message_id and same_content(one, report)
    )
    return next(again, None)


def _may_not_replace(report: Report, standing: Standing, case: Understood) -> Reason | None:
    """Why a report may not replace what is on file; None where it may. A line is not enough to take back a form."""
    if RIGHTS[standing].other_on_file is Outcome.REVIEW:
        return Reason("unknown-sender-would-replace")
    if report.reader == BY_ANSWER:
        return case.typed
    if case.machine is not None and _is_unproven_machines(case):
        # No letter answers a machine: whoever forged the only reporter's address could replace his report unheard.
        return Reason("machine-would-replace", {"sign": case.machine.sign})
    return None


def counted(ruling: Ruling, mail: Mail, rules: Rules, sent_back: SentBackFor) -> Ruling:
    """The ruling on a registered sender's first report of a month, which counts from the mail that it mends in time."""
    report = ruling.report
    if ruling.outcome is not Outcome.FILED or not ruling.known_sender or not (report.unit and report.period):
        return ruling
    to_mend = TimeToMend(rules.calendar, rules.zone, rules.days_to_mend)
    before = sent_back(report.form, report.unit, report.period)
    since = to_mend.counts_from(mail.received, before)
    return (
        replace(ruling, counts_from=since, timeliness=_timeliness(report, since, rules)) if since else ruling
    )


def _timeliness(report: Report, received: datetime, rules: Rules) -> Timeliness | None:
    if report.unit is None or report.period is None:
        return None
    due = rules.calendar.due(report.period, rules.forms[report.form].due_day)
    return Timeliness.ON_TIME if received.astimezone(rules.zone).date() <= due else Timeliness.LATE
