"""Intake is tested with the end-to-end tests' department: a folder mailbox and a real store in `tmp_path`."""

from collections.abc import Iterator

import pytest

from collector.application import Application
from collector.forms.spec import load_spec
from collector.readers.limits import Limits
from collector.readers.worker.reader import Reader
from collector.understanding import Understanding
from tests.e2e.conftest import office
from tests.e2e.office import ZONE, Office
from tests.intake.mails import OWN, REGISTRY

__all__ = ["office"]


@pytest.fixture(scope="module")
def understanding() -> Iterator[Understanding]:
    with Reader(Limits(input_bytes=100_000)) as reader:
        yield Understanding(reader, REGISTRY, (load_spec(),), ZONE, OWN)


@pytest.fixture
def app(office: Office) -> Iterator[Application]:
    """A department that takes mails of up to one megabyte."""
    office.environ["COLLECTOR_LIMITS__MAIL_MEGABYTES"] = "1"
    with office.open() as opened:
        yield opened
