"""Rich Text Format, as Word, LibreOffice and WordPad write it, into documents; it knows no form.

What is read is what is printed: tracked changes accepted, results of fields, the numbers that the program
wrote down beside its lists, text boxes, notes; hidden text stands in a section of its own, comments are left out (RTF
specification 1.9.1).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from collector.errors import UnreadableError
from collector.formats.rtf import CHARACTERS, SYMBOLS, Characters, Fonts, Token, tokens
from collector.model.documents import Document, Line, Section, Table
from collector.readers.limits import ReadingLimits
from collector.readers.tabbed import with_drawn_tables
from collector.readers.unseen import Unseen
from collector.readers.word.embedded import read_objects
from collector.readers.word.rtf_groups import BOX, FormField, GroupState, Sink, Sinks
from collector.readers.word.rtf_objects import objects_of
from collector.readers.word.rtf_rows import WORDS as ROW_WORDS
from collector.readers.word.rtf_rows import RowDraft
from collector.readers.word.tableflow import DEEPEST as DEEPEST_TABLE

DEEPEST = 5_000  # groups in groups; no program writes a hundred
PARAGRAPH_ENDS = frozenset({"par", "sect"})
TABLE_ENDS = frozenset({"cell", "nestcell", "row", "nestrow"})
IDENTIFIER = re.compile(rb"collector-form(?:[\s:;,]+|\}\s*\\proptype\d+\s*\{\\staticval )([\w./-]+)")


def read_rtf(data: bytes, limits: ReadingLimits) -> Document:
    """Read a rich text: lines and tables in their order, then text boxes, page headers and footers.

    Raises UnreadableError, "damaged" when the text breaks off.
    """
    reading = _RtfReading(Sinks(limits))
    if not any(map(reading.take, tokens(data))):
        raise UnreadableError("damaged", "the outermost group does not end")
    found = IDENTIFIER.search(data)
    blocks = tuple(_blocks(reading.sinks, limits))
    unseen = Unseen()
    for sink in reading.sinks.all:
        unseen.line("".join(sink.hidden), sink.place or "hidden text")
    blocks = read_objects(objects_of(data), blocks, unseen, limits)
    sections = (Section(blocks), *unseen.sections())
    identifier = found[1].decode("ascii") if found else ""
    return Document(sections, "rtf", identifier, unseen.notes())


def _blocks(sinks: Sinks, limits: ReadingLimits) -> Iterator[Line | Table]:
    """Yield the document, its text boxes, then each line of page headers and footers once."""
    main, *others = sinks.all
    yield from with_drawn_tables(_sink_blocks(main), limits)
    seen: set[str] = set()
    for sink in sorted(others, key=lambda item: item.place != BOX):
        for block in _sink_blocks(sink):
            text = block.text if isinstance(block, Line) and sink.place != BOX else ""
            if text not in seen:
                yield block
            seen.update({text} - {""})


def _sink_blocks(sink: Sink) -> Iterator[Line | Table]:
    last = sink.take_line()
    if last:
        sink.flow.paragraph(last, 0)
    return sink.flow.blocks(sink.place)


@dataclass(slots=True)
class _RtfReading:
    """The way through one file, token by token."""

    sinks: Sinks
    state: GroupState = field(init=False)
    groups: list[GroupState] = field(default_factory=list)
    characters: Characters = field(default_factory=Characters)
    fonts: Fonts = field(default_factory=Fonts)
    default_font: int = 0
    rows: dict[int, RowDraft] = field(default_factory=dict)  # by depth
    number: list[str] = field(default_factory=list)
    form: FormField | None = None  # the one that is being described
    told: bool = False  # its value is printed, its result is not

    def __post_init__(self) -> None:
        self.state = GroupState(self.sinks.open())

    def take(self, token: Token) -> bool:
        """Take in one token; True when the file is at its end."""
        if token.word == "u" and token.number is not None:
            if self.characters.of_bytes:
                self._flush()
            self.characters.unit(token.number, self.state.fallbacks)
        elif token.symbol and self.characters.skip:
            self.characters.skip -= 1
        elif token.word or token.symbol:
            self.characters.skip = (
                0  # a word could be skipped, too; but no program writes \\cell as a fallback
            )
            self._control(token)
        elif token.brace:
            self.characters.skip = 0
            return self._brace(token.brace)
        else:
            data = self.characters.more(token.text)
            if data:
                if not self.characters.of_bytes:
                    self._flush()
                self.characters.add(data)
        return False

    def _brace(self, brace: bytes) -> bool:
        self._flush()
        if brace == b"{":
            self.groups.append(self.state)
            if len(self.groups) > DEEPEST:
                raise UnreadableError("damaged", f"more than {DEEPEST} groups in each other")
            self.state = replace(self.state, starred=False, fresh=True)
            return False
        if not self.groups:
            raise UnreadableError("damaged", "a group ends that did not begin")
        ended, self.state = self.state, self.groups.pop()
        if ended.kind == "code" and self.state.kind != "code":
            self._end_code()
        elif ended.kind == "number" and self.state.kind != "number":
            text, self.number = "".join(self.number).strip(), []
            mark = f"{text} " if any(char.isalnum() for char in text) else "- "
            self.state.sink.number = mark if text else ""
        return not self.groups

    def _control(self, token: Token) -> None:
        """Take in a control word or a control symbol."""
        if self.state.kind == "skip":
            return
        if token.symbol:
            self._symbol(token.symbol)
            return
        if self.state.fresh:
            named = self._destination(token.word)
            self.state = replace(named or self.state, fresh=False)
            if named:
                return
        self._word(token.word, token.number)

    def _destination(self, word: str) -> GroupState | None:
        """Return the state of a group by its first word; the result of a field that was told already is left out."""
        if word == "fldrslt" and self.told:
            self.told = False
            return replace(self.state, kind="skip")
        named = self.sinks.destination(self.state, word)
        if named and named.kind == "form":
            self.form = FormField()
        elif named and named.kind == "choice" and self.form:
            self.form.entries.append("")
        return named

    def _end_code(self) -> None:
        """Print what a form field shows that keeps it in its code."""
        value = self.form.value() if self.form else None
        self.form, self.told = None, value is not None
        if value:
            self._add(value)

    def _word(self, word: str, number: int | None) -> None:
        if self.state.kind in {"code", "form", "choice"}:
            if self.form and word in self.form.numbers:
                self.form.numbers[word] = number or 0
        elif self.state.kind == "fonts":
            self.fonts.describe(word, number or 0)
        elif word == "ansicpg":
            self.fonts.take_page(number or 0)
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word in PARAGRAPH_ENDS:
            self._flush()
            self.state.sink.end_hidden()
            self.state.sink.flow.paragraph(self.state.sink.take_line(), self.state.depth)
        elif word in TABLE_ENDS:
            self._end(word)
        elif word in ROW_WORDS:
            self._row().take(word, number or 0)
        else:
            self._format(word, number)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.state = replace(self.state, starred=True)
        elif symbol in b"\r\n":
            self._word("par", None)
        elif symbol in SYMBOLS:
            self._add(SYMBOLS[symbol])

    def _format(self, word: str, number: int | None) -> None:
        """Take in a word that changes how what follows is understood."""
        on = number != 0
        match word:
            case "f":
                self._change(codec=self.fonts.codec(number or 0))
            case "plain":
                self._change(codec=self.fonts.codec(self.default_font), hidden=False, deleted=False)
            case "pard":
                self._change(in_table=False, nesting=0)
            case "intbl":
                self._change(in_table=on)
            case "itap":
                self._change(nesting=min(max(number or 0, 0), DEEPEST_TABLE))
            case "uc":
                self._change(fallbacks=min(max(number or 0, 0), 10))
            case "v":
                self._change(hidden=on)
            case "deleted":
                self._change(deleted=on)
            case "deff":
                self.default_font = number or 0

    def _change(self, **values: int | str) -> None:
        self._flush()
        self.state = replace(self.state, **values)  # type: ignore[arg-type]  # names and types as just above

    def _row(self) -> RowDraft:
        return self.rows.setdefault(self.state.row_depth, RowDraft())

    def _end(self, word: str) -> None:
        """End a cell or a row."""
        self._flush()
        state, sink = self.state, self.state.sink
        if word in {"row", "nestrow"}:
            depth = max(state.nesting, 2) if word == "nestrow" else 1
            if (state.hidden or state.deleted) and sink.flow.drop_empty_row(depth):
                return
            sink.flow.end_row(self.rows.get(depth, RowDraft()).edges(), depth)
        else:
            sink.end_hidden()
            sink.flow.end_cell(sink.take_line(), max(state.nesting, 2) if word == "nestcell" else 1)

    def _flush(self) -> None:
        """Decode what waits, before anything changes how that is done."""
        text = self.characters.take(self.state.codec or self.fonts.page)
        if text:
            self._add(text)

    def _add(self, text: str) -> None:
        self._flush()
        if self.state.kind == "number":
            self.number.append(text)
        elif self.state.kind == "choice" and self.form:
            self.form.entries[-1] += text
        elif self.state.is_printed:
            self.state.sink.line.append(text)
        elif self.state.hidden and not (self.state.kind or self.state.deleted):
            self.state.sink.hidden.append(text)
