"""Turns the label of a charset, or the number of a Windows code page, into the name of Python's codec; decodes nothing.

Outlook labels Thai mail `windows-874` and Word its web archives `unicode`: names that Python's registry does not have.
"""

import codecs
import re

THAI = "cp874"
WESTERN = "cp1252"

# windows-874, tis-620 and iso-8859-11 with their prefixes; compared without dots and hyphens.
_THAI_NAME = re.compile(
    r"x?(?:windows|ms|ibm|dos|cp)?874|x?tis620(?:0|25[0-9]{2}[01])?|iso885911|885911|isoir166"
    r"|x?(?:mac)?thai"
)
_OTHER_NAMES = {"unicode": "utf-16", "iso-8859-8-i": "iso8859-8", "ks-c-5601-1987": "cp949"}
# Codecs of Python that are no charsets of mail, some of them of quadratic cost.
_NO_CHARSET = re.compile(r"idna|punycode|undefined|.*escape|mbcs|oem|rot-?13|hex|zlib|bz2|base64|quopri|uu")
_LABEL = re.compile(r"[a-z0-9][a-z0-9.:+-]{0,40}")
# Code pages that are not called "cp" and their number ([MS-UCODEREF] 2.2.1).
_CODE_PAGES = {
    0: "",
    1200: "utf-16-le",
    1201: "utf-16-be",
    10000: "mac-roman",
    10021: THAI,
    20127: "us-ascii",
    20866: "koi8-r",
    28591: "iso-8859-1",
    28601: THAI,
    28605: "iso-8859-15",
    50220: "iso-2022-jp",
    54936: "gb18030",
    65001: "utf-8",
}
# What a program declares inside of a page: HTML (4.2.5.4 of the HTML standard) or XML 1.0 (4.3.3).
_DECLARED = re.compile(
    rb"""<(?:meta\b[^<>]{0,200}?charset|\?xml\b[^<>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # bytes from the beginning


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
    plain = _OTHER_NAMES.get(plain, plain)
    if not _LABEL.fullmatch(plain):
        return ""
    try:
        name = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return ""
    return "" if _NO_CHARSET.fullmatch(name) else name


def label_of_code_page(number: int) -> str:
    """The charset label of a Windows code page, "" for the number that stands for none."""
    return _CODE_PAGES.get(number, f"cp{number}")


def declared_in(page: bytes) -> str:
    """The label that HTML or XML declares inside of itself, "" without one.

    A page whose declaration can be read byte by byte is no UTF-16, whatever is declared (HTML standard, 13.2.3.2).
    """
    found = _DECLARED.search(page[:_DECLARED_WITHIN])
    label = found[1].decode("ascii", "replace") if found else ""
    return "" if codec_of(label).startswith(("utf-16", "utf-32")) else label
