"""What a picture says is proposed: the month and the unit come from the mail, and a person decides in any case."""

from datetime import date

from collector.forms.claims import MailContext
from collector.forms.evidence import Found
from collector.forms.extract import extract
from collector.forms.proposal import propose
from collector.forms.recognise import recognise
from collector.model import Report
from collector.periods import Period
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.shipped import PROVINCES

NAMES = PROVINCES


def proposed(unit: str, problem: str, **context: object) -> Report:
    seen = document(TITLE, "ประจำเดือนธันวาคม ๒๕๒๑", table([HEADER, [unit, problem, "จัดหา", "", ""]]))
    forms = [
        Found(content, "scan.pdf", "ocr")
        for match in recognise(seen, [SPEC])
        for content in extract(match, NAMES)
    ]
    (report,) = propose(forms, MailContext(date(2019, 1, 3), **context), NAMES)  # type: ignore[arg-type]  # as named
    return report


def codes(report: Report) -> list[str]:
    return [reason.code for reason in report.doubts]


def test_the_month_in_the_picture_is_not_believed() -> None:
    report = proposed("กระบี่", "ขาดคน", subject="รายงานเดือน พ.ย. 2561", sender_units=("TH-81",))
    assert (report.unit, report.period, codes(report)) == ("TH-81", Period(2018, 11), ["read-from-scan"])
    assert proposed("กระบี่", "ขาดคน").period == Period(2018, 12)  # the month before the mail, not that of 1978


def test_a_unit_that_the_mail_denies_is_in_doubt_and_one_that_cannot_be_read_is_the_senders() -> None:
    assert proposed("ระนอง", "ขาดคน", sender_units=("TH-81",)).unit is None
    assert proposed("จังหวัดกฆฆฬฬ", "ขาดคน", sender_units=("TH-81",)).unit == "TH-81"


def test_a_picture_in_which_nothing_was_seen_is_not_called_blank() -> None:
    report = proposed("", "", sender_units=("TH-81",))
    assert (report.blank, codes(report)[0], report.reader) == (False, "read-from-scan", "ocr")


def test_without_pictures_there_is_nothing_to_propose() -> None:
    assert propose([], MailContext(date(2019, 1, 3)), NAMES) == ()
