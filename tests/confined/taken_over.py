"""The confined process as a hostile file would have it: every reader does what the file asks for and tells how it went.

Run as a module in place of `collector.confined.child`. A file is JSON: the paths of the department's files. What came of each
attack is told as the reason code of that file: `refused`, or what could be done.
"""

# ruff: noqa: PTH101, PTH102, PTH104, PTH108, PTH123, PTH208, PTH211, PLW0108

import ctypes
import errno
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from collector.confined import child, steps
from collector.errors import UnreadableError
from collector.readers.limits import ReadingLimits

REFUSED = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EROFS, errno.EXDEV, errno.ESRCH}
PARENT = os.getppid()


def call(name: str, *arguments: Any) -> int:
    """A function of the C library; OSError as it fails."""
    library = ctypes.CDLL(None, use_errno=True)
    found = int(getattr(library, name)(*arguments))
    if found < 0:
        raise OSError(ctypes.get_errno(), name)
    return found


def _reads(path: str) -> Callable[[], object]:
    def read() -> object:
        with open(path, "rb") as file:
            return file.read(10)

    return read


def _writes(path: str, mode: str) -> Callable[[], object]:
    def write() -> object:
        with open(path, mode) as file:
            return file.write(b"x")

    return write


def _descriptors() -> None:
    """Fails where none but the first three is open."""
    for number in range(3, 200):
        try:
            os.fstat(number)
        except OSError:
            continue
        return
    raise OSError(errno.EPERM, "none is open")


def _environment() -> None:
    if set(os.environ) <= {"PATH", "LC_ALL", "TESSDATA_PREFIX"}:
        raise OSError(errno.EPERM, "nothing is told")


def attacks(given: dict[str, str]) -> dict[str, Callable[[], object]]:
    """What a taken-over process would try, by name."""
    database, mail, folder = given["database"], given["mail"], given["folder"]
    return {
        "socket": lambda: socket.socket().close(),
        "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        "unix socket": lambda: socket.socketpair(),
        "parent's environment": _reads(f"/proc/{PARENT}/environ"),
        "parent's memory": _reads(f"/proc/{PARENT}/mem"),
        "parent's files": lambda: os.listdir(f"/proc/{PARENT}/fd"),
        "read database": _reads(database),
        "read settings": _reads(given["settings"]),
        "read mail": _reads(mail),
        "list folder": lambda: os.listdir(folder),
        "read passwords": _reads("/etc/passwd"),
        "truncate database": lambda: os.truncate(database, 0),
        "empty database": _writes(database, "wb"),
        "write database": _writes(database, "r+b"),
        "append to database": _writes(database, "ab"),
        "unlink mail": lambda: os.unlink(mail),
        "rename mail": lambda: os.rename(mail, mail + ".x"),
        "link mail": lambda: os.link(mail, mail + ".l"),
        "symlink": lambda: os.symlink(mail, folder + "/s"),
        "chmod mail": lambda: os.chmod(mail, 0o777),
        "touch mail": lambda: os.utime(mail, (0, 0)),
        "attribute of mail": lambda: os.setxattr(mail, "user.x", b"x"),
        "new file": _writes(folder + "/new", "wb"),
        "new file in memory": _writes("/dev/shm/collector-test", "wb"),
        "new folder": lambda: os.mkdir(folder + "/d"),
        "remove folder": lambda: shutil.rmtree(folder),
        "ptrace": lambda: call("ptrace", 16, PARENT, 0, 0),
        "process_vm_readv": lambda: call("process_vm_readv", PARENT, 0, 0, 0, 0, 0),
        "pidfd": lambda: os.pidfd_open(PARENT),
        "io_uring": lambda: call("syscall", 425, 1, 0),
        "bpf": lambda: call("syscall", {"x86_64": 321, "aarch64": 280}[os.uname().machine], 0, 0, 0),
        "namespaces": lambda: call("unshare", 0x10000000),
        "mount": lambda: call("mount", b"none", folder.encode(), b"tmpfs", 0, None),
        "chroot": lambda: os.chroot(folder),
        "descriptors": _descriptors,
        "environment": _environment,
        "kill": lambda: os.kill(PARENT, 0),
        "kill group": lambda: os.killpg(os.getpgid(PARENT), 0),
        "parent's limits": lambda: resource.prlimit(PARENT, resource.RLIMIT_CORE, (0, 0)),
        "fork": _forks,
        "exec": lambda: os.execv("/bin/true", ["true"]),
        "program": lambda: subprocess.run(["/bin/true"], check=False),
    }


def _forks() -> None:
    if os.fork() == 0:
        os._exit(0)


STARTING = (
    "kill",
    "kill group",
    "parent's limits",
    "fork",
    "exec",
    "program",
)  # of one that may start programs


def _attacked(data: bytes, _limits: ReadingLimits) -> NoReturn:
    given = json.loads(data)
    found = {}
    for name, attack in attacks(given).items():
        if name not in given["without"]:
            try:
                attack()
            except OSError as error:
                found[name] = "refused" if error.errno in REFUSED else repr(error)
            else:
                found[name] = "done"
    raise UnreadableError(json.dumps(found))


if __name__ == "__main__":
    steps.readers_of = lambda _kind: (_attacked,)  # type: ignore[assignment]
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    child.main(sys.argv[1:])
