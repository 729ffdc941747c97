"""Cases about reports that say nothing happened, forms that say nothing at all, and problems that begin like a nil."""

from collections.abc import Iterator
from itertools import cycle

from tests.cases.case import RETURNED, Case, document, file_of, filed, mailed, nil
from tests.cases.envelope import by
from tests.cases.paper import FOOTNOTES, HEAD, UNITS, C, Said, around, form, row, said, thai, with_province
from tests.cases.tables import SIGNATURE

KRABI = "จังหวัดกระบี่"
PHRASES = (
    "ไม่มี", "-", "ไม่พบปัญหาอุปสรรค", "ไม่มีปัญหาอุปสรรคในการดำเนินงาน", "ไม่มีปัญหา/อุปสรรค", "- ไม่มี -", "-ไม่มี-",
    "ไม่พบปัญหา อุปสรรคในการปฏิบัติงาน", "ไม่ปรากฏปัญหาอุปสรรค", "ไม่มีปัญหาและอุปสรรคแต่อย่างใด", "ไม่มีประเด็นปัญหา",
    "๑. ไม่มี", "1. -", "ไม่ มี", "ไม่มีปัญหา อุปสรรค", "ไม่พบปัญหาหรืออุปสรรคในการปฏิบัติงาน", "ไม่มีปัญหาอุปสรรคในเดือนนี้",
    "ไม่มี\u200bปัญหา\u200bอุปสรรค", "(ไม่มี)", "ไม่มีครับ",
)  # fmt: skip
NOT_NIL = (
    "ไม่มีเจ้าหน้าที่รับผิดชอบศูนย์ช่วยเหลือประชาชนโดยตรง", "ไม่มีงบประมาณ", "ไม่พบข้อมูลผู้ประสบภัยในระบบ INFO",
    "ไม่มีปัญหาด้านงบประมาณ แต่ขาดแคลนบุคลากร", "ไม่มีการเชื่อมโยงข้อมูลระหว่างหน่วยงาน", "ไม่มีอุปกรณ์",
)  # fmt: skip


def cases() -> Iterator[Case]:
    yield from phrases()
    yield from shapes()
    yield from blanks()
    yield from not_nil()


def phrases() -> Iterator[Case]:
    programs = cycle(("xlsx", "docx", "html", "xls", "docx-lo", "ods"))
    for n, phrase in enumerate(PHRASES):
        rest = (("-", "-", ""), ("", "", ""), ("-", "", "-"), ("ไม่มี", "ไม่มี", "-"))[n % 4]
        unit = list(UNITS.values())[n * 3]
        content = around([(f"จังหวัด{unit.name}", phrase, *rest)])
        yield document("nil", next(programs), content, nil(unit))


def shapes() -> Iterator[Case]:
    for program in ("docx", "xlsx", "html", "ods"):
        merged = [row(KRABI, C("ไม่มีปัญหาอุปสรรค", across=4))]
        yield document("nil-merged", program, around(merged), nil())
    whole = [row(C(KRABI, 3), C("- ไม่มี -", down=3, across=4)), row(), row()]
    yield document("nil-merged", "docx", around(whole), nil())
    numbered = [(f"{thai(n)}. -", f"{thai(n)}. -", "-", "-") for n in (1, 2, 3)]
    yield document("nil", "docx", around(with_province(numbered, KRABI)), nil())
    first = [("1. ไม่มี", "1. -", "", ""), ("2", "2", "", ""), ("3", "3", "", "")]
    for program in ("docx", "xlsx"):
        yield document("nil-spare-rows", program, around(with_province(first, KRABI)), nil())
    each = [("ไม่มี", "ไม่มี", "ไม่มี", "")] * 3
    yield document("nil", "xlsx", around(with_province(each, KRABI, "repeated")), nil())
    signed = [*around([(KRABI, "ไม่มีปัญหาอุปสรรค", "-", "-", "-")], foot=()), *SIGNATURE]
    for program in ("xlsx", "docx"):
        yield document("nil", program, signed, nil())
    own = around(
        [(1, "ไม่มี", "-", "-")], KRABI, "title", head=("ลำดับ", "ปัญหา/อุปสรรค", "แนวทางแก้ไข", "หมายเหตุ")
    )
    yield document("nil", "xls", own, nil())
    dashes = around([(KRABI, "-", "-", "-", "-")])
    for program in ("docx", "xlsx"):
        yield document("nil", program, dashes, nil())
    sender = UNITS["ยะลา"]
    bare = file_of("docx", around([("ไม่มี", "ไม่มี", "", "")], mode="none", month=""))
    yield mailed("nil", by(sender), nil(sender), bare)
    many = [(KRABI, "อบต.เขาคราม", "ไม่มี", "-", "", ""), (KRABI, "ทต.เหนือคลอง", "ไม่มี", "-", "", "")]
    yield document("nil", "xlsx", around(many, head=(HEAD[0], "อปท.", *HEAD[1:])), nil())


def blanks() -> Iterator[Case]:
    printed = [(str(n), str(n), "", "") for n in (1, 2, 3)]
    sender = UNITS["ตราด"]
    for content, program in (
        (around(with_province(printed, "")), "docx"), (around(with_province(printed, "")), "xlsx"),
        (around(with_province(printed, KRABI)), "docx"), (around(with_province(printed, KRABI), foot=SIGNATURE), "xlsx"),
        (around(with_province([("", "", "", "")] * 3, KRABI)), "ods"), (around(with_province(printed, "จังหวัด............"), month="ประจำเดือน......................"), "docx"),
        (around([("", f"{n}.", f"{n}.", "", "") for n in (1, 2, 3)]), "html"), ([*around([], foot=FOOTNOTES)], "xls"),
    ):  # fmt: skip
        yield document("blank", program, content, RETURNED)
    yield mailed("blank", by(sender), RETURNED, file_of("docx", around(with_province(printed, ""))))
    body = "ขอส่งแบบรายงานประจำเดือนธันวาคม ๒๕๖๑ ของจังหวัดตราด\n"
    yield mailed(
        "blank",
        by(sender, "ส่งรายงาน ธ.ค. 61", body),
        RETURNED,
        file_of("xlsx", around(with_province(printed, ""))),
    )


def not_nil() -> Iterator[Case]:
    """A problem may begin with the words of a nil report."""
    pool = said(len(NOT_NIL), 21)
    entries = [Said(text, one.solution, one.law) for text, one in zip(NOT_NIL, pool, strict=True)]
    for n, program in enumerate(("docx", "xlsx", "html", "xls", "docx", "xlsx")):
        yield document(
            "not-nil", program, form([entries[n]], number="" if n % 2 else "{t}. "), filed([entries[n]])
        )
    yield document("not-nil", "docx", form(entries), filed(entries))
    lawless = [Said(e.problem, e.solution, "ไม่มี") for e in said(2, 4)]
    yield document("not-nil", "docx", form(lawless), filed(lawless))
