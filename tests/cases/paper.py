"""What stands on a form before any program writes it: lines, tables with merged cells, sheets, and the entries said."""

import csv
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[2] / "collector"
DATA = tomllib.loads((PACKAGE / "data/demo.toml").read_text(encoding="utf-8"))
TITLE: str = DATA["title"]
FOOTNOTES: tuple[str, ...] = tuple(DATA["footnotes"])
HEAD: tuple[str, ...] = tuple(DATA["headers"]["printed"])
MONTH = "ประจำเดือนธันวาคม ๒๕๖๑"
Value = str | int | float | date


@dataclass(frozen=True)
class C:
    """One cell; `down` and `across` say what it covers, `style` a paragraph style of Word."""

    value: Value = ""
    down: int = 1
    across: int = 1
    style: str = ""

    @property
    def text(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class Table:
    """Rows as HTML has them: a position that a cell above or to the left covers is not written."""

    rows: tuple[tuple[C, ...], ...]

    def placed(self) -> Iterable[tuple[int, int, C]]:
        """Every cell with the row and column of its top left corner."""
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(self.rows):
            columns = count()
            for cell in row:
                c = next(n for n in columns if (r, n) not in covered)
                covered |= {(r + i, c + j) for i in range(cell.down) for j in range(cell.across)}
                yield r, c, cell

    @property
    def width(self) -> int:
        return max(c + cell.across for _, c, cell in self.placed())


Block = str | Table
Row = Sequence[Any]  # values or cells


@dataclass(frozen=True)
class Sheet:
    name: str
    blocks: Sequence[Block]
    hidden: bool = False
    left: int = 0  # empty columns before everything
    hidden_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """One entry as its writer means it."""

    problem: str
    solution: str = ""
    law: str = ""
    remark: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return self.problem, self.solution, self.law, self.remark


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    name_en: str
    abbreviation: str
    email: str


def _units() -> dict[str, Unit]:
    with (PACKAGE / "data/provinces.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return {
        row["name"]: Unit(
            row["code"],
            row["name"],
            row["name_en"],
            row["abbreviation"],
            row["name_en"].replace(" ", "").lower() + "@local.example",
        )
        for row in rows
    }


UNITS = _units()
KRABI = UNITS["กระบี่"]
_POOL = tuple(
    Said(item["problem"], item["solution"], DATA["laws"][item["law"]] if item["law"] else "")
    for item in DATA["entries"]
)


def said(number: int, start: int = 0) -> tuple[Said, ...]:
    """So many different entries; another start gives others."""
    remarks = ("", "ติดตามผลเดือนหน้า", "", "เร่งด่วน")
    chosen = (_POOL[(start * 3 + n) % len(_POOL)] for n in range(number))
    return tuple(Said(*one.cells[:3], remarks[(start + n) % 4]) for n, one in enumerate(chosen))


def thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def mark(style: str, number: int, text: str) -> str:
    """`{a}. ` and `{t}. ` become the number in front of a text; an empty text stays empty."""
    return style.format(a=number, t=thai(number)) + text if text else ""


def row(*values: Any) -> tuple[C, ...]:
    return tuple(value if isinstance(value, C) else C(value) for value in values)


def table(*rows: Row) -> Table:
    return Table(tuple(row(*one) for one in rows))


def body_rows(entries: Sequence[Said], number: str = "{t}. ") -> list[tuple[Any, ...]]:
    """The four columns of each entry; problem and solution carry their number."""
    return [
        (mark(number, n, one.problem), mark(number, n, one.solution), one.law, one.remark)
        for n, one in enumerate(entries, 1)
    ]


def form(
    entries: Sequence[Said],
    *,
    province: str = "จังหวัดกระบี่",
    mode: str = "merged",
    month: str = MONTH,
    number: str = "{t}. ",
    head: Sequence[Value | C] = HEAD,
    foot: Sequence[str] = FOOTNOTES,
) -> list[Block]:
    """The printed form; `mode` says where the province stands: merged, repeated, first, title, none."""
    return around(
        with_province(body_rows(entries, number), province, mode), province, mode, month, head, foot
    )


def around(
    rows: Sequence[Row],
    province: str = "",
    mode: str = "merged",
    month: str = MONTH,
    head: Sequence[Value | C] = HEAD,
    foot: Sequence[str] = FOOTNOTES,
) -> list[Block]:
    """Title, month, the table and the footnotes around some rows."""
    lines = [TITLE, *([month] if month else []), *([province] if mode == "title" else [])]
    columns = head[1:] if mode in {"title", "none"} and tuple(head) == HEAD else head
    return [*lines, table(columns, *rows), *foot]


def with_province(rows: Sequence[Row], province: str, mode: str = "merged") -> list[tuple[Any, ...]]:
    """Puts the province's column before the rows."""
    if mode in {"title", "none"}:
        return [tuple(one) for one in rows]
    if mode == "merged":
        return [((C(province, down=len(rows)), *one) if n == 0 else tuple(one)) for n, one in enumerate(rows)]
    return [(province if n == 0 or mode == "repeated" else "", *one) for n, one in enumerate(rows)]


def lines(texts: Sequence[str], number: str = "{t}. ") -> str:
    """All texts as numbered lines of one cell; an empty one is a dash."""
    return "\n".join(mark(number, n, text or "-") for n, text in enumerate(texts, 1))


def one_cell(entries: Sequence[Said], number: str = "{t}. ") -> tuple[str, str, str, str]:
    """The four cells of a form whose entries all stand in one row."""
    problem, solution, law, remark = (
        lines(column, number) for column in zip(*(e.cells for e in entries), strict=True)
    )
    return problem, solution, law, remark
