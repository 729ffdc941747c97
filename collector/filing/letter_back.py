"""A mail in which nothing came but what we wrote → why it is passed over; None where something in it is the sender's. Pure."""

from collector.filing.conversation import CONVERSATION, hands_in
from collector.filing.receipt import filed_under
from collector.filing.same_content import same_content
from collector.filing.understood import OnFile, Rules, Understood
from collector.model.outcomes import Filed
from collector.model.reasons import Reason
from collector.model.reports import Report

REPEATS = "repeats-letter"
OWN = "own-letter"


def only_ours(case: Understood, rules: Rules, on_file: OnFile) -> Reason | None:
    """Why a mail is passed over whose forms are all from letters of ours, as we wrote them, beside nothing that reports.

    A form that was filled in, or changed, is the sender's; so are a file that nobody could read, words that report, and
    a blank form beside words that hand it in. What else he wrote is conversation, if his address is registered.
    """
    beside = case.unread or case.formless or case.other_forms or case.typed or case.changed
    if beside or not case.reports:
        return None
    signs = [_sign(report, case, rules, on_file) for report in case.reports]
    if not all(signs):
        return None
    if case.added.strip() and case.sender_units and case.machine is None:
        return Reason(CONVERSATION)
    return Reason(OWN, {"sign": signs[0]})


def _sign(report: Report, case: Understood, rules: Rules, on_file: OnFile) -> str:
    """The number or mark of the letter that brought a form as it is; "" where the form may be the sender's."""
    if report.blank:
        return "" if hands_in(case.added, rules.vocabulary) else case.own_letter
    sign = next((doubt.values["receipt"] for doubt in report.doubts if doubt.code == REPEATS), "")
    return sign if sign and _is_on_file(report, sign, rules, on_file) else ""


def _is_on_file(report: Report, sign: str, rules: Rules, on_file: OnFile) -> bool:
    """Whether a revision on file says just what the report says: that one which the letter tells of, else any of its unit and month."""
    filed = _filed(report, sign, rules, on_file)
    said = (*filed.earlier, filed) if filed else ()
    return any(same_content(one, report) for one in said)


def _filed(report: Report, sign: str, rules: Rules, on_file: OnFile) -> Filed | None:
    under = filed_under(sign, rules.forms)
    if under is None and report.unit and report.period:
        under = report.form, report.unit, report.period
    return on_file(*under) if under else None
