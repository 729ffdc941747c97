"""Cases about what stands inside one cell: all entries as lines, wrapped lines, lists in an entry, fewer solutions."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from tests.cases.case import Case, document, filed
from tests.cases.paper import HEAD, UNITS, Said, around, lines, mark, one_cell, said

KRABI = "จังหวัดกระบี่"


def cases() -> Iterator[Case]:
    yield from styles()
    yield from shapes()
    yield from fewer()
    yield from inner()
    yield from wrapped()
    yield from two_rows()
    yield from ambiguous()


def one_row(*cells: str, province: str = KRABI) -> list[Any]:
    return around([(province, *cells)])


def styles() -> Iterator[Case]:
    programs = cycle(("docx", "xlsx", "html", "docx-paragraphs", "ods", "xls", "docx-lo", "html.xls"))
    styles = (
        "{t}. ",
        "{a}. ",
        "{a}) ",
        "({t}) ",
        "- ",
        "{t}.",
        "ข้อ {a} ",
        "• ",
        "({a}) ",
        "-",
        "ประเด็นที่ {t} ",
    )
    for n, (style, program) in enumerate(zip(styles, programs, strict=False)):
        unit = list(UNITS.values())[20 + n]
        entries = said(2 + n % 3, n + 2)
        content = one_row(*one_cell(entries, style), province=f"จังหวัด{unit.name}")
        yield document("one-cell", program, content, filed(entries, unit))


def shapes() -> Iterator[Case]:
    many = said(12, 1)
    yield document("one-cell", "docx", one_row(*one_cell(many)), filed(many))
    yield document("one-cell", "xlsx", one_row(*one_cell(many, "{a}.")), filed(many))
    entries = said(3, 9)
    spaced = tuple(text.replace("\n", "\n\n") for text in one_cell(entries))
    yield document("one-cell-blank-lines", "docx-paragraphs", one_row(*spaced), filed(entries))
    yield document("one-cell-blank-lines", "xlsx", one_row(*(f"{text}\n" for text in spaced)), filed(entries))
    indented = tuple("  " + text.replace("\n", "\n  ") for text in one_cell(entries, "{a}. "))
    yield document("one-cell", "xlsx", one_row(*indented), filed(entries))
    own = around(
        [one_cell(entries)], KRABI, "title", head=("ปัญหาและอุปสรรค", "แนวทางแก้ไข", "ข้อกฎหมาย", "หมายเหตุ")
    )
    yield document("one-cell", "docx", own, filed(entries))
    digits = [
        Said("2 อำเภอไม่มีเจ้าหน้าที่รับผิดชอบ", "3 วันต้องแต่งตั้งให้ครบ"),
        Said("14 ธ.ค. 2561 เกิดน้ำท่วมฉับพลัน", "1 แห่งให้ย้ายที่ทำการชั่วคราว"),
        Said("3.5 ล้านบาทยังไม่ได้รับจัดสรร", "2.5 ล้านบาทให้ใช้งบกลางไปก่อน"),
    ]
    for program, style in (("docx", "{a}. "), ("xlsx", "{t}) "), ("html", "- ")):
        yield document("one-cell-digits", program, one_row(*one_cell(digits, style)), filed(digits))


def fewer() -> Iterator[Case]:
    """Three problems and two solutions: the numbers say which belong together."""
    first, second, third = said(3, 13)
    problems = lines([first.problem, second.problem, third.problem])
    gap = [first, Said(second.problem, "", second.law), third]
    gap = [Said(e.problem, e.solution) for e in gap]
    skipped = f"๑. {first.solution}\n๓. {third.solution}"
    for program in ("docx", "xlsx", "html"):
        yield document("one-cell-fewer-solutions", program, one_row(problems, skipped, "", ""), filed(gap))
    short = [Said(first.problem, first.solution), Said(second.problem, second.solution), Said(third.problem)]
    content = one_row(problems, lines([first.solution, second.solution]), "", "")
    yield document("one-cell-fewer-solutions", "docx", content, filed(short))
    late = [Said(first.problem), Said(second.problem, second.solution, second.law), Said(third.problem)]
    content = one_row(problems, f"๒) {second.solution}", f"๒. {second.law}", "")
    yield document("one-cell-fewer-solutions", "xlsx", content, filed(late))


def inner() -> Iterator[Case]:
    """Lists inside an entry belong to it."""
    plain = said(3, 19)
    dashed = "ปัญหาด้านบุคลากร\n- เจ้าหน้าที่ไม่เพียงพอ\n- โอนย้ายบ่อย"
    dotted = "ปัญหาด้านระบบ\n1.1 ระบบช้า\n1.2 รหัสผ่านหมดอายุ"
    entries = [
        Said(dashed, plain[0].solution),
        Said(dotted, plain[1].solution),
        Said(plain[2].problem, plain[2].solution),
    ]
    for program in ("docx", "xlsx", "html", "docx-paragraphs"):
        rows = [
            (KRABI, mark("{a}. ", n, e.problem), mark("{a}. ", n, e.solution), "", "")
            for n, e in enumerate(entries, 1)
        ]
        yield document("inner-list", program, around(rows), filed(entries))
    two = [
        Said(dashed, plain[0].solution),
        Said("ปัญหาด้านระบบ\n2.1 ระบบช้า\n2.2 รหัสผ่านหมดอายุ", plain[1].solution),
    ]
    for program in ("docx", "xlsx"):
        content = one_row(
            lines([e.problem for e in two], "{a}. "), lines([e.solution for e in two], "{a}. "), "", ""
        )
        yield document("inner-list-one-cell", program, content, filed(two))


def wrapped() -> Iterator[Case]:
    """A line break that the writer made for looks is no new entry."""
    first, second = said(2, 23)
    broken = Said(
        first.problem.replace(" ", "\n", 1),
        first.solution.replace(" ", "\n"),
        first.law.replace(" ", "\n", 1),
    )
    for program, style in (("docx", "{t}. "), ("xlsx", "{a}) "), ("xls", "{a}. "), ("html", "")):
        rows = [
            (KRABI, mark(style, n, e.problem), mark(style, n, e.solution), e.law, "")
            for n, e in enumerate((broken, second), 1)
        ]
        expected = [Said(e.problem, e.solution, e.law) for e in (broken, second)]
        yield document("line-breaks", program, around(rows), filed(expected))
    dates = Said("เกิดน้ำท่วมเมื่อวันที่\n14 ธ.ค. 2561 ในพื้นที่\n2 อำเภอ", "ให้สำรวจภายใน\n3 วัน")
    pair = [dates, Said(second.problem, second.solution)]
    for program in ("docx", "xlsx"):
        content = one_row(
            lines([e.problem for e in pair], "{a}. "), lines([e.solution for e in pair], "{a}. "), "", ""
        )
        yield document("line-breaks-one-cell", program, content, filed(pair))


def two_rows() -> Iterator[Case]:
    """Each district has one row, with numbered lines that start again."""
    entries = said(4, 29)
    rows: list[tuple[str, ...]] = [(KRABI, *one_cell(entries[:2])), ("", *one_cell(entries[2:]))]
    for program in ("docx", "xlsx"):
        yield document("one-cell-two-rows", program, around(rows), filed(entries))
    head = (HEAD[0], "อำเภอ", *HEAD[1:])
    rows = [(KRABI, "เขาพนม", *one_cell(entries[:2])), ("", "คลองท่อม", *one_cell(entries[2:]))]
    yield document("one-cell-two-rows", "xlsx", around(rows, head=head), filed(entries))


def ambiguous() -> Iterator[Case]:
    entries = [Said(e.problem, e.solution) for e in said(2, 31)]
    cells = ("\n".join(column) for column in zip(*(e.cells[:2] for e in entries), strict=True))
    yield document("ambiguous", "docx-paragraphs", one_row(*cells, "", ""), filed(entries)).also(
        "one-cell-no-marks"
    )
    running = (" ".join(mark("{a}. ", n, e.problem) for n, e in enumerate(entries, 1)), " ".join(
        mark("{a}. ", n, e.solution) for n, e in enumerate(entries, 1)))  # fmt: skip
    yield document("ambiguous", "xlsx", one_row(*running, "", ""), filed(entries)).also("one-cell-running")
    shared = (lines([e.problem for e in entries]), "กำชับให้ อปท. ทุกแห่งปฏิบัติตามระเบียบโดยเคร่งครัด", "", "")
    both = [Said(e.problem, shared[1]) for e in entries]
    yield document("ambiguous", "docx", one_row(*shared), filed(both)).also("one-cell-shared-solution")
