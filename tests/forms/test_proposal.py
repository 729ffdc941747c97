"""What a picture says is proposed: the month and the unit come from the mail, and a person decides in any case."""

from datetime import date

from collector.forms.claims import MailContext
from collector.forms.evidence import Found
from collector.forms.extract import extract
from collector.forms.proposal import propose
from collector.forms.recognise import recognise
from collector.model.documents import Document
from collector.model.reports import Report, Source
from collector.periods import Period
from tests.forms.sheets import HEADER, SPEC, TITLE, document, table
from tests.shipped import PROVINCES

NAMES = PROVINCES


def proposed(unit: str, problem: str, **context: object) -> Report:
    solution = "จัดหา" if problem else ""
    seen = document(TITLE, "ประจำเดือนธันวาคม ๒๕๒๑", table([HEADER, [unit, problem, solution, "", ""]]))
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


FORM = document(
    TITLE,
    "จังหวัดตรัง ประจำเดือน พ.ย. 61",
    table([HEADER, ["กระบี่\nประจำเดือน ต.ค. 61", "ขาดคน", "จัดหา", "", ""]]),
    "ท้องถิ่นจังหวัดตาก ประจำเดือน ก.ย. 61",
    sheet="ระยอง ส.ค. 61",
    identifier="help-centre/TH-42/2018-07",
)


def seen(read: Document, **context: object) -> Report:
    forms = [
        Found(content, "scan.pdf", "ocr")
        for match in recognise(read, [SPEC])
        for content in extract(match, NAMES)
    ]
    (report,) = propose(forms, MailContext(date(2019, 1, 3), **context), NAMES)  # type: ignore[arg-type]  # as named
    return report


def test_of_all_that_a_picture_says_only_the_column_of_units_counts_and_not_for_certain() -> None:
    evidence = [(item.fact, item.value, item.source, item.certain) for item in seen(FORM).evidence]
    assert evidence == [
        ("unit", "TH-81", Source.FORM, False),
        ("period", "2018-12", Source.ASSUMED, False),
    ]
    assert codes(seen(FORM)) == ["read-from-scan", "unit-unknown"]
    assert seen(FORM).doubts[1].values == {"suggestions": "กระบี่"}  # the name is right; only a picture says it


def test_a_unit_of_the_registry_in_a_picture_is_never_called_misspelt() -> None:
    report = proposed("ระนอง", "ขาดคน", sender_units=("TH-81",))
    assert codes(report) == ["read-from-scan", "unit-conflict"]
    assert (report.doubts[1].values["first"], report.doubts[1].values["second"]) == ("ระนอง", "กระบี่")


def test_what_the_mail_says_is_believed_and_the_doubt_stays() -> None:
    report = seen(FORM, sender_units=("TH-81",), reply_periods=(Period(2018, 10),))
    assert (report.unit, report.period) == ("TH-81", Period(2018, 10))
    assert (codes(report), [note.code for note in report.notes]) == (["read-from-scan"], [])
    assert [entry.text("problem") for entry in report.entries] == ["ขาดคน"]
    assert (report.attachment, report.reader) == ("scan.pdf", "ocr")


def test_each_picture_of_a_form_is_proposed() -> None:
    both = document(
        TITLE, "1", table([HEADER, ["", "ก", "", "", ""], ["ตรัง", "ข", "", "", ""], ["ตาก", "ค", "", "", ""]])
    )
    forms = [
        Found(content, "scan.pdf") for match in recognise(both, [SPEC]) for content in extract(match, NAMES)
    ]
    assert len(propose(forms, MailContext(date(2019, 1, 3)), NAMES)) == 2


def test_without_pictures_there_is_nothing_to_propose() -> None:
    assert propose([], MailContext(date(2019, 1, 3)), NAMES) == ()
