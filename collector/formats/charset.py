"""Turns bytes with a right, wrong or missing charset label into text; knows no mail and no header.

Outlook labels Thai mail `windows-874`, a name that Python's codec registry does not have, and web mailers send raw
cp874 with no label, or labelled us-ascii or iso-8859-1.
"""

import codecs
import re

THAI = "cp874"

# windows-874, tis-620 and iso-8859-11 with their prefixes; compared without dots and hyphens.
_THAI_NAME = re.compile(
    r"x?(?:windows|ms|ibm|dos|cp)?874|x?tis620(?:0|25[0-9]{2}[01])?|iso885911|885911|isoir166"
    r"|x?(?:mac)?thai"
)
# Labels that senders put on anything; Thai bytes under them are taken for Thai.
_CARELESS = frozenset({"", "ascii", "iso8859-1", "cp1252", "utf-8"})
# Codecs that read pure ASCII bytes as something else, or bytes with NULs: here the label has to be believed first.
_STATEFUL = re.compile(r"utf-16|utf-32|iso2022|hz|utf-7")
# Codecs of Python that are no charsets of mail, some of them of quadratic cost.
_NO_CHARSET = re.compile(r"idna|punycode|undefined|.*escape|mbcs|oem|rot-?13|hex|zlib|bz2|base64|quopri|uu")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_ASCII = bytes(range(0x80))
_THAI_BYTES = bytes((*range(0xA1, 0xDB), *range(0xDF, 0xFC), 0x80, 0x85, *range(0x91, 0x98), 0xA0))
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_THAI_LETTER = re.compile("[\u0e01-\u0e5b]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SAMPLE = 1 << 16


def _plain(label: str) -> str:
    return label.strip(" \t\"'").lower().replace("_", "-")


def _is_thai(plain: str) -> bool:
    return _THAI_NAME.fullmatch(re.sub("[-.]", "", plain)) is not None


def _search(name: str) -> codecs.CodecInfo | None:
    return codecs.lookup(THAI) if name != THAI and _is_thai(_plain(name)) else None


def install() -> None:
    """Makes the other names of windows-874 known to `codecs.lookup`, for libraries that decode by label.

    May be called any number of times. This package's own reading does not depend on it.
    """
    try:
        codecs.lookup("x-windows-874")
    except LookupError:
        codecs.register(_search)


def codec_of(label: str) -> str:
    """The name of Python's codec for a charset label, "" for a label that is missing, unknown or no charset.

    tis-620 and iso-8859-11 are read as cp874, their superset: Windows writes its quotes and dashes under them.
    """
    plain = _plain(label)
    if _is_thai(plain):
        return THAI
    if not re.fullmatch(r"[a-z0-9][a-z0-9.:+-]{0,40}", plain):
        return ""
    try:
        name = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return ""
    return "" if _NO_CHARSET.fullmatch(name) else name


def looks_thai(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are, nearly all, letters of cp874, and not UTF-8 with a flaw."""
    sample = data[:_SAMPLE]
    high = sample.translate(None, _ASCII)
    if not high:
        return False
    foreign = len(high.translate(None, _THAI_BYTES))
    as_utf8 = 3 * (sample.count(b"\xe0\xb8") + sample.count(b"\xe0\xb9"))
    return foreign * 10 <= len(high) and as_utf8 * 2 < len(high)


def _in_runs(data: bytes) -> bool:
    """Thai stands in runs; the accents of a western text stand alone."""
    sample = data[:_SAMPLE]
    return 2 * sum(len(run) for run in _RUN.findall(sample)) >= len(sample.translate(None, _ASCII))


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (LookupError, ValueError):
        return None


def _by_label(data: bytes, codec: str) -> str:
    """The rest of the ladder, for bytes beyond ASCII that are no clean UTF-8."""
    careless = codec in _CARELESS
    if codec == THAI or (careless and looks_thai(data) and (codec in {"", "utf-8"} or _in_runs(data))):
        return data.decode(THAI, "replace")
    text = None if careless else _attempt(data, codec)
    if text is None and codec in {"iso8859-1", "cp1252"}:
        text = _attempt(data, "cp1252")
    return data.decode("utf-8", "replace") if text is None else text


def clean(text: str) -> str:
    """The text without control characters (tab and line ends stay) and without lone surrogates."""
    return _UNFIT.sub("", text)


def decode_bytes(data: bytes, labelled: str = "") -> str:
    """The text of `data` under the charset label `labelled`, which may be missing, unknown or a lie; never raises.

    The ladder: a byte order mark; UTF-16, UTF-7 and ISO 2022 by their label; ASCII; strict UTF-8; cp874 when labelled
    Thai, or when labelled carelessly and the bytes look Thai; the label; UTF-8 with replacement characters.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return clean(data.decode(codec, "replace"))
    codec = codec_of(labelled) if labelled else ""
    if _STATEFUL.match(codec) and (text := _attempt(data, codec)) is not None:
        return clean(text)
    if data.isascii():
        return clean(data.decode("ascii"))
    text = _attempt(data, "utf-8")
    # "รก" in cp874 is also "á" in UTF-8: a Thai label is believed unless UTF-8 makes Thai of the bytes.
    if text is not None and (codec != THAI or _THAI_LETTER.search(text)):
        return clean(text)
    return clean(_by_label(data, codec))
