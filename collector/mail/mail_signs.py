"""A mail seen by what may give a machine away: its headers, its first words, what it brings; judges nothing."""

import re

from collector.mail.mime import take_apart
from collector.mail.words import MachineSigns
from collector.message_ids import shaped_like_ours
from collector.model.mail import Mail, Part
from collector.thai import collapse

NO = frozenset({"", "no", "none", "false", "0"})
_KEYWORD = re.compile(r"[\w-]+")
_PICTURES = "image/"
_MAILS = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})
_CALENDARS = frozenset({"text/calendar", "application/ics"})
_FIRST_WORDS = 600  # letters of a text in which a machine says what it is
_MOST_CELLS = 11  # of tables that only lay a text out; a form has more
_MOST_COPIES = 3  # of mails in a mail that are looked at
_COPY_HEAD = 32_768  # bytes


class Signed:
    """A mail, and how its signs are asked for."""

    def __init__(self, mail: Mail, signs: MachineSigns) -> None:
        self.mail = mail
        self.signs = signs
        self.headers = dict(mail.headers[::-1])  # the topmost of several counts
        self.subject = collapse(mail.subject)
        self.local, _, self.domain = mail.sender.email.partition("@")
        self.brings_file = any(not part.content_type.startswith(_PICTURES) for part in mail.parts)
        # A bounce has no sender to return it to (RFC 5321, 4.5.5).
        self.no_return = self.headers.get("return-path", "").replace(" ", "") == "<>"
        self.said = f"{self.subject}\n{mail.text[:_FIRST_WORDS]}"

    def keyword(self, header: str) -> str:
        """The first word of a header: "auto-replied" of `Auto-Submitted: auto-replied; owner-email=…`."""
        word = _KEYWORD.search(self.headers.get(header, "").lower())
        return word[0] if word else ""

    def header_of(self, key: str, no: frozenset[str] = NO) -> str:
        """The first header of a list in machine.toml that is there and does not say no."""
        present = (name for name in sorted(self.signs.words[key]) if name in self.headers)
        return next((name for name in present if self.headers[name].strip().lower() not in no), "")

    def sender_in(self, key: str) -> bool:
        """Whether the local part of the sender stands in that list."""
        return self.local in self.signs.words[key]

    def sender_like(self, key: str) -> bool:
        """Whether one of those patterns fits the whole local part of the sender."""
        return self.signs.patterns[key].fullmatch(self.local) is not None

    @property
    def from_service(self) -> bool:
        """Whether a help desk sent it, or a program that wants no automatic answer of any kind ([MS-OXCMAIL] 2.1.3.2.18)."""
        return self.sender_in("service_senders") or self.keyword("x-auto-response-suppress") == "all"

    def subject_like(self, key: str) -> str:
        """The beginning of the subject that one of those patterns fits; "" where none does."""
        found = self.signs.patterns[key].match(self.subject)
        return found[0] if found else ""

    def says(self, key: str) -> str:
        """What one of those patterns finds in the subject or the first words; "" where none does."""
        found = self.signs.patterns[key].search(self.said)
        return found[0][:100] if found else ""

    def text_says(self, key: str) -> bool:
        """Whether one of those patterns finds something in its first words, apart from its subject."""
        return self.signs.patterns[key].search(self.mail.text[:_FIRST_WORDS]) is not None

    @property
    def text_promises(self) -> bool:
        """Whether its text, apart from its subject, speaks of an attachment."""
        return self.text_says("promise_patterns")

    @property
    def is_short(self) -> bool:
        return len(self.mail.text) <= self.signs.receipt_most_text

    @property
    def brings_only_mails(self) -> bool:
        """Whether it brings no file but copies of mails, and no table of data."""
        files = (part for part in self.mail.parts if not is_copy(part))
        return all(map(_is_beside, files)) and not self._has_table

    @property
    def brings_no_file(self) -> bool:
        """Whether it brings nothing: pictures, a calendar's entry and further texts of its own do not count."""
        return all(map(_is_beside, self.mail.parts))

    @property
    def brings_only_words(self) -> bool:
        """Whether it brings no table of data either, in which any words may stand."""
        return self.brings_no_file and not self._has_table

    @property
    def _has_table(self) -> bool:
        return self.mail.html.lower().count("<td") > _MOST_CELLS

    @property
    def calendars(self) -> tuple[Part, ...]:
        """The entries of a calendar in it (RFC 5545)."""
        return tuple(part for part in self.mail.parts if _is_calendar(part))

    @property
    def answers_ours(self) -> bool:
        """Whether it answers a letter of ours, by the shape of its Message-ID."""
        return any(map(shaped_like_ours, self.mail.references))

    def returns_ours(self, own: str) -> bool:
        """Whether a copy of a letter of ours is in it, by its Message-ID or its sender."""
        copies = [part for part in self.mail.parts if is_copy(part)]
        return any(_is_ours(part.data[:_COPY_HEAD], own) for part in copies[:_MOST_COPIES])


def _is_calendar(part: Part) -> bool:
    return part.content_type in _CALENDARS or part.name.lower().endswith(".ics")


def is_copy(part: Part) -> bool:
    """Whether it is a mail, the headers of one, or one saved as a file."""
    return part.content_type in _MAILS or part.name.lower().endswith(".eml")


def _is_beside(part: Part) -> bool:
    nameless = not part.name and part.content_type.startswith(("text/", "message/"))
    nameless = nameless and part.content_type not in _MAILS
    return nameless or part.content_type.startswith(_PICTURES) or _is_calendar(part)


def _is_ours(head: bytes, own: str) -> bool:
    top = take_apart(head, most=1, deepest=1).top
    named = top.raw("message-id").decode("ascii", "replace")
    sender = top.raw("from").decode("ascii", "replace").lower()
    return bool(shaped_like_ours(named)) or (bool(own) and f"<{own.lower()}>" in sender)
