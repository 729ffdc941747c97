"""All that the store holds of one unit and month, and the part of the journal that covers it; changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from collector.model.letters import JournalHead
from collector.store import journal
from collector.store.database import Database
from collector.store.journal import Change, Said
from collector.store.recorder import columns_of
from collector.store.table_shapes import table_shapes

_MAILS = "SELECT mail FROM report WHERE unit = :unit AND period = :period"
_LETTERS = f"""
    SELECT id FROM letter WHERE cause IN ({_MAILS})
        OR (unit = :unit AND EXISTS (SELECT 1 FROM json_each(periods) WHERE value = :period))
"""  # noqa: S608 - names of our own
_BOUNCES = f"SELECT mail FROM contact_failure WHERE letter IN ({_LETTERS})"  # noqa: S608 - as above
_FOLDERS = """
    EXISTS (SELECT 1 FROM report JOIN mail ON sha256 = report.mail
        WHERE report.mail = t.mail AND unit = :unit AND period = :period
            AND (substr(path, 1, length(report.archive) + 1) = report.archive || '/'
                OR substr(path, 1, length(mail.archive) + 1) = mail.archive || '/'))
"""
# Which rows of each table speak of a unit and month: reports and their mails, letters and what came back of them.
_CHOSEN = {
    "archived_file": _FOLDERS,
    "contact_failure": f"t.letter IN ({_LETTERS})",
    "ledger": f"t.mail IN ({_MAILS}) OR t.mail IN ({_BOUNCES})",
    "letter": f"t.id IN ({_LETTERS})",
    "mail": f"t.sha256 IN ({_MAILS}) OR t.sha256 IN ({_BOUNCES})",
    "reminder": "t.unit = :unit AND t.period = :period",
    "report": "t.unit = :unit AND t.period = :period",
}
_ROWS = "SELECT number, kind, changes, hash FROM journal WHERE number >= ? ORDER BY number"
_LINES = (
    "SELECT what, row, before, digest, marks, lasting FROM journal_change WHERE journal = ? ORDER BY position"
)


@dataclass(frozen=True, slots=True)
class ProvenRow:
    """One row as the journal covers it."""

    table: str
    key: str
    columns: dict[str, Said]


@dataclass(frozen=True, slots=True)
class Extract:
    """The chain from the first commit that speaks of the rows to the head, and what those commits wrote.

    Of other rows that the same commits wrote only the hash of their line is told.
    """

    before: str  # the hash before the first row
    rows: tuple[tuple[int, str, str], ...]  # number, kind, changes
    lines: dict[int, tuple[str, ...]]  # by the number of a row: lines, or their hashes


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof is made of."""

    rows: tuple[ProvenRow, ...]
    letters: dict[int, bytes]
    extract: Extract
    head: JournalHead


class Proofs(Database):
    """What an auditor asks for."""

    def proven(self, unit: str, period: str) -> Proven:
        """All rows that speak of a unit and month. No rows: nothing ever came or went for it."""
        asked = {"unit": unit, "period": period}
        with self.snapshot(), self._told():
            rows, letters = [], {}
            for shape in table_shapes(self.connection):
                if shape.name not in _CHOSEN:
                    continue
                for key, columns in columns_of(self.connection, shape, _CHOSEN[shape.name], asked):
                    said = journal.unusual(columns, shape.usual)
                    rows.append(ProvenRow(shape.name, key, said))
                    if shape.name == "letter" and isinstance(columns["raw"], bytes):
                        letters[int(str(columns["id"]))] = columns["raw"]
            return Proven(tuple(rows), letters, self._extract(rows), self._head())

    def _extract(self, rows: list[ProvenRow]) -> Extract:
        keys = {(row.table, row.key) for row in rows}
        numbers = sorted(
            {
                number
                for number, table, key in self._each("SELECT journal, what, row FROM journal_change")
                if (table, key) in keys
            }
        )
        if not numbers:
            return Extract("", (), {})
        chain = tuple(
            (row["number"], row["kind"], row["changes"]) for row in self._each(_ROWS, (numbers[0],))
        )
        before = self._execute("SELECT hash FROM journal WHERE number = ?", (numbers[0] - 1,))
        lines = {number: tuple(self._lines(number, keys)) for number in numbers}
        return Extract(before[0]["hash"] if before else journal.BEGINNING, chain, lines)

    def _lines(self, number: int, keys: set[tuple[str, str]]) -> Iterator[str]:
        for row in self._each(_LINES, (number,)):
            line = Change(*tuple(row))
            yield line.line.decode() if (line.table, line.row) in keys else line.cover.decode().strip()

    def _head(self) -> JournalHead:
        rows = self._execute("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1")
        return JournalHead(rows[0]["number"], rows[0]["hash"]) if rows else JournalHead(0, "")
