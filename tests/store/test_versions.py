"""Stores that earlier versions wrote: each is opened, brought up to date, and says what it said then."""

import json
import tarfile
from pathlib import Path

import pytest

from collector.store.schema import MIGRATIONS
from tests.conftest import PROJECT
from tests.store.keep_store import STATUS, STORES, collect

pytestmark = pytest.mark.slow

KEPT = sorted(STORES.glob("version-*.tar.xz"))


@pytest.fixture(params=KEPT, ids=lambda path: path.name.partition(".")[0])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A department's folder as an earlier version left it, with an empty mailbox."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    (tmp_path / "inbox").mkdir(exist_ok=True)
    return tmp_path


def test_the_present_version_has_its_store() -> None:
    """A new schema wants one: `python -m tests.store.keep_store`."""
    assert STORES / f"version-{len(MIGRATIONS)}.tar.xz" in KEPT


def test_an_earlier_store_is_opened_and_agrees(folder: Path) -> None:
    before = json.loads((folder / "status.json").read_text("utf-8"))
    collect(folder, "once")  # the one writer brings the database up to date
    assert json.loads(collect(folder, "verify", "--json"))["consistent"]
    now = json.loads(collect(folder, *STATUS))
    assert {key: now[key] for key in before if key != "units"} == {
        key: before[key] for key in before if key != "units"
    }
    for then, told in zip(before["units"], now["units"], strict=True):
        # Of a report that was mended an earlier version told when its last revision came.
        older = "revised" not in then
        alike = told | ({"received": told["revised"]} if older and told["revised"] else {})
        # And whose mail was sent back without saying which month it is of stood as missing.
        alike |= {"state": "missing"} if (then["state"], told["state"]) == ("missing", "returned") else {}
        assert {key: alike[key] for key in then} == then


def test_an_earlier_store_goes_on(folder: Path) -> None:
    """What it filed is known again, and the next mail finds its place beside it."""
    first = (PROJECT / "tests" / "data" / "samples" / "01-word.eml").read_bytes()
    revised = (STORES / "21-revised.eml").read_bytes()
    (folder / "inbox" / "30-again.eml").write_bytes(b"X-Again: 2\r\n" + revised)
    back = first.replace(
        b"Message-ID: <", b"Message-ID: <back-"
    )  # the same mail once more takes nothing back
    assert back != first
    (folder / "inbox" / "31-back.eml").write_bytes(back)
    told = json.loads(collect(folder, "once", "--json"))
    assert told["outcomes"] == {"revised": 1, "duplicate": 1}
    assert json.loads(collect(folder, "verify", "--json"))["consistent"]
