"""One Dovecot for all tests, and a mailbox of its own with a person at it for each."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from collector.demo.mailbox import write_contacts
from collector.registry_files import load_registry
from tests.mailbox.dovecot import Dovecot
from tests.mailbox.dovecot_folder import DovecotFolder
from tests.mailbox.imap_office import ImapOffice

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def dovecot_folder(dovecot: Dovecot) -> Iterator[DovecotFolder]:
    """A new user, whose mailboxes are closed in the end."""
    made = DovecotFolder(dovecot, f"reports{next(_NUMBERS)}")
    yield made
    made.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo's mails are kept for all tests."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def imap_office(tmp_path: Path, dovecot_folder: DovecotFolder, store: Path) -> Iterator[ImapOffice]:
    """A department whose mail comes over IMAP; in the end `verify` must be content."""
    made = ImapOffice(tmp_path, dovecot_folder=dovecot_folder, store=store)
    made.configure(dovecot_folder.server.port)
    write_contacts(tmp_path / "contacts.csv", load_registry(None, None))
    yield made
    assert made.verify() == ()
