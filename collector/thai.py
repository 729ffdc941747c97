"""Thai text as it was typed → one spelling, plain digits, and the number that leads a line.

Knows letters only: no month, no unit, no form.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SARA_AM = "\u0e33"
_NIKHAHIT, _SARA_AA, _SARA_E = "\u0e4d", "\u0e32", "\u0e40"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_PHINTHU, _BELOW = "\u0e3a", "\u0e38\u0e39"
_ABOVE = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d"
_SILENCERS = "\u0e4c\u0e4e"

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
)
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # marks that turn the direction of a part
_CONTROL = {code: None for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: None}
_BLANKS = dict.fromkeys([0x00A0, 0x202F, 0x3000, *range(0x2000, 0x200B)], " ")
REMEMBERED = 300  # characters up to which a text is worth remembering what was found in it
_TABLE = str.maketrans({**_INVISIBLE, **_ISOLATES, **_CONTROL, **_BLANKS})

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

# How marks follow a consonant: below, above, tone, silencer, sara am.
_ORDER = {
    mark: place
    for place, marks in enumerate((_PHINTHU, _BELOW, _ABOVE, _TONES, _SILENCERS, SARA_AM))
    for mark in marks
}
_MARKS = re.compile(f"[{''.join(_ORDER)}]{{2,}}")
_SPLIT_SARA_AM = re.compile(f"{_NIKHAHIT}([{_TONES}]*){_SARA_AA}")
_REPEATED_MARK = re.compile(f"([{''.join(_ORDER)}])\\1+")


def _in_order(marks: re.Match[str]) -> str:
    return "".join(sorted(marks[0], key=_ORDER.__getitem__))


def normalise(text: str) -> str:
    """One spelling for what looks the same on paper; white space and digits stay as they were typed.

    Sara am is one letter, the tone stands after the vowel (Unicode chapter 16.1, Thai), two sara e are
    a sara ae, and marks typed twice and characters that print nothing are dropped.
    """
    return _remembered(text) if len(text) <= REMEMBERED else _normalised(text)


def _normalised(text: str) -> str:
    if text.isascii():
        return text.translate(_TABLE)
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    text = _MARKS.sub(_in_order, text.replace(_SARA_E * 2, "\u0e41"))
    text = _SPLIT_SARA_AM.sub(rf"\1{SARA_AM}", text)
    text = _MARKS.sub(_in_order, text)
    return _REPEATED_MARK.sub(r"\1", text)


_remembered = lru_cache(maxsize=8192)(_normalised)  # headings and titles come again with every form


def collapse(text: str) -> str:
    """`normalise`, with every run of white space as one blank and none at the ends."""
    return " ".join(normalise(text).split())


@lru_cache(maxsize=4096)  # a language has few letters
def _speaks(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A key that is equal for texts that say the same: no white space, no punctuation, plain digits, lower case."""
    text = normalise(text).translate(_TO_ARABIC).casefold()
    return "".join(filter(_speaks, text))


def arabic_digits(text: str) -> str:
    """๑๒ → 12."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """12 → ๑๒."""
    return text.translate(_TO_THAI)


_DIGITS = "0-9๐-๙"
# What makes a number before it a day: `-Nov-18`, `-พ.ย.-61`, `-พฤศจิกายน-2561`, `-Nov`; `.พ.ย.61`
_SHORT_MONTH = r"(?:[A-Z][a-z]{2}|เ?[ก-ฮ][ิี]?[.]\s?[ก-ฮ][.]?)"
_DATE_BEHIND = (
    rf"(?:[-–](?:{_SHORT_MONTH}(?:[-–]?\s?[{_DIGITS}]|\s*$)|[^\s{_DIGITS}–-]{{1,14}}[-–][{_DIGITS}])"
    rf"|[.]{_SHORT_MONTH}\s?[{_DIGITS}])"
)
_NUMBER = re.compile(
    rf"""\s*(?![{_DIGITS}]{{2,3}}[.]-\s*\S|[{_DIGITS}][.]-\s*บาท)(?:        # not 500.- บาท
        [(\[]\s*(?P<paren>[{_DIGITS}]{{1,3}})\s*[)\]]\s*[.:]?           # (1)
      | (?:(?:ข้อ(?:ที่)?|ประเด็นที่|ลำดับที่|ปัญหาที่)\s*)
            (?P<word>[{_DIGITS}]{{1,2}})\s*(?:[.):/]|-(?=\s)|(?=\s)|$)   # ข้อ ๑
      | (?P<plain>[{_DIGITS}]{{1,3}})(?!{_DATE_BEHIND})\s*+(?:            # not 5-Nov-18
            [.](?![{_DIGITS}])\s*[)]?                                     # 1. but not 3.5
          | [)]\s*[.]?                                                    # 1)
          | (?:[-–](?=\s*[^\s{_DIGITS}])|:(?=\s|[^\s{_DIGITS}]))       # 1 - or 1: but not 3 - 5
          | $ )                                                           # a number and nothing else
      )\s*""",
    re.VERBOSE,
)
_BULLET = re.compile(r"\s*(?:[•●○◦▪■□‣∙·*➢►✓✔\uf0b7\uf0a7\uf0d8]|[-–—−](?![0-9๐-๙]))\s*")


def split_bullet(text: str) -> tuple[str | None, str]:
    """The number or bullet that leads a text, and the rest: `๒) ก` → ("2", "ก"), `- ก` → ("-", "ก").

    A number that belongs to the sentence stays: `2 อำเภอ`, `3.5 ล้านบาท`, `14 ธ.ค. 2561`. A lone number
    is a number without text.
    """
    if found := _NUMBER.match(text):
        digits = found["paren"] or found["word"] or found["plain"]
        return arabic_digits(digits).lstrip("0") or "0", text[found.end() :]
    if found := _BULLET.match(text):
        return "-", text[found.end() :]
    return None, text


def begins_with_one_of(words: Iterable[str]) -> str:
    """A look ahead to the first letters of words; before a pattern of many words it spares most of the text a try of each."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words if word})))}])" if any(words) else ""


def distance(left: str, right: str, most: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) from one text to the other; `most + 1` if more.

    Optimal string alignment (Damerau–Levenshtein, restricted).
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


_THAI_LETTER = re.compile("[ก-๎]")
_STARTS_APART = re.compile(r"[ก-ฮ][ก-๎]{0,5}[.]|[A-Za-z(\[]")  # รพ.สต. …, ศบส. …, (เดิม) …
_ENDS_APART = re.compile(r".*[.A-Za-z0-9๐-๙)\]ฯๆ]", re.DOTALL)


def within(text: str, before: str = SARA_AM, after: str = SARA_AM) -> str:
    """A name as it stands between Thai words: apart from those before it where it begins with an abbreviation, a bracket
    or foreign letters (`และ รพ.สต.บ้านโคก`, but `และจังหวัดกระบี่`), and from those after it where it ends in such, in a
    number or in ฯ (`ป่าไม้ที่ 1 (เชียงใหม่) ได้รับ`)."""
    left = _THAI_LETTER.fullmatch(before[-1:]) and _STARTS_APART.match(text)
    right = _THAI_LETTER.fullmatch(after[:1]) and _ENDS_APART.fullmatch(text)
    return f"{' ' if left else ''}{text}{' ' if right else ''}"
