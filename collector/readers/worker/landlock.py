"""Landlock (Linux 5.13, landlock(7)): this process may read below some folders, and write and connect nowhere; knows no mail."""

import contextlib
import ctypes
import os
from collections.abc import Iterable

from collector.readers.worker import syscalls

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on all machines
_VERSION, _PATH_BENEATH = 1, 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
# What each version knows of files: up to MAKE_SYM, REFER, TRUNCATE, ·, IOCTL_DEV.
_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_TCP, _TCP_SINCE = 0b11, 4  # bind and connect
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract sockets and signals of others


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """The version that this kernel has; 0 for none."""
    try:
        return syscalls.call(_CREATE, 0, 0, _VERSION)
    except OSError:
        return 0


def restrict(readable: Iterable[str], *, programs: bool = False) -> int:
    """Restricts this process and its children for good; the version in force, 0 for none.

    `readable` are folders and files, those that are not there left out; with `programs` what lies in them may be started.
    Wants no_new_privs to be set.
    """
    known = version()
    if not known:
        return 0
    rules = _Ruleset(
        (1 << _FILES.get(known, 16)) - 1,
        _TCP if known >= _TCP_SINCE else 0,
        _SCOPES if known >= _SCOPES_SINCE else 0,
    )
    size = 8 if known < _TCP_SINCE else 16 if known < _SCOPES_SINCE else 24
    try:
        ruleset = syscalls.call(_CREATE, ctypes.addressof(rules), size, 0)
        try:
            for path in readable:
                with contextlib.suppress(OSError):
                    _allow(ruleset, path, programs=programs)
            syscalls.call(_RESTRICT, ruleset, 0)
        finally:
            os.close(ruleset)
    except OSError:  # built in, and turned off
        return 0
    return known


def _allow(ruleset: int, path: str, *, programs: bool) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = _READ_FILE | (_EXECUTE if programs else 0)
        allowed |= _READ_DIR if os.path.isdir(path) else 0  # noqa: PTH112 - paths are strings here
        rule = _Beneath(allowed, folder)
        syscalls.call(_ADD, ruleset, _PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(folder)
