"""One Dovecot for all tests, and a mailbox of its own with a person at it for each."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.imap.desk import Desk
from tests.imap.dovecot import Dovecot

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
