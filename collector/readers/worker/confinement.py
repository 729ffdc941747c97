"""A process that is done with its imports → one that can read its own program and nothing else; as far as the kernel goes.

    no_new_privs   nothing that it starts gets more rights than it has
    Landlock       it reads the interpreter, the libraries and this package; writes nowhere, connects nowhere by TCP
    seccomp        no socket, no ptrace, no signal to others, no change of any file, no other program

On an older kernel, or another system, what there is is in force, and the limits of `bounds.py`.
"""

import mimetypes
import os
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from collector.readers.worker import landlock, seccomp, syscalls

_SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/usr/share/zoneinfo",
)
# openpyxl, imported late, looks into the lists of types of files as well
_SOURCES = ("/dev/null", "/dev/urandom", "/dev/random")
_FOR_PROGRAMS = ("/bin", "/usr/bin", "/usr/local/bin", "/usr/share", "/usr/local/share", "/etc/fonts")
_MOST_DESCRIPTORS = 1024
_KEPT = {"PATH", "LC_ALL", "TESSDATA_PREFIX"}  # where programs and their models are


@dataclass(frozen=True, slots=True)
class Confinement:
    """What is in force."""

    no_new_privs: bool = False
    landlock: int = 0  # its version: 1 files, 3 also truncating, 4 also TCP, 6 also signals; 0 none
    seccomp: bool = False


def confine(*, programs: bool = False) -> Confinement:
    """Confines this process and all that it starts, for good; with `programs` it may start others.

    Closes all descriptors but the first three and forgets the environment (but where programs and their models are).
    """
    os.closerange(3, _MOST_DESCRIPTORS)
    models = [os.environ["TESSDATA_PREFIX"]] if programs and "TESSDATA_PREFIX" in os.environ else []
    readable = (
        *_SYSTEM,
        *_own_folders(),
        *_SOURCES,
        *map(str, mimetypes.knownfiles),
        *((*_FOR_PROGRAMS, *models) if programs else ()),
    )
    for name in os.environ.keys() - _KEPT:
        del os.environ[name]
    if not syscalls.prctl("no_new_privs", 1):
        return Confinement()
    files = landlock.restrict(readable, programs=programs)
    return Confinement(True, files, seccomp.install(programs=programs))


def hide() -> bool:
    """Nobody but root reads this process's memory and environment from now on; False where the system cannot do that."""
    return syscalls.prctl("dumpable", 0)


def _own_folders() -> tuple[str, ...]:
    """Where the interpreter, the libraries and this package are; no other folder of the path, which may hold anything."""
    paths = sysconfig.get_paths()
    known = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    installed = {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    return tuple(sorted(known | installed | {str(Path(__file__).parents[2])}))
