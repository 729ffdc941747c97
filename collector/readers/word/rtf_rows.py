"""The control words of an RTF table row into the shape of the row; it knows no text.

\\trowd begins a row, each \\cellx ends the description of a cell (RTF specification 1.9.1, table definitions).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from collector.errors import UnreadableError
from collector.readers.word.tableflow import RowShape, Shape

MOST_CELLS = 1_000
MARKS: Mapping[str, Callable[[Shape], Shape]] = {
    "clmrg": lambda shape: replace(shape, across=True),
    "clvmgf": lambda shape: replace(shape, starts=True),
    "clvmrg": lambda shape: replace(shape, goes_on=True),
}
WORDS = frozenset({"trowd", "trleft", "cellx", *MARKS})


@dataclass(slots=True)
class RowDraft:
    """A row's shape as its control words come; it stays valid for the next row that describes none."""

    left: int = 0
    cells: list[Shape] = field(default_factory=list)
    next: Shape = field(default_factory=lambda: Shape(0))

    def take(self, word: str, number: int) -> None:
        """Take in one of `WORDS`; raises UnreadableError("too-large")."""
        if word == "trowd":
            self.left, self.cells, self.next = 0, [], Shape(0)
        elif word == "trleft":
            self.left = number
        elif word == "cellx":
            self.cells.append(replace(self.next, right=number))
            self.next = Shape(0)
            if len(self.cells) > MOST_CELLS:
                raise UnreadableError("too-large", f"more than {MOST_CELLS} cells in a row")
        else:
            self.next = MARKS[word](self.next)

    def shape(self) -> RowShape:
        """Return the row as described so far."""
        return RowShape(self.left, tuple(self.cells))
