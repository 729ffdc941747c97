"""Forms of tests/cases → PDFs as several programs print them, with the truth beside. `python -m tests.readers.pdf_fixtures [FOLDER]`

Three sets of different forms, sizes and layouts: on `tuning` the reader was made, on `second` it was measured and
then mended, on `heldout` it was only measured, once (114 of 117 exact): change its looks before the next tuning.
LibreOffice prints documents and workbooks, Chromium and WeasyPrint web pages, cairo (`pdftocairo`) rewrites some of
them. The result is committed, so that a test run needs none of them.
"""

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.case import Case, document, filed
from tests.cases.generate import all_cases
from tests.cases.paper import UNITS, form, said

FOLDER = Path(__file__).resolve().parents[2] / "data/pdf"
MOST, KEPT = 6, 3  # of one variety on which the reader was made, and how many of them are committed
MOST_HELD = 6  # of one variety, held out
NOT_PRINTED = (
    "ambiguous",
    "month-hidden",
    "month-date-cell",
    "sheet",
    "word-hidden",
    "word-t",
    "month-split",
)
"""Varieties whose point is not on paper: names of sheets, hidden and deleted text, text boxes, the type of a cell."""


@dataclass(frozen=True)
class Look:
    """How a form is printed."""

    font: str
    size: int
    landscape: bool
    margin: int = 20  # mm
    program: str = ""  # for web pages: chromium or weasyprint; "cairo" rewrites what LibreOffice made
    repeat: bool = False  # the heading of the table on each page
    whole: bool = False  # rows do not break across pages


TUNING = (
    Look("Laksaman", 14, True), Look("Garuda", 11, False, program="chromium", repeat=True), Look("Norasi", 14, True),
    Look("Loma", 10, False, 15, whole=True), Look("Laksaman", 16, False, 25, repeat=True), Look("Garuda", 12, True),
)  # fmt: skip
SECOND = (
    Look("Waree", 10, True), Look("Kinnari", 14, False, 15, repeat=True), Look("Purisa", 11, True, 12),
    Look("Umpush", 12, True, program="weasyprint"), Look("Sawasdee", 13, False, 20, whole=True),
    Look("Tlwg Typo", 9, True, 15), Look("Laksaman", 15, True, 15, program="cairo"), Look("Kinnari", 8, False, 25),
    Look("Tlwg Typist", 10, True, 18, repeat=True), Look("Umpush", 16, False, 15, whole=True),
)  # fmt: skip
HELDOUT = (
    Look("Waree", 14, True), Look("Norasi", 13, True, 15), Look("Loma", 16, False, 15), Look("Garuda", 9, True, 25),
    Look("Tlwg Typo", 10, False, 12, whole=True), Look("Umpush", 11, True, 12, repeat=True),
    Look("Purisa", 14, False, 15), Look("Sawasdee", 12, False, 20), Look("Kinnari", 10, True, 15),
    Look("Laksaman", 13, False, 18, whole=True), Look("Tlwg Mono", 9, True, 15, repeat=True),
    Look("Sawasdee", 18, True, 15),
)  # fmt: skip
LOOKS = {"tuning": TUNING, "second": SECOND, "heldout": HELDOUT}


@dataclass(frozen=True)
class Print:
    """A case and its look; `kind` is what the case's file is before any program has saved it anew."""

    case: Case
    look: Look
    kind: str
    name: str


def prints() -> dict[str, list[Print]]:
    """All PDFs to be made, by set: held out are forms of which the others have none."""
    seen: Counter[tuple[str, str]] = Counter()
    sets: dict[str, list[Print]] = {name: [] for name in LOOKS}
    looks = {name: cycle(own) for name, own in LOOKS.items()}
    for case in (*_long(), *all_cases()):
        variety = case.variety[0]
        kind = _kind(case)
        if not kind or variety.startswith(NOT_PRINTED):
            continue
        seen[variety, "all"] += 1
        held = bool(case.files[0].via) or seen[variety, "plain"] >= MOST or variety == "more-pages"
        seen[variety, "held" if held else "plain"] += 1
        if seen[variety, "held"] > MOST_HELD or (not held and seen[variety, "plain"] > KEPT):
            continue
        chosen = "heldout" if held else "tuning" if seen[variety, "plain"] % 3 == 2 else "second"
        sets[chosen].append(
            Print(case, next(looks[chosen]), kind, f"{variety}-{seen[variety, 'all']}.{kind}")
        )
    return sets


def _kind(case: Case) -> str:
    """docx, xlsx or html; "" for what is no single form."""
    if len(case.files) != 1 or case.suffix == ".eml":
        return ""
    via = case.files[0].via
    kind = {"docx": "docx", "": case.suffix[1:]}.get(via, "xlsx")
    return kind if kind in {"docx", "xlsx", "html"} else ""


def _long() -> Iterator[Case]:
    """Forms that need several pages."""
    units = cycle(UNITS.values())
    for number, program in enumerate(("docx", "docx", "docx", "xlsx", "docx", "html") * 2):
        unit, entries = next(units), said(9 + number, number)
        mode = ("merged", "repeated", "title")[number % 3]
        content = form(entries, province=f"จังหวัด{unit.name}", mode=mode)
        yield document("pages" if number < 6 else "more-pages", program, content, filed(entries, unit))


def _program(one: Print) -> str:
    """Which program prints it."""
    if one.kind == "html":
        return "weasyprint" if one.look.program == "weasyprint" else "chromium"
    return "cairo" if one.look.program == "cairo" else "libreoffice"


def dressed(one: Print) -> bytes:
    """The file of a case with the look's font, paper and borders."""
    data = one.case.files[0].data
    if one.kind == "docx":
        return _dressed_word(data, one.look)
    if one.kind == "xlsx":
        return _dressed_sheet(data, one.look)
    return _dressed_page(data, one.look)


def _dressed_word(data: bytes, look: Look) -> bytes:
    document = docx.Document(io.BytesIO(data))
    properties = document.styles["Normal"].element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), look.font)
    document.styles["Normal"].font.size = Pt(look.size)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(2 * look.size))
    properties.append(complex_size)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if look.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if look.landscape else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(look.margin)
    for table in document.tables:
        width = (section.page_width or 0) - 2 * Mm(look.margin)
        for row in table.rows:
            for cell in row._tr.tc_lst:
                cell.width = int(width * (cell.grid_span / len(table.columns)))
            for wanted, tag in ((look.repeat and row._index == 0, "tblHeader"), (look.whole, "cantSplit")):
                if wanted:
                    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{tag}"))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _dressed_sheet(data: bytes, look: Look) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        _dress(sheet, look)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _dress(sheet: Worksheet, look: Look) -> None:
    thin = Side(style="thin")
    ruled = _table_rows(sheet)
    for row in sheet.iter_rows():
        longest = 1
        for cell in row:
            cell.font = Font(name=look.font, size=look.size)
            cell.alignment = Alignment(wrap_text=cell.row in ruled, vertical="top")
            if cell.row in ruled:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
                lines = [1 + len(line) * look.size // 330 for line in str(cell.value or "").split("\n")]
                longest = max(longest, sum(lines))
        sheet.row_dimensions[row[0].row].height = (longest + 0.5) * look.size * 1.9
    for column in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 30
    sheet.page_setup.orientation = "landscape" if look.landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    if look.repeat:
        sheet.print_title_rows = f"{min(ruled, default=1)}:{min(ruled, default=1)}"


def _table_rows(sheet: Worksheet) -> set[int]:
    """The rows between the first and the last that hold something in several cells."""
    full = [row[0].row for row in sheet.iter_rows() if sum(cell.value not in (None, "") for cell in row) > 1]
    merged = [area.max_row for area in sheet.merged_cells.ranges if area.min_row in full]
    return set(range(min(full), max(full + merged) + 1)) if full else set()


def _dressed_page(data: bytes, look: Look) -> bytes:
    page = "A4 landscape" if look.landscape else "A4"
    style = (
        f"<style>@page {{size: {page}; margin: {look.margin}mm}} * {{font-family: '{look.font}' !important}} "
        f"body {{font-size: {look.size}pt}} table {{border-collapse: collapse; font-size: {look.size}pt; width: 100%}} "
        "td, th {border: 0.75pt solid black; padding: 2pt 4pt} p {margin: 0 0 4pt 0}</style>"
    )
    return re.sub("</head>", lambda found: style + found[0], data.decode("utf-8"), count=1).encode()


def write(folder: Path) -> None:
    """Write every PDF anew, each set with its expected.jsonl."""
    for name, chosen in prints().items():
        target = folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for file, made in _printed(chosen).items():
            shutil.copy(made, target / f"{file}.pdf")
        with (target / "expected.jsonl").open("w", encoding="utf-8") as truth:
            for one in chosen:
                line = {
                    "file": f"{one.name}.pdf", "outcome": one.case.outcome, "reports": list(one.case.reports),
                    "variety": [*one.case.variety, one.look.font, _program(one)],
                    "received": one.case.received,
                }  # fmt: skip
                truth.write(json.dumps(line, ensure_ascii=False) + "\n")


def _printed(chosen: Sequence[Print]) -> dict[str, Path]:
    folder = Path(tempfile.mkdtemp(prefix="pdf-fixtures-"))
    office: dict[str, list[Path]] = defaultdict(list)
    made: dict[str, Path] = {}
    for one in chosen:
        source = folder / one.name
        source.write_bytes(dressed(one))
        made[one.name] = folder / f"{source.stem}{source.suffix[1:]}.pdf"
        if one.kind != "html":
            office[one.kind].append(source)
        elif _program(one) == "weasyprint":
            subprocess.run(["weasyprint", source, made[one.name]], check=True, capture_output=True)
        else:
            _by_chromium(source, made[one.name])
    for kind, sources in office.items():
        out = folder / kind
        _by_office(sources, out, folder / "profile")
        for source in sources:
            shutil.move(out / f"{source.stem}.pdf", folder / f"{source.stem}{kind}.pdf")
    for one in chosen:
        if _program(one) == "cairo":
            again = made[one.name].with_suffix(".cairo.pdf")
            subprocess.run(["pdftocairo", "-pdf", made[one.name], again], check=True, capture_output=True)
            made[one.name] = again
    return made


def _by_office(sources: Sequence[Path], out: Path, profile: Path) -> None:
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]
    for start in range(0, len(sources), 40):
        some = map(str, sources[start : start + 40])
        subprocess.run([*command, "--outdir", str(out), *some], check=True, capture_output=True, timeout=300)


def _by_chromium(source: Path, target: Path) -> None:
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=60
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
