"""What rows say of a report or letter against what its archived JSON and the letter itself say; changes nothing.

Rows are held against the journal as well. What is found here says in plain words what stood there before.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses
from typing import Any

from collector.errors import StoreError
from collector.filing.archive import Archive
from collector.store.records import LetterHeads, Told, Unreadable
from collector.store.store import Store

_LONGEST = 60  # letters of a value that is shown
_PARSER = BytesHeaderParser(policy=compat32)


def unlike_written(store: Store, archive: Archive) -> Iterator[tuple[str, str]]:
    """Code and words for everything in which rows and what was written elsewhere differ."""
    for told in store.told_in_archive():
        yield from _unreadable(told) if isinstance(told, Unreadable) else _report(told, archive)
    for letter in store.letter_heads():
        yield from _unreadable(letter) if isinstance(letter, Unreadable) else _letter(letter)
    for number, sha256 in store.letters_without_mail():
        yield "letter-without-mail", f"letter {number} answers mail {sha256}, which is not in the ledger"


def _unreadable(row: Unreadable) -> Iterator[tuple[str, str]]:
    yield "row-unreadable", f"{row.name}: the database says of it what the collector never writes ({row.why})"


def _report(told: Told, archive: Archive) -> Iterator[tuple[str, str]]:
    if not told.path:
        yield "report-differs", f"{told.name}: no JSON is recorded in its folder of the archive"
        return
    if not (archive.root / told.path).is_file():  # a pipe would be waited for
        return  # `archive-missing` tells of it
    try:
        written = json.loads(archive.read(told.path))
    except (StoreError, ValueError, RecursionError):
        return  # `archive-damaged` tells of it
    for key, said in told.said.items():
        there = _comparable(key, written.get(key)) if isinstance(written, dict) else None
        if isinstance(written, dict) and key not in written:
            continue  # an earlier version wrote less
        if there != said:
            yield (
                "report-differs",
                f"{told.name}: the database says {key} {_short(said)}, {archive.root / told.path} says {_short(there)}",
            )


def _comparable(key: str, value: Any) -> Any:
    """A value of the JSON as the rows have it; one of another kind as it is."""
    if key in {"received", "counts_from"} and isinstance(value, str):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    if key in {"notes", "reasons"} and isinstance(value, list):
        return [_without_words(item) for item in value]
    if key == "reports" and isinstance(value, list):
        return [
            {name: _comparable(name, inner) for name, inner in item.items() if name != "reader"}
            if isinstance(item, dict)
            else item
            for item in value
        ]
    return value


def _without_words(reason: Any) -> Any:
    if not isinstance(reason, dict):
        return reason
    return {name: value for name, value in reason.items() if name != "text"}


def _letter(letter: LetterHeads) -> Iterator[tuple[str, str]]:
    head = _PARSER.parsebytes(letter.raw.partition(b"\r\n\r\n")[0])
    for name, said, written in (
        ("receivers", set(letter.to), _addresses(head, "To")),
        ("receivers of a copy", set(letter.cc), _addresses(head, "Cc")),
        ("subject", _words(letter.subject), _words(_decoded(head["Subject"] or ""))),
        ("Message-ID", letter.message_id, str(head["Message-ID"] or "").strip()),
    ):
        if said != written:
            yield (
                "letter-differs",
                f"letter {letter.id}: the database says {name} {_short(said)}, the letter itself {_short(written)}",
            )


def _addresses(head: Message, name: str) -> set[str]:
    return {address for _, address in getaddresses([str(value) for value in head.get_all(name, [])])}


def _decoded(subject: str) -> str:
    """The words of a subject; as it stands where it cannot be decoded: the collector wrote none of that kind."""
    try:
        return str(make_header(decode_header(subject)))
    except (MessageError, ValueError, LookupError):
        return str(subject)


def _words(text: str) -> str:
    return " ".join(text.split())


def _short(value: object) -> str:
    shown = ", ".join(sorted(map(str, value))) if isinstance(value, set) else str(value)
    return repr(shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…")
