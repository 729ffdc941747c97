"""What is stored is for the collector's user alone, however it is started and whatever was there before."""

import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from collector import privacy
from collector.filing.spool import Spool
from collector.letters.folder_transport import FolderTransport
from collector.store.store import Store
from tests.conftest import PROJECT, Collector
from tests.filing.cases import kept, raw

pytestmark = pytest.mark.slow

SAMPLE = PROJECT / "tests" / "data" / "samples" / "01-word.eml"


@pytest.fixture(autouse=True)
def _nothing_is_private_by_itself() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in (folder, *folder.rglob("*"))
        if mode(path) & 0o077 and not path.is_symlink()
    )


def throw_open(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)


def test_all_below_an_open_folder_is_closed(tmp_path: Path) -> None:
    root = tmp_path / "data"
    (root / "a" / "b" / "c" / "d").mkdir(parents=True)
    (root / "a" / "b" / "c" / "d" / "mail").write_bytes(b"")
    (root / "a" / "kept").write_bytes(b"")
    (root / "a" / "kept").chmod(0o444)
    assert privacy.tighten(root) == 7
    assert open_to_others(root) == []
    assert mode(root / "a" / "kept") == 0o400
    assert privacy.tighten(root) == 0


def test_a_closed_folder_is_looked_at_so_many_levels_deep(tmp_path: Path) -> None:
    root = tmp_path / "data"
    for path in (root, root / "a", root / "a" / "b", root / "a" / "b" / "c"):
        path.mkdir(mode=0o700)
    (root / "a" / "open").mkdir()
    (root / "a" / "open" / "inner").write_bytes(b"")
    (root / "a" / "b" / "c" / "deep").write_bytes(b"")
    privacy.tighten(root, 2)
    assert open_to_others(root) == ["a/b/c/deep"]  # nobody gets there


def test_links_are_not_followed(tmp_path: Path) -> None:
    root, other = tmp_path / "data", tmp_path / "other"
    root.mkdir()
    other.write_bytes(b"")
    (root / "link").symlink_to(other)
    privacy.tighten(root)
    assert mode(other) == 0o666
    assert privacy.tighten(tmp_path / "not there") == 0


def test_database_lock_and_what_sqlite_puts_beside_it(tmp_path: Path) -> None:
    with Store(tmp_path / "data") as store:
        store.take_in(kept([raw()]))
        names = {path.name for path in (tmp_path / "data").iterdir()}
        assert {"collector.db", "collector.db-wal", "lock"} <= names
        assert open_to_others(tmp_path / "data") == []


def test_an_open_database_is_closed_by_a_writer_and_left_by_a_reader(tmp_path: Path) -> None:
    with Store(tmp_path / "data"):
        pass
    throw_open(tmp_path / "data")
    with Store(tmp_path / "data", read_only=True):
        pass
    assert "collector.db" in open_to_others(tmp_path / "data")
    with Store(tmp_path / "data") as store:
        store.take_in(kept([raw()]))
        assert open_to_others(tmp_path / "data") == []


def test_a_kept_mail_is_for_nobody_else(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.keep([raw()])
    spool.hold(raw().sha256)
    assert mode(spool.path(raw().sha256)) == 0o400
    assert mode(tmp_path / "in-hand") == 0o600


def test_the_folder_of_letters(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    FolderTransport(outbox).open()
    assert mode(outbox) == 0o700
    (outbox / "letter.eml").write_bytes(b"")
    outbox.chmod(0o755)
    FolderTransport(outbox).open()
    assert open_to_others(outbox) == []


def finding(collector: Collector, config: Path, name: str) -> dict[str, str]:
    done = collector("--config", config, "doctor", "--json")
    return next(line for line in map(json.loads, done.stdout.splitlines()) if line["check"] == name)


@pytest.mark.slow
def test_all_that_a_pass_writes_is_private_and_what_was_open_is_closed(
    department: Path, collector: Collector
) -> None:
    folder = department.parent
    (folder / "inbox" / "01.eml").write_bytes(SAMPLE.read_bytes())
    assert collector("--config", department, "once").returncode == 0
    for name in ("data", "outbox"):
        assert len(list((folder / name).rglob("*"))) > 0
        assert open_to_others(folder / name) == []
        throw_open(folder / name)
    with sqlite3.connect(folder / "data" / "collector.db") as connection:
        assert connection.execute("SELECT count(*) FROM mail").fetchone() == (1,)
    connection.close()
    found = finding(collector, department, "privacy")
    assert (found["state"], "chmod -R go-rwx" in found["remedy"]) == ("wrong", True)
    assert finding(collector, department, "outbox")["state"] == "wrong"
    (folder / "inbox" / "02.eml").write_bytes(b"X-Again: 1\r\n" + SAMPLE.read_bytes())
    assert collector("--config", department, "once").returncode == 0
    assert open_to_others(folder / "data") == open_to_others(folder / "outbox") == []
    assert finding(collector, department, "privacy")["state"] == "well"
    assert finding(collector, department, "outbox")["state"] == "well"


@pytest.mark.slow
def test_settings_with_a_password_that_everybody_can_read_are_told_and_left(
    department: Path, collector: Collector
) -> None:
    assert finding(collector, department, "settings file")["state"] == "well"
    text = department.read_text("utf-8").replace(
        '[outgoing]\ntype = "folder"\npath = "outbox"',
        '[outgoing]\ntype = "smtp"\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nuser = "u"\npassword = "p"',
    )
    department.write_text(text, "utf-8")
    department.chmod(0o644)
    found = finding(collector, department, "settings file")
    assert (found["state"], f"chmod o-rwx {department}" in found["remedy"]) == ("wrong", True)
    assert mode(department) == 0o644
    department.chmod(0o640)
    assert finding(collector, department, "settings file")["state"] == "well"
