"""Cases of another hand about whose report it is: spellings, slips, roads and words named like provinces."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from tests.cases.case import REVIEW, Case, Truth, file_of, filed, nil
from tests.cases.envelope import Mail, by
from tests.cases.paper import HEAD, TITLE, UNITS, Said, Sheet, form, table
from tests.cases.round3_layouts import JUNE, MONTH, case, june, sent
from tests.cases.round3_texts import told

STRANGER = Mail("clerk@mail.example")
WRITTEN = {
    "จ.กระบี่": "กระบี่", "จังหวัด  กระบี่": "กระบี่", "สถจ.กระบี่": "กระบี่", "สถจ. นครศรีธรรมราช": "นครศรีธรรมราช", "ท้องถิ่นจังหวัดสกลนคร": "สกลนคร",
    "จังหวัด : อุทัยธานี": "อุทัยธานี", "จังหวัด.....ตาก.....": "ตาก", "จ.สฎ.": "สุราษฎร์ธานี", "จ.ปข.": "ประจวบคีรีขันธ์", "สำนักงานส่งเสริมการปกครองท้องถิ่น\nจังหวัดแพร่": "แพร่",
    "จังหวัดโคราช": "นครราชสีมา", "อุบลฯ": "อุบลราชธานี", "SURIN": "สุรินทร์", "Phra Nakhon Si Ayutthaya": "พระนครศรีอยุธยา", "จังหวัดกระบี่ (Krabi)": "กระบี่",
    "จังหวัดเลย": "เลย", "เลย": "เลย",
}  # fmt: skip
# one edit away from one name, three or more from every other (inserted, dropped, replaced)
SLIPS = {
    "พระนครศรีอยุทธยา": "พระนครศรีอยุธยา", "ประจวบคีรีขันท์": "ประจวบคีรีขันธ์", "นครศรีธรรมราข": "นครศรีธรรมราช", "อุตรดิตถ": "อุตรดิตถ์", "สุราษฏร์ธานี": "สุราษฎร์ธานี",
    "บุรีรมย์": "บุรีรัมย์", "นรธิวาส": "นราธิวาส", "หนองบัวลำพู": "หนองบัวลำภู", "ปราจีณบุรี": "ปราจีนบุรี", "สกลนคน": "สกลนคร", "กาญจบุรี": "กาญจนบุรี", "เชียงราม": "เชียงราย",
}  # fmt: skip
# two letters exchanged: the sender agrees
SWAPS = {
    "นครสวรรค์": "นครสรวรค์",
    "เพชรบูรณ์": "เพรชบูรณ์",
    "กำแพงเพชร": "กำแพงเพรช",
    "มหาสารคาม": "มหาสาคราม",
    "สมุทรสงคราม": "สมุทรสงครมา",
}


def cases() -> Iterator[Case]:
    yield from spellings()
    yield from slips()
    yield from traps()
    yield from senders()
    yield from several()


def spellings() -> Iterator[Case]:
    programs = cycle(("xlsx", "html"))
    for n, (written, name) in enumerate(WRITTEN.items()):
        entries = told(2, n)
        mode = ("first", "merged", "repeated")[n % 3]
        content = form(entries, province=written, mode=mode, month=MONTH)
        yield case("unit-written", next(programs), content, june(entries, name))


def slips() -> Iterator[Case]:
    for n, (written, name) in enumerate(SLIPS.items()):
        entries = told(2, n + 20)
        content = form(entries, province=f"จังหวัด{written}", mode=("merged", "title")[n % 2], month=MONTH)
        file = file_of(("html", "xlsx")[n % 2], content)
        yield sent("unit-slip", by(UNITS[name]) if n % 3 == 2 else STRANGER, june(entries, name), file)
    for n, (name, written) in enumerate(SWAPS.items()):
        entries = told(2, n + 33)
        file = file_of("html", form(entries, province=f"จังหวัด{written}", month=MONTH))
        yield sent("unit-slip-sender", by(UNITS[name]), june(entries, name), file)
    entries = told(2, 50)
    for written in ("ระบอง", "ลบบุรี", "ลำปูน", "อุทธานี", "กรุงเทพฯ", "นครราชธานี"):
        file = file_of("xlsx", form(entries, province=f"จังหวัด{written}", month=MONTH))
        yield sent("unit-slip-near", STRANGER, REVIEW, file)
    for written, sender in (("อุตรดิตถ", "อุดรธานี"), ("กาญจบุรี", "ราชบุรี"), ("เพชบูรณ์", "เพชรบุรี"), ("สมุทรสงคาม", "สมุทรสาคร"),
        ("นครปถม", "นครพนม"), ("ระนอม", "ระยอง"), ("ชลบรี", "ลพบุรี"), ("ลำพุน", "ลำปาง"), ("สมุทรสาคน", "สมุทรสงคราม"), ("ลบบุรี", "ชลบุรี"), ("เชียงไหม่", "เชียงราย"), ("ศรีษะเกษ", "สระแก้ว"),
    ):  # fmt: skip
        file = file_of("html", form(entries, province=f"จังหวัด{written}", month=MONTH))
        yield sent("unit-slip-conflict", by(UNITS[sender]), REVIEW, file)


def traps() -> Iterator[Case]:
    """The department stands in Nakhon Ratchasima Road; offices stand in roads of other names too."""
    entries = told(2, 23)
    address = "กรมส่งเสริมการปกครองท้องถิ่น ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐"
    anonymous = form(entries, mode="none", month=MONTH)
    for program in ("docx", "xlsx"):
        content = [anonymous[0], f"ส่ง {address}", *anonymous[1:], "ถ.นครราชสีมา แขวงดุสิต"]
        yield sent("unit-road", by(UNITS["กระบี่"]), june(entries, "กระบี่"), file_of(program, content))
        yield sent("unit-road", STRANGER, REVIEW, file_of(program, content))
    foot = f"ส่งรายงานค่ะ\n\n--\nสถจ.ตรัง ถนนพัทลุง อำเภอเมือง จังหวัดตรัง ๙๒๐๐๐\nโทร. ๐ ๗๕๒๑ ๑๒๓๔\nเรียน {address}\n"
    yield sent("unit-road", by(UNITS["ตรัง"], body=foot), june(entries, "ตรัง"), file_of("docx", anonymous))
    plain = replace(by(UNITS["ตรัง"], body=foot), name="")
    yield sent(
        "unit-road", plain, june(entries, "ตรัง"), file_of("xlsx", form(entries, province="ตรัง", month=MONTH))
    )
    words = (
        Said("ผู้ประสบภัยไม่ได้รับความช่วยเหลือเลย", "แพร่ข่าวทางหอกระจายข่าว"), Said("เสื้อผ้าที่ตากไว้ถูกพายุพัดเสียหาย", "แจกเสื้อผ้า"),
        Said("เรือล่มในน่านน้ำเขตจังหวัดอื่น", "ประสานกรมเจ้าท่า"), Said("ประชาชนอพยพมาจากอำเภอสตึก จังหวัดบุรีรัมย์", "จัดที่พัก", "ประกาศจังหวัดบุรีรัมย์"),
    )  # fmt: skip
    file = file_of("xlsx", form(words, mode="none", month=MONTH))
    yield sent("unit-words", STRANGER, REVIEW, file)
    yield sent("unit-words", by(UNITS["พัทลุง"]), june(words, "พัทลุง"), file)
    yield sent(
        "unit-words", Mail("a@mail.example", "ส่งรายงานแล้ว ไม่ได้ล่าช้าเลย", "เผยแพร่ได้\nตากใบ\n"), REVIEW, file
    )
    person = Mail("surin.jaidee@mail.example", "ส่งรายงาน", "ด้วยความนับถือ\nสุรินทร์ ใจดี\n", name="สุรินทร์ ใจดี")
    yield sent(
        "unit-words",
        replace(person, body="ส่งรายงาน\n"),
        june(words, "สตูล"),
        file_of("docx", form(words, province="สตูล", month=MONTH)),
    )
    signed = [
        *form(words, province="จ.สตูล", month=MONTH),
        "(นายตรัง ยะลา)",
        "นักวิชาการ ปฏิบัติราชการแทนท้องถิ่นจังหวัดสตูล",
    ]
    yield case("unit-words", "docx", signed, june(words, "สตูล"))
    schools = [("อบต.นครนายก", *e.cells) for e in told(2, 3)]
    content = [TITLE, f"จังหวัดสุรินทร์ {MONTH}", table(("อปท.", *HEAD[1:]), *schools)]
    yield case("unit-words", "xlsx", content, june(told(2, 3), "สุรินทร์"))


def senders() -> Iterator[Case]:
    """The form against the registered sender, in words that a quick reader overlooks."""
    entries = told(2, 12)
    for sender, written, program in (
        ("ตรัง", "จ.ตราด", "docx"), ("ตาก", "ตราด", "xlsx"), ("น่าน", "สถจ.นครนายก", "html"), ("ลำพูน", "จ.ลป.", "docx"), ("นนทบุรี", "จ.นฐ.", "xlsx"),
        ("อุบลราชธานี", "Udon Thani", "html"),
    ):  # fmt: skip
        content = form(entries, province=written, month=MONTH, mode="first")
        yield sent("sender-disagrees", by(UNITS[sender]), REVIEW, file_of(program, content))
    nothing = [TITLE, f"จังหวัดชลบุรี {MONTH}", table(HEAD[1:], ("ไม่มี", "-", "-", "-"))]
    yield sent("sender-disagrees", by(UNITS["ลพบุรี"]), REVIEW, file_of("xlsx", nothing))
    yield sent("sender-unknown", STRANGER, nil(UNITS["ชลบุรี"], JUNE), file_of("xlsx", nothing))
    both = [TITLE, f"จังหวัดชลบุรี {MONTH}", table(HEAD, *(("จังหวัดลพบุรี", *e.cells) for e in entries))]
    for program in ("docx", "xlsx"):
        yield case("form-disagrees", program, both, REVIEW)
    bare = file_of("xlsx", form(entries, mode="none", month=MONTH))
    yield sent(
        "subject-only", replace(STRANGER, subject="รายงานจังหวัดมุกดาหาร"), june(entries, "มุกดาหาร"), bare
    ).also("ambiguous")
    yield sent(
        "subject-only",
        replace(STRANGER, body="จังหวัดมุกดาหาร ขอส่งรายงานตามแนบ\n"),
        june(entries, "มุกดาหาร"),
        bare,
    ).also("ambiguous")
    yield sent(
        "subject-disagrees",
        replace(STRANGER, subject="รายงานจังหวัดมุกดาหาร", body="จังหวัดยโสธร ขอส่งรายงาน\n"),
        REVIEW,
        bare,
    )


def several() -> Iterator[Case]:
    """Several provinces from one unknown sender."""
    names = ("นครปฐม", "ราชบุรี", "สมุทรสาคร")
    written = [told(2, n) for n in (4, 24, 44)]
    reports = tuple(r for e, n in zip(written, names, strict=True) for r in filed(e, UNITS[n], JUNE).reports)
    truth = Truth("filed", reports)
    sheets = [
        Sheet(f"Sheet{i}", form(e, province=f"จ.{n}", mode="title", month=MONTH))
        for i, (e, n) in enumerate(zip(written, names, strict=True), 1)
    ]
    for program in ("xlsx",):
        yield case("units-several", program, sheets, truth)
    named = [
        Sheet(n, form(e, province=n, mode="repeated", month=MONTH))
        for e, n in zip(written, names, strict=True)
    ]
    yield case("units-several", "xlsx", named, truth)
    files = [
        file_of("xlsx", form(e, province=f"จังหวัด{n}", month=MONTH), f"{i}")
        for i, (e, n) in enumerate(zip(written, names, strict=True))
    ]
    yield sent("units-several", STRANGER, truth, *files)
    wrong = file_of("html", form(told(2, 9), province="จังหวัดราชบุรี", month="ประจำเดือนธันวาคม ๒๕๖๗"), "later")
    yield sent(
        "one-of-two",
        STRANGER,
        Truth("review", filed(written[0], UNITS["นครปฐม"], JUNE).reports),
        files[0],
        wrong,
    )
    empty = file_of(
        "xlsx", [TITLE, "จังหวัดราชบุรี", "ประจำเดือนพฤษภาคม 2567", table(HEAD[1:], ("1", "1", "", ""))], "may"
    )
    yield sent(
        "one-of-two",
        STRANGER,
        Truth("returned", filed(written[0], UNITS["นครปฐม"], JUNE).reports),
        files[0],
        empty,
    )
