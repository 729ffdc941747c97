"""Turns a zip that was sent into its members, under the names that their writers gave them; knows no mail."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from collector.errors import UnreadableError
from collector.formats.charset_names import THAI
from collector.formats.script import is_thai
from collector.formats.zips import ZipLimits, open_zip, read_member
from collector.mail.archive_member import Member
from collector.mail.headers import file_name

_UTF8_FLAG = 0x800
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._|~\$)", re.IGNORECASE)


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


def _take(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: ZipLimits) -> Member:
    path = _clean_path(_spoken_name(info)) or "unnamed"
    try:
        return Member(path, read_member(archive, info, limits))
    except UnreadableError as error:
        return Member(path, b"", error.code)


def members(data: bytes, limits: ZipLimits) -> Iterator[Member]:
    """The files in a zip, without folders and the litter of macOS and Windows; those that cannot be read with the reason.

    Raises UnreadableError `damaged` if it cannot be opened and `too-many` if it lists more members than allowed.
    """
    with open_zip(data) as archive:
        listed = [
            info
            for info in archive.infolist()
            if not info.filename.endswith("/") and not is_litter(_spoken_name(info))
        ]
        if len(listed) > limits.entries:
            raise UnreadableError("too-many", f"{len(listed)} members")
        for info in listed:
            member = _take(archive, info, limits)
            limits = replace(limits, size=limits.size - len(member.data))
            yield member
