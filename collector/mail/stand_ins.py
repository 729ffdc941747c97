"""Tells files that stand for another one: shortcuts and links to it, and what PGP has locked or signed; opens nothing."""

import re

from collector.model.files import FileKind, OtherKind

_HEAD = 2_048  # bytes in which it shows
_SMALL = 16_384  # bytes: a file that only names another holds hardly more
_LNK = b"L\0\0\0\x01\x14\x02\0"  # [MS-SHLLINK] 2.1
_SUFFIXES = (
    ".gsheet", ".gdoc", ".gslides", ".gform", ".gdraw", ".gdrawing", ".glink", ".gmap", ".gsite",
    ".url", ".website", ".lnk", ".webloc", ".inetloc", ".fileloc", ".desktop",
)  # fmt: skip
# Windows, macOS, Linux, Google Drive: what such a file says of itself.
_LINK = re.compile(
    rb"^[ \t]*\[(?:InternetShortcut|Desktop Entry)\]|<plist\b.{0,200}?<key>URL</key>|\A\s{0,99}\{.{0,400}?\"doc_id\"\s?:"
    rb"|\A\s{0,99}\{\s{0,99}\"url\"\s?:\s?\"https://(?:docs|drive)\.google\.com/",
    re.MULTILINE | re.DOTALL,
)
_PGP = re.compile(rb"^-----BEGIN PGP MESSAGE(?:, PART \d{1,3}(?:/\d{1,3})?)?-----", re.MULTILINE)
_PGP_LOCKED = (".pgp", ".gpg")
# OpenPGP (RFC 9580, 4.2): the first packet of a message locked to a key or by a password; and its sizes.
_PGP_PACKETS = frozenset({0x84, 0x85, 0x8C, 0x8D, 0xC1, 0xC3})
_PGP_BESIDE = re.compile(
    rb"\s{0,99}(?:-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----|Version: 1\s{0,9}\Z)"
)


def stand_in(data: bytes, name: str) -> FileKind | None:
    """`shortcut` or `pgp` for a file that holds nothing but the way to another, or one that PGP locked; else None."""
    suffix = name.lower()
    if data.startswith(_LNK) or (len(data) <= _SMALL and suffix.endswith(_SUFFIXES)):
        return OtherKind.SHORTCUT
    if len(data) <= _SMALL and _LINK.search(data[:_HEAD]):
        return OtherKind.SHORTCUT
    if is_pgp_message(data) or (suffix.endswith(_PGP_LOCKED) and data[0] in _PGP_PACKETS):
        return OtherKind.PGP
    return None


def is_pgp_message(data: bytes) -> bool:
    """Whether a text is a message that PGP locked (RFC 9580, 6.2), with or without words before it."""
    return _PGP.search(data[:_HEAD]) is not None


def is_beside_pgp(data: bytes) -> bool:
    """Whether a file only goes with what PGP signed or locked: a signature, a key, the number of its version (RFC 3156)."""
    return _PGP_BESIDE.match(data[:_HEAD]) is not None
