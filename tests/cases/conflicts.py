"""Cases where sources speak against each other, or only weak ones do; and mails that are no report."""

from collections.abc import Iterator
from dataclasses import replace

from tests.cases.case import IGNORED, RETURNED, REVIEW, Case, file_of, filed, mailed, nil
from tests.cases.envelope import Mail, by
from tests.cases.paper import UNITS, around, form, said


def cases() -> Iterator[Case]:
    yield from senders()
    yield from subjects()
    yield from strangers()
    yield from nothing()


def senders() -> Iterator[Case]:
    """The form names another province than the registered sender."""
    entries = said(2, 4)
    for sender, named, program in (
        ("ลพบุรี", "ชลบุรี", "docx"), ("ระยอง", "ระนอง", "xlsx"), ("กระบี่", "ตรัง", "html"), ("สมุทรสาคร", "สมุทรสงคราม", "xls"),
        ("เชียงใหม่", "เชียงราย", "ods"), ("เพชรบุรี", "เพชรบูรณ์", "docx"), ("อุดรธานี", "อุทัยธานี", "docx-lo"),
    ):  # fmt: skip
        for mode in ("merged", "title"):
            content = form(entries, province=f"จังหวัด{named}", mode=mode)
            yield mailed("sender-disagrees", by(UNITS[sender]), REVIEW, file_of(program, content))
    empty = around([("จังหวัดตรัง", "ไม่มีปัญหาอุปสรรค", "-", "-", "")])
    yield mailed("sender-disagrees", by(UNITS["กระบี่"]), REVIEW, file_of("docx", empty))
    english = form(entries, province="Lampang Province")
    yield mailed("sender-disagrees", by(UNITS["ลำพูน"]), REVIEW, file_of("docx", english))
    title = form(entries, province="จังหวัดสตูล", mode="title")
    mixed = [title[0], "จังหวัดยะลา", *form(entries, province="จังหวัดสตูล")[1:]]
    yield mailed("form-disagrees", Mail(), REVIEW, file_of("docx", mixed))


def subjects() -> Iterator[Case]:
    entries, unit = said(2, 6), UNITS["ชัยภูมิ"]
    content = form(entries, province="จังหวัดชัยภูมิ")
    yield mailed(
        "subject-agrees", by(unit, "จังหวัดชัยภูมิ ขอส่งรายงาน"), filed(entries, unit), file_of("docx", content)
    )
    yield mailed("subject-disagrees", by(unit, "จังหวัดสุรินทร์ ขอส่งรายงาน"), REVIEW, file_of("docx", content))
    named = file_of("docx", content, "แบบรายงานจังหวัดสุรินทร์")
    yield mailed("file-name-stale", by(unit), filed(entries, unit), named)
    bare = file_of("xlsx", form(entries, mode="none"))
    yield mailed("subject-disagrees", by(unit, "รายงานจังหวัดสุรินทร์"), REVIEW, bare)
    supervisor = replace(by(UNITS["กระบี่"]), sender="boss.krabi@local.example", name="ท้องถิ่นจังหวัด")
    krabi = file_of("docx", form(entries))
    yield mailed("sender-supervisor", supervisor, filed(entries), krabi)
    shouting = replace(by(unit), sender=unit.email.upper())
    yield mailed("sender-upper-case", shouting, filed(entries, unit), bare)


def strangers() -> Iterator[Case]:
    """Nobody knows the sender, and the form is clear."""
    entries = said(3, 8)
    for n, name in enumerate(("น่าน", "แพร่", "เลย", "ตาก", "ตรัง", "ตราด")):
        content = form(entries, province=f"จังหวัด{name}", mode=("merged", "title")[n % 2])
        mail = Mail("somchai@gmail.example", "ส่งรายงาน", name="สมชาย ใจดี")
        yield mailed(
            "sender-unknown", mail, filed(entries, UNITS[name]), file_of(("docx", "xlsx")[n % 2], content)
        )
    none = around([("จังหวัดน่าน", "ไม่มี", "-", "-", "")])
    yield mailed("sender-unknown", Mail("somchai@gmail.example"), nil(UNITS["น่าน"]), file_of("xlsx", none))


def nothing() -> Iterator[Case]:
    unit = UNITS["พิจิตร"]
    forgot = by(unit, "ส่งแบบรายงานปัญหาอุปสรรค ธันวาคม 2561", "ตามไฟล์ที่แนบมาพร้อมนี้ค่ะ\n")
    yield mailed("forgotten", forgot, RETURNED)
    vacation = replace(
        by(unit, "ตอบกลับอัตโนมัติ: แจ้งเตือน", "ขณะนี้ลาพักผ่อน\n"), headers=(("Auto-Submitted", "auto-replied"),)
    )
    yield mailed("machine", vacation, IGNORED)
    silent = replace(
        by(unit, "Automatic reply: แจ้งเตือน", "ไม่อยู่ที่สำนักงาน\n"),
        headers=(("X-Auto-Response-Suppress", "All"), ("X-Autoreply", "yes")),
    )
    yield mailed("machine", silent, IGNORED)
    news = Mail(
        "news@magazine.example",
        "จดหมายข่าวเดือนธันวาคม 2561",
        "ข่าวสาร\n",
        headers=(("List-Id", "<news.magazine.example>"), ("Precedence", "bulk")),
    )
    yield mailed("machine", news, IGNORED)
    entries = said(2, 10)
    robot = replace(by(unit, "ส่งรายงานอัตโนมัติ"), headers=(("Auto-Submitted", "auto-generated"),))
    yield mailed(
        "machine-with-form", robot, filed(entries, unit), file_of("xlsx", form(entries, province="จังหวัดพิจิตร"))
    )
    thanks = by(unit, "ขอบคุณค่ะ", "ขอบคุณสำหรับข้อมูลค่ะ\n")
    yield mailed("conversation", thanks, IGNORED)
