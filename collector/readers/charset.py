"""Bytes of a text or HTML file into text, whatever they claim to be; it knows neither mark-up nor mail."""

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
THAI = "cp874"
THAI_RUN = re.compile(
    rb"[\xa1-\xfb]{3}"
)  # in bytes that may be western: those have no three such letters together
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
DECLARED_WITHIN = 4096  # bytes from the beginning

# What a Thai file that is not UTF-8 may be declared as although it is windows-874: its proper names,
# those of which cp874 is a superset, and the default of western programs.
MEANS_THAI = frozenset(
    {"windows-874", "x-windows-874", "cp874", "ms874", "ibm874", "dos-874", "x-thai"}
    | {"tis-620", "tis620", "iso-8859-11", "iso-ir-166"}
    | {"us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252"}
    | {"utf-8", "utf8", "utf-7"}
)


def decode(data: bytes) -> str:
    """Return the text in `data`: by byte order mark, as UTF-8, as declared inside, as windows-874.

    UTF-8 goes before the declaration, because no Thai text in another encoding passes for it by
    chance, and a file that was saved anew often keeps its old declaration. Never fails: what cannot
    be decoded becomes U+FFFD.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    for name in ("utf-8", _declared(data)):
        try:
            return data.decode(name, "strict" if name == "utf-8" else "replace")
        except (LookupError, UnicodeError):  # a name that Python does not know, or no text encoding
            continue
    return data.decode(THAI, "replace")


def _declared(data: bytes) -> str:
    found = DECLARED.search(data[:DECLARED_WITHIN])
    name = found[1].decode("ascii").lower().replace("_", "-") if found else THAI
    return THAI if name in MEANS_THAI else name
