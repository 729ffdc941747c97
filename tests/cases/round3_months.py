"""Cases of another hand about the month: spellings, years left out across new year, and dates that mean something else."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

from tests.cases.case import REVIEW, Case, Content, Truth, document, file_of, filed, mailed
from tests.cases.envelope import Mail, by
from tests.cases.paper import HEAD, TITLE, UNITS, Sheet, form, table
from tests.cases.round3_texts import told

AT = "2024-07-03T09:00:00+07:00"
SPELT = (
    ("ประจำเดือน มิ.ย. 2567", "2024-06"), ("เดือน มิ.ย.67", "2024-06"), ("June 2024", "2024-06"), ("Jun-24", "2024-06"), ("06/2567", "2024-06"),
    ("เดือน ๖/๒๕๖๗", "2024-06"), ("มิถุนายน (June) 2567", "2024-06"), ("ประจำงวดเดือนมิถุนายน ๒๕๖๗", "2024-06"), ("รายงานประจำเดือน.....มิถุนายน.....พ.ศ.....๒๕๖๗.....", "2024-06"),
    ("ไตรมาสที่ ๓ ประจำเดือนมิถุนายน ๒๕๖๗", "2024-06"), ("ปีงบประมาณ พ.ศ. ๒๕๖๗ ประจำเดือนธันวาคม ๒๕๖๖", "2023-12"), ("ประจำเดือนพฤศจิกายน ปีงบประมาณ ๒๕๖๗", "2023-11"),
    ("ประจำเดือนมิถุนายน ปีงบประมาณ พ.ศ. ๒๕๖๗", "2024-06"), ("ประจำเดือนมกราคม ๒๕๖๗ (ปีงบประมาณ ๒๕๖๗ ไตรมาสที่ ๒)", "2024-01"), ("วันที่ 1 - 30 มิถุนายน 2567", "2024-06"),
    ("ณ เดือนพฤษภาคม พ.ศ. ๒๕๖๗", "2024-05"), ("เดือนเม.ย.๖๗", "2024-04"), ("MAY 2024", "2024-05"), ("ประจำเดือนมิถุนายน พ.ศ.2567 (ส่งภายในวันที่ 5 กรกฎาคม 2567)", "2024-06"),
    ("ประจำเดือน มิถุนายน ค.ศ. 2024", "2024-06"), ("01/06/2567 - 30/06/2567", "2024-06"), ("มิย. 67", "2024-06"), ("ประจำเดือน มีนาคม ๖๗", "2024-03"),
    ("ประจำเดือน : มิถุนายน / 2567", "2024-06"), ("ประจำเดือน มิถุนายน\nพ.ศ. ๒๕๖๗", "2024-06"), ("เดือน ก.พ. ปี 67", "2024-02"),
    ("ประจำเดือนพฤษภาคม  2567 -", "2024-05"), ("2024-05", "2024-05"), ("เดือนที่รายงาน: พ.ค. 67", "2024-05"), ("รอบเดือน พฤษภาคม 2567", "2024-05"),
    ("ประจำเดือนพฤษภาคม พ.ศ.๒๕๖๗ ครั้งที่ ๑", "2024-05"), ("เดือนพฤษภาคม ๒๕๖๗ ส่งวันที่ ๕ มิ.ย. ๖๗", "2024-05"), ("ณ วันที่ 31 พฤษภาคม 2567 ประจำเดือน พ.ค. 67", "2024-05"),
)  # fmt: skip
NO_YEAR = (
    ("ประจำเดือนธันวาคม", "2024-01-04", "2023-12"), ("ประจำเดือนธันวาคม", "2024-02-05", "2023-12"), ("ประจำเดือน พ.ย.", "2023-12-04", "2023-11"), ("ประจำเดือนพฤศจิกายน", "2024-01-09", "2023-11"),
    ("ประจำเดือนมกราคม", "2024-02-02", "2024-01"), ("เดือน ต.ค.", "2023-11-03", "2023-10"), ("ประจำเดือนธันวาคม", "2023-12-29", "2023-12"), ("December", "2024-01-05", "2023-12"),
)  # fmt: skip
# common slips of the pen: one letter of the month
SLIPS = (
    ("ประจำเดือนกุมภาพันธุ์ ๒๕๖๗", "2024-02"), ("ประจำเดือนพฤษจิกายน ๒๕๖๖", "2023-11"), ("ประจำเดือนกรกฏาคม ๒๕๖๖", "2023-07"), ("ประจำเดือนมกราค ๒๕๖๗", "2024-01"), ("ประจำเดือนเมษายณ ๒๕๖๗", "2024-04"),
    ("ประจำเดือนธันวาค ๒๕๖๖", "2023-12"), ("ประจำเดือนพฤศภาคม ๒๕๖๗", "2024-05"), ("ประจำเดือนพฤษภาคน ๒๕๖๗", "2024-05"), ("ประจำเดือนสิงหาคท ๒๕๖๖", "2023-08"), ("ประจำเดือน เมย 67", "2024-04"), ("ประจำเดือน พ.ค 67", "2024-05"),
    ("ประจำเดือน  พ ฤ ษ ภ า ค ม  ๒๕๖๗", "2024-05"), ("ประจำเดือน มี.ค.. 67", "2024-03"), ("Febuary 2024", "2024-02"), ("ประจำเดือนกันยายยน ๒๕๖๖", "2023-09"),
)  # fmt: skip
REST = (
    ("ประจำเดือนพฤษภาคม - มิถุนายน ๒๕๖๗", AT, ""), ("ประจำเดือน พ.ค. และ มิ.ย. 67", AT, ""), ("ประจำเดือนเมษายน ๒๕๖๗ ถึงเดือนมิถุนายน ๒๕๖๗", AT, ""),
    ("ประจำเดือนสิงหาคม ๒๕๖๗", AT, ""), ("ประจำเดือนมิถุนายน ๒๕๖๕", AT, ""), ("ประจำเดือนกรกฎาคม ๒๕๖๕", AT, "2022-07"), ("ประจำเดือนกรกฎาคม ๒๕๖๗", "2024-07-31T16:00:00+07:00", "2024-07"),
    ("ประจำเดือนสิงหาคม ๒๕๖๗", "2024-07-31T17:30:00+00:00", "2024-08"), ("มิ.ย. 2024", AT, "2024-06"), ("ประจำเดือนมิถุนายน ๒๕๗๖", AT, ""), ("ประจำเดือนมิถุนายน ๒๕๖๘", AT, ""),
)  # fmt: skip
NOTICE = "ตามหนังสือกรมส่งเสริมการปกครองท้องถิ่น ด่วนที่สุด ที่ มท ๐๘๑๐.๗/ว ๒๑๐ ลงวันที่ ๑๔ พฤษภาคม ๒๕๖๗"


def one(variety: str, program: str, content: Content, truth: Truth, at: str = AT) -> Case:
    return document(f"r3-{variety}", program, content, truth).at(at)


def cases() -> Iterator[Case]:
    yield from spelt()
    yield from among()
    yield from sources()
    yield from sheets()


def spelt() -> Iterator[Case]:
    programs = cycle(("xlsx", "html", "html", "docx", "html", "xlsx", "html", "html", "ods"))
    names = cycle(("นนทบุรี", "ชุมพร", "สุโขทัย", "นราธิวาส", "หนองคาย"))
    for n, (month, period) in enumerate(SPELT):
        entries, name = told(2, n), next(names)
        content = form(entries, province=f"จังหวัด{name}", month=month)
        yield one("month-spelt", next(programs), content, filed(entries, UNITS[name], period))
    for n, (month, period) in enumerate(SLIPS):
        entries, name = told(2, n + 11), next(names)
        content = form(entries, province=f"จ.{name}", month=month)
        case = one("month-slip", next(programs), content, filed(entries, UNITS[name], period))
        yield case.also("ambiguous")  # a person may be asked; another month may not be assumed
    for n, (month, day, period) in enumerate(NO_YEAR):
        entries, name = told(2, n + 30), next(names)
        content = form(entries, province=f"จ.{name}", month=month)
        yield one(
            "month-no-year",
            next(programs),
            content,
            filed(entries, UNITS[name], period),
            f"{day}T09:00:00+07:00",
        )
        if not n % 2:
            file = file_of("html", form(entries, province=f"จ.{name}", month=""))
            mail = by(UNITS[name], f"ส่งรายงาน{month}")
            case = mailed("r3-month-no-year", mail, filed(entries, UNITS[name], period), file)
            yield case.at(f"{day}T09:00:00+07:00")
    for n, (month, at, period) in enumerate(REST):
        entries, name = told(2, n + 40), next(names)
        truth = filed(entries, UNITS[name], period) if period else REVIEW
        yield one("month-limits", next(programs), form(entries, province=name, month=month), truth, at)


def among() -> Iterator[Case]:
    """Other dates in every place where one can stand."""
    entries, unit = told(3, 17), UNITS["สิงห์บุรี"]
    truth, name = filed(entries, unit, "2024-05"), "สิงห์บุรี"
    signed = ("ลงชื่อ ร้อยตรีสมหมาย มั่นคง", "๒ กรกฎาคม ๒๕๖๗", "พิมพ์วันที่ 02/07/2567 เวลา 10.30 น.")
    head, month, *rest = form(entries, province=f"จังหวัด{name}", month="ประจำเดือนพฤษภาคม ๒๕๖๗")
    for lines, program in (
        ((NOTICE, month), "docx"), ((month, "ข้อมูล ณ วันที่ ๓๐ มิถุนายน ๒๕๖๗"), "xlsx"), (("ที่ สห ๐๐๒๓.๓/๑๒๐๕ ลว. ๑ ก.ค. ๖๗", month), "html"),
        (("ปีงบประมาณ ๒๕๖๗ (ตุลาคม ๒๕๖๖ - กันยายน ๒๕๖๗)", month), "docx"), ((month, "กำหนดส่งวันที่ ๕ มิถุนายน ๒๕๖๗"), "xls"), (("วันที่ ๒ กรกฎาคม ๒๕๖๗", month), "odt"),
        ((month, "(แทนฉบับเดือนเมษายนที่ส่งเมื่อวันที่ 7 พฤษภาคม 2567)"), "docx"), (("ปรับปรุงแบบฟอร์มเมื่อ มกราคม 2566", month), "xlsx"), (("ประชุมคณะกรรมการครั้งที่ 6/2567", month), "docx"),
    ):  # fmt: skip
        content = [head, *lines, *rest, *signed]
        case = one("month-among", program, content, truth)
        yield case.also("ambiguous") if "แทนฉบับ" in str(lines[1]) else case
    none = [head, NOTICE, "ข้อมูล ณ วันที่ ๑ กรกฎาคม ๒๕๖๗", *rest, *signed]
    for program in ("docx", "xlsx", "html"):
        yield one("month-none", program, none, filed(entries, unit, "2024-06"))
    bare = [head, "ไตรมาสที่ ๓ ปีงบประมาณ พ.ศ. ๒๕๖๗", *rest]
    yield one("month-none", "docx", bare, filed(entries, unit, "2024-06")).also("ambiguous")
    yield one(
        "month-none", "xls", [head, *rest], filed(entries, unit, "2024-06"), "2024-06-30T17:30:00+00:00"
    )
    yield one(
        "month-none", "ods", [head, *rest], filed(entries, unit, "2024-05"), "2024-06-30T16:30:00+00:00"
    )


def sources() -> Iterator[Case]:
    """Subject, body, names of files and sheets: which speak, and which only seem to."""
    entries, unit = told(2, 28), UNITS["ฉะเชิงเทรา"]
    bare = file_of("html", form(entries, province="จังหวัดฉะเชิงเทรา", month=""))
    full = file_of("xlsx", form(entries, province="จังหวัดฉะเชิงเทรา", month="ประจำเดือนพฤษภาคม ๒๕๖๗"))
    may, june = filed(entries, unit, "2024-05"), filed(entries, unit, "2024-06")
    older = "\n\nจาก: helpcenter@dept.example\nส่งเมื่อ: 1 กรกฎาคม 2567 9:00\nถึง: จังหวัด\nเรื่อง: ทวงรายงานเดือนเมษายน 2567\n\nขอให้ส่งรายงานประจำเดือนเมษายน ๒๕๖๗\n"
    under = "\n\nเมื่อ จ. 1 ก.ค. 2024 เวลา 09:00 helpcenter@dept.example เขียนว่า:\n> ขอให้ส่งรายงานประจำเดือนเมษายน ๒๕๖๗\n> จังหวัดชลบุรีส่งแล้ว\n"
    for tail in (
        older,
        under,
        under.replace("เมื่อ จ. 1 ก.ค. 2024 เวลา 09:00", "On Mon, Jul 1, 2024 at 9:00 AM").replace(
            "เขียนว่า", "wrote"
        ),
    ):
        for body, truth in (("ส่งรายงานเดือนพฤษภาคม 2567 ค่ะ", may), ("ส่งรายงานแล้วค่ะ", june)):
            yield mailed("r3-month-quoted", by(unit, "RE: แจ้งเตือน", body + tail), truth, bare).at(AT)
    yield mailed("r3-month-quoted", by(unit, "Re: แจ้งเตือน", "ส่งแล้วค่ะ" + under), may, full).at(AT)
    for mail, truth, file in (
        (by(unit, "ส่งแบบรายงาน พ.ค.67"), may, bare), (by(unit, "รายงานปัญหาอุปสรรค เดือน 5/2567"), may, bare), (by(unit, "Report May 2024"), may, bare),
        (by(unit, "ส่งรายงานตามหนังสือลงวันที่ 14 เมษายน 2567"), june, bare), (by(unit, body="ตามหนังสือ ลว. 3 เม.ย. 67 ขอส่งรายงานเดือน พ.ค. 67\n"), may, bare),
        (by(unit), may, replace(bare, name="แบบรายงาน พ.ค. 2567.html")), (by(unit), may, replace(bare, name="รายงาน_05-2567.html")), (by(unit), june, replace(bare, name="scan20240702.html")),
        (by(unit, "รายงาน พ.ค. 67"), may, replace(bare, name="รายงาน เม.ย. 67.html")), (by(unit), may, replace(full, name="รายงาน เม.ย. 67.xlsx")),
        (by(unit, "ส่งรายงานเดือนเมษายน 2567"), REVIEW, full), (by(unit, body="ขอส่งรายงานประจำเดือนเมษายน ๒๕๖๗ ค่ะ\n"), REVIEW, full),
        (by(unit, "ส่งรายงานเดือนเมษายน 2567", "ขอส่งรายงานเดือนมีนาคม 2567\n"), REVIEW, bare), (by(unit, "แก้ไขรายงานเดือนพฤษภาคม 2567 (ส่งแทนฉบับเดิม)"), may, full),
        (by(unit, "ส่งรายงาน", "รบกวนส่งภายในวันที่ 5 กรกฎาคม 2567 นะคะ ส่งรายงานแล้วค่ะ\n"), june, bare), (by(unit, "ส่งรายงาน พฤษภาคม"), may, bare),
        (Mail("a@mail.example", "ส่งรายงาน พ.ค."), may, full),
    ):  # fmt: skip
        yield mailed("r3-month-source", mail, truth, file).at(AT)


def sheets() -> Iterator[Case]:
    """Months in the names of sheets, in cells that Excel made dates of, and in two rows."""
    unit, months = UNITS["สมุทรปราการ"], (("เม.ย.67", "2024-04"), ("พ.ค.67", "2024-05"), ("มิ.ย.67", "2024-06"))
    written = [told(2, n) for n in (13, 33, 53)]
    reports = tuple(r for e, (_, p) in zip(written, months, strict=True) for r in filed(e, unit, p).reports)
    for program in ("xlsx", "xls", "ods"):
        content = [
            Sheet(s, form(e, province="จังหวัดสมุทรปราการ", month=""))
            for e, (s, _) in zip(written, months, strict=True)
        ]
        yield one("month-sheets", program, content, Truth("filed", reports))
    bare = [Sheet(s, form(e, mode="none", month="")) for e, (s, _) in zip(written, months, strict=True)]
    yield mailed("r3-month-sheets", by(unit), Truth("filed", reports), file_of("xlsx", bare)).at(AT)
    titled = [Sheet("Sheet1", form(written[0], province="จ.สมุทรปราการ", month="ประจำเดือนพฤษภาคม ๒๕๖๗"))]
    for name in ("เม.ย.67", "ม.ค.-มิ.ย. 67", "ปี 2567", "Q3"):
        content = [replace(titled[0], name=name)]
        yield one("month-sheets", "xlsx", content, filed(written[0], unit, "2024-05"))
    pair = table(("ประจำเดือน", "พ.ค."), ("พ.ศ.", "2567"), ("จังหวัด", "สมุทรปราการ"))
    rows = [e.cells for e in written[1]]
    for program in ("xlsx", "docx", "html"):
        yield one(
            "month-cells",
            program,
            [TITLE, pair, "", table(HEAD[1:], *rows)],
            filed(written[1], unit, "2024-05"),
        )
    column = [("สมุทรปราการ", "พฤษภาคม 2567", *e.cells) for e in written[2]]
    for program in ("xlsx", "docx"):
        yield one(
            "month-cells",
            program,
            [TITLE, table(("จังหวัด", "ประจำเดือน", *HEAD[1:]), *column)],
            filed(written[2], unit, "2024-05"),
        )
        two = [("สมุทรปราการ", month, *e.cells) for (month, _), e in zip(months[1:], written[2], strict=True)]
        both = Truth(
            "filed",
            tuple(
                r
                for e, (_, p) in zip(written[2], months[1:], strict=True)
                for r in filed([e], unit, p).reports
            ),
        )
        yield one("month-cells", program, [TITLE, table(("จังหวัด", "เดือน", *HEAD[1:]), *two)], both).also(
            "ambiguous"
        )
        headed = (HEAD[0], "ประเด็นปัญหา อุปสรรค ประจำเดือนพฤษภาคม ๒๕๖๗", *HEAD[2:])
        inside = [TITLE, table(headed, *(("สมุทรปราการ", *e.cells) for e in written[2]))]
        yield one("month-cells", program, inside, filed(written[2], unit, "2024-05")).also("ambiguous")
