"""The same PDFs read by plain pdfplumber and by us: how many cells of the tables are exact. `python -m benchmarks.pdf_exactness`

Truth is what `tests/readers/pdf/fixtures.py` printed: the filled texts of each form's entries. A cell counts as found
when a cell of a table says just that, white space and the number in front left out, Thai in one spelling.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber

from collector.errors import UnreadableError
from collector.model.documents import Table
from collector.readers.grid import distinct
from collector.readers.limits import ReadingLimits
from collector.readers.pdf.reader import read_pdf
from collector.thai import normalise, split_bullet

FOLDER = Path(__file__).resolve().parents[1] / "tests/data/pdf"
Texts = Iterator[str]


def by_us(path: Path) -> Texts:
    """The cells that our reader finds; none of a file that it refuses."""
    try:
        document = read_pdf(path.read_bytes(), ReadingLimits())
    except UnreadableError:
        return
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell.text for cell in distinct(block.rows))


def by_pdfplumber(path: Path) -> Texts:
    """The cells that pdfplumber's own table extraction finds, with its own settings."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield from (text or "" for row in table for text in row)


READERS: dict[str, Callable[[Path], Texts]] = {"pdfplumber": by_pdfplumber, "collector": by_us}


def bare(text: str) -> str:
    """A text as it is compared."""
    return "".join(normalise(split_bullet(text)[1]).split())


def wanted(line: dict[str, object]) -> Counter[str]:
    """The filled texts of a case's entries, each as often as it is said."""
    reports = json.loads(json.dumps(line["reports"]))
    return Counter(
        bare(text) for one in reports for entry in one["entries"] for text in entry.values() if text
    )


def rate(read: Callable[[Path], Texts], folder: Path) -> tuple[int, int, float]:
    """How many cells a reader finds exactly, how many there are, and the seconds that it takes."""
    found = total = 0
    begun = time.perf_counter()
    for text in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        truth = wanted(line)
        said = Counter(
            bare(piece) for cell in read(folder / line["file"]) for piece in (cell, *cell.split("\n"))
        )
        found += sum(min(count, said[one]) for one, count in truth.items())
        total += truth.total()
    return found, total, time.perf_counter() - begun


def main() -> None:
    """Print one line for each set and reader; exit 1 unless ours finds twice as many on every set."""
    good = True
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        counts = {}
        for name, read in READERS.items():
            found, total, seconds = rate(read, folder)
            counts[name] = found
            print(
                f"{folder.name:8} {name:10} {found:5} of {total} cells exact ({found / total:.1%}), {seconds:.1f} s"
            )
        good = good and counts["collector"] >= 2 * counts["pdfplumber"]
    if not good:
        sys.exit(1)


if __name__ == "__main__":
    main()
