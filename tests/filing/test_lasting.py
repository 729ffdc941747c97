"""A power failure takes nothing that was kept or filed: bytes, names and the folders they stand in are flushed."""

import errno
import os
import re
from pathlib import Path

import pytest

from collector.filing.archive import Archive
from collector.filing.spool import Spool
from collector.model.outcomes import Outcome
from tests.filing.cases import planned, raw, report, ruling, verdict
from tests.flushing import Flushed


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> Flushed:
    return Flushed(monkeypatch)


def _refuse(*_arguments: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("number", [1, 2, 101])
def test_a_mail_that_is_kept_is_on_the_disk_with_its_name(
    tmp_path: Path, flushed: Flushed, number: int
) -> None:
    spool, mails = Spool(tmp_path), [raw(index) for index in range(number)]
    spool.keep(mails)
    for mail in mails:
        path = spool.path(mail.sha256)
        assert flushed.holds(path)  # its bytes
        assert flushed.holds(path.parent)  # its name
    assert flushed.holds(spool.root)  # the names of the folders


def test_the_bytes_of_a_mail_are_on_the_disk_before_it_bears_its_name(
    tmp_path: Path, flushed: Flushed
) -> None:
    Spool(tmp_path).keep([raw()])
    assert flushed.names[0] == tmp_path / "spool" / "tmp" / f"{raw().sha256}.tmp"


def test_a_mail_that_is_kept_already_is_not_flushed_again(tmp_path: Path, flushed: Flushed) -> None:
    Spool(tmp_path).keep([raw()])
    flushed.names.clear()
    Spool(tmp_path).keep([raw()])
    assert flushed.names == []


@pytest.mark.parametrize("grouped", [True, False], ids=["in a group", "alone"])
@pytest.mark.parametrize("linked", [True, False], ids=["linked", "copied"])
def test_everything_in_the_archive_is_on_the_disk_with_its_name(
    tmp_path: Path, flushed: Flushed, monkeypatch: pytest.MonkeyPatch, grouped: bool, linked: bool
) -> None:
    archive, plans = Archive(tmp_path), [
        planned(raw(1), verdict(ruling())),
        planned(raw(2), verdict(ruling(report(problem="ใหม่"), Outcome.REVISED, 2))),
        planned(raw(3), verdict(ruling(report(unit=None), Outcome.REVIEW, 0), outcome=Outcome.REVIEW)),
    ]  # fmt: skip
    Spool(tmp_path).keep([raw(1), raw(2), raw(3)])
    if not linked:
        monkeypatch.setattr(os, "link", _refuse)  # as on a file system without links: the mails are copied
    if grouped:
        with archive.group():
            for plan in plans:
                archive.put(plan)
    else:
        for plan in plans:
            archive.put(plan)
    everything = [archive.root, *archive.root.rglob("*")]
    assert len([path for path in everything if path.is_file()]) == 8
    assert [path for path in everything if not flushed.holds(path)] == []


def test_files_are_on_the_disk_before_the_journal_names_them_and_that_before_they_appear(
    tmp_path: Path, flushed: Flushed
) -> None:
    archive = Archive(tmp_path)
    Spool(tmp_path).keep([raw(1), raw(2)])
    flushed.names.clear()
    archive.put(planned(raw(1), verdict(ruling())))
    archive.put(planned(raw(2), verdict(ruling(report("TH-20")))))
    order = re.sub(
        r"(\w)\1+", r"\1", "".join(_what(path.relative_to(tmp_path).as_posix()) for path in flushed.names)
    )
    assert order == "fjua" + "fja"


def _what(path: str) -> str:
    """f: a file aside, j: the journal, u: the folder it stands in, a: a folder of the archive."""
    if path == "unfinished/journal":
        return "j"
    if path.startswith("unfinished"):
        return "u" if path == "unfinished" else "f"
    return "a"
