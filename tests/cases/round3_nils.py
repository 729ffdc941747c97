"""Cases of another hand about nothing: nil reports in many words, problems that sound like one, forms left blank."""

from collections.abc import Iterator
from itertools import cycle

from tests.cases.case import RETURNED, REVIEW, Case, Truth, file_of, nil
from tests.cases.envelope import Mail, by
from tests.cases.paper import FOOTNOTES, HEAD, TITLE, UNITS, C, Said, form, row, table
from tests.cases.round3_layouts import JUNE, MONTH, WORDS, case, june, sent
from tests.cases.round3_texts import told

PHRASES = (
    "ไม่มีปัญหาและอุปสรรคในการดำเนินงานประจำเดือนนี้", "ไม่มีประเด็นปัญหาอุปสรรคที่ต้องรายงาน", "ไม่พบปัญหาและอุปสรรคในการดำเนินงานของศูนย์ช่วยเหลือประชาชน",
    "ทุก อปท. ไม่มีปัญหา/อุปสรรค", "ศูนย์ช่วยเหลือประชาชนของ อปท. ในพื้นที่ไม่มีปัญหาอุปสรรค", "ไม่มีปัญหา อุปสรรค แต่อย่างใด",
    "การดำเนินงานเป็นไปด้วยความเรียบร้อย ไม่พบปัญหาอุปสรรค", "ไม่มีปัญหาอุปสรรคในเดือนมิถุนายน ๒๕๖๗", "---", "—", "- ไม่มีปัญหา -",
    "ไม่มีปัญหา-อุปสรรค", "“ไม่มี”", "ไม่มีปัญหา\nอุปสรรค", "๑) ไม่มี", "ไม่มีปัญหาและอุปสรรคใด ๆ ทั้งสิ้น", "ไม่มีปัญหา อุปสรรคในการดำเนินการ",
    "จังหวัดไม่มีปัญหาอุปสรรคในการปฏิบัติงาน", "ไม่มีประเด็นปัญหา อุปสรรค", "ในรอบเดือนที่ผ่านมา ไม่พบปัญหา อุปสรรค",
    "ประจำเดือนมิถุนายน ๒๕๖๗ ไม่มีปัญหาอุปสรรค", "ไม่มีปัญหาอุปสรรค ประจำเดือนมิถุนายน 2567", "ไม่มีปัญหาอุปสรรคค่ะ", "ไม่มีปัญหาอุปสรรคในการให้ความช่วยเหลือประชาชน", "ไม่มีรายการปัญหา", "ไม่มีปัญหาฯ", "ไม่มีปัญหา อุปสรรค (อปท. ทุกแห่ง)",
    "ปฏิบัติงานได้ตามปกติ ไม่มีปัญหาอุปสรรค", "อปท. ในจังหวัดไม่มีปัญหาอุปสรรคในการปฏิบัติงาน", "- ไม่มีปัญหา อุปสรรค -", "ไม่มีข้อขัดข้องใด ๆ", "ไม่มีปัญหาอุปสรรคเกิดขึ้น",
)  # fmt: skip
REAL = (
    "ปัญหาไม่มีที่จัดเก็บสิ่งของบริจาค", "ไม่มีที่พักพิงชั่วคราวสำหรับผู้ประสบภัย", "ไม่มีสัญญาณโทรศัพท์ในพื้นที่ จึงบันทึกข้อมูลไม่ได้", "ไม่พบที่อยู่ของผู้ขอรับความช่วยเหลือ",
    "ไม่มีปัญหาเรื่องเงิน แต่มีปัญหาเรื่องคน", "ไม่ปรากฏรายชื่อผู้ประสบภัยในระบบ", "ไม่มีรถ", "ไม่มีผู้ใดแก้ไขปัญหาอุปสรรคที่รายงานไปเมื่อเดือนก่อน",
    "ไม่มีแบบฟอร์มรายงานปัญหาอุปสรรคที่เป็นมาตรฐาน", "ไม่มีระเบียบรองรับ",
)  # fmt: skip


def empty(name: str) -> Truth:
    return nil(UNITS[name], JUNE)


def cases() -> Iterator[Case]:
    yield from phrases()
    yield from shapes()
    yield from real()
    yield from blanks()


def phrases() -> Iterator[Case]:
    programs = cycle(("xlsx", "html", "html", "docx", "html", "xlsx", "html", "ods"))
    names = cycle(("เชียงราย", "ลพบุรี", "ระยอง", "ปัตตานี", "เพชรบูรณ์"))
    for n, phrase in enumerate(PHRASES):
        name, rest = next(names), (("-", "-", "-"), ("", "", ""), ("ไม่มี", "", "-"), ("-", "", ""))[n % 4]
        content = [TITLE, MONTH, table(HEAD, (f"จังหวัด{name}", phrase, *rest))]
        yield case("nil-words", next(programs), content, empty(name))


def shapes() -> Iterator[Case]:
    dashes = [TITLE, MONTH, table(("ลำดับ", *HEAD), ("-", "จังหวัดระยอง", "-", "-", "-", "-"))]
    for program in ("xlsx", "docx", "html"):
        yield case("nil-dashes", program, dashes, empty("ระยอง"))
    whole = [TITLE, f"จังหวัดระยอง {MONTH}", table(HEAD, row(C("ไม่มีปัญหาอุปสรรค", across=5)))]
    for program in ("xlsx", "docx", "html", "html"):
        yield case("nil-merged", program, whole, empty("ระยอง"))
    tall = [
        row(C("ระยอง", down=3), C("ไม่มี", down=3), C("ไม่มี", down=3), C("-", down=3), C("-", down=3)),
        row(),
        row(),
    ]
    for program in ("docx",):
        yield case("nil-merged", program, [TITLE, MONTH, table(HEAD, *tall)], empty("ระยอง"))
    numbered = [
        TITLE,
        MONTH,
        table(
            HEAD,
            (C("ระยอง", down=3), "1. ไม่มี", "1. ไม่มี", "ไม่มี", ""),
            ("2. ไม่มี", "2. ไม่มี", "ไม่มี", ""),
            ("3. ไม่มี", "3. ไม่มี", "ไม่มี", ""),
        ),
    ]
    for program in ("docx", "xlsx"):
        yield case("nil-numbered", program, numbered, empty("ระยอง"))
    own = [
        TITLE,
        f"จ.ระยอง {MONTH}",
        table(("ที่", *WORDS[1][1:]), (1, "ไม่มีปัญหา", "-", "-", "-"), (2, "", "", "", ""), (3, "", "", "", "")),
    ]
    for program in ("xlsx", "odt"):
        yield case("nil-numbered", program, own, empty("ระยอง"))
    each = [
        (n, w, "ไม่มีปัญหาอุปสรรค", "-", "-", "-")
        for n, w in enumerate(("อบจ.ระยอง", "ทน.ระยอง", "อบต.กะเฉด"), 1)
    ]
    content = [TITLE, f"จังหวัดระยอง {MONTH}", table(("ลำดับ", "อปท.", *WORDS[0][1:]), *each)]
    for program in ("xlsx", "docx"):
        yield case("nil-each", program, content, empty("ระยอง"))
    lines = [TITLE, MONTH, table(HEAD, ("ระยอง", "1. ไม่มี\n2. ไม่มี\n3. ไม่มี", "1. -\n2. -\n3. -", "", ""))]
    yield case("nil-one-cell", "docx", lines, empty("ระยอง"))
    page = [
        TITLE,
        MONTH,
        table(HEAD[1:], ("ไม่มีปัญหาอุปสรรค", "-", "-", "-")),
        *FOOTNOTES,
        "(นายวิทยา เรืองศรี)",
        "ท้องถิ่นจังหวัด",
    ]
    yield sent("nil-sender", by(UNITS["ระยอง"]), empty("ระยอง"), file_of("docx", page))
    yield sent("nil-sender", Mail("x@mail.example"), REVIEW, file_of("docx", page))


def real() -> Iterator[Case]:
    """Something is lacking: that is a problem."""
    pool = told(len(REAL), 9)
    entries = [Said(text, one.solution, one.law, one.remark) for text, one in zip(REAL, pool, strict=True)]
    for n, (one, program) in enumerate(
        zip(entries, cycle(("docx", "xlsx", "html", "html", "ods")), strict=False)
    ):
        content = form([one], province="จ.ลำพูน", month=MONTH, number=("", "{a}. ")[n % 2])
        yield case("not-nil", program, content, june([one], "ลำพูน"))
    yield case("not-nil", "docx", form(entries, province="จ.ลำพูน", month=MONTH), june(entries, "ลำพูน"))
    alone = [Said(text) for text in REAL[:4]]
    yield case("not-nil", "xlsx", form(alone, province="ลำพูน", month=MONTH, number=""), june(alone, "ลำพูน"))


def blanks() -> Iterator[Case]:
    """Province and month filled in and nothing else; dots to write upon; spare numbers."""
    dots = "." * 24
    for rows, program in (
        ([("", "", "", "")], "docx"), ([("", "", "", "")] * 4, "xlsx"), ([(f"{n}. {dots}", f"{n}. {dots}", dots, "") for n in (1, 2, 3)], "docx"),
        ([(f"{n}.", "", "", "") for n in (1, 2, 3, 4, 5)], "html"), ([(dots, dots, dots, dots)], "ods"), ([("๑. ………………", "๑. ………………", "", "")], "docx"),
        ([(n, n, "", "") for n in (1, 2, 3)], "xls"), ([("ข้อ ๑", "ข้อ ๑", "", ""), ("ข้อ ๒", "ข้อ ๒", "", "")], "docx"), ([("1.\n2.\n3.", "1.\n2.\n3.", "", "")], "xlsx"),
        ([("_________", "_________", "", "")], "odt"),
    ):  # fmt: skip
        filled = [(C("จังหวัดกาฬสินธุ์", down=len(rows)), *one) if not n else one for n, one in enumerate(rows)]
        yield case("blank", program, [TITLE, MONTH, table(HEAD, *filled), *FOOTNOTES], RETURNED)
        if program in {"docx", "xlsx"} and len(rows) > 1:
            file = file_of(program, [TITLE, MONTH, table(HEAD, *filled)])
            yield sent("blank", by(UNITS["กาฬสินธุ์"], "ส่งรายงานเดือนมิถุนายน 2567"), RETURNED, file)
    signed = [
        TITLE,
        "จังหวัดกาฬสินธุ์",
        table(HEAD[1:], ("", "", "", "")),
        f"ลงชื่อ{dots}ผู้รายงาน",
        f"({dots})",
        "ตำแหน่ง ท้องถิ่นจังหวัดกาฬสินธุ์",
    ]
    yield case("blank", "docx", signed, RETURNED)
