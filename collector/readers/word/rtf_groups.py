"""Groups of an RTF file: what each is for, where its text goes, and what it inherits; it reads no bytes."""

from dataclasses import dataclass, field, replace

from collector.errors import UnreadableError
from collector.readers.form_fields import UNCHOSEN, checkbox, choice
from collector.readers.limits import ReadingLimits
from collector.readers.word.tableflow import TableFlow

SKIPPED = frozenset(
    {"colortbl", "stylesheet", "info", "pict", "nonesttables", "nonshppict", "shprslt", "sp"}
    | {"listtable", "listoverridetable", "xe", "tc", "txe", "rxe", "objclass", "objname", "falt"}
    | {"private", "revtbl", "bkmkstart", "bkmkend", "filetbl", "themedata", "datafield", "fontemb"}
)
READ = frozenset(
    {"footnote", "shpinst", "nesttableprops", "do", "shptxt", "dptxbxtext"}
)  # although \* stands before it
PAGES = {f"{part}{side}": f"page {part}" for part in ("header", "footer") for side in ("", "l", "r", "f")}
PAGES["footnote"] = "footnote"
BOX = "text box"
BOX_TO_TICK, LIST = 1, 2  # \\fftype
BOXES = dict.fromkeys(("shptxt", "dptxbxtext"), BOX)
NUMBERS = frozenset({"listtext", "pntext"})
CODES = {"fldinst": "code", "formfield": "form", "ffl": "choice"}  # parts of a field that are no text
KINDS = {**dict.fromkeys(NUMBERS, "number"), "fonttbl": "fonts", **CODES}


@dataclass(slots=True)
class Sink:
    """One text of the file: the document itself, a text box, a page header."""

    place: str
    flow: TableFlow
    line: list[str] = field(default_factory=list)
    number: str = ""  # printed before the paragraph
    hidden: list[str] = field(default_factory=list)  # what is not printed

    def end_hidden(self) -> None:
        """Part hidden text of one paragraph from that of the next."""
        if self.hidden and self.hidden[-1] != "\n":
            self.hidden.append("\n")

    def take_line(self) -> str:
        """Return the paragraph that has come so far, and begin another."""
        text = self.number + "".join(self.line)
        self.line, self.number = [], ""
        return text


@dataclass(slots=True)
class FormField:
    """A form field as its control words describe it."""

    numbers: dict[str, int] = field(default_factory=lambda: {"fftype": 0, "ffres": UNCHOSEN, "ffdefres": 0})
    entries: list[str] = field(default_factory=list)

    def value(self) -> str | None:
        """Return what a box or a list shows; None for a field whose text is its result."""
        kind, result, default = self.numbers.values()
        if kind == BOX_TO_TICK:
            return checkbox(bool(default if result == UNCHOSEN else result))
        return choice(self.entries, result, default) if kind == LIST else None


@dataclass(frozen=True, slots=True)
class GroupState:
    """What a group inherits from the one around it."""

    sink: Sink
    kind: str = ""  # "skip", or one of `KINDS`
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
        if word in SKIPPED or (state.starred and word not in READ and word not in CODES):
            return replace(state, kind="skip")
        kind = KINDS.get(word)
        if kind or state.kind in KINDS.values():
            return replace(state, kind=kind) if kind else None
        if word == "nesttableprops":
            return replace(state, nested_row=True)
        place = PAGES.get(word) or BOXES.get(word)
        if place is None:
            return None
        return replace(state, sink=self.open(place), in_table=False, nesting=0, nested_row=False)
