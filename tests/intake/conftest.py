"""Intake is tested with the end-to-end tests' department: a folder mailbox and a real store in `tmp_path`."""

from collections.abc import Iterator

import pytest

from collector.forms.spec import load_spec
from collector.readers.limits import Limits
from collector.readers.worker.reader import Reader
from collector.understanding import Understanding
from tests.e2e.conftest import office
from tests.e2e.office import ZONE
from tests.intake.mails import OWN, REGISTRY

__all__ = ["office"]


@pytest.fixture(scope="module")
def understanding() -> Iterator[Understanding]:
    with Reader(Limits(input_bytes=100_000)) as reader:
        yield Understanding(reader, REGISTRY, (load_spec(),), ZONE, OWN)
