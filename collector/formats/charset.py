"""Turns bytes with a right, wrong or missing charset label into text; knows no mail, no header and no document.

The one ladder for the bodies of mails and for attachments, so that the same bytes give the same text through both
doors. Web mailers send raw cp874 with no label, or labelled us-ascii or iso-8859-1.
"""

import codecs
import re

from collector.formats.charset_names import THAI, WESTERN, codec_of, declared_in
from collector.formats.script import is_thai, is_torn_utf8, is_western, utf16_of

# Labels that say nothing of the letters, and those of the default of western programs.
_MUTE = frozenset({"", "ascii", "utf-8"})
_LATIN = frozenset({"iso8859-1", "cp1252", "iso8859-15"})
# Codecs that read pure ASCII bytes as something else: here the label has to be believed first.
_STATEFUL = re.compile(r"iso2022|hz|utf-7")
_WIDE = re.compile(r"utf-16|utf-32")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HINTS_OF_WIDE = re.compile(rb"[\0\x0e]")  # halves of letters in UTF-16
_THAI_LETTER = re.compile("[\u0e01-\u0e5b]")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]*>")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (LookupError, ValueError):
        return None


def eight_bit_codec(data: bytes, codec: str = WESTERN) -> str:
    """cp874 or cp1252, whichever text is written in that is said to be in `codec` and is no UTF-8; else that codec.

    Programs of Thai Windows ask for a Thai letter in a western font, and get it: old formats do not tell them apart.
    """
    if data.isascii():
        return codec or WESTERN
    if codec in _MUTE:
        return THAI if is_thai(data) else WESTERN
    if codec in _LATIN:
        western = WESTERN if codec == "iso8859-1" else codec  # as every mail program and browser reads it
        return THAI if is_thai(data, labelled_western=True) else western
    return WESTERN if codec == THAI and is_western(data) else codec


def _by_label(data: bytes, codec: str) -> str:
    """The rest of the ladder, for bytes beyond ASCII that are no clean UTF-8."""
    told = eight_bit_codec(data, codec)
    if told == THAI:
        return data.decode(THAI, "replace")
    guessed = codec in _MUTE or codec in _LATIN
    text = None if guessed and is_torn_utf8(data) else _attempt(data, told)
    return data.decode("utf-8", "replace") if text is None else text


def _wide(data: bytes, codec: str) -> str | None:
    """Text of two or four bytes a letter; None where the label lies, as nothing but a label speaks for it."""
    if not codec or codec.startswith("utf-16"):
        told = utf16_of(data)
        if told:
            return data.decode(told, "replace")
    return None if not codec or (data.isascii() and b"\0" not in data) else _attempt(data, codec)


def clean(text: str) -> str:
    """The text without control characters (tab, ends of lines and pages stay) and without lone surrogates."""
    return _UNFIT.sub("", text)


def decode_bytes(data: bytes, labelled: str = "") -> str:
    """The text of `data` under the charset label `labelled`, which may be missing, unknown or a lie; never raises.

    The ladder: a byte order mark; UTF-16 by its look or label, UTF-7 and ISO 2022 by their label; ASCII; strict UTF-8;
    cp874 when labelled Thai, or when labelled carelessly and the bytes look Thai; the label; windows-1252 where no
    label says otherwise; UTF-8 with replacement characters.
    """
    if not labelled and data.isascii() and not _HINTS_OF_WIDE.search(data):  # nearly every header
        return clean(data.decode("ascii"))
    return clean(_decode(data, labelled))


def _decode(data: bytes, labelled: str) -> str:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    codec = codec_of(labelled) if labelled else ""
    if (not codec or _WIDE.match(codec)) and (text := _wide(data, codec)) is not None:
        return text
    if _STATEFUL.match(codec) and (text := _attempt(data, codec)) is not None:
        return text
    if data.isascii():
        return data.decode("ascii")
    text = _attempt(data, "utf-8")
    # "รก" in cp874 is also "á" in UTF-8: a Thai label is believed unless UTF-8 makes Thai of the bytes.
    if text is not None and (codec != THAI or _THAI_LETTER.search(text)):
        return text
    return _by_label(data, "" if _WIDE.match(codec) else codec)


def decode_page(data: bytes, labelled: str = "") -> str:
    """The text of an HTML or XML page: by the label that came with it, else by the one that it declares inside.

    Without its XML declaration, which would tell a parser of an encoding that is over.
    """
    told = codec_of(labelled) not in {"", "ascii"}
    return _XML_DECLARATION.sub("", decode_bytes(data, labelled if told else declared_in(data)), count=1)
