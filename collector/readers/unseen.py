"""What the readers come across and the page does not show, as a hidden section of its own; it knows no file format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from collector.model import Line, Section, Table
from collector.readers.limits import ReadingLimits
from collector.readers.tabbed import drawn_table


@dataclass(slots=True)
class Unseen:
    """Takes in hidden text and hidden rows in reading order."""

    blocks: list[Line | Table] = field(default_factory=list)

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

    def sections(self) -> tuple[Section, ...]:
        """Return them as a hidden section, none where everything is shown."""
        return (Section(tuple(self.blocks), hidden=True),) if self.blocks else ()
