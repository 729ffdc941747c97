"""What the collector tells of itself → letters: an alert, its end, a probe; sends and stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from collector.letters.letterhead import Letterhead
from collector.letters.write import Draft, write_letter
from collector.model.letters import JournalHead, Letter, LetterKind
from collector.thai import within
from collector.wording import Wording


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told: the kind of trouble, since when, why (in English, for the administrator), and whether it is over."""

    kind: str
    since: datetime
    cause: str
    over: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    journal: JournalHead | None = None  # that the letter bears witness of


def sentences_of(notice: Notice, letterhead: Letterhead, wording: Wording, now: datetime) -> dict[str, str]:
    """The sentences about it by name: subject, opening, main, request, closing, detail, dear. Raises TemplateError."""
    return wording.sentences(
        "letters/alert.j2",
        kind=notice.kind,
        over=notice.over,
        since=notice.since,
        now=now,
        cause=notice.cause,
        values=notice.values,
        department=within(letterhead.name),
    )


def alert(
    notice: Notice, staff: tuple[str, ...], letterhead: Letterhead, wording: Wording, now: datetime
) -> Letter:
    """The letter on a trouble (`notice`) to the addresses of the staff, unique by kind and beginning of the trouble.

    `letterhead` and `wording` give its words, `now` its date. Raises TemplateError.
    """
    kind = LetterKind.RECOVERED if notice.over else LetterKind.ALERT
    said = sentences_of(notice, letterhead, wording, now)
    owed = () if notice.over else (said["detail"],)
    cause = f"{notice.kind}/{notice.since.isoformat()}"
    draft = Draft(kind, cause, staff, said, said["dear"], owed=owed, journal=notice.journal)
    return write_letter(draft, letterhead, wording, now)


def probe(letterhead: Letterhead, wording: Wording, now: datetime) -> Letter:
    """The letter of the department to itself that tries sending and receiving; unlike any before. Raises TemplateError."""
    said = wording.sentences("letters/probe.j2", department=within(letterhead.name), now=now)
    draft = Draft(LetterKind.PROBE, now.isoformat(), (letterhead.address,), said, said["dear"])
    return write_letter(draft, letterhead, wording, now)
