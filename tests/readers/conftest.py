"""One worker for all the tests of a module that read file after file."""

from collections.abc import Iterator

import pytest

from collector.readers.worker.reader import Reader
from tests.readers.cost import PATIENT


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(PATIENT) as opened:
        yield opened
