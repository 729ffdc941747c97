"""Forms in Outlook's and signed wrappings are filed; locked files and scans end where they must, with words for it."""

import json

import pytest

from collector.demo import forms, mails
from collector.demo.mails import File
from collector.jobs import explaining
from tests.e2e.office import ONE, Office, form, letter_from, text_of
from tests.formats.compound_writer import compound
from tests.mail import packed
from tests.mail.samples import DATA

pytestmark = pytest.mark.slow

CONTAINERS = DATA / "mail" / "containers"
SCAN = (DATA / "scans" / "form.tif").read_bytes()
KRABI = "krabi@local.example"
REVIEWED = "เจ้าหน้าที่ต้องเปิดอ่านเอง"


def sent(number: int, *files: File) -> bytes:
    return mails.attached(letter_from(KRABI, number), *files)


def word() -> bytes:
    return forms.word(form(ONE))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.programs] * name.endswith(".7z"))
        for name in (
            *sorted(path.name for path in CONTAINERS.glob("locked.*")),
            "aes.zip",
            "hidden.7z",
            "zipcrypto.zip",
        )
    ],
)
def test_a_file_with_a_password_goes_back_with_that_reason(office: Office, name: str) -> None:
    assert office.receive(sent(1, File(name, (CONTAINERS / name).read_bytes()))) == {"returned": 1}
    said = text_of(office.letters()[0])
    assert "ไฟล์มีการกำหนดรหัสผ่าน" in said
    assert "ยกเลิกรหัสผ่าน" in said


@pytest.mark.parametrize(
    "wrapped",
    [
        File("mail.msg", compound(packed.msg(files={"แบบ.docx": word()}))),
        pytest.param(File("แบบ.rar", packed.rar5({"แบบ.docx": word()})), marks=pytest.mark.programs),
    ],
    ids=lambda file: file.name,
)
def test_a_form_in_a_wrapping_is_filed(office: Office, wrapped: File) -> None:
    assert office.receive(sent(1, wrapped)) == {"filed": 1}
    assert office.state() == "on_time"


def test_a_form_beside_a_locked_file_is_filed_and_the_sender_told(office: Office) -> None:
    locked = File("locked.xls", (CONTAINERS / "locked.xls").read_bytes())
    assert office.receive(sent(1, File("แบบ.docx", word()), locked)) == {"returned": 1}
    assert office.state() == "on_time"


def test_an_archive_that_cannot_be_opened_says_how_to_pack(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert office.receive(sent(1, File("a.7z", (CONTAINERS / "plain.7z").read_bytes()))) == {"returned": 1}
    assert "กรุณาส่งไฟล์โดยไม่บีบอัด หรือบีบอัดเป็น .zip" in text_of(office.letters()[0])


@pytest.mark.programs
def test_a_photo_of_the_form_is_for_a_person(office: Office) -> None:
    photo = File("แบบ.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 100)
    assert office.receive(sent(1, photo)) == {"review": 1}
    assert REVIEWED in text_of(office.letters()[0])


@pytest.mark.programs
def test_the_table_of_a_scan_waits_with_the_mail_for_a_person(office: Office) -> None:
    """The unit is the sender's, the month that before the mail; of the picture only words are believed."""
    assert office.receive(sent(1, File("สแกน.tif", SCAN))) == {"review": 1}
    assert office.state() == "review"
    assert REVIEWED in text_of(office.letters()[0])
    (path,) = (path for path in office.archived() if path.endswith(".json"))
    (said,) = json.loads((office.folder / "data" / "archive" / path).read_text("utf-8"))["reports"]
    assert (said["unit"], said["reader"], said["reasons"][0]["code"]) == ("TH-81", "ocr", "read-from-scan")
    assert "คอมพิวเตอร์" in said["entries"][1]["solution"]
    assert office.verify() == ()


@pytest.mark.programs
def test_what_is_seen_in_a_scan_is_explained_without_a_pass(office: Office) -> None:
    path = office.folder / "scan.tif"
    path.write_bytes(SCAN)
    with office.open(read_only=True) as app:
        verdict = explaining.explain_path(app, path, None, office.now)
    assert "read-from-scan" in [reason.code for reason in verdict.reasons]


def test_a_scan_beside_its_own_file_is_not_even_looked_at(office: Office) -> None:
    assert office.receive(sent(1, File("สแกน.tif", SCAN), File("แบบ.docx", word()))) == {"filed": 1}


def test_a_scanned_letter_beside_the_form_disturbs_nothing(office: Office) -> None:
    photo = File("หนังสือนำส่ง.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 100)
    assert office.receive(sent(1, photo, File("แบบ.docx", word()))) == {"filed": 1}


@pytest.mark.programs
def test_a_photo_beside_a_blank_form_may_be_the_report(office: Office) -> None:
    blank = File("แบบ.docx", forms.word(form(forms.spare())))
    photo = File("แบบ.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 100)
    assert office.receive(sent(1, blank, photo)) == {"review": 1}
