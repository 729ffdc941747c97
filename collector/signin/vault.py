"""A sign-in's tokens ↔ one file that only its owner can read; knows neither what they are for nor how they are renewed."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from collector.errors import MailboxError


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of a sign-in."""

    tokens: str = ""  # as the library writes them; "" before the first sign-in
    refused: str = ""  # why the last renewal was refused; "" when it was not
    refused_at: float = 0.0  # seconds since 1970


class Vault:
    """`<folder>/<name>.json`, mode 0600; written whole or not at all. Every failure is a MailboxError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The block is alone with the file: a daemon that renews and a person who signs in take turns."""
        with _on_disk(self.path):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def read(self) -> Kept:
        """What the file holds, nothing where there is none."""
        try:
            with _on_disk(self.path):
                return Kept(**json.loads(self.path.read_bytes())) if self.path.exists() else Kept()
        except (ValueError, TypeError):
            pass  # its own words would show what the file holds
        raise MailboxError(f"{self.path} is damaged: remove it and run `collector login`")

    def write(self, kept: Kept) -> None:
        """Puts the file in place of the one before; after a power cut one of the two is there."""
        part = self.path.with_suffix(".part")
        with _on_disk(self.path):
            part.unlink(missing_ok=True)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(kept), file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MailboxError(f"{path}: {error.strerror or error}") from error
