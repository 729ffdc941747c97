"""The lines of one cell → the numbered items that stand in it; knows no table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from collector.forms.lettered import broken_at_letters, counted_by_letters, without_letter
from collector.thai import collapse, fold, split_bullet

MOST_LEFT_OUT = 9  # numbers that a sender may skip: 3 problems, solutions for 1 and 3
LONGEST_REMEMBERED = 2_000  # characters of a cell
_MONEY = re.compile(r"\s*[0-9๐-๙]{1,3}[.]-\s*")  # `500.-`: so many baht
_DASH = re.compile("[-–—−‒―]")
_INLINE = re.compile(r"(?<=\s)(?=[(]?[0-9๐-๙]{1,2}[.)]\s?[^\s0-9๐-๙])")
_NOT_BEFORE_ITEM = ("ข้อ", "ที่", "มาตรา", "ว", "ฉบับ", "วรรค", "พศ", "ลำดับ", "หมวด")


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a cell: its number or bullet ("" if none), and what it says."""

    mark: str
    text: str  # collapsed, without the mark; a dash alone becomes ""


@dataclass(frozen=True, slots=True)
class Content:
    """A cell's text taken apart."""

    items: tuple[Item, ...] = ()
    whole: str = ""  # all of it as one text: the first number removed, those inside kept
    dash: bool = False  # it says nothing but a dash
    lines: tuple[str, ...] = ()  # its lines without marks, for cells filled line against line

    @property
    def empty(self) -> bool:
        """Nothing written, or only the numbers of spare rows; a dash is not nothing."""
        return not self.dash and not any(item.text for item in self.items)

    @property
    def numbered(self) -> bool:
        return bool(self.items) and all(item.mark.isdigit() for item in self.items)


_BARE = re.compile(r"\s*(?P<number>[0-9๐-๙]{1,2})(?P<blank>\s+)(?=[^\s0-9๐-๙])")


def counted_bare(texts: Sequence[str]) -> list[str] | None:
    """`1 ก`, `2 ข`, `3 ค` → `1. ก` …: numbers without a dot count when they count the texts; None if they do not."""
    found = [_BARE.match(text) for text in texts]
    counts = [int(match["number"]) for match in found if match]
    if len(texts) < 2 or counts != list(range(1, len(texts) + 1)):
        return None
    return [
        f"{match['number']}. {text[match.end() :]}" for match, text in zip(found, texts, strict=True) if match
    ]


def is_dash(text: str) -> bool:
    """Whether a text says nothing but `-` or `–`; dots and lines to write on say nothing at all."""
    return not fold(text) and _DASH.search(text) is not None


def content_of(text: str, clause: int | None = None) -> Content:
    """A cell's text as items.

    `clause`: the `ข้อ n` that may be a number here; any other is one of a law. Numbered lines begin items, an
    unnumbered line goes on the one before; in a cell without numbers bulleted lines do; a cell with neither is one
    item. Numbers must count up, else they belong to the text.
    """
    return _remembered(text, clause) if len(text) <= LONGEST_REMEMBERED else _content_of(text, clause)


def lone_numbers(text: str) -> list[str] | None:
    """The lines of a cell that says nothing but numbers (`40`, `(5)`, `ข้อ ๖`, `500.-`), without dashes; None if it says more."""
    lines = [line for line in text.splitlines() if line.strip() and not is_dash(line)]
    return lines if lines and all(map(_is_number, lines)) else None


def _is_number(line: str) -> bool:
    mark, rest = split_bullet(line)
    return bool(mark) and mark != "-" and (not rest.strip() or _MONEY.fullmatch(line) is not None)


def figures_of(text: str) -> Content | None:
    """The content of a cell whose numbers alone are what the sender reports; None if it says anything else."""
    if lone_numbers(text) is None:
        return None
    said = ["" if is_dash(line) else collapse(line) for line in text.splitlines() if line.strip()]
    whole = " ".join(filter(None, said))
    return Content((Item("", whole),), whole, lines=tuple(said))


def _content_of(text: str, clause: int | None) -> Content:
    if is_dash(text):
        return Content(dash=True)
    lines = _broken_lines(text)
    if _clause_of_a_law(lines, clause):
        said = _said(" ".join(lines))
        return Content((Item("", said),), said, lines=tuple(map(_said, lines)))
    lettered = counted_by_letters(lines)
    whole = (
        _said(" ".join([without_letter(lines[0]) if lettered else split_bullet(lines[0])[1], *lines[1:]]))
        if lines
        else ""
    )
    lines = lettered or lines
    parted = [split_bullet(line) for line in lines]
    bare = tuple(_said(rest) for _, rest in parted)
    begins = _counted(parted) or _bulleted(parted)
    if len(begins) < 2:
        mark, rest = parted[0] if parted else (None, "")
        return Content((Item(mark or "", whole),), whole, dash=not whole and is_dash(rest), lines=bare)
    items = []
    for start, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        mark, rest = parted[start]
        items.append(Item(mark or "", _said(" ".join([rest, *lines[start + 1 : end]]))))
    if lead := collapse(" ".join(lines[: begins[0]])):  # words above the first number
        items[0] = Item(items[0].mark, f"{lead} {items[0].text}".strip())
    silent = not any(item.text for item in items)
    return Content(tuple(items), whole, silent and any(is_dash(rest) for _, rest in parted), bare)


_remembered = lru_cache(maxsize=512)(_content_of)  # each cell of a form is asked for several times


_CLAUSE = re.compile(r"\s*ข้อ(?:ที่)?\s*(?P<number>[0-9๐-๙]{1,9})")


def _clause_of_a_law(lines: Sequence[str], clause: int | None) -> bool:
    """Whether a text begins with `ข้อ ๑๒ แห่งระเบียบ…`: one that nothing counts along with."""
    found = [_CLAUSE.match(line) for line in lines]
    numbers = [int(match["number"]) for match in found if match]
    if not found or found[0] is None or not fold("".join(lines)[found[0].end() :]):
        return False
    return numbers[0] != clause and numbers[:2] != [1, 2]


def _broken_lines(text: str) -> list[str]:
    """The lines of a cell; one line that counts `1. … 2. … 3. …` or `ก. … ข. …` is broken before each number or letter."""
    lines = [line for line in text.splitlines() if line.strip()]
    lines = counted_bare(lines) or lines
    if len(lines) == 1 and (lettered := broken_at_letters(lines[0])):
        return lettered
    if len(lines) != 1 or split_bullet(lines[0])[0] != "1":
        return lines
    parts = [""]
    for piece in _INLINE.split(lines[0]):
        mark = split_bullet(piece)[0]
        expected = str(sum(bool(part) for part in parts) + 1)
        if mark == expected and not fold(parts[-1]).endswith(_NOT_BEFORE_ITEM):
            parts = [part for part in parts if part] + [piece]
        else:
            parts[-1] += piece
    return parts


def _said(text: str) -> str:
    return collapse(text) if fold(text) else ""


def _counted(parted: Sequence[tuple[str | None, str]]) -> list[int]:
    """The lines that count up; a number out of turn is part of the text, as is a lone one that leaves one out."""
    begins: list[int] = []
    last: int | None = None
    for index, (mark, rest) in enumerate(parted):
        if not mark or not mark.isdigit():
            continue
        reach = MOST_LEFT_OUT if rest else 1
        if last is None or last < int(mark) <= last + reach:
            begins.append(index)
            last = int(mark)
    return begins


def _bulleted(parted: Sequence[tuple[str | None, str]]) -> list[int]:
    """The bulleted lines, if the first line is one of them: `- ก` lines under a text are its details."""
    begins = [index for index, (mark, rest) in enumerate(parted) if mark == "-" and rest]
    return begins if begins and begins[0] == 0 else []
