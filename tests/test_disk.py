"""Many files and folders flushed together: all of them, and an error is not lost."""

import os
from pathlib import Path

import pytest

from collector import disk


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files and folders that the operating system was asked to put on the disk."""
    found: list[str] = []
    fsync = os.fsync

    def observed(handle: int) -> None:
        fsync(handle)
        found.append(str(Path(f"/proc/self/fd/{handle}").readlink()))

    monkeypatch.setattr(os, "fsync", observed)
    return found


@pytest.mark.parametrize("number", [0, 1, 2, 3, 100])
def test_files_and_folders(tmp_path: Path, flushed: list[str], number: int) -> None:
    paths = [tmp_path / f"{index}" for index in range(number)]
    for path in paths:
        path.write_bytes(b"x")
    disk.flush([*paths, tmp_path])
    assert sorted(flushed) == sorted(map(str, (*paths, tmp_path)))


def test_nothing_to_flush(flushed: list[str]) -> None:
    disk.flush([])
    disk.flush_open([])
    assert flushed == []


@pytest.mark.parametrize("number", [1, 50])
def test_one_that_cannot_be_flushed_is_told(tmp_path: Path, number: int) -> None:
    paths = [tmp_path / f"{index}" for index in range(number)]
    for path in paths[:-1]:
        path.write_bytes(b"x")
    with pytest.raises(FileNotFoundError):
        disk.flush(paths)


def test_open_files(tmp_path: Path, flushed: list[str]) -> None:
    handles = [os.open(tmp_path / f"{number}", os.O_WRONLY | os.O_CREAT) for number in range(5)]
    disk.flush_open(handles)
    assert sorted(flushed) == [str(tmp_path / f"{number}") for number in range(5)]
    for handle in handles:
        os.close(handle)
    with pytest.raises(OSError, match="Bad file descriptor"):
        disk.flush_open(handles)
