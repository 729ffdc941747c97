"""Cases about workbooks with several sheets and mails with several forms: months, provinces, instructions, leftovers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.cases.case import Case, Truth, document, file_of, filed, mailed
from tests.cases.envelope import Mail, by
from tests.cases.paper import DATA, UNITS, Block, Said, Sheet, form, said, table

MONTHS = (
    ("ต.ค.61", "2018-10", "ตุลาคม ๒๕๖๑"),
    ("พ.ย.61", "2018-11", "พฤศจิกายน ๒๕๖๑"),
    ("ธ.ค.61", "2018-12", "ธันวาคม ๒๕๖๑"),
)
STRANGER = Mail("central@dept.example")


def cases() -> Iterator[Case]:
    yield from months()
    yield from leftovers()
    yield from several_files()
    yield from several_provinces()


def together(*truths: Truth) -> Truth:
    return replace(truths[0], reports=tuple(report for truth in truths for report in truth.reports))


def months() -> Iterator[Case]:
    """One sheet a month."""
    written = [said(2, n) for n in (1, 5, 9)]
    truth = together(
        *(filed(entries, period=period) for entries, (_, period, _) in zip(written, MONTHS, strict=True))
    )
    for program in ("xlsx", "xls", "ods"):
        named = [
            Sheet(name, form(entries, month=""))
            for entries, (name, _, _) in zip(written, MONTHS, strict=True)
        ]
        yield document("sheets-month-in-name", program, named, truth)
        titled = [
            Sheet(f"Sheet{n}", form(entries, month=f"ประจำเดือน{month}"))
            for n, (entries, (_, _, month)) in enumerate(zip(written, MONTHS, strict=True), 1)
        ]
        yield document("sheets-month-in-title", program, titled, truth)
    for names in (
        ("ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
        ("ต.ค.", "พ.ย.", "ธ.ค."),
        ("Oct 2018", "Nov 2018", "Dec 2018"),
    ):
        sheets = [Sheet(name, form(entries, month="")) for name, entries in zip(names, written, strict=True)]
        yield document("sheets-month-in-name", "xlsx", sheets, truth)
    both = [
        Sheet(name, form(e, month=f"ประจำเดือน{month}"))
        for e, (name, _, month) in zip(written, MONTHS, strict=True)
    ]
    yield mailed("sheets-month-in-title", by(UNITS["กระบี่"], "ส่งรายงาน"), truth, file_of("xlsx", both))


def leftovers() -> Iterator[Case]:
    """Instructions, empty sheets, lists and last month's names beside the form."""
    entries = said(3, 6)
    told = [
        "คำชี้แจง",
        "๑. ให้รายงานเป็นรายประเด็น",
        "๒. ส่งภายในวันที่ ๕ ของเดือนถัดไป เช่น เดือนตุลาคม ๒๕๖๑ ส่งวันที่ ๕ พฤศจิกายน ๒๕๖๑",
    ]
    filled = Sheet("แบบรายงาน", form(entries))
    for program in ("xlsx", "xls", "ods"):
        content = [Sheet("คำชี้แจง", told), filled, Sheet("Sheet2", []), Sheet("Sheet3", [])]
        yield document("sheets-instructions", program, content, filed(entries))
    names: list[Block] = [table(("รหัส", "จังหวัด"), *((unit.code, unit.name) for unit in UNITS.values()))]
    for hidden in (True, False):
        yield document(
            "sheets-list", "xlsx", [filled, Sheet("ข้อมูลจังหวัด", names, hidden=hidden)], filed(entries)
        )
    choices: list[Block] = [table(("เดือน",), *((month,) for month in DATA["months"]))]
    yield document("sheets-list", "xlsx", [Sheet("รายการ", choices, hidden=True), filled], filed(entries))
    blank = form([Said("")] * 3)
    yield document("sheets-list", "xlsx", [filled, Sheet("แบบเปล่า", blank, hidden=True)], filed(entries))
    yield document("sheet-name-stale", "xlsx", [Sheet("พ.ย.61", form(entries))], filed(entries))
    yield document("sheet-name-stale", "xls", [Sheet("ต.ค.61", form(entries))], filed(entries))
    year: list[Sheet] = [
        Sheet(f"{short}{'61' if n < 3 else '62'}", [])
        for n, short in enumerate(("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ."))
    ]
    year[2] = Sheet("ธ.ค.61", form(entries, month=""))
    yield document("sheets-empty", "xlsx", year, filed(entries))


def several_files() -> Iterator[Case]:
    first, second, unit = said(2, 8), said(3, 12), UNITS["ลำปาง"]
    november = form(first, province="จังหวัดลำปาง", month="ประจำเดือนพฤศจิกายน ๒๕๖๑")
    december = form(second, province="จังหวัดลำปาง")
    truth = together(filed(first, unit, "2018-11"), filed(second, unit))
    for one, other in (("docx", "docx"), ("xlsx", "docx"), ("xls", "ods")):
        files = (file_of(one, november, "november"), file_of(other, december, "december"))
        yield mailed("files-two-months", by(unit), truth, *files)
    named = (
        file_of("docx", form(first, mode="none", month=""), "รายงาน พ.ย.61"),
        file_of("docx", form(second, mode="none", month=""), "รายงาน ธ.ค.61"),
    )
    yield mailed("files-month-in-name", by(unit), truth, *named)
    same = (file_of("docx", december), file_of("xlsx", december))
    yield mailed("files-same-twice", by(unit), filed(second, unit), *same)
    yield mailed(
        "files-same-twice",
        by(unit),
        filed(second, unit),
        file_of("docx", december, "a"),
        file_of("docx", december, "b"),
    )


def several_provinces() -> Iterator[Case]:
    units = [UNITS["เลย"], UNITS["หนองคาย"], UNITS["ตาก"]]
    written = [said(2, n) for n in (3, 7, 11)]
    forms = [
        form(entries, province=f"จังหวัด{unit.name}") for unit, entries in zip(units, written, strict=True)
    ]
    truth = together(*(filed(entries, unit) for unit, entries in zip(units, written, strict=True)))
    yield mailed(
        "provinces-several", STRANGER, truth, *(file_of("docx", one, f"f{n}") for n, one in enumerate(forms))
    )
    yield mailed(
        "provinces-several",
        STRANGER,
        truth,
        *(file_of(p, one) for p, one in zip(("xlsx", "docx", "xls"), forms, strict=True)),
    )
    sheets: Sequence[Sheet] = [Sheet(unit.name, one) for unit, one in zip(units, forms, strict=True)]
    for program in ("xlsx", "xls", "ods"):
        yield document("provinces-several", program, sheets, truth)
