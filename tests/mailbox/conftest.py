"""One Dovecot for all tests, and a mailbox of its own with a person at it for each."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from collector.demo.mailbox import write_contacts
from collector.registry import load_registry
from tests.mailbox.branch import Branch
from tests.mailbox.desk import Desk
from tests.mailbox.dovecot import Dovecot

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
def desk(dovecot: Dovecot) -> Iterator[Desk]:
    """A new user, whose mailboxes are closed in the end."""
    made = Desk(dovecot, f"reports{next(_NUMBERS)}")
    yield made
    made.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo's mails are kept for all tests."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture
def branch(tmp_path: Path, desk: Desk, store: Path) -> Iterator[Branch]:
    """A department whose mail comes over IMAP; in the end `verify` must be content."""
    made = Branch(tmp_path, desk=desk, store=store)
    made.configure(desk.server.port)
    write_contacts(tmp_path / "contacts.csv", load_registry(None, None))
    yield made
    assert made.verify() == ()
