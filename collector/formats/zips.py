"""Opens a zip and reads its members (APPNOTE 6.3) within limits, trusting nothing that the zip says of itself; knows no name.

Only the directory at the end is looked at before a member is read, which costs less than a millisecond. What it hides
(sparse sheets, entities) is stopped by the limits of those who read on.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from collector.errors import UnreadableError
from collector.formats import compound

_DIRECTORY_ENTRY = b"PK\x01\x02"
_MOST_LISTED = 20_000  # entries; more are not even listed, for each costs memory
_ENCRYPTED = 0x1  # APPNOTE 4.4.4, bit 0
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # APPNOTE 4.3.7
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 1.3.1

FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,  # an encrypted member; NotImplementedError, a compression that Python does not know, is one, too
    ValueError,
)
"""What zipfile and its decompressors raise on bad bytes."""


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much is taken out of one zip."""

    entries: int
    size: int  # bytes, all members together
    ratio: int  # unpacked to packed …
    ratio_from: int  # … counted from this many bytes on: small XML may well pack 300:1

    def is_bomb(self, unpacked: int, packed: int) -> bool:
        """Whether so many bytes packed into so few are no file of a person."""
        return unpacked > self.ratio_from and unpacked > self.ratio * max(packed, 1)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip, opened. Raises UnreadableError: "encrypted" for Office's, "damaged", "too-many" for a directory of bombs."""
    if data.startswith(compound.MAGIC):  # an office file with a password is no zip any more
        code = "encrypted" if _ENCRYPTED_OFFICE in data else "damaged"
        raise UnreadableError(code, "a compound file where a zip was expected")
    if data.count(_DIRECTORY_ENTRY) > _MOST_LISTED:
        raise UnreadableError("too-many", "zip directory")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except FAULTS as error:
        raise UnreadableError("damaged", f"no zip: {error}") from error


def open_document(data: bytes, limits: ZipLimits) -> zipfile.ZipFile:
    """The zip of one document, whose directory promises to keep the limits.

    Raises UnreadableError like `open_zip`, "encrypted" for a member with a password, "too-large" for a bomb.
    """
    opened = open_zip(data)
    members = opened.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits.entries:
        raise UnreadableError("too-large", f"{len(members)} entries in the zip")
    if unpacked > limits.size:
        raise UnreadableError("too-large", f"{unpacked} bytes unpacked")
    if limits.is_bomb(unpacked, len(data)):
        raise UnreadableError("too-large", f"packed {unpacked // max(len(data), 1)} to one")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableError("encrypted", "a password on the zip")
    return opened


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: ZipLimits) -> bytes:
    """The bytes of one member, which alone must keep the limits of size and density.

    Raises UnreadableError: "encrypted", "too-large", "unsupported" for a compression that is not known, "damaged".
    """
    if member.compress_type == zipfile.ZIP_DEFLATED:
        _weigh(member, limits)
        return _inflated(archive, member)
    with opened_member(archive, member, limits) as file:
        return file.read(limits.size)


@contextmanager
def opened_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: ZipLimits
) -> Iterator[IO[bytes]]:
    """One member to be read bit by bit: no more comes out of it than it promised. Raises like `read_member`."""
    _weigh(member, limits)
    try:
        with archive.open(member) as file:
            yield file
    except NotImplementedError as error:
        raise UnreadableError("unsupported", f"{member.filename}: {error}") from error
    except FAULTS as error:
        raise UnreadableError("damaged", f"{member.filename}: {error}") from error


def _weigh(member: zipfile.ZipInfo, limits: ZipLimits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableError("encrypted", member.filename)
    if member.file_size > limits.size or limits.is_bomb(member.file_size, member.compress_size):
        raise UnreadableError("too-large", member.filename)


def _inflated(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """All bytes of a deflated member in one go, a third of the time that the library takes for a small one.

    Raises UnreadableError("damaged") unless they are as many as promised, and those that the check sum is of.
    """
    try:
        file = archive.fp
        if file is None:
            raise zipfile.BadZipFile("closed")
        file.seek(member.header_offset)
        head = file.read(_LOCAL_HEADER.size)
        mark, name, extra = _LOCAL_HEADER.unpack(head)
        if mark != b"PK\3\4":
            raise zipfile.BadZipFile("no local header")
        file.seek(member.header_offset + len(head) + name + extra)
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        data = unpacking.decompress(file.read(member.compress_size), member.file_size + 1)
        if len(data) != member.file_size or zlib.crc32(data) != member.CRC:
            raise zipfile.BadZipFile("other bytes than were promised")
    except FAULTS as error:
        raise UnreadableError("damaged", f"{member.filename}: {error}") from error
    return data
