"""Unit and month by weighed evidence: what agrees is filed, what disagrees goes to a person."""

from datetime import date

import pytest

from collector.forms.claims import MailContext
from collector.forms.evidence import Found, weigh
from collector.forms.extract import extract
from collector.forms.recognise import recognise
from collector.forms.spec import FormSpec
from collector.model.documents import Document
from collector.model.reports import Report
from collector.periods import Period
from tests.forms.sheets import HEADER, SPEC, TITLE, document, spec_with, table
from tests.shipped import PROVINCES

NAMES = PROVINCES
RECEIVED = date(2019, 1, 3)
KRABI, RAYONG, RANONG, CHONBURI = "TH-81", "TH-21", "TH-85", "TH-20"


def paper(unit: str = "", month: str = "", sheet: str = "", identifier: str = "") -> Document:
    lines = [line for line in (TITLE, month) if line]
    return document(
        *lines, table([HEADER, [unit, "ขาดคน", "จัดหา", "", ""]]), sheet=sheet, identifier=identifier
    )


def reports(*found: tuple[Document, str], **context: object) -> tuple[Report, ...]:
    items = [
        Found(content, path)
        for read, path in found
        for match in recognise(read, [SPEC])
        for content in extract(match, NAMES)
    ]
    return weigh(items, MailContext(received=RECEIVED, **context), NAMES)  # type: ignore[arg-type]


def one(read: Document, path: str = "form.docx", **context: object) -> Report:
    (report,) = reports((read, path), **context)
    return report


def settled(report: Report) -> tuple[str | None, str | None]:
    return report.unit, str(report.period) if report.period else None


def doubts(report: Report) -> list[str]:
    return [reason.code for reason in report.doubts]


DECEMBER = "ประจำเดือนธันวาคม ๒๕๖๑"


def test_the_form_alone_decides() -> None:
    assert settled(one(paper("จังหวัดกระบี่", DECEMBER))) == (KRABI, "2018-12")


def test_the_sender_alone_decides() -> None:
    assert settled(one(paper("", DECEMBER), sender_units=(KRABI,))) == (KRABI, "2018-12")


def test_form_and_sender_disagree() -> None:
    report = one(paper("จังหวัดระยอง", DECEMBER), sender_units=(RANONG,))
    assert (report.unit, doubts(report)) == (None, ["unit-conflict"])
    assert dict(report.doubts[0].values)["first"] == "ระยอง"


def test_form_and_subject_disagree_on_the_month() -> None:
    report = one(paper("กระบี่", DECEMBER), subject="ส่งรายงานเดือน พ.ย. 61")
    assert (report.period, doubts(report)) == (None, ["period-conflict"])


def test_a_slip_of_the_pen_near_one_province_decides_alone() -> None:
    report = one(paper("จังหวัดเชียงไหม่", DECEMBER))
    assert (report.unit, [note.code for note in report.notes]) == ("TH-50", ["unit-misspelt"])


def test_a_slip_near_two_needs_a_second_source_that_is_not_farther() -> None:
    assert doubts(one(paper("จังหวัดลบบุรี", DECEMBER))) == ["unit-unclear"]
    assert one(paper("จังหวัดลบบุรี", DECEMBER), sender_units=("TH-16",)).unit == "TH-16"
    assert doubts(one(paper("จังหวัดลบบุรี", DECEMBER), sender_units=(CHONBURI,))) == ["unit-unclear"]
    assert doubts(one(paper("จังหวัดลบบุรี", DECEMBER), sender_units=(KRABI,))) == ["unit-unclear"]


def test_a_slip_is_read_before_the_month_and_a_file_of_two_names_agrees_with_neither() -> None:
    misspelt = document(TITLE, f"จังหวัดสุราษฏร์ธาณี {DECEMBER}", table([HEADER, ["", "ขาดคน", "", "", ""]]))
    assert one(misspelt, sender_units=("TH-84",)).unit == "TH-84"
    assert doubts(one(misspelt)) == ["unit-unclear"]
    rayong = document(TITLE, f"จังหวัดระยอน {DECEMBER}", table([HEADER, ["", "ขาดคน", "", "", ""]]))
    assert one(rayong, "rayong.docx").unit == RAYONG
    assert doubts(one(rayong, "rayong_or_ranong.docx")) == ["unit-unclear"]


@pytest.mark.parametrize("written", ["กุมภาพันธุ์ ๒๕๖๑", "กุมภาพันท์ 2561", "ก ุ ม ภ า พ ั น ธ ์ 2561", "Febuary 2018"])
def test_a_misspelt_month_is_told_and_filed(written: str) -> None:
    report = one(paper("กระบี่", f"ประจำเดือน {written}"))
    assert (settled(report)[1], [note.code for note in report.notes]) == ("2018-02", ["period-misspelt"])


def test_a_word_that_is_no_month_is_never_passed_over() -> None:
    assert doubts(one(paper("กระบี่", "ประจำเดือน ธนวคม 2561"))) == ["period-unclear"]
    assert settled(one(paper("กระบี่", "ประจำเดือน ............ พ.ศ. ........")))[1] == "2018-12"
    assert settled(one(paper("กระบี่", "แบบรายงานประจำเดือนปัญหา อุปสรรค")))[1] == "2018-12"


def test_a_blank_form_of_another_unit_in_a_file_of_its_own_counts() -> None:
    blank = document(TITLE, DECEMBER, table([HEADER, ["จังหวัดตรัง", "1", "1", "", ""]]))
    found = reports((blank, "blank.docx"), (paper("กระบี่", DECEMBER), "b.docx"))
    assert [(report.unit, report.blank) for report in found] == [("TH-92", True), (KRABI, False)]


def test_a_province_that_the_registry_lacks_is_never_overruled_by_the_sender() -> None:
    assert doubts(one(paper("จังหวัดกรุงศรี", DECEMBER), sender_units=(KRABI,))) == ["unit-unclear"]


def test_the_file_name_counts_only_where_nothing_stronger_speaks() -> None:
    assert settled(one(paper(), "รายงาน กระบี่ ธ.ค. 61.xlsx")) == (KRABI, "2018-12")
    assert settled(one(paper("ระยอง", DECEMBER), "รายงาน กระบี่ พ.ย. 61.xlsx")) == (RAYONG, "2018-12")


def test_no_month_anywhere_is_the_month_before_the_receipt() -> None:
    report = one(paper("กระบี่"))
    assert (settled(report), [note.code for note in report.notes]) == ((KRABI, "2018-12"), ["month-assumed"])


def test_no_unit_anywhere_goes_to_a_person() -> None:
    assert doubts(one(paper("", DECEMBER))) == ["unit-unknown"]


def test_a_sender_for_two_units_needs_the_form() -> None:
    assert doubts(one(paper("", DECEMBER), sender_units=(KRABI, RAYONG))) == ["several-units-from-sender"]
    assert one(paper("ระยอง", DECEMBER), sender_units=(KRABI, RAYONG)).unit == RAYONG


@pytest.mark.parametrize(
    ("month", "code"), [("ประจำเดือน ก.พ. 62", "period-future"), ("ประจำเดือน ธ.ค. 59", "period-too-old")]
)
def test_months_out_of_range(month: str, code: str) -> None:
    assert doubts(one(paper("กระบี่", month))) == [code]


def test_the_month_of_the_receipt_and_two_years_back_are_in_range() -> None:
    assert settled(one(paper("กระบี่", "ประจำเดือน ม.ค. 62")))[1] == "2019-01"
    assert settled(one(paper("กระบี่", "ประจำเดือน ม.ค. 60")))[1] == "2017-01"


def test_two_months_on_one_form_go_to_a_person() -> None:
    report = one(paper("กระบี่", "ประจำเดือน พ.ย. - ธ.ค. 61"), subject="รายงาน ธ.ค. 61")
    assert doubts(report) == ["period-conflict"]


def test_a_month_without_year_takes_the_year_of_the_subject() -> None:
    assert settled(one(paper("กระบี่", "ประจำเดือน ธันวาคม"), subject="รายงาน ธ.ค. 60"))[1] == "2017-12"
    assert settled(one(paper("กระบี่", "ประจำเดือน ธันวาคม")))[1] == "2018-12"


def test_our_letter_speaks_for_its_unit_and_month() -> None:
    read = paper()
    assert settled(one(read, reply_unit=KRABI, reply_periods=(Period(2018, 12),))) == (KRABI, "2018-12")
    report = one(paper("ระยอง", DECEMBER), reply_unit=KRABI)
    assert doubts(report) == ["unit-conflict"]


def test_our_reminder_of_several_months_is_answered_with_one() -> None:
    owed = (Period(2018, 11), Period(2018, 12))
    assert settled(one(paper("กระบี่", "ประจำเดือน พ.ย. 61"), reply_periods=owed))[1] == "2018-11"
    assert settled(one(paper("กระบี่"), reply_periods=owed))[1] == "2018-12"


def test_the_identifier_of_a_prefilled_form_counts() -> None:
    assert settled(one(paper(identifier="help-centre/TH-81/2018-12"))) == (KRABI, "2018-12")
    report = one(paper("ระยอง", DECEMBER, identifier="help-centre/TH-81/2018-12"))
    assert doubts(report) == ["unit-conflict"]


def test_two_months_in_one_mail_each_by_its_form() -> None:
    found = reports(
        (paper("กระบี่", "ประจำเดือน พ.ย. 61"), "a.docx"),
        (paper("กระบี่", DECEMBER), "b.docx"),
        subject="ส่งรายงาน ธ.ค. 61",
    )
    assert [settled(report) for report in found] == [(KRABI, "2018-11"), (KRABI, "2018-12")]


def test_sheets_told_apart_by_their_names_only() -> None:
    found = reports(
        (paper("กระบี่", sheet="พ.ย.61"), "a.xlsx"),
        (paper("กระบี่", sheet="ธ.ค.61"), "a.xlsx"),
        subject="ธ.ค. 61",
    )
    assert [settled(report)[1] for report in found] == ["2018-11", "2018-12"]


def test_a_form_of_another_province_than_the_senders_is_never_filed_silently() -> None:
    found = reports(
        (paper("กระบี่", DECEMBER), "a.docx"), (paper("ระยอง", DECEMBER), "b.docx"), sender_units=(KRABI,)
    )
    assert [doubts(report) for report in found] == [[], ["unit-conflict"]]


def test_blank_forms_beside_filled_ones_are_no_reports() -> None:
    blank = document(TITLE, table([HEADER, ["", "1", "1", "", ""]]))
    assert len(reports((blank, "blank.docx"), (paper("กระบี่", DECEMBER), "b.docx"))) == 1


def test_the_address_of_the_department_in_the_body_is_no_province() -> None:
    report = one(paper("กระบี่", DECEMBER), body="เรียน อธิบดี ถนนนครราชสีมา เขตดุสิต")
    assert report.unit == KRABI


def test_a_month_beside_the_province_is_the_forms_own() -> None:
    assert settled(one(paper("กระบี่\nพ.ย. 61"))) == (KRABI, "2018-11")
    assert settled(one(paper("กระบี่\n(สถจ.)", DECEMBER))) == (KRABI, "2018-12")


def test_a_month_in_the_file_name_as_data_writes_it() -> None:
    assert settled(one(paper("กระบี่"), "report-2018-11.docx"))[1] == "2018-11"


# ── the report with its evidence ────────────────────────────────────────────────────────────────


def told(report: Report, fact: str) -> list[tuple[str, str, str, str, bool]]:
    """(value, source, place, text, certain) of each piece of evidence of a fact."""
    own = [item for item in report.evidence if item.fact == fact]
    return [(item.value, item.source.value, item.place, item.text, item.certain) for item in own]


def test_each_fact_bears_every_source_that_spoke_of_it() -> None:
    report = one(
        paper("จังหวัดกระบี", DECEMBER, sheet="กระบี่"),
        "ธ.ค. 61.xlsx",
        sender="a@local.example",
        sender_units=(KRABI, RAYONG),
        subject="รายงาน ธ.ค. 61",
    )
    assert told(report, "unit") == [
        (KRABI, "form", "R2C1", "จังหวัดกระบี", True),
        (KRABI, "sender", "", "a@local.example", True),
        (RAYONG, "sender", "", "a@local.example", True),
        (KRABI, "sheet", "กระบี่", "กระบี่", True),
    ]
    assert told(report, "period") == [
        ("2018-12", "form", "line 2", "ธันวาคม 2561", True),
        ("2018-12", "subject", "", "ธ.ค. 61", True),
        ("2018-12", "file", "ธ.ค. 61", "ธ.ค. 61", True),
    ]


def test_an_assumed_month_is_evidence_that_is_not_certain() -> None:
    assert told(one(paper("กระบี่")), "period") == [("2018-12", "assumed", "", "", False)]
    assert told(one(paper("กระบี่"), reply_periods=(Period(2018, 11), Period(2018, 12))), "period") == [
        ("2018-11", "reply", "", "2018-11 2018-12", True),
        ("2018-12", "reply", "", "2018-11 2018-12", True),
    ]


def test_a_slip_that_may_not_decide_alone_is_evidence_that_is_not_certain() -> None:
    assert told(one(paper("จังหวัดลลบุรี")), "unit") == [
        ("TH-16", "form", "R2C1", "จังหวัดลลบุรี", False),
        ("TH-20", "form", "R2C1", "จังหวัดลลบุรี", False),
    ]


def test_the_same_word_twice_is_one_piece_of_evidence() -> None:
    report = one(document(TITLE, "จังหวัดกระบี่ จังหวัดกระบี่", table([HEADER, ["", "ก", "", "", ""]])))
    assert len(told(report, "unit")) == 1


def test_what_was_read_is_carried_into_the_report() -> None:
    read = document(TITLE, table([HEADER, ["กระบี่", "1. ก\n2. ข", "1. ค\n5. ง", "", ""]]))
    (match,) = recognise(read, [SPEC])
    (content,) = extract(match, NAMES)
    (report,) = weigh([Found(content, "a.zip/b.docx", "docx")], MailContext(RECEIVED), NAMES)
    assert weigh([Found(content, "")], MailContext(RECEIVED), NAMES)[0].reader == ""
    assert (report.form, report.attachment, report.reader) == ("help-centre", "a.zip/b.docx", "docx")
    assert [entry.text("problem") for entry in report.entries] == ["ก", "ข"]
    assert (report.nil, report.blank) == (False, False)
    assert [note.code for note in report.notes] == ["unpaired", "month-assumed"]


def test_notes_and_doubts_of_content_unit_and_month_stand_together() -> None:
    report = one(paper("จังหวัดลลบุรี", "ประจำเดือน ธนวคม 2561"))
    assert (settled(report), doubts(report)) == ((None, None), ["unit-unclear", "period-unclear"])
    report = one(paper("จังหวัดเชียงไหม่", "ประจำเดือน มกราค 2562"))
    assert [note.code for note in report.notes] == ["unit-misspelt", "period-misspelt"]


def test_nil_and_blank_are_told() -> None:
    def state(problem: str) -> tuple[bool, bool]:
        report = one(document(TITLE, table([HEADER, ["กระบี่", problem, "", "", ""]])))
        return report.nil, report.blank

    assert (state("ไม่มี"), state("1."), state("ขาดคน")) == ((True, False), (False, True), (False, False))


# ── several forms in one mail ───────────────────────────────────────────────────────────────────


def blank(unit: str = "", month: str = "") -> Document:
    lines = [line for line in (TITLE, month) if line]
    return document(*lines, table([HEADER, [unit, "1", "1", "", ""]]))


NOVEMBER = "ประจำเดือน พ.ย. 61"


@pytest.mark.parametrize(
    ("spare", "path", "kept"),
    [
        (blank(), "blank.docx", 1),
        (blank("กระบี่"), "blank.docx", 1),
        (blank("กระบี่", DECEMBER), "blank.docx", 1),
        (blank("ตรัง", DECEMBER), "blank.docx", 2),
        (blank("กระบี่", NOVEMBER), "blank.docx", 2),
        (blank("", NOVEMBER), "blank.docx", 2),
        (blank("ตรัง", DECEMBER), "form.docx", 1),
        (blank("กระบี่", NOVEMBER), "form.docx", 1),
    ],
    ids=[
        "nothing said",
        "the unit",
        "both",
        "another unit",
        "another month",
        "a month only",
        "same file",
        "its month",
    ],
)
def test_a_blank_form_beside_a_filled_one(spare: Document, path: str, kept: int) -> None:
    found = reports((spare, path), (paper("กระบี่", DECEMBER), "form.docx"))
    assert [report.blank for report in found] == [True, False][2 - kept :]


@pytest.mark.parametrize(
    ("second", "path", "kept"),
    [
        (blank("ตรัง"), "b.docx", 1),
        (blank("ตรัง", NOVEMBER), "b.docx", 1),
        (blank(), "b.docx", 1),
        (blank("กระบี่"), "b.docx", 2),
        (blank("กระบี่"), "a.docx", 1),
    ],
    ids=["the same", "a month more", "nothing said", "another unit", "another unit in the same file"],
)
def test_of_blank_forms_alone_the_first_counts_and_others_of_another_unit(
    second: Document, path: str, kept: int
) -> None:
    found = reports((blank("ตรัง"), "a.docx"), (second, path))
    assert [report.unit for report in found] == ["TH-92", KRABI][:kept]
    assert all(report.blank for report in found)
    assert reports() == ()


def test_of_blank_forms_alone_another_month_counts() -> None:
    found = reports((blank("กระบี่", NOVEMBER), "a.docx"), (blank("กระบี่", DECEMBER), "b.docx"))
    assert [settled(report) for report in found] == [(KRABI, "2018-11"), (KRABI, "2018-12")]


# Of another kind; what tells the kinds apart is `recognise`'s.
OWN = spec_with(id="own-form", title="แบบรายงานของเราเอง", title_words=("รายงานของเรา",))


def found_of(read: Document, path: str, spec: FormSpec = SPEC) -> list[Found]:
    return [Found(content, path) for match in recognise(read, [spec]) for content in extract(match, NAMES)]


@pytest.mark.parametrize("path", ["a.docx", "b.docx"], ids=["in one file", "in two files"])
@pytest.mark.parametrize("first", [blank("กระบี่", DECEMBER), paper("กระบี่", DECEMBER)], ids=["blank", "filled"])
def test_a_blank_form_of_another_kind_always_counts(first: Document, path: str) -> None:
    items = [*found_of(first, "a.docx"), *found_of(blank("กระบี่", DECEMBER), path, OWN)]
    found = weigh(items, MailContext(received=RECEIVED), NAMES)
    assert [(report.form, settled(report)) for report in found] == [
        ("help-centre", (KRABI, "2018-12")),
        ("own-form", (KRABI, "2018-12")),
    ]
    assert found[1].blank


def test_blank_forms_of_another_kind_count_once() -> None:
    items = [item for path in "abc" for spec in (SPEC, OWN) for item in found_of(blank(), path, spec)]
    found = weigh(items, MailContext(received=RECEIVED), NAMES)
    assert [(report.form, report.attachment) for report in found] == [("help-centre", "a"), ("own-form", "a")]


def test_a_blank_form_says_nothing_where_the_filled_ones_say_nothing_of_unit_and_month() -> None:
    (report,) = reports((blank("ตรัง", NOVEMBER), "a.docx"), (paper(), "b.docx"), sender_units=(KRABI,))
    assert (report.unit, report.blank) == (KRABI, False)


@pytest.mark.parametrize(
    ("names", "months"),
    [
        (("พ.ย. 61.docx", "ธ.ค. 61.docx"), ["2018-11", "2018-12"]),
        (("ธ.ค. 61.docx", "ธ.ค. 61 (2).docx"), ["2018-12", "2018-12"]),
        (("พ.ย. 61.docx", "form.docx"), ["2018-12", "2018-12"]),
        (("form.docx", "พ.ย. 61.docx", "ธ.ค. 61.docx"), ["2018-12"] * 3),
        (("พ.ย. 61.docx", "ธ.ค. 61.docx", "ธ.ค. 61 (2).docx"), ["2018-12"] * 3),
    ],
    ids=["told apart", "the same twice", "only one says", "one says nothing", "two of three the same"],
)
def test_forms_told_apart_by_their_file_names_only(names: tuple[str, ...], months: list[str]) -> None:
    found = reports(*((paper("กระบี่"), name) for name in names), subject="ธ.ค. 61")
    assert [settled(report)[1] for report in found] == months


def test_months_told_apart_by_sheets_of_a_file_that_is_named_too() -> None:
    sheets = [(paper("กระบี่", sheet=name), "ธ.ค. 61.xlsx") for name in ("พ.ย.61", "ธ.ค.61")]
    assert [settled(report)[1] for report in reports(*sheets, subject="ธ.ค. 61")] == ["2018-11", "2018-12"]


def test_units_told_apart_by_their_sheets_only() -> None:
    sheets = [(paper("", DECEMBER, sheet=name), "a.xlsx") for name in ("กระบี่", "ระยอง")]
    found = reports(*sheets, subject="รายงาน กระบี่")
    assert [report.unit for report in found] == [KRABI, RAYONG]
    assert [told(report, "unit")[0][:2] for report in found] == [(KRABI, "sheet"), (RAYONG, "sheet")]


def test_the_name_of_a_single_file_stays_weak() -> None:
    report = one(paper("กระบี่"), "พ.ย. 61.docx", subject="ธ.ค. 61")
    assert settled(report)[1] == "2018-12"
    assert [source for _, source, *_ in told(report, "period")] == ["subject", "file"]


def test_names_stay_weak_where_a_form_says_its_month_itself() -> None:
    found = reports(
        (paper("กระบี่", NOVEMBER), "ต.ค. 61.docx"), (paper("กระบี่"), "พ.ย. 61.docx"), subject="ธ.ค. 61"
    )
    assert [settled(report)[1] for report in found] == [None, "2018-12"]
    assert doubts(found[0]) == ["period-conflict"]


def test_the_subject_of_a_mail_with_two_units_speaks_of_its_own_only() -> None:
    both = (paper("กระบี่", DECEMBER), "a.docx"), (paper("ระยอง", DECEMBER), "b.docx")
    found = reports(*both, subject="กระบี่")
    assert [report.unit for report in found] == [KRABI, RAYONG]
    assert [[source for _, source, *_ in told(report, "unit")] for report in found] == [
        ["form", "subject"],
        ["form"],
    ]
    assert [doubts(report) for report in reports(*both, subject="ตรัง")] == [["unit-conflict"]] * 2
    assert [report.unit for report in reports(*both, body="จังหวัดระยอง")] == [KRABI, RAYONG]
    assert [report.unit for report in reports(*both, reply_unit=RAYONG)] == [KRABI, RAYONG]


def test_a_form_that_says_nothing_takes_what_the_mail_says() -> None:
    both = (paper("กระบี่", NOVEMBER), "a.docx"), (paper("กระบี่"), "b.docx")
    assert [settled(report)[1] for report in reports(*both, subject="ธ.ค. 61")] == [None, "2018-12"]
    assert [settled(report)[1] for report in reports(*both, subject="พ.ย. 61")] == ["2018-11", "2018-11"]


def test_each_form_of_a_mail_stays_with_its_own_content() -> None:
    found = reports(
        (paper("กระบี่", NOVEMBER), "a.docx"), (blank(), "x.docx"), (paper("กระบี่", DECEMBER), "b.docx")
    )
    assert [(report.attachment, settled(report)[1]) for report in found] == [
        ("a.docx", "2018-11"),
        ("b.docx", "2018-12"),
    ]
