"""Cases of another hand about machines' mail, damaged files, and good forms beside others."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.cases.case import IGNORED, RETURNED, Case, File, Truth, file_of, filed, nil, raw
from tests.cases.envelope import Mail, by
from tests.cases.mailparts import pack, sealed_with
from tests.cases.paper import HEAD, TITLE, Said, form, table
from tests.cases.round3_layouts import JULY, MONTH, june, sent
from tests.cases.round3_mails import NAME, UNIT
from tests.cases.round3_texts import told


def cases() -> Iterator[Case]:
    yield from machines()
    yield from damaged()
    yield from beside()


def machines() -> Iterator[Case]:
    entries = told(2, 19)
    file = file_of("docx", form(entries, province=NAME, month=MONTH))
    for headers in ((("Auto-Submitted", "auto-forwarded"),), (("Precedence", "bulk"), ("X-Mailer", "ePost"))):
        yield sent("machine-form", replace(by(UNIT), headers=headers), june(entries, NAME), file)
    away = "ขณะนี้ข้าพเจ้าไปราชการ จะกลับวันที่ 10 กรกฎาคม 2567\n\nOn Mon, Jul 1, 2024 helpcenter wrote:\n> ขอให้ส่งรายงานประจำเดือนมิถุนายน ๒๕๖๗\n"
    for headers in (
        (("Auto-Submitted", "auto-replied"),),
        (("X-Autoreply", "yes"), ("Precedence", "auto_reply")),
        (("X-Auto-Response-Suppress", "All"), ("Auto-Submitted", "auto-generated")),
    ):
        yield sent(
            "machine",
            replace(by(UNIT, "Automatic reply: แจ้งเตือนการส่งรายงาน", away), headers=headers),
            IGNORED,
        )
    blank = file_of("docx", form([Said("")] * 3, province=NAME, month=MONTH))
    yield raw("r3-bounce", _bounce, IGNORED, blank).at(JULY)
    yield raw("r3-receipt", _receipt, IGNORED).at(JULY)
    news = replace(
        Mail("news@dla.example", "ข่าวประชาสัมพันธ์ ประจำเดือนมิถุนายน ๒๕๖๗", "เชิญชมนิทรรศการ\n"),
        headers=(("List-Unsubscribe", "<mailto:u@dla.example>"), ("Precedence", "bulk")),
    )
    yield sent("machine", news, IGNORED)
    yield sent("conversation", by(UNIT, "สอบถาม", "ขอสอบถามเบอร์โทรศัพท์ผู้ประสานงานค่ะ\n"), IGNORED)


def _bounce(files: Sequence[File]) -> bytes:
    """A postmaster's report that brings our reminder with its form back."""
    reminder = sealed_with(
        Mail("helpcenter@dept.example", "แจ้งเตือนการส่งรายงานเดือนมิถุนายน ๒๕๖๗", "โปรดส่งรายงาน\n"), files
    )
    head = (
        b"From: MAILER-DAEMON@mail.local.example\r\nTo: helpcenter@dept.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        b"Date: Wed, 03 Jul 2024 09:00:00 +0700\r\nMessage-ID: <bounce@mail.local.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="BB"\r\n\r\n--BB\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n'
        b"--BB\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.local.example\r\n\r\nFinal-Recipient: rfc822; nongbualamphu@local.example\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n\r\n--BB\r\nContent-Type: message/rfc822\r\n\r\n"
    )  # fmt: skip
    return head + reminder + b"\r\n--BB--\r\n"


def _receipt(_files: Sequence[File]) -> bytes:
    return (
        b"From: nongbualamphu@local.example\r\nTo: helpcenter@dept.example\r\nSubject: Read: reminder\r\nDate: Wed, 03 Jul 2024 09:00:00 +0700\r\n"
        b"Message-ID: <read@local.example>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=disposition-notification; boundary="RR"\r\n\r\n--RR\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n'
        b"--RR\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; nongbualamphu@local.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--RR--\r\n"
    )  # fmt: skip


def damaged() -> Iterator[Case]:
    entries = told(2, 37)
    good = file_of("docx", form(entries, province=NAME, month=MONTH))
    mail = by(UNIT, "ส่งแบบรายงานปัญหาอุปสรรค มิ.ย. 67")
    for name, data in (
        ("form.docx", good.data[:-900]),
        ("form.docx", good.data[: len(good.data) // 2]),
        ("form.xlsx", b""),
        ("form.xlsx", b"PK\3\4" + bytes(400)),
        ("a.zip", pack([("form.docx", good.data)])[:-2000]),
    ):
        yield sent("damaged", mail, RETURNED, File(name, data))
    yield sent(
        "forgotten", by(UNIT, "ส่งรายงานปัญหาอุปสรรค มิ.ย. 67", "ส่งแบบรายงานตามสิ่งที่ส่งมาด้วยแล้วนะคะ\n"), RETURNED
    )
    yield sent(
        "forgotten",
        by(
            UNIT,
            "แบบรายงานเดือนมิถุนายน 2567",
            "รายละเอียดตามเอกสารแนบ\n\nจาก: helpcenter@dept.example\nเรื่อง: แจ้งเตือน\n\nขอให้ส่งรายงาน\n",
        ),
        RETURNED,
    )
    other = file_of(
        "docx", ["กำหนดการอบรม", table(("เวลา", "หัวข้อ", "วิทยากร"), ("09.00 น.", "ระเบียบการเงิน", "นายเอก"))]
    )
    yield sent("not-a-form", mail, RETURNED, other)


def beside() -> Iterator[Case]:
    """Good forms beside others; what needs most attention names the mail."""
    entries = told(3, 45)
    good = file_of("xlsx", form(entries, province=NAME, month=MONTH))
    report = june(entries, NAME).reports
    future = file_of("xlsx", form(told(2, 7), province=NAME, month="ประจำเดือนพฤศจิกายน ๒๕๖๗"), "b")
    yield sent("several", by(UNIT), Truth("review", report), good, future)
    other = file_of("xlsx", form(told(2, 7), province="จ.อุดรธานี", month=MONTH), "b")
    yield sent("several", by(UNIT), Truth("review", report), good, other)
    may = told(2, 16)
    second = file_of("xlsx", form(may, province=NAME, month="เดือนพฤษภาคม 2567"), "may")
    both = filed(may, UNIT, "2024-05").reports + report
    yield sent("several", by(UNIT, "ส่งรายงานเดือน พ.ค. และ มิ.ย. 67"), Truth("filed", both), good, second)
    none = file_of(
        "xlsx",
        [TITLE, "จังหวัดหนองบัวลำภู ประจำเดือนพฤษภาคม ๒๕๖๗", table(HEAD[1:], ("ไม่มี", "-", "-", "-"))],
        "may",
    )
    yield sent("several", by(UNIT), Truth("filed", nil(UNIT, "2024-05").reports + report), good, none)
    broken = File("may.xlsx", none.data[:-900])
    yield sent("several", by(UNIT), Truth("returned", report), good, broken)
    yield sent("several", by(UNIT), Truth("filed", report), good, replace(good, name="สำเนา.xlsx"))
    letter = file_of("docx", [
        "ที่ นภ ๐๐๒๓.๓/๙๘๗", "ศาลากลางจังหวัดหนองบัวลำภู", "๑ กรกฎาคม ๒๕๖๗", "เรื่อง รายงานปัญหาอุปสรรค", "เรียน อธิบดีกรมส่งเสริมการปกครองท้องถิ่น ถนนนครราชสีมา",
        "อ้างถึง หนังสือกรมฯ ลงวันที่ ๑๔ พฤษภาคม ๒๕๖๗", "จังหวัดขอส่งรายงานประจำเดือนมิถุนายน ๒๕๖๗",
    ], "letter")  # fmt: skip
    bare = file_of("xlsx", form(entries, mode="none", month=""))
    yield sent("several", by(UNIT), Truth("filed", report), letter, good)
    yield sent("several", by(UNIT), Truth("filed", report), letter, bare)
    picture = File("S__1234567.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(60) + b"\xff\xd9")
    yield sent("several", by(UNIT), Truth("filed", report), good, picture).also("ambiguous")
