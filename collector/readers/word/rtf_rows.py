"""The control words of an RTF table row into the edges of the row; it knows no text.

\\trowd begins a row, each \\cellx ends the description of a cell (RTF specification 1.9.1, table definitions).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from collector.errors import UnreadableError
from collector.readers.word.tableflow import CellEdges, RowEdges

MOST_CELLS = 1_000
MARKS: Mapping[str, Callable[[CellEdges], CellEdges]] = {
    "clmrg": lambda edges: replace(edges, across=True),
    "clvmgf": lambda edges: replace(edges, starts=True),
    "cldel": lambda edges: replace(edges, deleted=True),
    "clvmrg": lambda edges: replace(edges, goes_on=True),
}
WORDS = frozenset({"trowd", "trleft", "cellx", *MARKS})


@dataclass(slots=True)
class RowDraft:
    """A row's edges as its control words come; it stays valid for the next row that describes none."""

    left: int = 0
    cells: list[CellEdges] = field(default_factory=list)
    next: CellEdges = field(default_factory=lambda: CellEdges(0))

    def take(self, word: str, number: int) -> None:
        """Take in one of `WORDS`; raises UnreadableError("too-large")."""
        if word == "trowd":
            self.left, self.cells, self.next = 0, [], CellEdges(0)
        elif word == "trleft":
            self.left = number
        elif word == "cellx":
            self.cells.append(replace(self.next, right=number))
            self.next = CellEdges(0)
            if len(self.cells) > MOST_CELLS:
                raise UnreadableError("too-large", f"more than {MOST_CELLS} cells in a row")
        else:
            self.next = MARKS[word](self.next)

    def edges(self) -> RowEdges:
        """Return the row as described so far."""
        return RowEdges(self.left, tuple(self.cells))
