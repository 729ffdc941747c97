"""Words → an office of a kind of which the registry has none: อบต.แม่แรม where provinces report. Decides nothing.

A larger part of the country is no such office: จังหวัดกระบี่ in a district's form says where the district lies.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from collector.model.units import Unit
from collector.thai import begins_with_one_of, fold, normalise
from collector.unit_kinds import UnitKinds, spelling

_SOME = r"\d|ทุก|หลายแห่ง|ต่าง\s?ๆ|แต่ละ|ทั้งหมด|ในพื้นที่|ในเขต|ในจังหวัด|ที่มี|ที่ไม่|และ|หรือ|แห่ง"  # no name: อบต. 40 แห่ง
_NAME = re.compile(rf"[\s:.\-–]*(?!{_SOME})(?P<name>[^\s,()|/:;]+)")
_NUMBER = re.compile(r"^\s*[(]?[0-9๐-๙]{1,3}(?:[.)]\s*|\s+)")


@dataclass(frozen=True, slots=True)
class Office:
    """An office that is no unit's, as written, and where it stands in the normalised text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Offices:
    """The kinds of offices that are not those of a registry."""

    units: tuple[Unit, ...]
    kind_words: UnitKinds
    kinds: frozenset[str]  # of the registry's units

    def is_foreign(self, kind: str) -> bool:
        """Whether an office of this kind is none of the registry's; "" stands for an office of no kind."""
        if kind in self.kinds:
            return False
        areas = [known.id for known in self.kind_words.kinds if known.area]
        return kind not in areas or any(area in self.kinds for area in areas[: areas.index(kind)])

    @cached_property
    def _words(self) -> dict[str, bool]:
        """Each word that stands before an office's name, and whether such an office is foreign."""
        own = [fold(name) for unit in self.units for name in (unit.name, *unit.aliases)]
        words = {
            normalise(word): self.is_foreign(kind.id)
            for kind in self.kind_words.kinds
            for word in kind.written
        }
        others = {normalise(word): True for word in self.kind_words.offices} if self.units else {}
        return {
            word: foreign and not any(name.startswith(fold(word)) for name in own)
            for word, foreign in {**others, **words}.items()
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        spelt = "|".join(spelling(word) for word in sorted(self._words, key=len, reverse=True))
        return re.compile(f"{begins_with_one_of(self._words)}(?:{spelt or '(?!)'})", re.IGNORECASE)

    @cached_property
    def _foreign(self) -> dict[str, bool]:
        return {fold(word): foreign for word, foreign in self._words.items()}

    def inside(self, text: str) -> Iterator[Office]:
        """The foreign offices that a normalised text names, each with its name behind its word."""
        marks = list(self._pattern.finditer(text))
        for number, mark in enumerate(marks):
            end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
            name = _NAME.match(text, mark.end(), end)
            if self._foreign[fold(mark[0])] and name and fold(name["name"]):
                yield Office(text[mark.start() : name.end()].strip(), mark.start(), name.end())

    def first(self, text: str) -> Office | None:
        """The foreign office that a normalised text names first, also by its name alone or a letter: เมืองพัทยา, อ.แม่สาย."""
        others = (Office(mark[0], *mark.span()) for mark in self._by_name_or_letter.finditer(text))
        return min((*self.inside(text), *others), key=lambda office: office.start, default=None)

    @cached_property
    def _by_name_or_letter(self) -> re.Pattern[str]:
        kinds = [kind for kind in self.kind_words.kinds if self.is_foreign(kind.id)]
        letters = (word for kind in kinds if kind.area for word in kind.written if len(fold(word)) == 1)
        named = "|".join(
            (*(re.escape(name) for kind in kinds for name in kind.names), *map(_lettered, letters))
        )
        return re.compile(named or "(?!)")

    def led_by(self, text: str) -> str:
        """The foreign office with which a text begins: a cell that names who reports; "" if none."""
        text = _NUMBER.sub("", normalise(text)).strip()
        kind = self.kind_words.of(text)
        if kind and fold(text) in self.kind_words.named:
            return text if self.is_foreign(kind.id) else ""
        return next((office.text for office in self.inside(text) if office.start == 0), "")

    def without(self, text: str) -> str:
        """A normalised text with blanks in place of foreign offices: เทศบาลเมืองแพร่ is not แพร่."""
        left, at = [], 0
        for office in self.inside(text):
            left.append(text[at : office.start] + " " * (office.end - office.start))
            at = office.end
        return "".join((*left, text[at:]))


def _lettered(word: str) -> str:
    """A pattern for an area behind one letter; that of a month has one letter more: ต.ค."""
    return rf"{spelling(word)}\s?[ก-๎]{{2}}[^\s,()|/:;]*"
