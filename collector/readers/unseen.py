"""What the readers come across and the page does not show, as a hidden section of its own; it knows no file format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from collector.model.documents import Line, Section, Table
from collector.model.reasons import Reason
from collector.readers.limits import ReadingLimits
from collector.readers.tabbed import drawn_table

HIDDEN_CONTENT = "hidden-content"
LONGEST_NOTE = 300  # characters


@dataclass(slots=True)
class Unseen:
    """Takes in hidden text and hidden rows in reading order."""

    blocks: list[Line | Table] = field(default_factory=list)
    said: list[Reason] = field(default_factory=list)  # of what stands inside of the document

    def line(self, text: str, place: str) -> None:
        """Take in hidden text that stands at a place."""
        if text.strip():
            self.blocks.append(Line(text.strip("\n"), place))

    def rows(self, texts: Sequence[Sequence[str]], place: str, limits: ReadingLimits) -> None:
        """Take in hidden rows of the table at a place; raises UnreadableError("too-large")."""
        if any(text.strip() for row in texts for text in row):
            self.blocks.append(drawn_table(texts, f"{place}, hidden", limits))

    def all(self, blocks: Iterable[Line | Table]) -> None:
        """Take in what stands in something that is hidden as a whole."""
        self.blocks += blocks

    def notes(self) -> tuple[Reason, ...]:
        """Return what is to be said of the document: where hidden content begins, and its first words."""
        if not self.blocks:
            return tuple(self.said)
        words = " ".join(filter(None, (" ".join(_texts(block)) for block in self.blocks)))
        values = {"place": self.blocks[0].place, "text": words[:LONGEST_NOTE]}
        return (Reason(HIDDEN_CONTENT, values), *self.said)

    def sections(self) -> tuple[Section, ...]:
        """Return them as a hidden section, none where everything is shown."""
        return (Section(tuple(self.blocks), hidden=True),) if self.blocks else ()


def _texts(block: Line | Table) -> list[str]:
    if isinstance(block, Line):
        return block.text.split()
    return [cell.text for row in block.rows for cell in row if cell.text.strip()]
