"""What the collector tells of itself → letters: an alert, its end, a probe; sends and stores nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from collector.letters.content import NOTHING, Content
from collector.letters.envelope import Enclosure, Heads, envelop
from collector.letters.letterhead import Desk
from collector.letters.policy import ALERT, RECOVERED
from collector.model import Letter
from collector.wording import Wording

PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told: the kind of trouble, since when, why (in English, for the administrator), and whether it is over."""

    kind: str
    since: datetime
    cause: str
    over: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Body:
    """What the frame asks a letter for."""

    owed: tuple[str, ...] = ()
    content: Content = NOTHING
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cover:
    """What makes a letter unique, and to whom it goes."""

    kind: str
    cause: str
    to: tuple[str, ...]


def told(notice: Notice, desk: Desk, wording: Wording, now: datetime) -> dict[str, str]:
    """The sentences about it by name: subject, opening, main, request, closing, detail, dear. Raises TemplateError."""
    return wording.sentences(
        "letters/alert.j2",
        kind=notice.kind,
        over=notice.over,
        since=notice.since,
        now=now,
        cause=notice.cause,
        values=notice.values,
        department=desk.name,
    )


def alert(notice: Notice, staff: tuple[str, ...], desk: Desk, wording: Wording, now: datetime) -> Letter:
    """The letter to the staff, unique by kind and beginning of the trouble. Raises TemplateError."""
    cover = _Cover(RECOVERED if notice.over else ALERT, f"{notice.kind}/{notice.since.isoformat()}", staff)
    said = told(notice, desk, wording, now)
    return _Writer(desk, wording, now).letter(cover, said, () if notice.over else (said["detail"],))


def probe(desk: Desk, wording: Wording, now: datetime) -> Letter:
    """The letter of the department to itself that tries sending and receiving; unlike any before. Raises TemplateError."""
    said = wording.sentences("letters/probe.j2", department=desk.name, now=now)
    return _Writer(desk, wording, now).letter(_Cover(PROBE, now.isoformat(), (desk.address,)), said)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts sentences into the frame that all letters share."""

    desk: Desk
    wording: Wording
    now: datetime

    def letter(self, cover: _Cover, said: Mapping[str, str], owed: tuple[str, ...] = ()) -> Letter:
        desk, wording = self.desk, self.wording
        values = {
            "said": said,
            "letter": _Body(owed),
            "salutation": said["dear"],
            "reference": "",
            "desk": desk,
        }
        text = re.sub(r"\n{3,}", "\n\n", wording.render("letters/frame.txt.j2", **values)).strip() + "\n"
        html = wording.render("letters/frame.html.j2", **values)
        message_id = desk.message_id(cover.kind, cover.cause)
        heads = Heads(
            desk.name, desk.address, cover.to, (), said["subject"], message_id, automatic="auto-generated"
        )
        raw = envelop(heads, text, html, (), self.now.astimezone(wording.zone))
        return Letter(cover.kind, cover.cause, cover.to, (), said["subject"], message_id, raw)
