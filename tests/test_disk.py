"""Many files and folders flushed together: all of them, and an error is not lost; what the disk refuses is said in words."""

import errno
import os
from pathlib import Path

import pytest

from collector import disk
from collector.errors import NoRoomError, StoreError
from tests.flushing import Flushed

NUMBERS = [0, 1, 2, 3, 7, 8, 9, 50]


def made(folder: Path, number: int) -> list[Path]:
    paths = [folder / f"{index}" for index in range(number)]
    for path in paths:
        path.write_bytes(b"x")
    return paths


def open_handles() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the folder of handles is listed by one of them


@pytest.mark.parametrize("number", NUMBERS)
def test_each_file_is_flushed_once_and_none_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    paths, flushed, before = [*made(tmp_path, number), tmp_path], Flushed(monkeypatch), open_handles()
    disk.flush(iter(paths))
    assert sorted(flushed.names) == sorted(paths)
    assert open_handles() == before


@pytest.mark.parametrize("number", NUMBERS)
def test_each_open_file_is_flushed_once_and_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    paths, flushed = made(tmp_path, number), Flushed(monkeypatch)
    handles = [os.open(path, os.O_WRONLY) for path in paths]
    disk.flush_open(handles)
    assert sorted(flushed.names) == sorted(paths)
    for handle in handles:
        os.close(handle)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_one_that_cannot_be_flushed_is_told(tmp_path: Path, number: int) -> None:
    paths, before = [*made(tmp_path, number - 1), tmp_path / "gone"], open_handles()
    with pytest.raises(FileNotFoundError):
        disk.flush(paths)
    assert open_handles() == before


@pytest.mark.parametrize("number", [1, 5])
def test_an_open_file_that_cannot_be_flushed_is_told(tmp_path: Path, number: int) -> None:
    handles = [os.open(path, os.O_WRONLY) for path in made(tmp_path, number)]
    for handle in handles:
        os.close(handle)
    with pytest.raises(OSError, match="Bad file descriptor"):
        disk.flush_open(handles)


# ── what the disk refuses ───────────────────────────────────────────────────────────────────────

ROOM = "the disk is full: make room and start again, nothing was lost"
RIGHT = "the program may not write here: give its user the right to, or choose another [storage] path"
BACKUP = "it is not there: restore it from the backup, then run `collector verify`"
SHORTER = "the path is too long for this file system: choose a shorter [storage] path"


@pytest.mark.parametrize(
    ("number", "remedy", "for_all"),
    [
        pytest.param(errno.ENOSPC, f": {ROOM}", True, id="full"),
        pytest.param(errno.EDQUOT, f": {ROOM}", True, id="the user's share is full"),
        pytest.param(errno.EROFS, f": {RIGHT}", True, id="mounted to read only"),
        pytest.param(errno.EACCES, f": {RIGHT}", False, id="no right to this file"),
        pytest.param(errno.EPERM, f": {RIGHT}", False, id="not permitted"),
        pytest.param(errno.ENOENT, f": {BACKUP}", False, id="gone"),
        pytest.param(errno.ENAMETOOLONG, f": {SHORTER}", False, id="name too long"),
        pytest.param(errno.EIO, ": the disk failed: look at the system's log", True, id="broken"),
        pytest.param(errno.ELOOP, "", False, id="something rare"),
    ],
)
def test_a_refusal_names_the_file_and_the_remedy_and_whether_it_meets_every_mail(
    number: int, remedy: str, for_all: bool
) -> None:
    said = os.strerror(number)
    with pytest.raises(StoreError) as told, disk.wrap_disk_errors(Path("/storage")):
        raise OSError(number, said, "/storage/a.eml")
    assert str(told.value) == f"/storage/a.eml: {said}{remedy}"
    assert isinstance(told.value, NoRoomError) is for_all


def test_a_file_that_cannot_be_read_is_one_mails_matter(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"x")
    assert disk.read(tmp_path / "a.eml") == b"x"
    with pytest.raises(StoreError) as told:
        disk.read(Path("/proc/self/mem"))  # the first page of a process's memory: reading it is an EIO
    assert "Input/output error: the disk failed" in str(told.value)
    assert not isinstance(told.value, NoRoomError)


def test_a_refusal_that_names_no_file_is_told_of_the_place_and_with_its_own_words() -> None:
    with pytest.raises(StoreError) as told, disk.wrap_disk_errors(Path("/storage")):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(told.value).startswith("/storage: No space left on device: ")
    with (
        pytest.raises(StoreError, match=r"^/storage: the cable is loose$"),
        disk.wrap_disk_errors(Path("/storage")),
    ):
        raise OSError("the cable is loose")


def test_what_is_no_refusal_of_the_disk_passes_unchanged() -> None:
    with disk.wrap_disk_errors(Path("/storage")):
        pass
    with pytest.raises(KeyError), disk.wrap_disk_errors(Path("/storage")):
        raise KeyError("x")
