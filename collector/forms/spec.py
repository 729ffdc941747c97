"""A form as data: how it is recognised, what its table holds, when it is due; made by settings/form_files.py, opens no file."""

from dataclasses import dataclass, field
from functools import cached_property

from collector.forms.vocabulary import ReadingWords
from collector.thai import collapse, fold

TELLING = 10  # folded letters of a heading that not every table has
SHORTEST_WORD = 3  # folded letters; a shorter word of a heading counts only as the whole heading


@dataclass(frozen=True)
class Column:
    """One column of an entry."""

    key: str
    heading: str  # as printed on the blank form
    words: tuple[str, ...]  # what a heading of this column says near its beginning
    issue: bool = False  # its cells make the entries
    numbered: bool = False  # the blank form numbers its rows here
    counted: bool = False  # senders number its rows though the blank form does not
    width: float = 20  # of the blank form, in characters
    label: str = ""  # what letters call it, "" for its heading

    @property
    def said(self) -> str:
        return self.label or self.heading

    @property
    def may_be_numbered(self) -> bool:
        """Whether a number alone in a cell may be that of a row; in any other column it is what the cell says."""
        return self.issue or self.numbered or self.counted


@dataclass(frozen=True)
class FormWords:
    """What letters and summaries call the things of this form; "" leaves it to templates/words.toml."""

    report: str = ""  # the report in a subject
    entry: str = ""  # one entry, counted
    entries: str = ""  # what the entries are
    nothing: str = ""  # that there are none
    nil_word: str = ""  # the word that a sender writes then

    def filled(self, text: str) -> str:
        """A text with the form's words for its entries filled in."""
        entries = self.entries.replace("{entry}", self.entry)
        return text.replace("{entries}", entries).replace("{entry}", self.entry)

    @property
    def given(self) -> dict[str, str]:
        """Those that the form gives, by name."""
        words = {
            "report": self.report,
            "entry": self.entry,
            "entries": self.entries,
            "nothing": self.nothing,
            "nil_word": self.nil_word,
        }
        return {name: word for name, word in words.items() if word}


@dataclass(frozen=True)
class FormSpec:
    """One monthly form. `words` are those that all forms share."""

    id: str
    title: str
    title_words: tuple[str, ...]
    month_label: str
    due_day: int
    unit_heading: str
    unit_words: tuple[str, ...]
    columns: tuple[Column, ...]
    words: ReadingWords = field(repr=False)
    blank_rows: int = 3
    nil: tuple[str, ...] = ()
    nil_objects: tuple[str, ...] = ()
    nil_filler: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    said: FormWords = field(default_factory=FormWords)
    matter: tuple[str, ...] = ()  # what it is about; where none is given, any of title_words tells its title

    @cached_property
    def issue(self) -> Column:
        return next(column for column in self.columns if column.issue)

    @property
    def initials(self) -> str:
        """The first letters of the parts of its id, with which receipt numbers begin: `help-centre` → `hc`."""
        return "".join(part[0] for part in self.id.split("-") if part)

    @property
    def spoken(self) -> dict[str, str]:
        """The words of letters and summaries that this form gives, by the names that templates know them by."""
        return self.said.given | {"issue": self.issue.said}

    @cached_property
    def folded_words(self) -> tuple[tuple[str, str], ...]:
        """What the headings of the columns say, folded, each with its column's key."""
        return tuple(
            (column.key, folded)
            for column in self.columns
            for word in column.words
            if len(folded := fold(word)) >= SHORTEST_WORD
        )

    @cached_property
    def issue_words(self) -> tuple[str, ...]:
        """What the heading of the issue's column says, folded."""
        return tuple(word for key, word in self.folded_words if key == self.issue.key)

    @cached_property
    def whole_headings(self) -> dict[str, str]:
        """Words too short to be looked for within a heading (`%`), each with the column that it is the heading of."""
        return {
            collapse(word).casefold(): column.key
            for column in self.columns
            for word in column.words
            if len(fold(word)) < SHORTEST_WORD
        }

    @cached_property
    def folded_unit_words(self) -> tuple[str, ...]:
        """What the heading of the units' column says, folded; words too short to be looked for are in `short_unit_words`."""
        return tuple(folded for word in self.unit_words if len(folded := fold(word)) >= SHORTEST_WORD)

    @cached_property
    def short_unit_words(self) -> frozenset[str]:
        """Words of that heading that count only as the whole heading: `จว.`, `จ.`."""
        return frozenset(folded for word in self.unit_words if len(folded := fold(word)) < SHORTEST_WORD)

    @cached_property
    def _folded_titles(self) -> tuple[str, ...]:
        return tuple(map(fold, (self.title, *self.title_words)))

    @cached_property
    def folded_matter(self) -> tuple[str, ...]:
        """What the form is about, folded."""
        return tuple(map(fold, self.matter))

    @cached_property
    def title_parts(self) -> tuple[str, ...]:
        """The form's own words and those of all titles, folded, the longest first: what tells no other matter."""
        shared = self.words.vocabulary
        own = map(fold, (self.title, *self.title_words, self.month_label))
        known = {
            *own,
            *self.folded_unit_words,
            *self.folded_matter,
            *shared.general,
            *shared.title_filler,
            *self.words.months.labels,
        }
        return tuple(sorted(filter(None, known), key=len, reverse=True))

    @cached_property
    def subtitle_parts(self) -> tuple[str, ...]:
        """The same with what stands in any line under a title: `รายละเอียดแนบท้าย`, `ข้อมูลเบื้องต้น`."""
        known = {*self.title_parts, *self.words.vocabulary.subtitle_filler}
        return tuple(sorted(known, key=len, reverse=True))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The columns whose headings together tell this form; หมายเหตุ stands in every table."""
        return frozenset(column.key for column in self.columns if len(fold(column.heading)) >= TELLING)

    def is_title(self, text: str) -> bool:
        """Whether a text speaks of this form."""
        return bool(self.title_in(text))

    def title_in(self, text: str) -> str:
        """The title, else the longest of its words, that a text holds, folded; "" if it does not speak of this form."""
        folded = fold(text)
        return max((words for words in self._folded_titles if words in folded), key=len, default="")
