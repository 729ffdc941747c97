"""Which form a table is: what speaks for it, what against, and what becomes of tables of other forms."""

from datetime import date

import pytest

from collector.forms.claims import MailContext
from collector.forms.evidence import Found
from collector.forms.extract import extract
from collector.forms.form_claims import tell_forms
from collector.forms.recognise import recognise
from collector.model.reports import Fact, Source
from tests.forms.sheets import HEADER, TITLE, document, table
from tests.shipped import PROVINCES, SPEC

COMPLETE = ["จว.", "ปัญหา", "แก้ไข", "กฎหมาย", "หมายเหตุ"]  # all columns of the form in words of any table
SHORT = ["ที่", "ปัญหา", "การแก้ไข"]
OFFICIAL = HEADER
TOLD = ["ที่", "ปัญหา อุปสรรค", "การแก้ไข", "ระเบียบ"]  # three columns of the form in words of any table
WASTE = "แบบรายงานปัญหาขยะมูลฝอย จังหวัดกระบี่"
PLAIN = MailContext(date(2019, 1, 3), "ส่งรายงาน")


def found(*above: str, header: list[str] = SHORT, path: str = "a.docx", identifier: str = "") -> Found:
    rows = [header, ["1", "คนไม่พอ", "จ้างเพิ่ม"]]
    read = document(*above, table(rows), identifier=identifier)
    (match,) = recognise(read, [SPEC])
    return Found(extract(match, PROVINCES)[0], path)


def mail(subject: str = "", body: str = "", reply: str = "") -> MailContext:
    return MailContext(date(2019, 1, 3), subject, body, reply_unit=reply)


@pytest.mark.parametrize(
    ("item", "context", "source"),
    [
        pytest.param(found(TITLE), PLAIN, Source.FORM, id="its title"),
        pytest.param(
            found(WASTE, identifier="help-centre/TH-81/2018-12"), PLAIN, Source.IDENTIFIER, id="ours"
        ),
        pytest.param(found(header=OFFICIAL), PLAIN, Source.FORM, id="official headings"),
        pytest.param(
            found("ประจำเดือนธันวาคม ๒๕๖๑", header=COMPLETE), PLAIN, Source.FORM, id="all columns and a month"
        ),
        pytest.param(found(), mail(reply="TH-81"), Source.REPLY, id="answers our letter"),
        pytest.param(found(), mail("Fw: ส่งแบบรายงานประเด็นปัญหา ธ.ค. 61"), Source.SUBJECT, id="subject"),
        pytest.param(found(), mail("ส่งงาน", f"ขอส่ง{TITLE}"), Source.BODY, id="body"),
        pytest.param(
            found(path="แบบรายงานปัญหาอุปสรรค_ธ.ค.61.docx"), PLAIN, Source.FILE, id="name of the file"
        ),
    ],
)
def test_a_table_is_ours_by_what_speaks_for_it(item: Found, context: MailContext, source: Source) -> None:
    (kept,), others = tell_forms([item], context, PROVINCES)
    assert not others
    assert kept.extract.doubts == ()
    assert [(one.fact, one.value, one.source) for one in kept.of_form] == [(Fact.FORM, SPEC.id, source)]


@pytest.mark.parametrize(
    ("item", "context"),
    [
        pytest.param(found(), PLAIN, id="heading words alone"),
        pytest.param(found(header=TOLD), PLAIN, id="three of them"),
        pytest.param(found("จังหวัดกระบี่", header=COMPLETE), PLAIN, id="all of them, of no month"),
        pytest.param(found("ข้อมูลลงวันที่ ๕ ธันวาคม ๒๕๖๑", header=COMPLETE), PLAIN, id="all of them under a date"),
        pytest.param(found("ประจำเดือนธันวาคม ๒๕๖๑", header=TOLD), PLAIN, id="three of them and a month"),
        pytest.param(
            found("การคัดแยกขยะ", "ประจำเดือนธันวาคม ๒๕๖๑", header=COMPLETE),
            PLAIN,
            id="a month below what may be a title",
        ),
        pytest.param(found(header=OFFICIAL), mail("ส่งแบบรายงานปัญหาขยะมูลฝอย"), id="the subject is against it"),
        pytest.param(found(), mail("ส่งงาน", "ปัญหาและอุปสรรคมีมาก"), id="the body speaks of problems"),
    ],
)
def test_where_nothing_speaks_for_it_or_something_against_a_person_says(
    item: Found, context: MailContext
) -> None:
    (kept,), others = tell_forms([item], context, PROVINCES)
    assert not others
    assert [reason.code for reason in kept.extract.doubts] == ["form-unsure"]


@pytest.mark.parametrize("header", [SHORT, OFFICIAL], ids=["short", "official"])
def test_a_title_of_another_matter_makes_it_another_form_whatever_its_headings(header: list[str]) -> None:
    kept, (other,) = tell_forms([found(WASTE, header=header)], mail(f"ส่ง{TITLE}"), PROVINCES)
    assert not kept
    assert (other.path, other.title) == ("a.docx", WASTE)


def test_the_nearest_title_counts() -> None:
    near, far = found(WASTE, TITLE), found(TITLE, WASTE)
    kept, others = tell_forms([near, far], PLAIN, PROVINCES)
    assert [item.extract.above for item in kept] == [near.extract.above]
    assert len(others) == 1


@pytest.mark.parametrize(
    "line",
    [
        "รายงานเดือนกันยายน 2561 (คำสั่งที่ 11/2561)",
        "สรุปรายงานเดือนพฤศจิกายน 2561 (คำสั่งที่ 11/2561)",
        "รายละเอียดตามตาราง",
        "รายละเอียดแนบท้าย",
        "รายละเอียดประเด็นปัญหา",
        "บัญชีแนบท้าย",
        "ทะเบียนปัญหา",
        "ทะเบียนเลขที่ 6/2561",
        "ข้อมูลเบื้องต้น",
        "ข้อมูลศูนย์ช่วยเหลือฯ",
        "ข้อมูลระหว่าง 01/11/2561 - 30/11/2561",
        "มติ ครม. ครั้งที่ 10/2561",
        "3. ปัญหาขาดแคลนเรือท้องแบน",
    ],
)
def test_a_line_that_names_no_other_matter_is_part_of_the_title_above_it(line: str) -> None:
    (kept,), others = tell_forms([found(TITLE, line)], PLAIN, PROVINCES)
    assert not others
    assert [(one.source, one.text) for one in kept.of_form] == [(Source.FORM, TITLE)]


@pytest.mark.parametrize("line", ["รายละเอียดแนบท้าย", "ทะเบียนปัญหาน้ำเสีย", "บัญชีครุภัณฑ์ชำรุด"])
def test_without_that_title_or_with_a_matter_of_its_own_it_is_a_title(line: str) -> None:
    above = (TITLE, line) if "ปัญหา" in line or "ครุภัณฑ์" in line else (line,)
    kept, others = tell_forms([found(*above)], PLAIN, PROVINCES)
    assert (kept, [other.title for other in others]) == ([], [line])


def test_a_title_of_another_matter_outweighs_the_line_under_it() -> None:
    kept, others = tell_forms([found(TITLE, WASTE, "ข้อมูลเบื้องต้น")], PLAIN, PROVINCES)
    assert (kept, [other.title for other in others]) == ([], [WASTE])


def test_a_table_without_a_title_is_what_its_like_in_the_same_file_is() -> None:
    titled, bare, elsewhere = found(TITLE), found(), found(path="b.docx")
    kept, others = tell_forms([titled, bare, elsewhere], PLAIN, PROVINCES)
    assert not others
    assert [len(item.extract.doubts) for item in kept] == [0, 0, 1]
