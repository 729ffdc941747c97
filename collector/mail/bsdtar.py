"""Turns a .rar or .7z into its members with `bsdtar`, if that program is there; knows no mail.

The archive is rewritten as a tar stream in memory: no file of it is ever created, so there is no link to follow, no
name to escape with and nothing to clean up.
"""

import io
import tarfile
from collections.abc import Iterator

from collector import programs
from collector.errors import NeedsProgramError, ProgramError, UnreadableError
from collector.mail.archive_member import Member
from collector.mail.headers import file_name
from collector.mail.zipped import is_litter
from collector.model.files import FileKind, OtherKind
from collector.programs import Finished, ProgramLimits, run

KINDS: frozenset[FileKind] = frozenset({OtherKind.RAR, OtherKind.SEVEN_ZIP})
_PROGRAM = "bsdtar"  # of libarchive; Debian: libarchive-tools
_REWRITE = ("-c", "-f", "-", "--format", "pax", "@-")
_EXTRACT = (
    "-x",
    "-O",
    "-f",
    "-",
)  # to standard output; says why a member cannot be read, which rewriting does not
_SECONDS = 6.0
# Put behind the archive: libarchive takes a .rar whose last member is a stored .docx for the zip that ends there.
_TAIL = 1 << 16
_OVERHEAD = 2_048  # bytes that tar adds to each member
_ENCRYPTED = ("encrypt", "passphrase", "password")


def archive_members(
    data: bytes, most_bytes: int, most: int, program: str = _PROGRAM, *, may_start: bool = True
) -> Iterator[Member]:
    """The files in an archive; folders, links and devices are left out.

    `most_bytes` limits all members together, `most` their number. Raises UnreadableError: `archive-unsupported` where
    the program is not installed, `encrypted`, `damaged`, `too-large`, `too-many`, `timeout`; NeedsProgramError where it is and may not be started.
    """
    command = programs.find(program)
    if command is None:
        raise UnreadableError("archive-unsupported", program)
    if not may_start:
        raise NeedsProgramError(program)
    data += bytes(_TAIL)
    limits = ProgramLimits(seconds=_SECONDS, output_bytes=most_bytes + most * _OVERHEAD)
    finished = _run((command, *_REWRITE), data, limits)
    if finished.code:
        said = finished.complaint + _run((command, *_EXTRACT), data, limits).complaint
        raise UnreadableError(
            "encrypted" if any(word in said for word in _ENCRYPTED) else "damaged", said[:200]
        )
    yield from _listed(finished.output, most_bytes, most)


def _run(command: tuple[str, ...], data: bytes, limits: ProgramLimits) -> Finished:
    try:
        return run(command, data, limits)
    except ProgramError as error:
        raise UnreadableError(error.code, str(error)) from error


def _listed(stream: bytes, most_bytes: int, most: int) -> Iterator[Member]:
    count = size = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(stream), mode="r:") as archive:
            for info in archive:
                if not info.isreg() or info.issparse() or is_litter(info.name):
                    continue
                count, size = count + 1, size + info.size
                if count > most:
                    raise UnreadableError("too-many", "archive")
                if size > most_bytes:
                    raise UnreadableError("too-large", "archive")
                file = archive.extractfile(info)
                path = "/".join(part for part in map(file_name, info.name.split("/")) if part)
                yield Member(path or "unnamed", file.read() if file else b"")
    except (tarfile.TarError, OSError, ValueError) as error:
        raise UnreadableError("damaged", str(error)) from error
