"""Intake is tested with the end-to-end tests' department: a folder mailbox and a real store in `tmp_path`."""

from collections.abc import Iterator

import pytest

from collector.application import Application
from collector.confined.room import ConfinedRoom
from collector.confined.values import Setup
from collector.readers.limits import ReadingLimits
from collector.understanding import Understanding
from tests.e2e.conftest import office
from tests.e2e.office import ZONE, Office
from tests.intake.mails import OWN, REGISTRY
from tests.mail.samples import WORDS as MAIL_WORDS
from tests.shipped import SPEC, names_of

__all__ = ["office"]


@pytest.fixture(scope="module")
def understanding() -> Iterator[Understanding]:
    names = names_of(*REGISTRY.units)
    with ConfinedRoom(Setup((SPEC,), names, MAIL_WORDS, OWN), ReadingLimits(input_bytes=100_000)) as room:
        yield Understanding(room, REGISTRY, names, ZONE, OWN)


@pytest.fixture
def app(office: Office) -> Iterator[Application]:
    """A department that takes mails of up to one megabyte."""
    office.environ["COLLECTOR_LIMITS__MAIL_MEGABYTES"] = "1"
    with office.open() as opened:
        yield opened
