"""Something that is wrong with the collector, or is over → the letter that tells the staff; sends and stores nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from collector.letters.content import NOTHING, Content
from collector.letters.desk import Desk
from collector.letters.envelope import Enclosure, Heads, envelop
from collector.model import Letter
from collector.wording import Wording

ALERT = "alert"
RECOVERED = "recovered"


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
    kind = RECOVERED if notice.over else ALERT
    cause = f"{notice.kind}/{notice.since.isoformat()}"
    said = told(notice, desk, wording, now)
    values = {
        "said": said,
        "letter": _Body((said["detail"],) if not notice.over else ()),
        "salutation": said["dear"],
        "reference": "",
        "desk": desk,
    }
    text = re.sub(r"\n{3,}", "\n\n", wording.render("letters/frame.txt.j2", **values)).strip() + "\n"
    html = wording.render("letters/frame.html.j2", **values)
    heads = Heads(
        desk.name,
        desk.address,
        staff,
        (),
        said["subject"],
        desk.message_id(kind, cause),
        automatic="auto-generated",
    )
    raw = envelop(heads, text, html, (), now.astimezone(wording.zone))
    return Letter(kind, cause, staff, (), said["subject"], heads.message_id, raw)
