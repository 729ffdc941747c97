"""Cases about rows: shared solutions, heads repeated, tables continued, spare rows, and what stands below a table."""

from collections.abc import Iterator
from typing import Any

from tests.cases.case import Case, document, filed
from tests.cases.paper import (
    FOOTNOTES,
    HEAD,
    MONTH,
    TITLE,
    Block,
    C,
    Said,
    Sheet,
    around,
    body_rows,
    form,
    mark,
    row,
    said,
    table,
    thai,
    with_province,
)  # fmt: skip

KRABI = "จังหวัดกระบี่"


def cases() -> Iterator[Case]:
    yield from shared()
    yield from repeated()
    yield from continued()
    yield from spare()
    yield from signed()
    yield from below()
    yield from placed()


def shared() -> Iterator[Case]:
    """A merged solution, law or remark belongs to every problem beside it."""
    entries = said(3, 2)
    for number, program in (
        ("{t}. ", "docx"),
        ("", "xlsx"),
        ("{a}. ", "html"),
        ("", "xls"),
        ("", "ods"),
        ("", "docx-lo"),
    ):
        common = mark(number, 1, entries[0].solution)
        rows: list[tuple[str | C, ...]] = [
            (
                C(KRABI, 3),
                mark(number, 1, entries[0].problem),
                C(common, 2),
                entries[0].law,
                entries[0].remark,
            ),
            (mark(number, 2, entries[1].problem), entries[1].law, entries[1].remark),
            (mark(number, 3, entries[2].problem), mark(number, 2, entries[2].solution), entries[2].law, ""),
        ]
        expected = [
            entries[0],
            Said(entries[1].problem, entries[0].solution, entries[1].law, entries[1].remark),
            Said(entries[2].problem, entries[2].solution, entries[2].law),
        ]
        yield document("shared-solution", program, around(rows), filed(expected))
    law, remark = "พระราชบัญญัติป้องกันและบรรเทาสาธารณภัย พ.ศ. 2550", "ติดตามผลเดือนหน้า"
    for program in ("docx", "xlsx", "html"):
        rows = [(C(KRABI, 3), entries[0].problem, entries[0].solution, C(law, 3), C(remark, 3))]
        rows += [(one.problem, one.solution) for one in entries[1:]]
        expected = [Said(e.problem, e.solution, law, remark) for e in entries]
        yield document("shared-law", program, around(rows), filed(expected))
    blank = [entries[0], Said(entries[1].problem), Said(entries[2].problem, "", entries[2].law)]
    for program in ("docx", "xlsx", "ods"):
        yield document("solution-left-empty", program, form(blank, number=""), filed(blank))


def repeated() -> Iterator[Case]:
    """The head again after a page break, in the same table."""
    entries = said(4, 5)
    rows = with_province(body_rows(entries), KRABI, "repeated")
    for program in ("docx", "xlsx", "html", "xls"):
        yield document("head-repeated", program, around([*rows[:2], HEAD, *rows[2:]]), filed(entries))
    title = row(C(TITLE, across=5))
    again = [*rows[:2], title, row(C(f"{MONTH} (ต่อ)", across=5)), HEAD, *rows[2:]]
    for program in ("xlsx", "docx"):
        yield document("head-repeated", program, around(again), filed(entries))
    counted = [thai(n) for n in range(1, 6)]
    yield document(
        "head-repeated", "xlsx", around([counted, *rows[:2], HEAD, counted, *rows[2:]]), filed(entries)
    )


def continued() -> Iterator[Case]:
    """A second table of the same document goes on."""
    entries = said(4, 7)
    rows = with_province(body_rows(entries), KRABI, "first")
    first: list[Block] = [TITLE, MONTH, table(HEAD, *rows[:2])]
    for program in ("docx", "html", "docx-lo"):
        yield document(
            "table-continued", program, [*first, "", table(HEAD, *rows[2:]), *FOOTNOTES], filed(entries)
        )
        yield document("table-continued", program, [*first, "", table(*rows[2:])], filed(entries))
    later = [TITLE, f"{MONTH} (ต่อ)", table(HEAD, *rows[2:])]
    yield document("table-continued", "docx", [*first, "- 2 -", *later], filed(entries))
    yield document("table-continued", "xlsx", [*first, "", *later], filed(entries))
    cover = table(("เรื่อง", "รายงานปัญหา อุปสรรค"), ("ผู้ประสานงาน", "นายสมชาย ใจดี โทร. ๐๗๕ ๖๑๑ ๑๑๑"))
    yield document("table-beside", "docx", [cover, *form(entries)], filed(entries))
    yield document(
        "table-beside",
        "html",
        [*form(entries), table(("ผู้รายงาน", "ผู้ตรวจสอบ"), ("นางอรทัย", "นายวิชัย"))],
        filed(entries),
    )
    outline = table(("ลำดับ", "อปท. ที่รายงานแล้ว", "จำนวนเรื่อง"), (1, "อบต.เขาคราม", 4), (2, "ทต.เหนือคลอง", 7))
    yield document("table-beside", "docx", [*form(entries), "สรุปการรายงาน", outline], filed(entries))


def spare() -> Iterator[Case]:
    """Numbered rows that nobody filled in."""
    entries = said(2, 9)
    full = body_rows(entries)
    rests: tuple[tuple[list[Any], str], ...] = (
        ([("3", "3", "", "")], "docx"), ([("๓.", "๓.", "", ""), ("๔.", "๔.", "", "")], "xlsx"), ([("-", "-", "-", "-")], "html"),
        ([(3, 3, "", ""), (4, 4, "", ""), (5, 5, "", "")], "xls"), ([("3)", "", "", "")], "docx-lo"), ([("", "", "", "")] * 20, "ods"),
    )  # fmt: skip
    for n, (empty, program) in enumerate(rests):
        mode = ("merged", "repeated", "first")[n % 3]
        yield document(
            "spare-rows", program, around(with_province([*full, *empty], KRABI, mode)), filed(entries)
        )
    rows = [(n, KRABI, *(entries[n - 1].cells if n < 3 else ("", "", "", ""))) for n in range(1, 11)]
    for program in ("xlsx", "docx"):
        yield document("spare-rows", program, around(rows, head=("ลำดับ", *HEAD)), filed(entries))
    between = with_province([full[0], ("", "", "", ""), full[1]], KRABI, "first")
    yield document("spare-rows", "xlsx", around(between), filed(entries))


SIGNATURE = (
    "ลงชื่อ ............................................ ผู้รายงาน", "(นายสมชาย ใจดี)", "ตำแหน่ง นักส่งเสริมการปกครองท้องถิ่นชำนาญการ",
    "วันที่ 4 มกราคม 2562", "โทร. ๐ ๗๕๖๑ ๑๑๑๑ ต่อ ๑๒",
)  # fmt: skip


def signed() -> Iterator[Case]:
    """A signature below the table, in the columns of the table, or in its last row."""
    entries = said(3, 11)
    blocks = form(entries, number="", foot=())
    for program in ("docx", "xlsx", "html", "xls", "ods"):
        yield document("signature", program, [*blocks, *SIGNATURE], filed(entries))
    for column, program in ((1, "xlsx"), (2, "xlsx"), (3, "xls"), (2, "ods")):
        rows = [("",) * column + (line,) + ("",) * (4 - column) for line in SIGNATURE]
        yield document(
            "signature-in-column",
            program,
            around([*with_province(body_rows(entries), KRABI, "first"), *rows]),
            filed(entries),
        )
    halves = [("", "(ลงชื่อ) ............... ผู้รายงาน", "", "(ลงชื่อ) ............... ผู้ตรวจสอบ", "")]
    halves += [("", "(นางอรทัย แก้วมณี)", "", "(นายวิชัย พงษ์ไพร)", ""), ("", "นักวิชาการ", "", "ท้องถิ่นจังหวัดกระบี่", "")]
    rows = [*with_province(body_rows(entries, ""), KRABI, "first"), ("",) * 5, *halves]
    yield document("signature-in-column", "xlsx", around(rows, foot=()), filed(entries))
    last = row(C("\n".join(SIGNATURE), across=5))
    for program in ("docx", "xlsx", "html"):
        yield document(
            "signature-in-table",
            program,
            around([*with_province(body_rows(entries), KRABI), last]),
            filed(entries),
        )


def below() -> Iterator[Case]:
    """Totals, page numbers, dates and notes, inside the sheet or the table."""
    entries = said(3, 13)
    rows = with_province(body_rows(entries, ""), KRABI, "first")
    for line, program in (
        ("รวม 3 ประเด็น", "xlsx"), ("หน้า 1/2", "xls"), ("- 2 -", "xlsx"), ("พิมพ์เมื่อ 4/1/2562 09:15", "ods"), ("รวมทั้งสิ้น ๓ เรื่อง", "docx"),
        ("ข้อมูล ณ วันที่ 4 มกราคม 2562", "xlsx"), ("ตรวจสอบแล้วถูกต้อง", "xls"), ("ผู้ประสานงาน นายบุญฤทธิ์ โทร. ๐๘ ๑๒๓๔ ๕๖๗๘", "xlsx"),
        ("** อปท. หมายถึง องค์กรปกครองส่วนท้องถิ่น", "docx"), ("¹ ความเห็นของจังหวัดตามมติที่ประชุมครั้งที่ 11/2561", "xlsx"),
    ):  # fmt: skip
        yield document("below-table", program, [*around(rows, foot=()), line], filed(entries))
    total = row("รวม", "3 ประเด็น", "3 แนวทาง", "", "")
    for program in ("xlsx", "docx"):
        yield document("total-row", program, around([*rows, total]), filed(entries))
    noted = [row(C(line, across=5)) for line in FOOTNOTES]
    for program in ("docx", "xlsx", "html"):
        yield document("footnote-in-table", program, around([*rows, *noted], foot=()), filed(entries))


def placed() -> Iterator[Case]:
    """The form does not begin in A1."""
    entries = said(3, 15)
    yield document("placed", "xlsx", [Sheet("Sheet1", ["", "", *form(entries)], left=2)], filed(entries))
    yield document("placed", "xls", [Sheet("Sheet1", ["", *form(entries)], left=1)], filed(entries))
    yield document("placed", "ods", [Sheet("Sheet1", ["", "", "", *form(entries)], left=1)], filed(entries))
    gap = [(KRABI, "", *e.cells) for e in entries]
    yield document("placed", "xlsx", around(gap, head=(HEAD[0], "", *HEAD[1:])), filed(entries))
