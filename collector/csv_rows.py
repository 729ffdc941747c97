"""A CSV file as people save it → its rows by the names of their columns, or a ConfigError that says in plain words what to mend."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from collector.errors import ConfigError
from collector.thai import fold

T = TypeVar("T")

_SEPARATORS = (",", ";", "\t")
_REMARK = "#"
_SAVE_AS_CSV = 'open it in Excel and save it as "CSV UTF-8"'
_NO_CSV = {
    b"PK\x03\x04": f"it is an Excel workbook (.xlsx), whatever its name is, and no CSV file: {_SAVE_AS_CSV}",
    b"\xd0\xcf\x11\xe0": f"it is an old Excel workbook (.xls), whatever its name is, and no CSV file: {_SAVE_AS_CSV}",
    b"%PDF": f"it is a PDF, and no CSV file: {_SAVE_AS_CSV}",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a file may have, by the names that our code knows them by."""

    needed: tuple[str, ...]
    known: tuple[str, ...]  # the needed ones too
    other_names: Mapping[str, str] = field(default_factory=dict)  # folded headings → the names

    def name(self, heading: str) -> str:
        """The column of a heading: our own name, one of its other names, or the heading as it stands."""
        heading = heading.strip()
        return heading if heading in self.known else self.other_names.get(fold(heading), heading)


@dataclass(frozen=True, slots=True)
class Row:
    """One line that says something: its number, and its cells by their columns, "" where there is none."""

    number: int
    cells: dict[str, str]
    fault: str = ""  # why its cells cannot be told apart

    @property
    def said(self) -> str:
        return ", ".join(self.cells.values())


def decoded(path: Path) -> str:
    """The file's text: UTF-8, UTF-16 with its mark (Excel's "Unicode text"), or cp874 as a Thai Excel saves CSV."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(path, [f"cannot be read: {error.strerror}"]) from error
    if wrong := next((said for start, said in _NO_CSV.items() if data.startswith(start)), ""):
        raise ConfigError(path, [wrong])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise ConfigError(path, [f"it is no text, or text in an unknown encoding: {_SAVE_AS_CSV}"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp874", errors="replace")


def made_of(text: str, path: Path, columns: Columns, make: Callable[[Row], T]) -> list[tuple[int, T]]:
    """Each line's number and what `make` makes of it, which raises a ValueError that says what is wrong with it.

    Raises ConfigError that lists every bad line.
    """
    made, problems = [], []
    for row in rows_of(text, path, columns):
        if row.fault:
            problems.append(f"line {row.number}: {row.fault}")
            continue
        try:
            made.append((row.number, make(row)))
        except ValueError as error:
            problems.append(f"line {row.number}: {error}")
    if problems:
        raise ConfigError(path, problems)
    return made


def rows_of(text: str, path: Path, columns: Columns) -> Iterator[Row]:
    """The rows of a file whose first line names its columns; lines end as Windows, Unix or an old Mac ends them.

    Empty lines and lines that begin with # are left out, and so are columns whose name does.
    """
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=_separator(text), skipinitialspace=True)
    try:
        named = [columns.name(heading) for heading in next(reader, [])]
        if problems := list(_of_columns(named, columns)):
            raise ConfigError(path, problems)
        for written in reader:
            cells = [cell.strip() for cell in written]
            row = _row(reader.line_num, cells, named)
            if any(cells) and not cells[0].startswith(_REMARK):
                yield row
    except csv.Error as error:
        raise ConfigError(path, [f"line {reader.line_num}: it is no CSV ({error})"]) from error


def _separator(text: str) -> str:
    """What stands between the cells: the comma, or what some settings of Windows put in its place."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count)


def _row(number: int, cells: list[str], columns: list[str]) -> Row:
    named = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    beyond = [cell for cell in cells[len(columns) :] if cell]
    fault = (
        f"it has more cells than there are columns ({', '.join(beyond)} is beyond the last); "
        'a cell that holds the separator itself stands in quotation marks: "a, b"'
    )
    return Row(number, {name: "" for name in columns if name} | named, fault if beyond else "")


def _of_columns(named: Sequence[str], columns: Columns) -> Iterator[str]:
    """What is wrong with the first line: a column that is not known would be lost in silence."""
    if missing := [name for name in columns.needed if name not in named]:
        yield f"the first line must name the columns; missing: {', '.join(missing)}"
        return
    if doubled := sorted({name for name in named if name and named.count(name) > 1}):
        yield f"the first line names {', '.join(doubled)} twice"
    for name in _unknown(named, columns.known):
        near = get_close_matches(name.lower(), columns.known, 1, cutoff=0.75)
        meant = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(columns.known)}"
        remark = "" if near else f"; a column of your own begins with #: {_REMARK}{name}"
        yield f"the column {name!r} is not known; {meant}{remark}"


def _unknown(columns: Iterable[str], known: Sequence[str]) -> Iterator[str]:
    yield from (name for name in columns if name and name not in known and not name.startswith(_REMARK))
