"""Files and folders that are nobody else's business → closed to other users of the computer; knows nothing of what is in them."""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

UMASK = 0o077
FILE, FOLDER = 0o600, 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ALL = 1_000  # levels: more than a path has


def work_in_private() -> None:
    """What this process and those that it starts write from now on is for their user alone (umask(2))."""
    os.umask(UMASK)


def open_new(path: Path) -> BinaryIO:
    """A file to be written for our user alone, whatever the process's umask is."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE), "wb")


def make_folder(path: Path) -> None:
    """A folder for our user alone; the folders above it, where they are missing, too."""
    for folder in (*reversed(path.parents), path):
        if not folder.is_dir():
            folder.mkdir(FOLDER, exist_ok=True)


def tighten(root: Path, levels: int = 0) -> int:
    """Takes from group and others what they may do with a folder of ours; returns how many files and folders were open.

    All that lies below an open folder is closed too. Below one that is closed nobody else gets, so only some `levels` are
    looked at. Links are not followed, and what another user owns is left to `doctor`.
    """
    closed = 0
    for path, mode in loose(root, levels):
        with contextlib.suppress(OSError):  # gone meanwhile, or not ours
            path.chmod(mode & ~_OTHERS)
            closed += 1
    return closed


def loose(root: Path, levels: int = 0) -> Iterator[tuple[Path, int]]:
    """What group or others may do something with, and its mode; a folder comes before what lies in it."""
    waiting = [(root, levels)]
    while waiting:
        path, left = waiting.pop()
        try:
            mode = (path.stat() if path == root else path.lstat()).st_mode
        except OSError:
            continue
        if stat.S_ISLNK(mode):
            continue
        is_open = bool(mode & _OTHERS)
        if is_open:
            yield path, stat.S_IMODE(mode)
        if stat.S_ISDIR(mode) and (is_open or left > 0):
            with contextlib.suppress(OSError):
                below = sorted(path.iterdir())
                waiting += [(inner, _ALL if is_open else left - 1) for inner in below]
