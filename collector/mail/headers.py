"""Turns the raw value of a header into text, parameters, file names and Message-IDs; knows no body and never raises.

Reads what RFC 2047 and RFC 2231 say, and what mailers send instead: raw 8-bit text, encoded words inside quoted
parameters, words cut in the middle of a character, and both spellings of a file name at once.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from collector.direction import straight
from collector.formats.charset import clean, decode_bytes
from collector.mail.encoded_words import decode_words

_FOLD = re.compile(rb"\r?\n[ \t]?|\r")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_SEGMENT = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_ESCAPED = re.compile(r'\\(["\\])')
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){3}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
_BLANKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
_SEPARATORS = re.compile(r"[/\\]")
_FROM_ROOT = re.compile(r"(?:[A-Za-z]:|\.{1,2})?[/\\]")
_UNSEEN = re.compile("[\x80-\x9f]")
_LONGEST_NAME = 200
_LONGEST_VALUE = 100_000  # bytes of one header that are read
_LONGEST_STRUCTURED = 20_000


@dataclass(frozen=True, slots=True)
class Structured:
    """A header of the kind `value; name=text; …` (RFC 2045, 5.1)."""

    value: str  # lower case
    parameters: dict[str, str]  # names in lower case, decoded; the extended spelling wins over the plain one


def on_one_line(raw: bytes) -> bytes:
    """The header's value without its folds (RFC 5322, 2.2.3), else byte by byte as it was sent."""
    return _FOLD.sub(b" ", raw[:_LONGEST_VALUE]).strip(b" \t")


def unfold(raw: bytes) -> str:
    """The header's value on one line, its raw 8-bit bytes decoded, encoded words not yet."""
    return decode_bytes(on_one_line(raw)).strip()


def header_text(raw: bytes) -> str:
    """The value of an unstructured header (Subject …) as one line of text without control characters."""
    return _BLANKS.sub(" ", clean(decode_words(unfold(raw)))).strip()


def _segments(value: str) -> dict[str, dict[tuple[bool, int], str]]:
    """Parameter → {(extended, section): text}; section -1 stands for a plain parameter that has none."""
    found: dict[str, dict[tuple[bool, int], str]] = {}
    for match in _PARAMETER.finditer(value):
        text = match[2].strip()
        if text.startswith('"'):
            text = _ESCAPED.sub(r"\1", text.strip('"') if text.endswith('"') else text[1:])
        name = _SEGMENT.fullmatch(match[1].lower())
        if name is None:
            continue
        section = -1 if name[2] is None else int(name[2])
        found.setdefault(name[1], {}).setdefault((name[3] is not None, section), text)
    return found


def _extended(sections: dict[tuple[bool, int], str]) -> str:
    """RFC 2231, 3 and 4: `charset'language'%E0…`, in sections, of which some may be unencoded."""
    charset, data = "", b""
    for extended, section in sorted(sections, key=lambda key: (key[1], not key[0])):
        text = sections[extended, section]
        if extended and section <= 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        data += unquote_to_bytes(text) if extended else text.encode("utf-8")
    return decode_bytes(data, charset)


def _spoken(sections: dict[tuple[bool, int], str]) -> str:
    """The one value of a parameter, whichever of its spellings were sent: `name*` before `name`."""
    numbered = {key: text for key, text in sections.items() if key[0] or key[1] >= 0}
    if any(extended for extended, _ in numbered):
        return clean(_extended(numbered))
    text = sections.get((False, -1))
    if text is None:
        text = "".join(numbered[key] for key in sorted(numbered))
    if "%" in text and _PERCENT.search(text):
        # Some web mailers percent-encode the plain parameter; taken only if it makes UTF-8.
        decoded = decode_bytes(unquote_to_bytes(text))
        text = text if "\ufffd" in decoded else decoded
    return clean(decode_words(text))


def structured(raw: bytes) -> Structured:
    """Content-Type or Content-Disposition with its parameters (RFC 2045, RFC 2183, RFC 2231)."""
    value = unfold(raw[:_LONGEST_STRUCTURED])
    found = _segments(value)
    parameters = {name: _spoken(sections) for name, sections in found.items()}
    return Structured(value.split(";", 1)[0].strip().lower(), parameters)


def file_name(text: str) -> str:
    """A sender's file name as data: no path, no control characters, no marks of direction, at most 200 letters."""
    name = _BLANKS.sub(" ", _UNSEEN.sub("", straight(clean(text)))).strip()
    if _FROM_ROOT.match(name):  # C:\Users\…\form.docx, ../../form.docx
        name = _SEPARATORS.split(name)[-1]
    name = _SEPARATORS.sub("_", name)  # "รายงาน ธ.ค./61.docx" keeps its month
    if name.strip(". ") == "":
        return ""
    stem, dot, suffix = name.rpartition(".")
    if len(name) > _LONGEST_NAME and dot and len(suffix) <= 10:
        return f"{stem[: _LONGEST_NAME - len(suffix) - 1]}.{suffix}"
    return name[:_LONGEST_NAME]


def message_ids(raw: bytes) -> tuple[str, ...]:
    """The Message-IDs in a Message-ID, In-Reply-To or References header, with angle brackets (RFC 5322, 3.6.4)."""
    text = clean(unfold(raw))
    found = tuple(_MESSAGE_ID.findall(text))
    if found:
        return found
    bare = text.split(" ", 1)[0].strip("<>")
    return (f"<{bare}>",) if "@" in bare and len(bare) < 900 else ()
