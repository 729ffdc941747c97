"""A draft → the letter in the frame that all letters share, as text and HTML, in its envelope; knows no kind of letter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from collector.letters.content import NOTHING, LetterContent
from collector.letters.envelope import Enclosure, Heads, envelop
from collector.letters.letterhead import Letterhead
from collector.model.letters import JournalHead, Letter, LetterKind
from collector.model.mail import Mail
from collector.periods import Period
from collector.wording import Wording

_LONGEST_QUOTE = 120  # of the sender's subject


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter of which all is known but its frame."""

    kind: LetterKind
    cause: str  # what it answers or speaks of; unique for ever together with `kind`
    to: tuple[str, ...]
    said: Mapping[str, str]  # the sentences by name: subject, opening, main, request, closing
    salutation: str
    cc: tuple[str, ...] = ()
    answers: Mail | None = None
    repeats_subject: bool = True  # of the mail that it answers
    content: LetterContent = NOTHING
    owed: tuple[str, ...] = ()  # numbered lines below the main sentence
    enclosures: tuple[Enclosure, ...] = ()
    unit: str = ""  # of which the letter speaks, if it is certain and only one
    periods: tuple[Period, ...] = ()
    stranger: str = ""  # as in Letter
    journal: JournalHead | None = None  # of a letter to staff: it bears witness of the store's journal


def write_letter(draft: Draft, letterhead: Letterhead, wording: Wording, now: datetime) -> Letter:
    """The letter, ready for the outbox. Raises TemplateError."""
    answered = draft.answers
    message_id = letterhead.message_id(draft.kind, draft.cause)
    values = {
        "said": draft.said,
        "letter": draft,
        "salutation": draft.salutation,
        "reference": _reference(answered, wording, whole=draft.repeats_subject) if answered else "",
        "letterhead": letterhead,
        "mark": letterhead.mark(message_id),
    }
    text = _tidy(wording.render("letters/frame.txt.j2", **values))
    html = wording.render("letters/frame.html.j2", **values)
    heads = Heads(
        letterhead.name,
        letterhead.address,
        draft.to,
        draft.cc,
        draft.said["subject"],
        message_id,
        answers=answered.message_id if answered else "",
        references=answered.references if answered else (),
        automatic="auto-replied" if answered else "auto-generated",
        bulk=draft.kind is LetterKind.REMINDER,
    )
    raw = envelop(heads, text, html, draft.enclosures, now.astimezone(wording.zone))
    return Letter(
        draft.kind,
        draft.cause,
        draft.to,
        draft.cc,
        heads.subject,
        heads.message_id,
        raw,
        draft.unit,
        draft.periods,
        draft.stranger,
    )


def _tidy(text: str) -> str:
    """No blanks at line ends and no two empty lines in a row, whatever the template left out."""
    return (
        re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<![ \t])[ \t]++$", "", text, flags=re.MULTILINE)).strip() + "\n"
    )


def _reference(mail: Mail, wording: Wording, *, whole: bool) -> str:
    subject = " ".join(mail.subject.split())[:_LONGEST_QUOTE] if whole else ""
    return wording.phrase("reference", subject=subject, received=wording.moment(mail.received))
