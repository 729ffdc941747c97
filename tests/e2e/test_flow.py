"""Before → mail → after: what the folder, the archive and the letters look like when mail has come."""

import io
import json
import re
from dataclasses import replace

import pytest
from docx import Document

from collector.demo import forms, mails
from collector.demo.mails import File
from collector.jobs import importing
from collector.model.outcomes import Outcome
from collector.periods import Period
from tests.e2e.office import (
    BLANK,
    DECEMBER,
    NIL,
    ONE,
    TWO,
    Office,
    enclosures,
    form,
    letter_from,
    text_of,
    word_mail,
)

pytestmark = pytest.mark.slow


def test_a_report_is_filed_archived_and_acknowledged(office: Office) -> None:
    assert office.receive(word_mail(TWO, 1)) == {"filed": 1}
    assert office.state() == "on_time"
    (report,) = [name for name in office.archived() if name.endswith("รายงาน.json")]
    assert report.startswith("2561/12 ธันวาคม/กระบี่")
    said = json.loads((office.folder / "data/archive" / report).read_text(encoding="utf-8"))
    assert (said["unit"], said["period"], len(said["entries"])) == ("TH-81", "2018-12", 2)
    (letter,) = office.letters()
    assert letter["To"] == "krabi@local.example"
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["In-Reply-To"] in letter["References"]
    for words in ("กระบี่", "ธันวาคม ๒๕๖๑", "HC-2561-12/TH-81/1", "ขาดเจ้าหน้าที่", "ขอเพิ่ม"):
        assert words in text_of(letter)


def test_the_same_content_again_is_a_duplicate_and_a_change_a_revision(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1)) == {"filed": 1}
    assert office.receive(word_mail(ONE, 2)) == {"duplicate": 1}
    assert office.receive(word_mail(TWO, 3)) == {"revised": 1}
    with office.open(read_only=True) as app:
        revisions = app.store.revisions("help-centre", "TH-81", DECEMBER)
    assert [(len(filed.entries), filed.revision) for filed in revisions] == [(1, 1), (2, 2)]
    assert any("HC-2561-12/TH-81/2" in text_of(letter) for letter in office.letters())


def test_what_came_on_time_and_is_mended_later_came_on_time(office: Office) -> None:
    office.receive(word_mail(ONE, 1))
    office.later(days=20)
    assert office.receive(word_mail(TWO, 2, received=office.now)) == {"revised": 1}
    assert office.state() == "on_time"


def test_a_late_report_is_late(office: Office) -> None:
    office.later(days=10)
    office.receive(word_mail(ONE, 1, received=office.now))
    assert office.state() == "late"


def test_nil_is_a_report_and_blank_is_none(office: Office) -> None:
    assert office.receive(word_mail(BLANK, 1)) == {"returned": 1}
    assert office.state() == "returned"
    assert office.receive(word_mail(NIL, 2)) == {"filed": 1}
    assert office.state() == "nil_on_time"


def test_a_returned_form_comes_with_a_blank_one_that_identifies_itself(office: Office) -> None:
    office.receive(word_mail(BLANK, 1))
    (letter,) = office.letters()
    forms_sent = enclosures(letter)
    assert forms_sent
    assert all(part.get_filename() for part in forms_sent)


def test_a_stranger_files_but_replaces_nothing(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1, "someone@elsewhere.example", unit="จังหวัดตรัง")) == {"filed": 1}
    assert office.receive(word_mail(ONE, 2)) == {"filed": 1}
    assert office.receive(word_mail(TWO, 3, "someone@elsewhere.example")) == {"review": 1}
    with office.open(read_only=True) as app:
        filed = app.store.on_file("help-centre", "TH-81", DECEMBER)
    assert filed is not None
    assert (filed.revision, filed.known_sender) == (1, True)


def test_a_form_of_another_province_waits_for_a_person(office: Office) -> None:
    assert office.receive(word_mail(ONE, 1, unit="จังหวัดตรัง")) == {"review": 1}
    assert office.state("TH-92") == "not_due"
    assert "ตรวจสอบ" in text_of(office.letters()[0])


def test_two_forms_in_one_mail_each_get_their_place(office: Office) -> None:
    files = [
        File(f"{n}.docx", forms.word(form(ONE, month=month)))
        for n, month in enumerate(("ประจำเดือน พ.ย. 61", "ประจำเดือน ธ.ค. 61"))
    ]
    assert office.receive(mails.attached(letter_from("krabi@local.example", 1), *files)) == {"filed": 1}
    with office.open(read_only=True) as app:
        assert [filed.period for filed in app.store.current()] == [Period(2018, 11), DECEMBER]
    assert len(office.letters()) == 1


def test_the_same_form_as_word_and_as_excel_is_one_report(office: Office) -> None:
    paper = form(TWO)
    files = [File("a.docx", forms.word(paper)), File("a.xlsx", forms.excel(paper, "Sheet1"))]
    assert office.receive(mails.attached(letter_from("krabi@local.example", 1), *files)) == {"filed": 1}
    with office.open(read_only=True) as app:
        assert len(app.store.current()) == 1


def test_two_formats_that_differ_wait_for_a_person(office: Office) -> None:
    files = [File("a.docx", forms.word(form(TWO))), File("a.xlsx", forms.excel(form(ONE), "Sheet1"))]
    assert office.receive(mails.attached(letter_from("krabi@local.example", 1), *files)) == {"review": 1}


def test_the_same_bytes_under_two_names_are_one_mail(office: Office) -> None:
    mail = word_mail(ONE, 1)
    office.receive(mail, mail)
    assert {outcome: count for outcome, count in office.status().mails.items() if count} == {"filed": 1}
    assert len(office.letters()) == 1


def test_a_second_pass_does_nothing(office: Office) -> None:
    office.receive(word_mail(ONE, 1))
    assert office.once().outcomes == {}
    assert len(office.letters()) == 1


def test_machines_get_no_answer_and_their_forms_are_filed(office: Office) -> None:
    automatic = word_mail(ONE, 1).replace(
        b"MIME-Version: 1.0", b"Auto-Submitted: auto-generated\r\nMIME-Version: 1.0", 1
    )
    vacation = mails.plain(
        letter_from("trang@local.example", 2, "ตอบกลับอัตโนมัติ"), ("Auto-Submitted", "auto-replied")
    )
    assert office.receive(automatic, vacation) == {"filed": 1, "ignored": 1}
    (notice,) = office.letters()  # of the report, which nobody who reports for the unit hears of
    assert (notice["To"], notice["In-Reply-To"]) == ("boss.krabi@local.example", None)


def test_our_own_letter_that_comes_back_is_no_report(office: Office) -> None:
    office.receive(word_mail(BLANK, 1))
    (path,) = (office.folder / "outbox").glob("*.eml")
    assert office.receive(path.read_bytes()) == {"ignored": 1}
    assert len(office.letters()) == 1


def test_reminders_go_to_those_who_owe_and_only_once(office: Office) -> None:
    office.environ["COLLECTOR_REGISTRY__SINCE"] = "2018-12"
    office.receive(word_mail(ONE, 1))
    office.now = office.now.replace(day=7, hour=8, minute=0)
    assert office.remind() == ()
    office.later(hours=1)
    assert [(item.unit, item.stage) for item in office.remind(dry_run=True)] == [("TH-92", "due-day")]
    assert [(item.unit, item.stage, item.periods) for item in office.remind()] == [
        ("TH-92", "due-day", (DECEMBER,))
    ]
    assert office.remind() == ()
    office.later(days=7)
    assert [item.stage for item in office.remind()] == ["overdue-2"]
    office.later(days=7)
    office.receive(word_mail(ONE, 2, "trang@local.example", unit="จังหวัดตรัง", received=office.now))
    assert office.remind() == ()
    reminders = [letter for letter in office.letters() if letter["Auto-Submitted"] == "auto-generated"]
    assert [letter["To"] for letter in reminders] == ["trang@local.example"] * 2


@pytest.mark.programs
def test_whose_report_waits_for_a_person_is_not_reminded(office: Office) -> None:
    office.environ["COLLECTOR_REGISTRY__SINCE"] = "2018-12"
    scan = File("สแกน.jpg", b"\xff\xd8\xff\xe0" + bytes(50_000))
    assert office.receive(word_mail(ONE, 1, unit="จังหวัดกรุงศรี")) == {"review": 1}
    assert office.receive(mails.attached(letter_from("trang@local.example", 2), scan)) == {"review": 1}
    office.now = office.now.replace(day=7, hour=9)
    assert {item.unit for item in office.remind(dry_run=True)} == set()


def test_the_form_of_a_reminder_filled_in_is_filed_for_its_unit_and_month(office: Office) -> None:
    office.environ["COLLECTOR_REGISTRY__SINCE"] = "2018-12"
    office.now = office.now.replace(day=7, hour=9)
    office.remind()
    reminder = next(letter for letter in office.letters() if letter["To"] == "trang@local.example")
    sheet = next(part for part in enclosures(reminder) if str(part.get_filename()).endswith(".docx"))
    filled = _filled(bytes(sheet.get_payload(decode=True)))
    answer = mails.attached(letter_from("someone@elsewhere.example", 9), File("ตอบ.docx", filled))
    assert office.receive(answer) == {"filed": 1}
    with office.open(read_only=True) as app:
        assert [(filed.unit, filed.period) for filed in app.store.current()] == [("TH-92", DECEMBER)]


def _filled(data: bytes) -> bytes:
    document = Document(io.BytesIO(data))
    document.tables[0].rows[1].cells[1].text = "1. ขาดคน"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("acknowledge", [False, True])
def test_old_mail_is_taken_in_with_letters_only_if_asked(office: Office, acknowledge: bool) -> None:
    old = office.folder / "old"
    old.mkdir()
    (old / "a.eml").write_bytes(word_mail(ONE, 1))
    box = office.folder / "old.mbox"
    box.write_bytes(
        b"From krabi Fri Jan  4 09:00:00 2019\n" + word_mail(TWO, 2).replace(b"\r\n", b"\n") + b"\n"
    )
    with office.open() as app:
        report = importing.import_paths(app, (old, box), acknowledge, office.now, lambda _done, _total: None)
    assert report.outcomes == {Outcome.FILED.value: 1, Outcome.REVISED.value: 1}
    assert len(office.letters()) == (2 if acknowledge else 0)


def test_a_mail_beyond_the_limit_is_returned_unopened(office: Office) -> None:
    office.environ["COLLECTOR_LIMITS__MAIL_MEGABYTES"] = "1"
    mail = mails.attached(letter_from("krabi@local.example", 1), File("big.docx", bytes(2_000_000)))
    assert office.receive(mail) == {"returned": 1}
    assert "ขนาด" in text_of(office.letters()[0])


def test_a_reminder_says_that_what_came_was_sent_back(office: Office) -> None:
    office.environ["COLLECTOR_REGISTRY__SINCE"] = "2018-12"
    office.receive(word_mail(BLANK, 1))
    office.now = office.now.replace(day=8, hour=9)
    office.remind()
    krabi, trang = (
        text_of(next(one for one in office.letters() if one["To"] == to and "เร่งรัด" in one["Subject"]))
        for to in ("krabi@local.example", "trang@local.example")
    )
    assert "ยังไม่ได้รับรายงานฉบับแก้ไขของจังหวัดกระบี่" in krabi
    assert "ได้ส่งคืนเพื่อแก้ไขแล้ว" in krabi
    assert "ส่งคืน" not in trang


def test_one_line_in_answer_to_a_reminder_is_a_nil_report(office: Office) -> None:
    office.environ["COLLECTOR_REGISTRY__SINCE"] = "2018-12"
    office.now = office.now.replace(day=7, hour=9)
    office.remind()
    reminder = next(one for one in office.letters() if one["To"] == "trang@local.example")
    said = re.search("บรรทัดเดียวว่า “([^”]+)”", text_of(reminder))
    assert said
    office.later(hours=1)
    envelope = letter_from("trang@local.example", 1, f"Re: {reminder['Subject']}", office.now)
    envelope = replace(envelope, body=f"{said[1]}\r\n\r\nสมหญิง")
    answer = mails.plain(envelope, ("In-Reply-To", str(reminder["Message-ID"])))
    assert office.receive(answer) == {"filed": 1}
    told = text_of(office.letters()[-1])
    assert "HC-2561-12/TH-92/1" in told
    assert "ส่งภายในกำหนด" in told


def test_one_line_takes_back_no_form_that_is_on_file(office: Office) -> None:
    office.environ["COLLECTOR_REGISTRY__SINCE"] = "2018-12"
    office.now = office.now.replace(day=7, hour=9)
    office.remind()
    reminder = next(one for one in office.letters() if one["To"] == "trang@local.example")
    office.later(hours=1)
    office.receive(word_mail(ONE, 1, "trang@local.example", unit="จังหวัดตรัง"))
    envelope = replace(letter_from("trang@local.example", 2, "Re: รายงาน", office.now), body="ไม่มีปัญหา อุปสรรค")
    answer = mails.plain(envelope, ("In-Reply-To", str(reminder["Message-ID"])))
    assert office.receive(answer) == {"review": 1}
