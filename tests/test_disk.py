"""Many files and folders flushed together: all of them, and an error is not lost."""

import os
from pathlib import Path

import pytest

from collector import disk


def test_files_and_folders(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}" for number in range(100)]
    for path in paths:
        path.write_bytes(b"x")
    disk.flush([*paths, tmp_path])
    disk.flush([])


@pytest.mark.parametrize("number", [1, 50])
def test_one_that_cannot_be_flushed_is_told(tmp_path: Path, number: int) -> None:
    paths = [tmp_path / f"{index}" for index in range(number)]
    for path in paths[:-1]:
        path.write_bytes(b"x")
    with pytest.raises(FileNotFoundError):
        disk.flush(paths)


def test_open_files(tmp_path: Path) -> None:
    handles = [os.open(tmp_path / f"{number}", os.O_WRONLY | os.O_CREAT) for number in range(5)]
    disk.flush_open(handles)
    for handle in handles:
        os.close(handle)
    with pytest.raises(OSError, match="Bad file descriptor"):
        disk.flush_open(handles)
