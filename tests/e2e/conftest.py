"""The department's folder for every end-to-end test; when a test ends, `verify` must be content."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DEPARTMENT
from tests.e2e.office import Office

CONTACTS = """unit,email,name,role
TH-81,krabi@local.example,สถจ.กระบี่,reporter
TH-81,boss.krabi@local.example,ท้องถิ่นจังหวัดกระบี่,supervisor
TH-92,trang@local.example,สถจ.ตรัง,reporter
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config.toml").write_text(DEPARTMENT, encoding="utf-8")
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    made = Office(tmp_path)
    yield made
    assert made.verify() == ()
