"""Cases about the head of the table: words of their own, two rows, other orders, columns more and fewer."""

from collections.abc import Iterator

from tests.cases.case import Case, document, filed
from tests.cases.paper import HEAD, C, Said, around, row, said, thai

PROVINCE = "จังหวัดกระบี่"
WORDS = (
    ("จังหวัด", "ปัญหาและอุปสรรค", "แนวทางแก้ไข", "ข้อกฎหมาย/ระเบียบที่เกี่ยวข้อง", "หมายเหตุ"),
    ("จังหวัด", "ประเด็นปัญหา", "ข้อเสนอแนะ", "กฎหมายที่เกี่ยวข้อง", "หมายเหตุ"),
    ("จังหวัด", "ปัญหา/อุปสรรค", "การแก้ไข", "กฎหมาย ระเบียบ", "หมายเหตุ"),
    ("จังหวัด", "ปัญหา อุปสรรค", "วิธีการแก้ไข/ความเห็นจังหวัด", "ระเบียบ กฎหมาย หนังสือสั่งการ", "หมายเหตุ"),
    ("จังหวัด", "ปัญหาที่พบ", "แนวทางการแก้ไขปัญหา", "ระเบียบ/หนังสือสั่งการ", "หมายเหตุ"),
    ("จังหวัด", "สภาพปัญหา", "ข้อเสนอแนะ/ความคิดเห็น", "ข้อกฎหมาย", "หมายเหตุ"),
    ("ชื่อจังหวัด", "ปัญหาอุปสรรคในการปฏิบัติงาน", "การดำเนินการแก้ไขปัญหาอุปสรรค", "ข้อระเบียบกฎหมาย", "หมายเหตุ"),
    ("จังหวัด", "ประเด็นปัญหา\nอุปสรรค", "การแก้ไขปัญหา\nหรือความเห็น\nของจังหวัด", "กฎหมาย\nระเบียบ", "หมาย\nเหตุ"),
    ("จังหวัด", "ปํญหา อุปสรรค", "เเนวทางเเก้ไข", "กฏหมาย ระเบียบ", "หมายเหตุ"),
    ("จังหวัด", "อุปสรรคและข้อขัดข้อง", "แนวทางการดำเนินการ/ข้อเสนอแนะ", "กฎหมายและระเบียบ", "หมายเหตุ"),
)


def cases() -> Iterator[Case]:
    yield from words()
    yield from two_rows()
    yield from orders()
    yield from more()
    yield from fewer()
    yield from counted()


def rows_of(entries: tuple[Said, ...]) -> list[tuple[str, ...]]:
    return [(PROVINCE, *one.cells) for one in entries]


def words() -> Iterator[Case]:
    for n, head in enumerate(WORDS):
        entries = said(2 + n % 2, n + 1)
        program = ("docx", "xlsx", "html", "xls", "ods", "docx-lo")[n % 6]
        yield document("head-words", program, around(rows_of(entries), head=head), filed(entries))


def two_rows() -> Iterator[Case]:
    entries = said(3, 4)
    tall = row(C("จังหวัด", 2), C("รายละเอียด", across=2), C("กฎหมาย ระเบียบที่เกี่ยวข้อง", 2), C("หมายเหตุ", 2))
    inner = row("ประเด็นปัญหา อุปสรรค", "การแก้ไขปัญหา/ความเห็นของจังหวัด")
    for program in ("docx", "xlsx", "html", "ods", "xls"):
        yield document(
            "head-two-rows", program, around([inner, *rows_of(entries)], head=tall), filed(entries)
        )
    group = row(C("ผลการดำเนินงานศูนย์ช่วยเหลือประชาชน", across=5))
    for program in ("docx", "xlsx"):
        yield document(
            "head-two-rows", program, around([HEAD, *rows_of(entries)], head=group), filed(entries)
        )
    halves = row(C("จังหวัด", 2), C("ปัญหา อุปสรรค", across=2), C("การดำเนินการ", across=2), C("หมายเหตุ", 2))
    below = row("อปท.", "ประเด็นปัญหา", "แนวทางแก้ไข", "กฎหมาย/ระเบียบ")
    rows = [
        (PROVINCE, f"อบต.เขาคราม {n}", e.problem, e.solution, e.law, e.remark)
        for n, e in enumerate(entries, 1)
    ]
    for program in ("docx", "xlsx"):
        yield document("head-two-rows", program, around([below, *rows], head=halves), filed(entries))


def orders() -> Iterator[Case]:
    entries = said(3, 6)
    for n, order in enumerate(((1, 2, 3, 4, 0), (0, 3, 1, 2, 4), (0, 1, 3, 2, 4), (4, 3, 2, 1, 0))):
        rows = [tuple(one[i] for i in order) for one in rows_of(entries)]
        head = tuple(HEAD[i] for i in order)
        yield document(
            "head-order", ("docx", "xlsx", "html", "xls")[n], around(rows, head=head), filed(entries)
        )


def more() -> Iterator[Case]:
    entries = said(3, 8)
    extras = (
        ("อปท.", ("อบต.เขาคราม", "ทต.เหนือคลอง", "อบต.ทับปริก"), 1), ("อำเภอ", ("เมืองกระบี่", "เขาพนม", "คลองท่อม"), 1),
        ("ผู้รับผิดชอบ", ("นายสมชาย", "นางอรทัย", "นายวิชัย"), 4), ("วันที่รับแจ้ง", ("3 พ.ย. 2561", "5 พ.ย. 2561", "1 ต.ค. 2561"), 1),
        ("จำนวน (ราย)", (12, 5, 130), 2), ("ชื่อ อปท.", ("เทศบาลเมืองกระบี่", "อบต.เขาทอง", "อบต.คลองยา"), 0),
    )  # fmt: skip
    for n, (title, values, at) in enumerate(extras):
        rows = [(*one[:at], value, *one[at:]) for one, value in zip(rows_of(entries), values, strict=True)]
        head = (*HEAD[:at], title, *HEAD[at:])
        yield document(
            "head-extra",
            ("docx", "xlsx", "html", "ods", "xls", "docx")[n],
            around(rows, head=head),
            filed(entries),
        )
    both = [(n, PROVINCE, "เขาพนม", *e.cells) for n, e in enumerate(entries, 1)]
    yield document(
        "head-extra", "xlsx", around(both, head=("ลำดับ", HEAD[0], "อำเภอ", *HEAD[1:])), filed(entries)
    )


def fewer() -> Iterator[Case]:
    entries = said(3, 10)
    for columns, program in (
        ((0, 1, 2, 4), "docx"),
        ((0, 1, 2, 3), "xlsx"),
        ((0, 1, 2), "html"),
        ((0, 1, 2, 4), "xls"),
    ):
        rows = [tuple(one[i] for i in columns) for one in rows_of(entries)]
        kept = [
            Said(e.problem, e.solution, e.law if 3 in columns else "", e.remark if 4 in columns else "")
            for e in entries
        ]
        yield document("head-fewer", program, around(rows, head=[HEAD[i] for i in columns]), filed(kept))
    pairs = [Said(e.problem, e.solution) for e in entries]
    content = around([e.cells[:2] for e in pairs], PROVINCE, "title", head=("ปัญหา", "แนวทางแก้ไข"))
    yield document("head-fewer", "docx", content, filed(pairs))


def counted() -> Iterator[Case]:
    """Below the head stands a row that counts the columns."""
    entries = said(3, 12)
    for marks, program in (
        ([f"({n})" for n in range(1, 6)], "docx"), ([thai(n) for n in range(1, 6)], "xlsx"), (list(range(1, 6)), "xls"),
    ):  # fmt: skip
        yield document("head-counted", program, around([marks, *rows_of(entries)]), filed(entries))
    marked = (HEAD[0], HEAD[1], HEAD[2].replace("อุปสรรค", "อุปสรรค ¹"), HEAD[3], HEAD[4] + " *")
    yield document("head-words", "docx", around(rows_of(entries), head=marked), filed(entries))
