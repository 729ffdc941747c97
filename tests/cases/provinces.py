"""Cases about whose form it is: where the province stands, how it is spelt, and words that only look like one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from tests.cases.case import REVIEW, Case, document, file_of, filed, mailed
from tests.cases.envelope import Mail, by
from tests.cases.paper import HEAD, TITLE, UNITS, Said, around, body_rows, form, said, with_province

STRANGER = Mail("clerk@mail.example")
SPELLINGS = {
    "อยุธยา": "พระนครศรีอยุธยา", "จ.อยุธยา": "พระนครศรีอยุธยา", "โคราช": "นครราชสีมา", "จ.อุบลฯ": "อุบลราชธานี",
    "จ.กบ.": "กระบี่", "จ.นม.": "นครราชสีมา", "นครศรีฯ": "นครศรีธรรมราช", "ประจวบฯ": "ประจวบคีรีขันธ์",
    "จ. ลพบุรี": "ลพบุรี", "จังหวัด ชลบุรี": "ชลบุรี", "ระนอง": "ระนอง", "จ.ระยอง": "ระยอง",
    "Krabi": "กระบี่", "Krabi Province": "กระบี่", "CHIANG MAI": "เชียงใหม่", "Chonburi": "ชลบุรี",
    "Nakhon Ratchasima": "นครราชสีมา", "Ayutthaya": "พระนครศรีอยุธยา", "สถจ.ตรัง": "ตรัง",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดสตูล": "สตูล", "จังหวัดนครศรีธรรมราช ": "นครศรีธรรมราช",
    "นครปฐม": "นครปฐม", "จังหวัด\nสมุทรสงคราม": "สมุทรสงคราม", "จว.พังงา": "พังงา",
}  # fmt: skip
# one edit from one name, three or more from every other
SLIPS = {"เชียงไหม่": "เชียงใหม่", "ฉะเชิงเทา": "ฉะเชิงเทรา", "พิษณุโลค": "พิษณุโลก", "แม่ฮองสอน": "แม่ฮ่องสอน"}


def cases() -> Iterator[Case]:
    yield from places()
    yield from spellings()
    yield from slips()
    yield from traps()
    yield from groups()


def places() -> Iterator[Case]:
    programs = cycle(("docx", "xlsx", "xls", "ods", "html", "docx-lo"))
    for mode, unit in zip(
        ("merged", "repeated", "first", "title", "first", "repeated", "title"), UNITS.values(), strict=False
    ):
        entries = said(3, 5)
        content = form(entries, province=f"จังหวัด{unit.name}", mode=mode)
        yield document("province-place", next(programs), content, filed(entries, unit))
    entries, unit = said(2, 6), UNITS["ยโสธร"]
    for title in (f"จังหวัด : {unit.name}", f"หน่วยงาน สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด{unit.name}"):
        yield document(
            "province-title", "docx", form(entries, province=title, mode="title"), filed(entries, unit)
        )
    content = around(body_rows(entries), "", "none", f"จังหวัด{unit.name} ประจำเดือน ธ.ค. ๖๑")
    yield document("province-title", "xlsx", content, filed(entries, unit))
    one = f"{TITLE} จังหวัด{unit.name} ประจำเดือนธันวาคม ๒๕๖๑"
    yield document("province-title", "docx", [one, *form(entries, mode="none")[2:]], filed(entries, unit))
    for name, program in (("สุโขทัย", "docx"), ("ชัยนาท", "xlsx"), ("บึงกาฬ", "ods")):
        sender = UNITS[name]
        file = file_of(program, form(entries, mode="none"))
        yield mailed("province-sender", by(sender), filed(entries, sender), file)
    empty = file_of("docx", form(entries, province=""))
    yield mailed("province-sender", by(unit), filed(entries, unit), empty)


def spellings() -> Iterator[Case]:
    for n, (written, name) in enumerate(SPELLINGS.items()):
        entries, unit = said(2, n), UNITS[name]
        program = ("docx", "xlsx", "html")[n % 3]
        content = form(
            entries, province=written, mode=("merged", "repeated", "title")[n // 3 % 3 if n % 2 else 0]
        )
        if n % 3 == 0:
            yield mailed("province-spelling", by(unit), filed(entries, unit), file_of(program, content))
        else:
            yield document("province-spelling", program, content, filed(entries, unit))


def slips() -> Iterator[Case]:
    for n, (written, name) in enumerate(SLIPS.items()):
        entries, unit = said(2, n + 3), UNITS[name]
        content = form(entries, province=f"จังหวัด{written}")
        yield document("province-slip-alone", "docx", content, filed(entries, unit))
        yield mailed("province-slip-sender", by(unit), filed(entries, unit), file_of("xlsx", content))
    entries = said(2, 8)
    near = file_of("docx", form(entries, province="จังหวัดลลบุรี"))
    yield mailed("province-slip-near", STRANGER, REVIEW, near)
    yield mailed("province-slip-sender", by(UNITS["ลพบุรี"]), filed(entries, UNITS["ลพบุรี"]), near)
    other = file_of("docx", form(entries, province="จังหวัดเชียงไหม่"))
    yield mailed("province-slip-conflict", by(UNITS["เชียงราย"]), REVIEW, other)
    for name in ("กรุงศรี", "กรุงเทพมหานคร"):
        yield mailed(
            "province-none", STRANGER, REVIEW, file_of("docx", form(entries, province=f"จังหวัด{name}"))
        )
    yield mailed("province-none", STRANGER, REVIEW, file_of("xlsx", form(entries, mode="none")))


def traps() -> Iterator[Case]:
    """Words of the entries, of addresses and of signatures that are names of provinces too."""
    texts = (
        "อปท. บางแห่งยังไม่มีการแต่งตั้งคณะกรรมการเลย", "โรคพิษสุนัขบ้าแพร่ระบาดหลายตำบล",
        "ข้าวเปลือกที่ตากไว้เสียหายจากฝนนอกฤดู", "มีผู้เดินทางจากจังหวัดลพบุรีมาขอรับความช่วยเหลือ",
        "ต้องประสานจังหวัดเชียงราย พะเยา และน่าน ที่มีเขตติดต่อกัน", "ตรังค์และเรือประมงขนาดเล็กจมในน่านน้ำของจังหวัด",
    )  # fmt: skip
    entries = [Said(text, one.solution, one.law) for text, one in zip(texts, said(6, 2), strict=True)]
    for n, (chosen, program) in enumerate(
        ((entries[:3], "docx"), (entries[3:], "xlsx"), (entries[1:5], "html"))
    ):
        yield document("province-trap", program, form(chosen), filed(chosen))
        titled = form(chosen, province="จังหวัดลำพูน", mode="title")
        yield document("province-trap", ("xlsx", "docx", "ods")[n], titled, filed(chosen, UNITS["ลำพูน"]))
        none = file_of("docx", form(chosen, mode="none"))
        yield mailed("province-trap", by(UNITS["สระแก้ว"]), filed(chosen, UNITS["สระแก้ว"]), none)
    two = said(2, 4)
    address = "กรมส่งเสริมการปกครองท้องถิ่น ถนนนครราชสีมา เขตดุสิต กรุงเทพฯ ๑๐๓๐๐"
    content = [TITLE, f"เสนอ {address}", *form(two)[1:]]
    yield document("province-trap", "docx", content, filed(two))
    signed = [*form(two), "ลงชื่อ นายสุรินทร์ ชัยภูมิ ผู้รายงาน", "โทร. ๐ ๗๕๖๑ ๑๑๑๑ ถนนเพชรบุรี อำเภอเมือง"]
    yield document("province-trap", "xlsx", signed, filed(two))
    person = replace(
        by(UNITS["พะเยา"]), name="Nantawan Takkul", body="เรียน คุณน่าน\nส่งรายงานล่าช้าไปมาก ไม่ได้แจ้งเลย ขออภัยค่ะ\n"
    )
    yield mailed("province-trap", person, filed(two, UNITS["พะเยา"]), file_of("docx", form(two, mode="none")))
    subject = by(UNITS["สิงห์บุรี"], "ส่งรายงานปัญหาการแพร่ระบาดของโรค ไม่มีแก้ไขเพิ่มเติมเลย")
    yield mailed(
        "province-trap", subject, filed(two, UNITS["สิงห์บุรี"]), file_of("xlsx", form(two, mode="none"))
    )
    named = file_of("docx", form(two, mode="none"), "แบบรายงานของตราด ฉบับตัวอย่าง")
    yield mailed("province-trap", by(UNITS["จันทบุรี"]), filed(two, UNITS["จันทบุรี"]), named)
    district = [("จังหวัดกระบี่", "ปลายพระยา", *two[0].cells), ("", "ลำทับ", *two[1].cells)]
    yield document("province-trap", "xlsx", around(district, head=(HEAD[0], "อำเภอ", *HEAD[1:])), filed(two))


def groups() -> Iterator[Case]:
    """Two provinces on one form, each with its own group of rows."""
    first, second = said(2, 14), said(3, 15)
    for mode, program in (("merged", "docx"), ("repeated", "xlsx"), ("merged", "html")):
        rows = with_province(body_rows(first), "จังหวัดกระบี่", mode) + with_province(
            body_rows(second), "จังหวัดตรัง", mode
        )
        reports = filed(first).reports + filed(second, UNITS["ตรัง"]).reports
        truth = replace(filed(first), reports=reports)
        yield mailed("two-provinces", STRANGER, truth, file_of(program, around(rows)))
