"""Workbooks and documents read and understood by us, against a user's own loop; both in one run, in turn.

The user's loop is what a clerk with some Python would write: openpyxl or python-docx, rows printed into a list; it
knows no unit, no month and no numbering. Ours goes through the worker process and ends with reports.
"""

import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import openpyxl

from collector.application import open_application
from collector.jobs.explaining import explain_path
from collector.settings.load import default_settings

CASES = Path(__file__).parents[1] / "tests" / "data" / "cases"
ROUNDS = 3
NOW = datetime(2019, 1, 4, 2, tzinfo=UTC)


def by_openpyxl(path: Path) -> list[list[object]]:
    """The rows of all sheets."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def by_python_docx(path: Path) -> list[list[str]]:
    """The rows of all tables."""
    document = docx.Document(io.BytesIO(path.read_bytes()))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def timed(read: Callable[[Path], object], paths: list[Path]) -> float:
    """Milliseconds a file."""
    start = time.perf_counter()
    for path in paths:
        read(path)
    return (time.perf_counter() - start) * 1000 / len(paths)


def compared(
    what: str, theirs: Callable[[Path], object], ours: Callable[[Path], object], paths: list[Path]
) -> None:
    """Prints the median of some rounds, each side in turn."""
    rounds = [(timed(theirs, paths), timed(ours, paths)) for _ in range(ROUNDS)]
    left, right = (statistics.median(side) for side in zip(*rounds, strict=True))
    print(
        f"{what:28} {len(paths):4} files   theirs {left:6.1f} ms   ours {right:6.1f} ms   ratio {right / left:5.2f}"
    )


def main() -> None:
    """Prints one line a format."""
    with open_application(default_settings(), read_only=True) as app:

        def ours(path: Path) -> object:
            return explain_path(app, path, NOW, NOW)

        for what, suffix, theirs in (
            ("xlsx against openpyxl", ".xlsx", by_openpyxl),
            ("docx against python-docx", ".docx", by_python_docx),
        ):
            paths = sorted(CASES.glob(f"*{suffix}"))[:100]
            good = [path for path in paths if _opens(theirs, path)]
            compared(what, theirs, ours, good)


def _opens(read: Callable[[Path], object], path: Path) -> bool:
    """Some cases only look like what their suffix says; the user's loop cannot open them at all."""
    try:
        read(path)
    except Exception:  # noqa: BLE001 - whatever these libraries raise on a file that is not theirs
        return False
    return True


if __name__ == "__main__":
    main()
