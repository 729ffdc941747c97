"""A letter → a file in a folder; knows no outbox and no limits. The way by a mail server is in `smtp`."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import Self

from collector import privacy
from collector.errors import SendError
from collector.letters.interfaces import OutgoingLetter


class FolderTransport:
    """Writes each letter as one `.eml` file; the same letter again replaces its own file."""

    repeatable = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> None:
        """Makes the folder, for nobody else to read; SendError when that fails."""
        with _file_faults(self.path):
            privacy.make_folder(self.path)
        privacy.tighten(self.path)

    def send(self, queued: OutgoingLetter) -> str:
        """Writes the letter under a name made from it alone: `20190103T070600Z-returned-1f2e3d4c5b.eml`."""
        token = hashlib.sha256(queued.letter.message_id.encode()).hexdigest()[:10]
        name = f"{queued.created.astimezone(UTC):%Y%m%dT%H%M%SZ}-{queued.letter.kind}-{token}.eml"
        part = self.path / f".{name}.part"
        with _file_faults(self.path):
            with privacy.open_new(part) as file:
                file.write(queued.letter.raw)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path / name)
        return name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


@contextlib.contextmanager
def _file_faults(path: Path) -> Iterator[None]:
    """A disk that is full or not there is our trouble; the letter waits."""
    try:
        yield
    except OSError as error:
        raise SendError(f"{path}: {error.strerror or error}", permanent=False) from error
