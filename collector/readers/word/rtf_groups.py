"""Groups of an RTF file: what each is for, where its text goes, and what it inherits; it reads no bytes."""

from dataclasses import dataclass, field, replace

from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits
from collector.readers.word.tableflow import TableFlow

SKIPPED = frozenset(
    {"colortbl", "stylesheet", "info", "pict", "footnote", "nonesttables", "nonshppict", "shprslt", "sp"}
    | {"listtable", "listoverridetable", "xe", "tc", "txe", "rxe", "objclass", "objname", "fldinst", "falt"}
    | {"private", "revtbl", "bkmkstart", "bkmkend", "filetbl", "themedata", "datafield", "fontemb"}
)
READ = frozenset({"shpinst", "nesttableprops", "do", "shptxt", "dptxbxtext"})  # although \* stands before it
PAGES = {f"{part}{side}": f"page {part}" for part in ("header", "footer") for side in ("", "l", "r", "f")}
BOX = "text box"
BOXES = dict.fromkeys(("shptxt", "dptxbxtext"), BOX)
NUMBERS = frozenset({"listtext", "pntext"})


@dataclass(slots=True)
class Sink:
    """One text of the file: the document itself, a text box, a page header."""

    place: str
    flow: TableFlow
    line: list[str] = field(default_factory=list)
    number: str = ""  # printed before the paragraph

    def take_line(self) -> str:
        """Return the paragraph that has come so far, and begin another."""
        text = self.number + "".join(self.line)
        self.line, self.number = [], ""
        return text


@dataclass(frozen=True, slots=True)
class GroupState:
    """What a group inherits from the one around it."""

    sink: Sink
    kind: str = ""  # "skip", "number" or "fonts"
    starred: bool = False  # \\* stands before the next word
    fresh: bool = True  # no word yet that could name a destination
    fallbacks: int = 1  # \\uc: bytes to be left out after each \\u
    codec: str = ""  # of the font, "" for the document's
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    nesting: int = 0  # \\itap
    nested_row: bool = False  # between \\nesttableprops and its end

    @property
    def depth(self) -> int:
        """How deep in tables a paragraph stands."""
        return max(self.nesting, 1) if self.in_table or self.nesting else 0

    @property
    def row_depth(self) -> int:
        """How deep the row stands that is being described or ended."""
        return max(self.nesting, 2) if self.nested_row else 1

    @property
    def is_printed(self) -> bool:
        """Whether text is part of the document."""
        return not (self.kind or self.hidden or self.deleted)


@dataclass(slots=True)
class Sinks:
    """All texts of a file, the document first."""

    limits: ReadingLimits
    all: list[Sink] = field(default_factory=list)

    def open(self, place: str = "") -> Sink:
        """Return a new one; raises UnreadableError("too-large")."""
        self.all.append(Sink(place, TableFlow(self.limits)))
        if len(self.all) > self.limits.blocks:
            raise UnreadableError("too-large", f"{len(self.all)} text boxes")
        return self.all[-1]

    def destination(self, state: GroupState, word: str) -> GroupState | None:
        """Return the state of a group whose first word names what it is for, None if it does not."""
        if word in SKIPPED or (state.starred and word not in READ):
            return replace(state, kind="skip")
        if word in NUMBERS:
            return replace(state, kind="number")
        if word == "fonttbl":
            return replace(state, kind="fonts")
        if word == "nesttableprops":
            return replace(state, nested_row=True)
        place = PAGES.get(word) or BOXES.get(word)
        if place is None:
            return None
        return replace(state, sink=self.open(place), in_table=False, nesting=0, nested_row=False)
