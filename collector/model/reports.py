"""A form understood: whose, for which month, what it says, and how we know; it knows nothing that is on file."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from collector.model.reasons import Reason
from collector.periods import Period
from collector.thai import fold


class Source(StrEnum):
    """Where a fact was read, strongest first."""

    IDENTIFIER = "identifier"  # what we put into a pre-filled form
    FORM = "form"
    REPLY = "reply"  # the letter of ours that the mail answers
    SENDER = "sender"  # the registered address
    SUBJECT = "subject"
    BODY = "body"  # above any quoted text
    SHEET = "sheet"
    FILE = "file"
    ASSUMED = "assumed"  # nothing spoke: the month before the mail was received


class Fact(StrEnum):
    """What evidence is about."""

    UNIT = "unit"
    PERIOD = "period"
    FORM = "form"
    SENDER = "sender"


class ChangeKind(StrEnum):
    """How an entry of a revision differs from the one before."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A table with headings like a form's whose title is that of another matter, or a document of a form that is known."""

    path: str  # of the attachment, "" for the body or the mail's subject
    title: str
    form: str = ""  # the id of the known form, "" where nobody named it


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact and where it was read."""

    fact: Fact
    value: str  # "TH-81", "2018-12"
    source: Source
    place: str
    text: str
    certain: bool = True  # False: a slip of the pen that may not decide alone, or an assumption


@dataclass(frozen=True, slots=True)
class Field:
    """The text of one column in one entry."""

    key: str  # of the form's column: "problem"
    text: str  # number and bullet removed, white space collapsed, Thai normalised
    place: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    number: int  # from 1
    fields: tuple[Field, ...]  # one a column of the form, in the form's order

    def text(self, key: str) -> str:
        return next((item.text for item in self.fields if item.key == key), "")


BY_ANSWER = "answer"  # the reader of a report that is one line in answer to a reminder


@dataclass(frozen=True)  # no slots: what it keeps of itself has to lie somewhere
class Report:
    """A form understood: whose, for which month, what it says, and how we know."""

    form: str
    unit: str | None
    period: Period | None
    nil: bool
    entries: tuple[Entry, ...]
    attachment: str  # path of the attachment, "" for the body
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[Reason, ...] = ()  # to be said in the letter: month assumed, rows not paired …
    doubts: tuple[Reason, ...] = ()  # why a person must decide; empty: it may be filed
    blank: bool = False  # a form with nothing filled in
    reader: str = ""  # which reader made its document: "xlsx", "docx", "pdf" …

    @cached_property
    def content_hash(self) -> str:
        """Equal for the same content, whatever the spelling of spaces, digits and tone marks."""
        said = [[fold(item.text) for item in entry.fields] for entry in self.entries]
        return hashlib.sha256(json.dumps([self.form, self.nil, said]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """How a revision differs from the one before, by entry."""

    kind: ChangeKind
    number: int
    key: str  # column, "" for a whole entry
    before: str
    after: str
    fields: tuple[Field, ...] = ()  # of a whole entry that was added or removed: what its columns said
