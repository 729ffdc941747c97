"""Turns a zip file into its members, within limits; knows no mail and trusts nothing that the zip says of itself."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from collector.errors import UnreadableError
from collector.formats.charset_names import THAI
from collector.formats.script import is_thai
from collector.mail.headers import file_name
from collector.mail.member import Member

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_DIRECTORY_ENTRY = b"PK\x01\x02"
_MOST_DIRECTORY_ENTRIES = 20_000  # more are not even listed: each costs memory
_SMALL = 1 << 20  # a member below this may be as dense as it likes
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._|~\$)", re.IGNORECASE)
# What zipfile and its decompressors raise on bad bytes (RuntimeError: encrypted; NotImplementedError is one too).
FAILURES = (
    zipfile.BadZipFile,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    LookupError,
)


def is_litter(path: str) -> bool:
    """Whether a path is what macOS, Windows or Office leave beside the files of people."""
    return _JUNK.search(path) is not None


def _spoken_name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: Windows in Thai writes cp874 and macOS UTF-8, both without saying so (APPNOTE, D)."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        with suppress(UnicodeError):
            raw = name.encode("cp437")
            name = raw.decode(THAI, "replace") if is_thai(raw) else raw.decode("utf-8")
    return name.replace("\\", "/")


def _clean_path(name: str) -> str:
    parts = [file_name(part) for part in name.split("/")]
    return "/".join(part for part in parts if part)


def _take(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most_bytes: int, ratio: int) -> Member:
    path = _clean_path(_spoken_name(info)) or "unnamed"
    if info.flag_bits & _ENCRYPTED_FLAG:
        return Member(path, b"", "encrypted")
    dense = info.file_size > _SMALL and info.file_size > ratio * max(info.compress_size, 1)
    if dense or info.file_size > most_bytes:
        return Member(path, b"", "too-large")
    try:
        with archive.open(info) as file:
            data = file.read(most_bytes + 1)
    except NotImplementedError:
        return Member(path, b"", "unsupported")
    except FAILURES:
        return Member(path, b"", "damaged")
    return Member(path, b"", "too-large") if len(data) > most_bytes else Member(path, data)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip, opened; raises UnreadableError `damaged`, or `too-many` if its directory would cost too much memory."""
    if data.count(_DIRECTORY_ENTRY) > _MOST_DIRECTORY_ENTRIES:
        raise UnreadableError("too-many", "zip directory")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except FAILURES as error:
        raise UnreadableError("damaged", str(error)) from error


def members(data: bytes, most_bytes: int, most: int, ratio: int) -> Iterator[Member]:
    """The files in a zip (APPNOTE 6.3), without folders and the litter of macOS and Windows.

    `most_bytes` bounds all members together, `most` their number, `ratio` how dense a large one may be. Raises
    UnreadableError `damaged` if it cannot be opened and `too-many` if it lists more members than allowed.
    """
    with open_zip(data) as archive:
        listed = [
            info
            for info in archive.infolist()
            if not info.filename.endswith("/") and not is_litter(_spoken_name(info))
        ]
        if len(listed) > most:
            raise UnreadableError("too-many", f"{len(listed)} members")
        left = most_bytes
        for info in listed:
            member = _take(archive, info, left, ratio)
            left -= len(member.data)
            yield member
