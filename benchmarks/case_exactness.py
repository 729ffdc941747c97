"""The same forms read by position with the usual libraries and by us: how many are exact. `python -m benchmarks.case_exactness`

The naive reading takes the first table of a file, its first row as the heading, unit, problem, solution, law and remark
by their positions, and each row with a text as an entry; unit and month are given to it. Ours counts only where unit,
month and outcome are right too. The cases are those of `tests/data` that openpyxl, python-docx or pdfplumber open.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import openpyxl
import pdfplumber

from collector.thai import normalise, split_bullet
from tests.cases.measure import Result, measure, rows

DATA = Path(__file__).resolve().parents[1] / "tests/data"
FOLDERS = (DATA / "cases-second", DATA / "pdf/second")
COLUMNS = ("problem", "solution", "law", "remark")
NOTHING = {"", "-", "ไม่มี"}
Grid = Iterator[Sequence[str]]


def from_xlsx(path: Path) -> Grid:
    """The rows of the first sheet below the first that fills at least four cells."""
    begun = False
    for row in openpyxl.load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True):
        if begun:
            yield [str(value or "") for value in row]
        begun = begun or sum(value is not None for value in row) > len(COLUMNS) - 1


def from_docx(path: Path) -> Grid:
    """The rows of the first table but for its heading."""
    for table in docx.Document(str(path)).tables[:1]:
        for row in table.rows[1:]:
            yield [cell.text for cell in row.cells]


def from_pdf(path: Path) -> Grid:
    """The rows of the first table of each page but for the heading of the first."""
    with pdfplumber.open(path) as document:
        tables = [page.extract_table() or [] for page in document.pages]
    for row in [row for table in tables for row in table][1:]:
        yield [text or "" for text in row]


READERS: dict[str, Callable[[Path], Grid]] = {".xlsx": from_xlsx, ".docx": from_docx, ".pdf": from_pdf}


def naively(path: Path) -> list[dict[str, str]]:
    """The entries of a form: its columns by position, numbers and words for nothing taken away."""
    entries = []
    for row in READERS[path.suffix](path):
        texts = [_said(text) for text in [*row, *[""] * len(COLUMNS)][1 : 1 + len(COLUMNS)]]
        if any(texts):
            entries.append(dict(zip(COLUMNS, texts, strict=True)))
    return entries


def _said(text: str) -> str:
    said = normalise(split_bullet(text)[1]).strip()
    return "" if said in NOTHING else said


def is_naively_exact(result: Result, folder: Path) -> bool:
    """Whether the entries are right; a file that the library does not open is not."""
    try:
        found = naively(folder / result.want["file"])
    except Exception:  # noqa: BLE001 # each of the three fails in its own ways
        return False
    (wanted,) = result.want["reports"]
    return rows({"entries": found}) == rows(wanted)


def is_comparable(result: Result) -> bool:
    """Whether a case is one report to be filed, in a file of its own."""
    want = result.want
    single = len(want["reports"]) == 1 and want["outcome"] == "filed"
    return result.scored and single and Path(want["file"]).suffix in READERS


def main() -> None:
    """Print one line for each kind of file; exit 1 unless ours is right more often with each."""
    counts: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for folder in FOLDERS:
        for result in filter(is_comparable, measure(folder)):
            suffix = Path(result.want["file"]).suffix
            counts[suffix].append((is_naively_exact(result, folder), result.exact))
    counts["all"] = [pair for pairs in list(counts.values()) for pair in pairs]
    good = True
    for kind, pairs in counts.items():
        plain, ours, total = sum(one for one, _ in pairs), sum(one for _, one in pairs), len(pairs)
        print(
            f"{kind:6} by position {plain / total:6.1%}   collector {ours / total:6.1%}   of {total} forms exact"
        )
        good = good and ours > plain
    if not good:
        sys.exit(1)


if __name__ == "__main__":
    main()
