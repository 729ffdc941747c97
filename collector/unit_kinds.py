"""Kinds of units: how each is written before a name (จังหวัด, อ., อบจ. …) and how its offices are addressed; opens no file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from collector.thai import begins_with_one_of, fold, normalise

LEAST_FOLLOWING = 4  # letters
LONGEST_INITIALS = 2  # folded letters of a short word for an area: จว.


@dataclass(frozen=True, slots=True)
class UnitKind:
    """One kind. In the last three `{name}` is the unit's whole name, `{rest}` what stands behind the kind's word."""

    id: str
    written: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # units of this kind that are called by their name alone: กระบี่
    salutation: str = "{name}"  # whom a letter addresses
    office: str = "{name}"  # who reports, as a sentence names it
    place: str = "{name}"  # the unit itself
    area: bool = False  # a part of the country; of these the larger come first


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Folded words by which a mail's body says who reports, or names a unit for another reason."""

    sending: tuple[str, ...] = ()  # before the name of who reports: ขอส่ง
    signing: tuple[str, ...] = ()  # at the beginning of a signature's line before an office: นาย
    signs: tuple[str, ...] = ()  # all that stands before the name of who reports: ในนาม
    ranks: tuple[str, ...] = ()  # right before the name in a signature: ชำนาญการ
    away: tuple[str, ...] = ()  # right before a unit named for another reason: ที่
    goes_on: tuple[str, ...] = ()  # right behind the name of who reports: ตามแนบ
    asides: tuple[str, ...] = ()  # before a unit named for another reason: ย้ายมาจาก
    past: tuple[str, ...] = ()  # behind what another unit did: เมื่อวาน
    sentence_ends: tuple[str, ...] = ()  # ครับ


@dataclass(frozen=True, eq=False)
class UnitKinds:
    """All kinds that a department knows; made once, and told from others by identity."""

    kinds: tuple[UnitKind, ...]
    offices: tuple[str, ...] = ()  # words before the names of offices of no kind: โรงเรียน
    follows: tuple[str, ...] = ()  # folded; they begin right behind a unit's name: สงขลา|ประจำเดือน
    ordinary: frozenset[str] = frozenset()  # folded names that are ordinary words: เลย
    months: tuple[str, ...] = ()  # folded short names, which follow a name before a year: ลำปาง|ธ.ค.61
    company: tuple[str, ...] = ()  # before units named in passing: ร่วมกับ
    joins: tuple[str, ...] = ()  # between two names: และ
    label_follows: tuple[
        str, ...
    ] = ()  # folded; the same behind a name that is an ordinary word: เลย|ประจำเดือน
    passing: tuple[str, ...] = ()  # folded; a line that begins so names others than who reports: อ้างถึง
    reporting: tuple[str, ...] = ()  # folded; behind the name of who reports: ขอส่ง
    english_kinds: tuple[str, ...] = ()  # behind a unit's English name: province
    english_others: tuple[str, ...] = ()  # beside the English name of an office of another kind: municipality
    passing_before: tuple[str, ...] = ()  # folded; right before a unit named in passing: ตามโทรสาร
    groups: tuple[str, ...] = ()  # before several units whose names stand in brackets: กลุ่มจังหวัด
    addresses: tuple[str, ...] = ()  # behind a kind's word, where its office is: ถนน
    body: BodyWords = BodyWords()

    @cached_property
    def by_id(self) -> Mapping[str, UnitKind]:
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def written(self) -> Mapping[str, str]:
        """How a kind is written before a name, folded → its id."""
        return {fold(word): kind.id for kind in self.kinds for word in kind.written}

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The folded names that say their kind by themselves → its id."""
        return {fold(name): kind.id for kind in self.kinds for name in kind.names}

    @cached_property
    def places(self) -> frozenset[str]:
        """The folded words for an area itself, not for its office: จังหวัด, จ."""
        areas = {kind.id: fold(kind.place.replace("{rest}", "")) for kind in self.kinds if kind.area}
        return frozenset(
            word
            for word, kind in self.written.items()
            if kind in areas and (word == areas[kind] or len(word) <= LONGEST_INITIALS)
        )

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, the longest first."""
        words = {normalise(word) for kind in self.kinds for word in kind.written}
        spelt = "|".join(spelling(word) for word in sorted(words, key=len, reverse=True))
        return re.compile(f"{begins_with_one_of(words)}(?:{spelt or '(?!)'})", re.IGNORECASE)

    @cached_property
    def spelt(self) -> tuple[str, ...]:
        """The words of all kinds as they are written."""
        return tuple(normalise(word) for kind in self.kinds for word in kind.written)

    @cached_property
    def follows_name(self) -> re.Pattern[str]:
        """What begins right behind a unit's name, in folded text."""
        words = [*map(re.escape, self.follows), *(rf"{re.escape(month)}(?=\d)" for month in self.months)]
        return re.compile("|".join(words) or "(?!)")

    @cached_property
    def label_follows_name(self) -> re.Pattern[str]:
        """The same behind a name that is an ordinary word."""
        return re.compile("|".join(map(re.escape, self.label_follows)) or "(?!)")

    @cached_property
    def company_pattern(self) -> re.Pattern[str]:
        """Any of the words before units named in passing, the longest first."""
        words = sorted(map(normalise, self.company), key=len, reverse=True)
        return re.compile("|".join(re.escape(word).replace(r"\ ", r"\s*+") for word in words) or "(?!)")

    @cached_property
    def group_pattern(self) -> re.Pattern[str]:
        """A group of units, with the brackets behind its name: กลุ่มจังหวัดอันดามัน (ภูเก็ต พังงา ระนอง)."""
        words = "|".join(map(re.escape, self.groups)) or "(?!)"
        return re.compile(rf"(?:{words})[^()\n]{{0,60}}\((?P<names>[^()\n]{{1,200}})\)")

    @cached_property
    def before_another(self) -> re.Pattern[str]:
        """The white space before a kind's word: `เขาพนม| จังหวัดกระบี่`."""
        return re.compile(rf"(?<!\s)\s++(?={self.pattern.pattern})", re.IGNORECASE)

    @cached_property
    def before_what_follows(self) -> re.Pattern[str]:
        """The white space before a word that goes on behind a name: `กระบี่| ประจำเดือน`; short words begin names too."""
        words = "|".join(re.escape(word) for word in self.follows if len(word) >= LEAST_FOLLOWING)
        return re.compile(rf"(?<!\s)\s++(?=(?:{words or '(?!)'}))")

    def address(self, name: str, key: str) -> tuple[str, str]:
        """The pattern by which a unit is called (`salutation`, `office` or `place`), and its name without the kind's word."""
        kind = self.of(name)
        pattern: str = getattr(kind, key) if kind else "{name}"
        return pattern, split_kind(name, self)[1]

    def of(self, name: str) -> UnitKind | None:
        """The kind of a unit by its name: that of its first word, else one that lists the name; None if unknown."""
        kind, _ = split_kind(name, self)
        return self.by_id.get(kind or self.named.get(fold(name), ""))


def spelling(word: str) -> str:
    """A pattern for a word before a name; an abbreviation begins no other word's end."""
    if len(word) > 4:
        return re.escape(word)
    edge = "" if "จ" in word else "(?<![ก-ฮะ-์])"  # อ. also ends other words
    return edge + r"\s?".join(map(re.escape, word))


def split_kind(text: str, kinds: UnitKinds) -> tuple[str, str]:
    """`อำเภอเขาพนม` → ("district", "เขาพนม"); no kind written → ("", text)."""
    text = normalise(text).strip()
    found = kinds.pattern.match(text)
    if not found or not fold(text[found.end() :]):
        return "", text
    return kinds.written[fold(found[0])], text[found.end() :].strip(" :.-–\t")


def kind_before(folded: str, kinds: UnitKinds) -> str:
    """The kind that stands right before a name in folded text, "" if none: `…อำเภอ` → "district"."""
    endings = (
        (word, kind) for word, kind in kinds.written.items() if len(word) > 2 and folded.endswith(word)
    )
    return max(endings, key=lambda item: len(item[0]), default=("", ""))[1]


def kinds_within(text: str, kinds: UnitKinds) -> dict[int, str]:
    """Where in the folded text a name stands behind a kind's word, however short: `อ.|แม่แตง` → the kind."""
    marks = list(kinds.pattern.finditer(text))
    places = folded_places(text, (mark.end() for mark in marks))
    return {place: kinds.written[fold(mark[0])] for place, mark in zip(places, marks, strict=True)}


def folded_places(text: str, places: Iterable[int]) -> Iterator[int]:
    """Where places of a text, in their order, lie in the folded text; each part of the text is folded once."""
    begun = folded = 0
    for place in places:
        folded += len(fold(text[begun:place]))
        begun = place
        yield folded
