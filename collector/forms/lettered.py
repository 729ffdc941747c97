"""Texts that letters count (`ก. … ข. … ค. …`, `(a) … (b) …`) → the same texts counted by numbers; knows no cell."""

import re
from collections.abc import Sequence

from collector.thai import split_bullet

# ฃ and ฅ, which nobody writes, are left out in counting as well
ALPHABETS = ("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "abcdefghijklmnopqrstuvwxyz")
LEAST = 2  # letters that count: one alone is an abbreviation
_LETTER = re.compile(r"\s*+[(\[]?\s*+(?P<letter>[ก-ฮA-Za-z])\s*[.)\]]\s*(?=[^\s.])")
_INLINE = re.compile(r"(?<=\s)(?=[(\[]?[ก-ฮA-Za-z][.)\]]\s?\S)")


def counted_by_letters(texts: Sequence[str]) -> list[str] | None:
    """`ก. …`, `ข. …` → `1. …`, `2. …`; a text without letter goes on the one before. None if letters do not count them.

    Where numbers count too, letters are details of theirs.
    """
    if len(texts) < LEAST or not _LETTER.match(texts[0]) or any(_is_numbered(text) for text in texts):
        return None
    return next((made for alphabet in ALPHABETS if (made := _counted(texts, alphabet))), None)


def broken_at_letters(line: str) -> list[str] | None:
    """One line that counts `ก. … ข. …`, broken before each letter; None if it does not."""
    if not _LETTER.match(line):
        return None
    for alphabet in ALPHABETS:
        parts: list[str] = []
        for piece in _INLINE.split(line):
            if len(parts) < len(alphabet) and _leads(piece, alphabet[len(parts)]):
                parts.append(piece)
            elif parts:
                parts[-1] += piece
        if counted_by_letters(parts):
            return parts
    return None


def without_letter(text: str) -> str:
    """A text without the letter that leads it."""
    found = _LETTER.match(text)
    return text[found.end() :] if found else text


def _counted(texts: Sequence[str], alphabet: str) -> list[str] | None:
    made: list[str] = []
    count = 0
    for text in texts:
        found = _leads(text, alphabet[count]) if count < len(alphabet) else None
        if found:
            count += 1
        made.append(f"{count}. {text[found.end() :]}" if found else text)
    return made if count >= LEAST else None


def _leads(text: str, letter: str) -> re.Match[str] | None:
    found = _LETTER.match(text)
    return found if found and found["letter"].casefold() == letter else None


def _is_numbered(text: str) -> bool:
    mark = split_bullet(text)[0]
    return mark is not None and mark.isdigit()
