"""Files that are written, replaced, added and taken away while they are watched."""

import os
from pathlib import Path

from collector.daemon.watched_files import WatchedFiles


def test_each_kind_of_change_is_seen_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    watched = WatchedFiles((one, two))
    assert not watched.changed()
    for change in (
        lambda: one.write_text("ab"),
        lambda: os.utime(one, (1, 1)),
        lambda: (tmp_path / "new").write_text("ab") and (tmp_path / "new").replace(one),
        lambda: two.write_text(""),
        one.unlink,
    ):
        change()
        assert watched.changed()
        assert not watched.changed()


def test_a_change_before_the_first_look_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "one"
    watched = WatchedFiles((path,))
    path.write_text("a")
    assert watched.changed()
