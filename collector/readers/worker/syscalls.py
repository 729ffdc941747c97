"""The few system calls for which Python has no function: prctl(2) and Landlock's; knows no policy."""

import ctypes
import os
import platform
import sys

LINUX = sys.platform == "linux"
MACHINE = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(
    platform.machine(), ""
)
_PRCTL = {"dumpable": 4, "seccomp": 22, "no_new_privs": 38}


def prctl(option: str, value: int, pointer: int = 0) -> bool:
    """Sets an option of this process; False where the system has none such."""
    if not LINUX:
        return False
    call = _library().prctl
    call.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    return bool(call(_PRCTL[option], value, pointer, 0, 0) == 0)


def call(number: int, *arguments: int) -> int:
    """A system call by its number; raises OSError as it fails."""
    if not LINUX or not MACHINE:
        raise OSError(0, "no system calls are known of this system")
    function = _library().syscall
    function.restype = ctypes.c_long
    function.argtypes = [ctypes.c_long] * (len(arguments) + 1)
    found = int(function(number, *arguments))
    if found < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return found


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
