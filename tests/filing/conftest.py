"""A storage folder with one mail filed in it, the way intake does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from collector.filing.archive import Archive
from collector.filing.file_away import file_away
from collector.filing.spool import Spool
from collector.store.store import Store
from tests.filing.cases import completed, kept, planned, raw, ruling, verdict


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture
def filled(tmp_path: Path, store: Store) -> Store:
    mail, decided = raw(), verdict(ruling())
    Spool(tmp_path).keep([mail])
    store.take_in(kept([mail]))
    file_away(store, Archive(tmp_path), planned(mail, decided), completed(mail, decided))
    return store
