"""Cases of another hand about the form's outside: headings, titles, extra columns, merged and blank rows, spacers."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.cases.case import Case, Content, Truth, document, file_of, filed, mailed
from tests.cases.envelope import Mail, by
from tests.cases.paper import HEAD, TITLE, UNITS, C, Said, Sheet, row, table
from tests.cases.round3_texts import bare, told

JULY = "2024-07-03T09:00:00+07:00"
JUNE = "2024-06"
MONTH = "ประจำเดือนมิถุนายน ๒๕๖๗"
WORDS = (
    ("จังหวัด", "ปัญหาอุปสรรค", "แนวทางการแก้ไขปัญหา", "กฎหมายที่เกี่ยวข้อง", "หมายเหตุ"),
    ("จังหวัด", "ปัญหาที่พบ", "ข้อเสนอแนะเพื่อการแก้ไข", "ระเบียบกฎหมาย", "หมายเหตุ"),
    ("ชื่อจังหวัด", "ประเด็นปัญหา/อุปสรรคที่เกิดขึ้น", "วิธีแก้ไขปัญหา", "ระเบียบ กฎหมาย และหนังสือสั่งการที่เกี่ยวข้อง", "หมายเหตุ"),
    ("จังหวัด", "ปัญหาและอุปสรรคในการดำเนินงาน", "ข้อคิดเห็นของจังหวัด", "ข้อกฎหมายที่เกี่ยวข้อง", "หมายเหตุ (ถ้ามี)"),
    ("จังหวัด", "ปัญหา / อุปสรรค", "การแก้ไขปัญหา / ความเห็น", "กฎหมาย / ระเบียบ / ประกาศ", "หมายเหตุ"),
    ("จังหวัด", "สภาพปัญหาและอุปสรรค", "แนวทางการแก้ไขและข้อเสนอแนะ", "กฎหมายอ้างอิง", "หมายเหตุ"),
    ("จังหวัด", "ปัญหาข้อขัดข้อง", "การดำเนินการแก้ไข", "ระเบียบที่เกี่ยวข้อง", "หมายเหตุ"),
    ("หน่วยงาน", "รายละเอียดปัญหา", "แนวทางแก้ปัญหา", "หนังสือสั่งการ/ระเบียบ", "หมายเหตุ"),
)


def june(entries: Sequence[Said], name: str) -> Truth:
    return filed(entries, UNITS[name], JUNE)


def case(variety: str, program: str, content: Content, truth: Truth) -> Case:
    return document(f"r3-{variety}", program, content, truth).at(JULY)


def sent(variety: str, mail: Mail, truth: Truth, *files: Any) -> Case:
    return mailed(f"r3-{variety}", mail, truth, *files).at(JULY)


def cases() -> Iterator[Case]:
    yield from headings()
    yield from titles()
    yield from columns()
    yield from merged()
    yield from spaced()
    yield from stacked()


def headings() -> Iterator[Case]:
    names = ("สระแก้ว", "พังงา", "ลำปาง", "สกลนคร", "นครปฐม", "ยะลา", "แพร่", "ตราด")
    programs = ("xlsx", "docx", "xls", "html", "ods", "docx-lo", "xlsx-lo", "odt")
    for n, (head, name, program) in enumerate(zip(WORDS, names, programs, strict=True)):
        entries = told(3, n)
        rows = [(f"จังหวัด{name}" if n % 2 else name, *one.cells) for one in entries]
        yield case("head-words", program, [TITLE, MONTH, table(head, *rows)], june(entries, name))


def titles() -> Iterator[Case]:
    """Where title, month and province stand, and how they are joined."""
    entries, name = told(3, 8), "นครพนม"
    rows = [("", *one.cells) for one in entries]
    plain = table(HEAD, *rows)
    for n, (lines, program) in enumerate((
        ((f"{TITLE} {MONTH}", "จังหวัด นครพนม"), "docx"), ((f"{TITLE}\n{MONTH}\nจังหวัดนครพนม",), "xlsx"),
        ((TITLE, "จังหวัด.....นครพนม..... ประจำเดือน.....มิถุนายน..... พ.ศ. ....๒๕๖๗...."), "docx"),
        ((TITLE, "จ.นครพนม", "เดือน มิ.ย. 2567"), "xls"), ((TITLE, "สถจ.นครพนม เดือนมิถุนายน 67"), "ods"),
        ((TITLE, "ของ สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดนครพนม", "ประจำเดือน มิถุนายน พ.ศ.๒๕๖๗"), "html"),
        ((TITLE, "จังหวัด………นครพนม………", "ประจำเดือน………มิถุนายน………๒๕๖๗………"), "docx-lo"),
        ((f"{TITLE} จ. นครพนม ({MONTH})",), "odt"), (("จังหวัดนครพนม", TITLE, MONTH), "xlsx"),
    )):  # fmt: skip
        block = plain if n % 2 else table(HEAD[1:], *(one[1:] for one in rows))
        yield case("title", program, [*lines, block], june(entries, name))
    top = row(C(TITLE, across=5)), row(C("จังหวัด", across=1), C("นครพนม", across=2), C("เดือน"), C("มิ.ย. 67"))
    yield case("title", "xlsx", [table(*top, HEAD, *rows)], june(entries, name))
    headless = file_of("xlsx", [table(HEAD, *rows)], "รายงาน")
    yield sent("no-title", by(UNITS[name], "ส่งแบบรายงาน เดือนมิถุนายน 2567"), june(entries, name), headless)
    short = table(("ที่", "ปัญหาอุปสรรค", "ข้อเสนอแนะ"), *((n, *e.cells[:2]) for n, e in enumerate(entries, 1)))
    bare_file = file_of("docx", [short], "ปัญหาอุปสรรค มิ.ย. 67")
    yield sent("no-title", by(UNITS[name]), june(bare(entries), name), bare_file)


def columns() -> Iterator[Case]:
    """Order, number, district and local government on either side."""
    head: tuple[str, ...]
    entries, name = told(3, 14), "สุรินทร์"
    who = ("ทต.บ้านฝาง", "อบต.แกใหญ่", "อบจ.สุรินทร์")
    where = ("เมืองสุรินทร์", "ปราสาท", "ท่าตูม")
    above = [TITLE, f"จังหวัดสุรินทร์ {MONTH}"]
    numbered = list(zip(("๑", "๒", "๓"), where, who, (e.cells for e in entries), strict=True))
    left = [(n, w, o, *e) for n, w, o, e in numbered]
    for program in ("xlsx", "html"):
        head = ("ลำดับที่", "อำเภอ", "อปท.", "ปัญหาอุปสรรค", "แนวทางการแก้ไข", "กฎหมายที่เกี่ยวข้อง", "หมายเหตุ")
        yield case("columns", program, [*above, table(head, *left)], june(entries, name))
    right = [(n, *e, o, w) for n, w, o, e in numbered]
    head = ("ที่", "ประเด็นปัญหา อุปสรรค", "การแก้ไขปัญหา", "ข้อกฎหมาย", "หมายเหตุ", "หน่วยงาน (อปท.)", "อำเภอ")
    for program in ("xls", "docx"):
        yield case("columns", program, [*above, table(head, *right)], june(entries, name))
    last = [(n, *e, "จังหวัดสุรินทร์") for n, _, _, e in numbered]
    head = ("ลำดับ", "ปัญหาที่พบ", "แนวทางแก้ไข", "ระเบียบ/กฎหมาย", "หมายเหตุ", "จังหวัด")
    yield case("columns", "ods", [TITLE, MONTH, table(head, *last)], june(entries, name))
    mixed = [(e[3], n, e[0], o, e[1], e[2]) for n, _, o, e in numbered]
    head = ("หมายเหตุ", "ลำดับที่", "ปัญหาและอุปสรรค", "ชื่อ อปท.", "ข้อเสนอแนะ", "กฎหมาย/ระเบียบ")
    yield case("columns", "xlsx", [*above, table(head, *mixed)], june(entries, name))
    persons = [(n, *e, "นางสาวนงนุช ศรีสุข โทร. 08-1234-5678") for n, _, _, e in numbered]
    head = ("ลำดับ", "ปัญหา อุปสรรค", "การแก้ไขปัญหา", "กฎหมาย", "หมายเหตุ", "ผู้ประสานงาน")
    yield case("columns", "docx", [*above, table(head, *persons)], june(entries, name))


def merged() -> Iterator[Case]:
    """Whole entries merged across two rows; a province merged across all of them; groups of districts."""
    entries, name = told(3, 20), "บึงกาฬ"
    rows: list[Any] = [line for e in entries for line in (row(*(C(text, down=2) for text in e.cells)), row())]
    for program in ("xlsx", "html", "docx"):
        yield case(
            "merged-rows",
            program,
            [TITLE, f"จังหวัดบึงกาฬ {MONTH}", table(HEAD[1:], *rows)],
            june(entries, name),
        )
    first, *rest = entries
    tall = [row(C("บึงกาฬ", down=3), *first.cells), *(row(*e.cells) for e in rest)]
    for program in ("html", "odt"):
        yield case("merged-rows", program, [TITLE, MONTH, table(HEAD, *tall)], june(entries, name))
    sections = [
        row(C("อำเภอเซกา", across=4)), row(*entries[0].cells), row(*entries[1].cells), row(C("อำเภอโซ่พิสัย", across=4)), row(*entries[2].cells),
    ]  # fmt: skip
    for program in ("xlsx", "docx"):
        content = [TITLE, f"จังหวัดบึงกาฬ {MONTH}", table(HEAD[1:], *sections)]
        yield case("section-rows", program, content, june(entries, name))


def spaced() -> Iterator[Case]:
    """Blank rows between entries, blank columns between columns, a sheet that begins far down."""
    entries, name = told(4, 26), "ชัยนาท"
    rows: list[Any] = []
    for n, e in enumerate(entries, 1):
        rows += [(f"{n}.", "ชัยนาท" if n == 1 else "", *e.cells), ("",) * 6]
    for program in ("xlsx", "html"):
        content = [TITLE, MONTH, table(("ลำดับ", *HEAD), *rows)]
        yield case("blank-rows", program, content, june(entries, name))
    wide = [tuple(cell for text in e.cells for cell in (text, "")) for e in entries]
    head = tuple(cell for text in WORDS[0][1:] for cell in (text, ""))
    content = [Sheet("Sheet1", ["", "", "", TITLE, "จังหวัดชัยนาท", MONTH, "", table(head, *wide)], left=3)]
    yield case("blank-rows", "xlsx", content, june(entries, name))
    far = ("",) * 5 + ("หมายเหตุ : จังหวัดหมายถึงสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",)
    content = [TITLE, f"จังหวัดชัยนาท {MONTH}", table(HEAD[1:], *(e.cells for e in entries)), *far]
    yield case("blank-rows", "xlsx", content, june(entries, name))


def stacked() -> Iterator[Case]:
    """Two whole forms below each other in one document, one sheet or one page."""
    first, second = told(2, 30), told(3, 31)
    for program in ("docx", "xlsx", "html"):
        content = [
            TITLE, "จังหวัดพิจิตร ประจำเดือนพฤษภาคม ๒๕๖๗", table(HEAD[1:], *(e.cells for e in first)), "",
            TITLE, "จังหวัดพิจิตร ประจำเดือนมิถุนายน ๒๕๖๗", table(HEAD[1:], *(e.cells for e in second)),
        ]  # fmt: skip
        unit = UNITS["พิจิตร"]
        reports = filed(first, unit, "2024-05").reports + filed(second, unit, JUNE).reports
        yield case("stacked", program, content, Truth("filed", reports))
        if program not in {"docx", "xlsx"}:
            continue
        columns = [
            TITLE, "ประจำเดือนพฤษภาคม ๒๕๖๗", table(HEAD, *(("พิจิตร", *e.cells) for e in first)), "", "",
            TITLE, "ประจำเดือนมิถุนายน ๒๕๖๗", table(HEAD, *(("พิจิตร", *e.cells) for e in second)),
        ]  # fmt: skip
        yield case("stacked", program, columns, Truth("filed", reports))
        units = [
            TITLE, MONTH, "จังหวัดแพร่", table(HEAD[1:], *(e.cells for e in first)), "",
            TITLE, MONTH, "จังหวัดน่าน", table(HEAD[1:], *(e.cells for e in second)),
        ]  # fmt: skip
        yield case(
            "stacked-units",
            program,
            units,
            Truth("filed", june(first, "แพร่").reports + june(second, "น่าน").reports),
        )
