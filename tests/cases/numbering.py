"""Cases about the number before an entry: in the cell, in a column of its own, none, and digits that are no number."""

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from tests.cases.case import Case, document, filed
from tests.cases.paper import (
    HEAD,
    UNITS,
    C,
    Said,
    around,
    body_rows,
    form,
    row,
    said,
    table,
    thai,
    with_province,
)

STYLES = (
    "{a}. ", "{t}.", "{a}) ", "({a}) ", "{t}) ", "({t}) ", "{a}.) ", "- ", "-", "• ", "● ", "▪ ", "* ",
    "ข้อ {a} ", "ข้อ {t}. ", "ประเด็นที่ {t} ", "ประเด็นที่ {a} : ", "ข้อที่ {t}) ", "{a}.  ", "[{a}] ",
)  # fmt: skip
NO_NUMBERS = (
    "2 อำเภอไม่มีเจ้าหน้าที่รับผิดชอบศูนย์ฯ โดยตรง",
    "14 ธ.ค. 2561 เกิดน้ำท่วมฉับพลัน เอกสารของศูนย์ฯ เสียหาย",
    "3.5 ล้านบาทที่ขอรับการสนับสนุนยังไม่ได้รับจัดสรร",
    "๕๐ ครัวเรือนยังไม่ได้รับการช่วยเหลือ",
    "24 ชั่วโมงแรกหลังเกิดภัยไม่มีผู้มีอำนาจอนุมัติเงิน",
    "1,250 รายยื่นคำขอซ้ำซ้อนกับศูนย์ดำรงธรรม",
    "50% ของ อปท. ยังไม่บันทึกข้อมูล",
    "2/3 ของกรรมการไม่มาประชุม จึงไม่ครบองค์ประชุม",
    "1-2 วันหลังเกิดภัย ระบบ INFO ใช้งานไม่ได้",
    "๑.๕ เมตร คือระดับน้ำที่ท่วมขัง ทำให้เข้าพื้นที่สำรวจไม่ได้",
    "๕ ธ.ค. ๖๑ ระบบขัดข้องทั้งวัน",
    "2561 เป็นปีแรกที่ใช้ระบบ INFO เจ้าหน้าที่ยังไม่ชำนาญ",
    "(ร่าง) หลักเกณฑ์การช่วยเหลือยังไม่ประกาศใช้",
    "08.30 น. ของทุกวันระบบจะช้ามาก",
    "4.0 เป็นรุ่นของระบบที่เครื่องเดิมรองรับไม่ได้",
    "6 เดือนที่ผ่านมามีผู้ยื่นคำขอเพิ่มขึ้นมาก",
)


def cases() -> Iterator[Case]:
    yield from styles()
    yield from bare()
    yield from own_column()
    yield from split_column()
    yield from no_numbers()
    yield from listed()


def styles() -> Iterator[Case]:
    places = cycle(UNITS.values())
    for n, (style, program) in enumerate(
        zip(STYLES, cycle(("docx", "xlsx", "html", "xls", "docx-lo")), strict=False)
    ):
        unit, entries = next(places), said(2 + n % 3, n)
        content = form(entries, province=f"จังหวัด{unit.name}", number=style)
        yield document("numbers-in-the-cell", program, content, filed(entries, unit))


def bare() -> Iterator[Case]:
    """The form prints 1, 2, 3 and people type behind the digit."""
    for n, (style, program) in enumerate((("{a} ", "docx"), ("{t} ", "xlsx"))):
        entries = said(3, n + 40)
        yield document("numbers-bare", program, form(entries, number=style), filed(entries))


def own_column() -> Iterator[Case]:
    entries = said(3, 7)
    kinds: tuple[tuple[str, Callable[[int], Any], str], ...] = (
        ("ลำดับ", lambda n: n, "xlsx"), ("ที่", thai, "docx"), ("ลำดับที่", lambda n: f"{n}.", "xls"),
        ("ข้อ", lambda n: f"{thai(n)}.", "ods"), ("No.", lambda n: n, "xlsx-lo"), ("", str, "docx"),
        ("ลำดับ", float, "ods"), ("ที่", lambda n: f"({n})", "html"),
    )  # fmt: skip
    for k, (title, number, program) in enumerate(kinds):
        rows = [(number(n), *one.cells) for n, one in enumerate(entries, 1)]
        if k % 2:
            blocks = around([(n, "จังหวัดกระบี่", *rest) for n, *rest in rows], head=(title, *HEAD))
        else:
            blocks = around(with_province(rows, "จังหวัดกระบี่"), head=(HEAD[0], title, *HEAD[1:]))
        yield document("numbers-own-column", program, blocks, filed(entries))
    both = [(n, *one) for n, one in enumerate(body_rows(entries), 1)]
    content = around(with_province(both, "จังหวัดกระบี่"), head=(HEAD[0], "ลำดับ", *HEAD[1:]))
    yield document("numbers-own-column", "docx", content, filed(entries))


def split_column() -> Iterator[Case]:
    """The number stands in a narrow cell of its own below a heading that covers both."""
    entries = said(3, 11)
    head = row(HEAD[0], C(HEAD[1], across=2), C(HEAD[2], across=2), HEAD[3], HEAD[4])
    rows = [(thai(n), e.problem, thai(n), e.solution, e.law, e.remark) for n, e in enumerate(entries, 1)]
    for program in ("docx", "xlsx", "html"):
        blocks = around(with_province(rows, "จังหวัดกระบี่"), head=head)
        yield document("numbers-split-column", program, blocks, filed(entries))
    spare = [*rows, (thai(4), "", thai(4), "", "", "")]
    yield document(
        "numbers-split-column", "xlsx", around(with_province(spare, "จังหวัดกระบี่"), head=head), filed(entries)
    )


def no_numbers() -> Iterator[Case]:
    pool = said(len(NO_NUMBERS), 3)
    entries = [Said(text, one.solution, one.law) for text, one in zip(NO_NUMBERS, pool, strict=True)]
    groups = [
        [entries[i] for i in chosen]
        for chosen in ((4, 0, 5), (1, 3, 6, 7), (2, 9, 10), (11, 12, 13), (14, 15, 8))
    ]
    for group, program in zip(groups, ("docx", "xlsx", "html", "ods", "docx-lo"), strict=True):
        yield document("digits-no-number", program, form(group, number=""), filed(group))
    for group, program in zip(groups, ("xlsx", "docx", "xls", "docx", "xlsx"), strict=True):
        yield document("digits-after-number", program, form(group, number="{a}. "), filed(group))
    swapped = [Said(one.solution, one.problem, one.law) for one in groups[0]]
    yield document("digits-no-number", "docx", form(swapped, number=""), filed(swapped))
    alone = [entries[1]]
    yield document("digits-no-number", "xlsx", form(alone, number=""), filed(alone))


def listed() -> Iterator[Case]:
    """Word numbers the paragraphs itself, so that the number is nowhere in the text."""
    entries = said(3, 17)
    numbered = [
        (C(e.problem, style="List Number"), C(e.solution, style="List Number"), e.law, e.remark)
        for e in entries
    ]
    yield document("numbers-automatic", "docx", around(with_province(numbered, "จังหวัดกระบี่")), filed(entries))
    for style, program in (
        ("List Number!", "docx"),  # each cell begins at 1
        ("List Number!", "docx-lo"),
        ("List Number", "docx"),  # the second cell goes on with 4
        ("List Number", "html"),
        ("List Bullet", "docx"),
    ):
        cells = tuple(
            C("\n".join(column), style=style) for column in zip(*(e.cells[:2] for e in entries), strict=True)
        )
        content = around([("จังหวัดกระบี่", *cells, "", "")])
        expected = [Said(e.problem, e.solution) for e in entries]
        yield document("numbers-automatic-one-cell", program, content, filed(expected))
    yield document("numbers-automatic", "html", [*form(entries)[:2], table(("จังหวัด", "ปัญหา", "แนวทางแก้ไข"), *[
        ("กระบี่", C(e.problem, style="List Number"), C(e.solution, style="List Number")) for e in entries
    ])], filed([Said(e.problem, e.solution) for e in entries]))  # fmt: skip
