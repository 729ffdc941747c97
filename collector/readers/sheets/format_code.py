"""A number format code of a spreadsheet (ECMA-376 part 1, 18.8.31) → its sections, taken apart into tokens.

Written here and not taken from a library: those for Python leave out Thai names, Buddhist years and Thai digits. What
comes out is held against LibreOffice's own rendering in the tests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from collector.readers.sheets.number_locale import PLAIN, Locale

MOST_CODE = 1024  # characters; Excel allows 255
REMEMBERED = 1024  # codes


class Kind(Enum):
    """What a token of a code asks for."""

    LITERAL = auto()  # its own text
    DIGITS = auto()  # 0, # and ?, as many as stand together
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()  # E+ or E-
    SLASH = auto()  # of a fraction, or between the parts of a date
    TEXT = auto()  # @: the cell's text
    GENERAL = auto()
    DATE = auto()  # y, m, d, h, s, b, e or g, as many as stand together
    ELAPSED = auto()  # [h], [mm] or [ss]
    HALF_DAY = auto()  # AM/PM


class Token(NamedTuple):
    """A piece of a section."""

    kind: Kind
    text: str


class Condition(NamedTuple):
    """What a section asks of the number: `[>=100]`."""

    operator: str
    bound: float

    def holds(self, value: float) -> bool:
        """Whether a number is for this section."""
        less, equal, more = value < self.bound, value == self.bound, value > self.bound
        return {"<": less, "<=": less or equal, ">": more, ">=": more or equal, "=": equal}.get(
            self.operator, not equal
        )

    @property
    def takes_negatives(self) -> bool:
        """Whether nothing but numbers below zero is for this section, which then says itself that they are."""
        return self.bound <= 0 and self.operator in {"<", "<="}

    @property
    def leaves_negatives(self) -> bool:
        """Whether nothing but numbers below zero, or zero, is left for the sections behind."""
        return self.bound == 0 and self.operator in {">", ">="}


@dataclass(frozen=True, slots=True)
class FormatSection:
    """What is shown of one kind of value: of numbers above zero, say."""

    tokens: tuple[Token, ...]
    locale: Locale
    condition: Condition | None = None
    has_date: bool = False
    has_text: bool = False
    has_general: bool = False


_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.?)|_(?P<blank>.?)|\*(?P<filler>.?)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General|Standard)|(?P<half>AM/PM|A/P)|(?P<calendar>B[12](?=[^B\d]))|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|b+|e+|g+)|(?P<thai>t(?=[0#?]))|(?P<digits>[0#?]+)|(?P<mark>[.,%/@;])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = {".": Kind.POINT, ",": Kind.COMMA, "%": Kind.PERCENT, "/": Kind.SLASH, "@": Kind.TEXT}
_KINDS = {
    "general": Kind.GENERAL,
    "half": Kind.HALF_DAY,
    "exponent": Kind.EXPONENT,
    "date": Kind.DATE,
    "digits": Kind.DIGITS,
}
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


@lru_cache(REMEMBERED)
def sections_of(code: str) -> tuple[FormatSection, ...]:
    """The sections of a code in their order, at least one; an overlong code is General."""
    found: list[FormatSection] = []
    building = _Building()
    for match in _TOKEN.finditer(code if len(code) <= MOST_CODE else "General"):
        if match["mark"] == ";":
            found.append(building.section())
            building = _Building(locale=building.locale)
            continue
        building.add(match)
    return (*found, building.section())


class _Building:
    """One section, as its tokens come."""

    def __init__(self, locale: Locale = PLAIN) -> None:
        self.locale = locale
        self._condition: Condition | None = None
        self._tokens: list[Token] = []

    def add(self, match: re.Match[str]) -> None:
        group, text = match.lastgroup or "", match[match.lastgroup or 0]
        if group == "bracket":
            self._tokens += self._bracket(text)
        elif group == "mark":
            self._tokens.append(Token(_MARKS[text], text))
        elif group in _KINDS:
            self._tokens.append(Token(_KINDS[group], text.lower()))
        elif group in {"quoted", "escaped", "other"}:
            self._tokens.append(Token(Kind.LITERAL, text))
        elif group == "blank":
            self._tokens.append(Token(Kind.LITERAL, " "))
        elif group == "thai":
            self.locale = self.locale.in_thai_digits()

    def _bracket(self, text: str) -> Iterator[Token]:
        """A condition, a locale, a currency or an elapsed time; colours ask for no text."""
        if text.startswith("$"):
            symbol, _, locale = text[1:].partition("-")
            self.locale = self.locale.told(locale)
            yield Token(Kind.LITERAL, symbol)
        elif _ELAPSED.fullmatch(text):
            yield Token(Kind.ELAPSED, text.lower())
        elif text.lower() == "natnum1":
            self.locale = self.locale.in_native_digits()
        elif text.lower() == "~buddhist":
            self.locale = self.locale.in_buddhist_years()
        elif condition := _CONDITION.fullmatch(text.strip()):
            self._condition = Condition(condition[1], float(condition[2]))

    def section(self) -> FormatSection:
        kinds = {token.kind for token in self._tokens}
        return FormatSection(
            tuple(self._tokens),
            self.locale,
            self._condition,
            has_date=bool(kinds & {Kind.DATE, Kind.ELAPSED, Kind.HALF_DAY}),
            has_text=Kind.TEXT in kinds,
            has_general=Kind.GENERAL in kinds,
        )
