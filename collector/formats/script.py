"""Tells from bytes without a trustworthy label what they are letters of: Thai, western, UTF-16; decodes nothing for good.

In windows-874 and windows-1252 the same bytes are Thai letters and accented ones: `é` is a Thai tone mark. Thai stands
in runs; an accent stands alone between Latin letters, where no Thai letter is ever written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SAMPLE = 1 << 16
_ASCII = bytes(range(0x80))
_THAI_BYTES = bytes((*range(0xA1, 0xDB), *range(0xDF, 0xFC), 0x80, 0x85, *range(0x91, 0x98), 0xA0))
# Quotes, dashes, euro and hard blank: the same in both, so they tell nothing.
_COMMON = bytes((0x80, 0x85, *range(0x91, 0x98), 0xA0))
_RUN = re.compile(rb"([A-Za-z]?)([\x81-\x84\x86-\x90\x98-\x9f\xa1-\xff]+)(?=([A-Za-z]?))")
_LEAST_UNITS = 4  # fewer letters look like anything
_MARKS = frozenset((0xD1, *range(0xD4, 0xDB), *range(0xE7, 0xEF)))  # stand above or below a Thai letter
_LEADING = frozenset(range(0xE0, 0xE7))  # vowels that are never alone
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)  # of UTF-8


@dataclass(frozen=True, slots=True)
class _ByteCounts:
    """How many bytes speak for what."""

    runs: int = 0  # of Thai in words
    single: int = 0  # of letters or digits of Thai that stand alone
    accents: int = 0  # of accents on Latin letters, or alone where Thai has no letter that can be
    marks: int = 0  # of Thai marks that would stand on a Latin letter


def _words(sample: bytes) -> Iterator[_ByteCounts]:
    for run in _RUN.finditer(sample):
        letters, beside_latin = run[2], bool(run[1] or run[3])
        size = len(letters)
        if size >= 3 or (size == 2 and not beside_latin and letters[0] not in _MARKS):
            yield _ByteCounts(runs=size)
        elif beside_latin:
            yield _ByteCounts(accents=size, marks=int(bool(run[1]) and letters[0] in _MARKS))
        elif letters[0] in _MARKS or letters[0] in _LEADING:
            yield _ByteCounts(accents=size)
        else:
            yield _ByteCounts(single=size)


def _counted(sample: bytes) -> _ByteCounts:
    found = tuple(_words(sample))
    return _ByteCounts(
        sum(word.runs for word in found),
        sum(word.single for word in found),
        sum(word.accents for word in found),
        sum(word.marks for word in found),
    )


def _fits_thai(sample: bytes) -> bool:
    """Whether the bytes beyond ASCII are, nearly all, in cp874, and not UTF-8 of Thai with a flaw."""
    high = sample.translate(None, _ASCII)
    foreign = len(high.translate(None, _THAI_BYTES))
    as_utf8 = 3 * (sample.count(b"\xe0\xb8") + sample.count(b"\xe0\xb9"))
    return bool(high) and foreign * 10 <= len(high) and as_utf8 * 2 < len(high)


def is_thai(data: bytes, *, labelled_western: bool = False) -> bool:
    """Whether bytes without a label, or with one that senders put on anything, are Thai in cp874.

    Under a western label Thai words have to be seen, for `©` and `½` alone are letters of cp874, too.
    """
    sample = data[:_SAMPLE]
    if not _fits_thai(sample):
        return False
    found = _counted(sample)
    if labelled_western:
        return found.runs > found.accents
    return found.runs + found.single >= found.accents and sample.translate(None, _ASCII + _COMMON) != b""


def is_western(data: bytes) -> bool:
    """Whether bytes that are said to be Thai cannot be: all marks on Latin letters, and no word of Thai."""
    found = _counted(data[:_SAMPLE])
    return found.marks > 0 and not found.runs and not found.single


def is_torn_utf8(data: bytes) -> bool:
    """Whether most of the bytes beyond ASCII are whole letters of UTF-8, though not all are."""
    sample = data[:_SAMPLE]
    whole = sum(len(letter) for letter in _SEQUENCE.findall(sample))
    return whole * 2 > len(sample.translate(None, _ASCII))


def utf16_of(data: bytes) -> str:
    """The codec of Thai or Latin text in UTF-16 without a byte order mark: "utf-16-le", "utf-16-be", "" if it is none.

    Every second byte says the block of letters: 0 is Latin, 0E Thai, 20 punctuation.
    """
    sample = data[: min(len(data) // 2 * 2, _SAMPLE)]
    if b"\0" not in sample and b"\x0e" not in sample:
        return ""
    for codec, blocks, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        scripts = blocks.count(0x00) + blocks.count(0x0E)
        known = scripts + blocks.count(0x20)
        fits = scripts * 5 >= len(blocks) * 4 and known * 20 >= len(blocks) * 19
        if fits and letters.count(0) * 20 <= len(letters) and _is_written(sample, codec):
            return codec
    return ""


def _is_written(sample: bytes, codec: str) -> bool:
    """Whether nearly every unit is a letter, digit, mark or blank that people write."""
    text = sample.decode(codec, "replace")
    odd = sum(not (char.isprintable() or char in "\t\r\n\v\f") for char in text)
    return len(text) >= _LEAST_UNITS and odd * 50 <= len(text)
