"""Imports of the collector's own mailbox that were begun ↔ a file in the storage folder, until they are done; knows no mail.

Of another folder's mails the ledger tells that they came by an import. Those of the own one bear the same names as new
mail, so what a broken-off import leaves would be answered by whoever takes it in next.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from collector import disk
from collector.errors import StoreError
from collector.mailbox.span import Span

NAME = "unfinished-imports"


@dataclass(frozen=True, slots=True)
class Import:
    """Mails of a mailbox that are to be taken in without an answer: those that arrived in a span."""

    mailbox: str
    span: Span


def begin(storage: Path, begun: Import) -> None:
    """Notes an import, for good, before its first mail is taken in; StoreError where the disk refuses."""
    imports = _read(storage)
    if begun not in imports:
        _write(storage, [*imports, begun])


def end(storage: Path, done: Import) -> None:
    """Strikes out an import whose mails are all taken in, and earlier ones of which it has done all; StoreError."""
    imports = _read(storage)
    left = [one for one in imports if one.mailbox != done.mailbox or not done.span.covers(one.span)]
    if left != imports:
        _write(storage, left)


def of_mailbox(storage: Path, mailbox: str) -> tuple[Span, ...]:
    """The spans of a mailbox's imports that were begun and are not done; StoreError."""
    return tuple(one.span for one in _read(storage) if one.mailbox == mailbox)


def _read(storage: Path) -> list[Import]:
    path = storage / NAME
    with disk.wrap_disk_errors(path):
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    try:
        return [_import(json.loads(line)) for line in lines]
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(
            f"{path}: it is damaged: remove it, and finish what was being imported before new mail is taken in"
        ) from error


def _import(told: dict[str, str]) -> Import:
    span = Span(datetime.fromisoformat(told["start"]), datetime.fromisoformat(told["end"]))
    return Import(told["mailbox"], span)


def _write(storage: Path, imports: Iterable[Import]) -> None:
    """Puts the file in place of the one before, whole or not at all; without imports there is no file."""
    path, part = storage / NAME, storage / f".{NAME}.part"
    lines = [_line(one) for one in imports]
    with disk.wrap_disk_errors(path):
        if lines:
            part.write_text("".join(lines), encoding="utf-8")
            disk.flush([part])
            part.replace(path)
        else:
            path.unlink(missing_ok=True)
        disk.flush([storage])


def _line(one: Import) -> str:
    told = {"mailbox": one.mailbox, "start": one.span.start.isoformat(), "end": one.span.end.isoformat()}
    return json.dumps(told, ensure_ascii=False) + "\n"
