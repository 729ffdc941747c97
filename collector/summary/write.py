"""The summary's tables, one a form → its three files in a folder; the only module of the summary that writes."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from collector.errors import UsageError
from collector.summary.document import make_document
from collector.summary.page import make_page
from collector.summary.standings import SummaryTable
from collector.summary.words import SummaryWords
from collector.summary.workbook import make_workbook
from collector.summary.workbook_sheet import Pen
from collector.wording import Wording


def write_summary(
    tables: Sequence[SummaryTable],
    out: Path,
    wording: Wording,
    archive: Path | None = None,
    *,
    apart: str = "",
) -> tuple[Path, ...]:
    """Writes workbook, document and page into `out`, one part for each form, and returns their paths.

    A summary of the same months takes the place of the one before; a reader never sees half a file. With `archive`
    (the archive's root) workbook and page link to the originals by relative paths. `apart` is added to the names of the
    files, for a summary of some forms only. Raises TemplateError for the words, UsageError if the folder cannot be written.
    """
    words = SummaryWords(wording)
    name = " ".join(filter(None, (words.file_name(tables[0]), apart)))
    link = _relative(archive, out) if archive else ""
    files = (
        (out / f"{name}.xlsx", make_workbook(tables, Pen(words, link))),
        (out / f"{name}.docx", make_document(tables, words)),
        (out / f"{name}.html", make_page(tables, words, link).encode()),
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, data in files:
            _replace(path, data)
    except OSError as error:
        raise UsageError(f"the summary cannot be written to {out}: {error.strerror}") from error
    return tuple(path for path, _ in files)


def _relative(archive: Path, out: Path) -> str:
    return quote(Path(os.path.relpath(archive.resolve(), out.resolve())).as_posix())


def _replace(path: Path, data: bytes) -> None:
    """Writes beside the place and renames, so that the file is whole at every moment."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
