"""The words and patterns by which mails are understood, as frozen values; where they come from is for `settings`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedMarks:
    """The marks of quoted mail, as collector/data/quoted.toml lists them."""

    answered: re.Pattern[str]
    answered_line: re.Pattern[str]
    forwarded: re.Pattern[str]
    sender: re.Pattern[str]
    sent: re.Pattern[str]
    other: re.Pattern[str]
    of_programs: re.Pattern[str]  # of these headers what a memo has not
    subject: re.Pattern[str]
    shown: tuple[str, ...]  # words in the HTML of a forwarded mail
    marked: re.Pattern[str]  # at the beginning of a quoted line
    marked_runs: re.Pattern[str]  # the same, of one of several
    bullets: re.Pattern[str]
    names: re.Pattern[str]  # of who says a line
    moved_in: re.Pattern[str]
    salutations: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class MachineSigns:
    """The signs of a mail that no person wrote, as collector/data/machine.toml lists them: words and patterns by key."""

    words: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    receipt_most_text: int


@dataclass(frozen=True, slots=True)
class MailWords:
    """All of them, and the name of our own mail server; they are loaded once, when the parts of the collector are put together."""

    quoted: QuotedMarks
    signs: MachineSigns
    links: re.Pattern[str]  # to files that lie elsewhere, as collector/data/links.toml lists them
    authserv_id: str = (
        ""  # by which our server signs Authentication-Results; "microsoft" gives none, "": not known
    )
