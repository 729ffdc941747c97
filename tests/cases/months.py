"""Cases about the month: every spelling, hidden among other dates, in weak places, nowhere, too early and too late."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle

from tests.cases.case import REVIEW, Case, Truth, document, file_of, filed, mailed
from tests.cases.envelope import Mail, by
from tests.cases.paper import HEAD, TITLE, UNITS, Said, Sheet, around, form, said, table

DECEMBER = (
    "ประจำเดือนธันวาคม ๒๕๖๑", "ประจำเดือน ธันวาคม พ.ศ. 2561", "ประจำเดือน ธ.ค. 61", "ประจำเดือน ธ.ค.๖๑", "เดือน 12/2561",
    "ประจำเดือน ๑๒/๒๕๖๑", "ประจำเดือน ธันวาคม 61", "December 2018", "ประจำเดือน Dec 2018", "ประจำเดือนธันวาคม 2018",
    "ประจำเดือนธันวาคม", "ประจำเดือน ธ.ค.", "ประจำเดือนธันวาคม ๒๕๖1", "ธค.61", "ประจำเดือน ธ.ค.2561", "เดือนธันวาคม ปี 2561",
    "ระหว่างวันที่ 1 - 31 ธันวาคม 2561", "ตั้งแต่วันที่ ๑ ถึงวันที่ ๓๑ ธันวาคม ๒๕๖๑", "(1-31 ธ.ค. 61)", "ประจำเดือนธันวาคม  พุทธศักราช ๒๕๖๑",
    "ประจำเดือนธันวาคม ปีงบประมาณ พ.ศ. ๒๕๖๒", "ธันวาคม ๒๕๖๑ (ปีงบประมาณ ๒๕๖๒)", "เดือน : ธันวาคม  ปี : 2561", "ประจำเดือน ธันวา 61",
    "ประจําเดือนธันวาคม ๒๕๖๑", "ประจำเดือน\u00a0ธันวาคม\u00a0๒๕๖๑", "ประจำเดือน ธ.ค. ' 61", "ประจำเดือนธันวาคม2561",
)  # fmt: skip
OTHERS = (
    ("ประจำเดือนตุลาคม ๒๕๖๑", "2018-10"), ("เดือน พ.ย. 61", "2018-11"), ("ประจำเดือน 10/2561", "2018-10"),
    ("ประจำเดือนตุลาคม ปีงบประมาณ ๒๕๖๒", "2018-10"), ("ประจำเดือนพฤศจิกายน", "2018-11"), ("November 2561", "2018-11"),
)  # fmt: skip
LETTER = "ตามหนังสือกรมส่งเสริมการปกครองท้องถิ่น ด่วนที่สุด ที่ มท ๐๘๑๐.๗/ว ๔๔๐ ลงวันที่ ๒๐ ธันวาคม ๒๕๖๑"


def cases() -> Iterator[Case]:
    yield from spellings()
    yield from later()
    yield from hidden()
    yield from weak()
    yield from assumed()
    yield from limits()
    yield from disagree()
    yield from typed()


def spellings() -> Iterator[Case]:
    programs = cycle(("docx", "xlsx", "html", "xls", "ods", "docx-lo"))
    for n, (month, period) in enumerate([(month, "2018-12") for month in DECEMBER] + list(OTHERS)):
        entries = said(2, n)
        yield document(
            "month-spelling", next(programs), form(entries, month=month), filed(entries, period=period)
        )


def later() -> Iterator[Case]:
    for month, period, received in (
        ("ประจำเดือนมกราคม ๒๕๖๒", "2019-01", "2019-02-04"), ("ม.ค.62", "2019-01", "2019-02-05"), ("ประจำเดือนมกราคม", "2019-01", "2019-02-01"),
        ("ประจำเดือนกันยายน ปีงบประมาณ 2562", "2019-09", "2019-10-03"), ("เดือน มิ.ย. 62", "2019-06", "2019-07-04"),
        ("เดือน มี.ค. 62", "2019-03", "2019-04-04"), ("ประจำเดือนเมษายน ๒๕๖๒", "2019-04", "2019-05-03"), ("พ.ค. 62", "2019-05", "2019-06-05"),
        ("ประจำเดือนมกราคม ปีงบประมาณ ๒๕๖๒", "2019-01", "2019-02-04"), ("ประจำเดือนธันวาคม", "2018-12", "2019-03-04"),
        ("ก.พ. ๒๕๖๒", "2019-02", "2019-03-04"), ("ประจำเดือนมกราคม ๒๕๖๒", "2019-01", "2019-01-31"),
    ):  # fmt: skip
        entries = said(2, len(month))
        content = form(entries, month=month)
        yield document("month-spelling", "docx", content, filed(entries, period=period)).at(
            f"{received}T09:00:00+07:00"
        )


def hidden() -> Iterator[Case]:
    """The month among the dates of letters, laws, meetings and signatures."""
    entries, november = said(2, 3), "ประจำเดือนพฤศจิกายน ๒๕๖๑"
    signed = "วันที่ 4 มกราคม 2562"
    for above, below, program in (
        (LETTER, signed, "docx"), ("ปีงบประมาณ พ.ศ. ๒๕๖๒", signed, "xlsx"), ("ข้อมูล ณ วันที่ 31 ธันวาคม 2561", LETTER, "html"),
        ("ที่ กบ ๐๐๒๓.๔/ว ๕๘๗ วันที่ ๒๕ ธันวาคม ๒๕๖๑", "มติที่ประชุมครั้งที่ 12/2561", "docx"), ("ส่งภายในวันที่ ๕ มกราคม ๒๕๖๒", signed, "xls"),
    ):  # fmt: skip
        content = [TITLE, above, *form(entries, month=november)[1:], below]
        yield document("month-hidden", program, content, filed(entries, period="2018-11"))
        content = [TITLE, november, above, *form(entries, month="")[1:], below]
        yield document("month-hidden", program, content, filed(entries, period="2018-11"))
    dated = [
        Said(
            "เมื่อวันที่ ๑๔ ตุลาคม ๒๕๖๑ เกิดวาตภัย",
            "ในเดือนกันยายน 2561 ได้แจ้งแนวทางแล้ว",
            "หนังสือ ที่ มท 0810.7/ว 580 ลงวันที่ 28 ก.พ. 2561",
        ),
        Said(
            "ข้อมูลเดือนตุลาคม 2561 ยังไม่ครบ",
            "ให้ส่งภายในเดือนมกราคม 2562",
            "ประกาศ ณ วันที่ 1 พ.ค. 2560",
            "ครั้งที่ 11/2561",
        ),
    ]
    for program in ("docx", "xlsx", "html"):
        yield document("month-hidden", program, form(dated, month=november), filed(dated, period="2018-11"))
        yield document("month-hidden", program, form(dated, month=""), filed(dated)).also("month-nowhere")


def weak() -> Iterator[Case]:
    """The month only in the subject, the body, the file's name or the sheet's."""
    entries, unit = said(2, 5), UNITS["พัทลุง"]
    plain = file_of("docx", form(entries, province="จังหวัดพัทลุง", month=""))
    truth = filed(entries, unit, "2018-11")
    yield mailed("month-subject", by(unit, "ส่งรายงานประจำเดือนพฤศจิกายน ๒๕๖๑"), truth, plain)
    yield mailed("month-subject", by(unit, "รายงานปัญหาอุปสรรค พ.ย. 61"), truth, plain)
    body = "เรียน ผู้รับผิดชอบ\nขอส่งรายงานประจำเดือนพฤศจิกายน ๒๕๖๑ ตามไฟล์แนบ\n"
    yield mailed("month-body", by(unit, body=body), truth, plain)
    quoted = f"{body}\n-----Original Message-----\nFrom: helpcenter@dept.example\nSubject: แจ้งส่งรายงานประจำเดือนธันวาคม ๒๕๖๑\n\nขอให้ส่งรายงานเดือนธันวาคม ๒๕๖๑\n"
    yield mailed("month-body", by(unit, body=quoted), truth, plain)
    under = "ส่งรายงานค่ะ\n\nOn Mon, Dec 31, 2018, helpcenter@dept.example wrote:\n> ขอให้ส่งรายงานเดือนตุลาคม ๒๕๖๑\n> ภายในวันที่ ๕\n"
    yield mailed("month-nowhere", by(unit, body=under), filed(entries, unit), plain)
    letter = f"{LETTER}\nจังหวัดพัทลุงขอส่งรายงานประจำเดือนพฤศจิกายน ๒๕๖๑\n"
    yield mailed("month-body", by(unit, body=letter), truth, plain)
    for name in ("รายงาน พ.ย.61", "แบบรายงาน พฤศจิกายน 2561", "report-2018-11"):
        file = file_of("docx", form(entries, province="จังหวัดพัทลุง", month=""), name)
        yield mailed("month-file-name", by(unit), truth, file)
    sheet = file_of("xlsx", [Sheet("พ.ย.61", form(entries, province="จังหวัดพัทลุง", month=""))])
    yield mailed("month-sheet-name", by(unit), truth, sheet)
    stale = replace(plain, name="รายงาน ต.ค.61.docx")
    yield mailed("month-file-name-stale", by(unit, "ส่งรายงานประจำเดือนพฤศจิกายน ๒๕๖๑"), truth, stale)
    whole = file_of("docx", form(entries, province="จังหวัดพัทลุง"), "รายงาน พ.ย.61")
    yield mailed("month-file-name-stale", by(unit), filed(entries, unit), whole)


def assumed() -> Iterator[Case]:
    entries, unit = said(2, 7), UNITS["ปัตตานี"]
    bare = form(entries, province="จังหวัดปัตตานี", month="")
    yield mailed("month-nowhere", by(unit), filed(entries, unit), file_of("docx", bare))
    yield document("month-nowhere", "xlsx", [bare[0], LETTER, *bare[1:]], filed(entries, unit))
    signed = [*bare, "วันที่ 3 มกราคม 2562"]
    yield document("month-nowhere", "docx", signed, filed(entries, unit))
    fiscal = [bare[0], "ปีงบประมาณ พ.ศ. ๒๕๖๒", *bare[1:]]
    yield document("month-nowhere", "xlsx", fiscal, filed(entries, unit, "2019-01")).at(
        "2019-02-04T09:00:00+07:00"
    )
    late = [bare[0], LETTER, *bare[1:], "วันที่ ๔ กุมภาพันธ์ ๒๕๖๒"]
    yield document("month-nowhere", "docx", late, filed(entries, unit, "2019-01")).at(
        "2019-02-04T09:00:00+07:00"
    )
    blank = form(entries, province="จังหวัดปัตตานี", month="ประจำเดือน...................... พ.ศ. ..........")
    yield document("month-nowhere", "docx", blank, filed(entries, unit))
    night = form(entries, province="จังหวัดปัตตานี", month="")
    yield document("month-nowhere", "docx", night, filed(entries, unit, "2018-12")).at(
        "2018-12-31T17:30:00+00:00"
    )


def limits() -> Iterator[Case]:
    """A month to come, and one too long ago."""
    entries = said(2, 9)
    for month, received, period in (
        ("ประจำเดือนมีนาคม ๒๕๖๒", "2019-01-04", ""), ("ประจำเดือนกุมภาพันธ์ ๒๕๖๒", "2019-01-31", ""), ("ประจำเดือนธันวาคม ๒๕๖๒", "2019-01-04", ""),
        ("ประจำเดือนธันวาคม ๒๕๕๙", "2019-01-04", ""), ("ธ.ค. 58", "2019-01-04", ""), ("ประจำเดือนตุลาคม ๒๕๖๑", "2020-11-05", ""),
        ("ประจำเดือนตุลาคม ๒๕๖๑", "2020-10-05", "2018-10"), ("ประจำเดือนตุลาคม ๒๕๖๑", "2020-09-05", "2018-10"),
    ):  # fmt: skip
        truth: Truth = filed(entries, period=period) if period else REVIEW
        yield document("month-limits", "docx", form(entries, month=month), truth).at(
            f"{received}T09:00:00+07:00"
        )


def disagree() -> Iterator[Case]:
    entries, unit = said(2, 11), UNITS["นราธิวาส"]
    content = form(entries, province="จังหวัดนราธิวาส")
    for subject in ("ส่งรายงานประจำเดือนพฤศจิกายน ๒๕๖๑", "รายงาน ต.ค. 61"):
        yield mailed("month-disagrees", by(unit, subject), REVIEW, file_of("docx", content))
    agreeing = by(unit, "ส่งรายงานเดือนธันวาคม 61", "ส่งรายงานประจำเดือน ธ.ค.2561 ครับ")
    yield mailed("month-agrees", agreeing, filed(entries, unit), file_of("xlsx", content))
    two = form(entries, province="จังหวัดนราธิวาส", month="ประจำเดือนพฤศจิกายน ๒๕๖๑ และเดือนธันวาคม ๒๕๖๑")
    yield mailed("month-disagrees", by(unit), REVIEW, file_of("docx", two))
    slip = form(entries, month="ประจำเดือนพฤษจิกายน ๒๕๖๑")
    case = document("ambiguous", "docx", slip, filed(entries, period="2018-11"))
    yield case.also("month-misspelt")
    yield mailed(
        "month-agrees",
        replace(Mail(), subject="รายงานเดือนธันวาคม"),
        filed(entries, unit),
        file_of("docx", content),
    )


def typed() -> Iterator[Case]:
    """Excel made a date of what was typed."""
    entries = said(2, 13)
    rows = [("จังหวัดกระบี่", *one.cells) for one in entries]
    for day in (date(2018, 12, 1), date(2561, 12, 1)):
        month = table(("ประจำเดือน", day))
        for program in ("xlsx", "xls"):
            yield document("month-date-cell", program, [TITLE, month, table(HEAD, *rows)], filed(entries))
    split = table(("เดือน", "ธันวาคม", "พ.ศ.", 2561))
    yield document("month-split-cells", "xlsx", [TITLE, split, table(HEAD, *rows)], filed(entries))
    yield document("month-split-cells", "docx", [TITLE, split, *around(rows, month="")[1:]], filed(entries))
