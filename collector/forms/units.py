"""Words → the units of a registry that they name, certain or only likely; knows no form and no mail.

A name counts by exact name, alias or abbreviation after normalising. A slip of the pen may decide alone only when
it is one edit away from one unit and three or more from every other; otherwise it is a suggestion.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from collector.forms.english_names import english_names, english_pattern
from collector.forms.in_passing import without_neighbours
from collector.forms.named import Named
from collector.forms.offices import Offices
from collector.forms.parents import Parents
from collector.model.units import Unit
from collector.thai import REMEMBERED, distance, fold, normalise
from collector.unit_kinds import UnitKinds, folded_places, kind_before, kinds_within, split_kind

SLIP, APART, SUGGESTED = 1, 3, 3  # edits
_STREET = ("ถนน", "ถ")  # ถนนนครราชสีมา is where the department sits
_NAME_READ = 100  # letters around a word that a name may take, with its blanks
SHORTEST_INSIDE = 6  # letters of a name that is recognised within other words


@dataclass(frozen=True)
class UnitNames:
    """All names of a registry's units, ready for look-ups."""

    units: tuple[Unit, ...]
    kind_words: UnitKinds
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of the provinces, by code

    def name(self, code: str) -> str:
        """The unit's name without its kind."""
        return next((core for _, core, unit in self._parted if unit.code == code), code)

    @cached_property
    def _parted(self) -> tuple[tuple[str, str, Unit], ...]:
        """Each unit with its kind, "" if that is not known, and its name without the kind's word."""
        return tuple(
            (self._kind(unit), split_kind(unit.name, self.kind_words)[1], unit) for unit in self.units
        )

    def _kind(self, unit: Unit) -> str:
        kind = self.kind_words.of(unit.name)
        return kind.id if kind else ""

    @cached_property
    def _kind_of(self) -> dict[str, str]:
        return {unit.code: kind for kind, _, unit in self._parted}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of units in this registry."""
        return frozenset(kind for kind, _, _ in self._parted)

    @cached_property
    def _exact(self) -> dict[tuple[str, str], frozenset[str]]:
        found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for own, bare, unit in self._parted:
            for name in self._names(unit):
                kind, core = split_kind(name, self.kind_words)
                found[kind or own, fold(core)].add(unit.code)
                found["", fold(name)].add(unit.code)
                found["", fold(core)].add(unit.code)
            if own == "town":  # เทศบาลเมืองกระบี่ and อำเภอเมืองกระบี่ are both called เมืองกระบี่
                found["", fold("เมือง" + bare)].add(unit.code)
            if unit.abbreviation:
                found[f"{own} abbreviated", fold(unit.abbreviation)].add(unit.code)
        return {key: frozenset(codes) for key, codes in found.items() if key[1]}

    def _names(self, unit: Unit) -> Iterator[str]:
        yield unit.name
        yield unit.name_en
        yield from unit.aliases
        yield from self.aliases.get(unit.code, ()) if self._kind(unit) == "province" else ()

    @cached_property
    def _cores(self) -> tuple[tuple[str, str, str], ...]:
        return tuple((kind, fold(core), unit.code) for kind, core, unit in self._parted)

    def named(self, text: str, *, is_name: bool = False) -> Named | None:
        """The unit that a whole cell or phrase names: `จังหวัดกระบี่`, `จ.กบ.`, `โคราช`, `กระบี`; None if none.

        `is_name`: the place is one for a unit's name, so that a slip of the pen needs no `จังหวัด` before it.
        `codes` is empty where the text writes a kind of this registry before a name that no unit bears.
        """
        return (
            self._remembered_names(text, is_name) if len(text) <= REMEMBERED else self._named(text, is_name)
        )

    @cached_property
    def _remembered_names(self) -> Callable[[str, bool], Named | None]:
        return lru_cache(maxsize=4096)(self._named)

    def _named(self, text: str, is_name: bool) -> Named | None:
        phrases = (text, *re.split(r"[\n()/,]+", text))
        found = [
            self.parents.placed(named, text) for phrase in phrases if (named := self._phrase(phrase, is_name))
        ]
        lowest = self.parents.without(code for named in found for code in named.codes)
        found = [named for named in found if not named.codes or lowest & set(named.codes)]
        return max(
            found, key=lambda named: (bool(named.elsewhere), named.certain, bool(named.codes)), default=None
        )

    @cached_property
    def offices(self) -> Offices:
        """The offices that are none of this registry's."""
        return Offices(self.units, self.kind_words, self.kinds)

    @cached_property
    def parents(self) -> Parents:
        """What the units belong to."""
        return Parents(self.units, self.kind_words)

    def _phrase(self, text: str, is_name: bool) -> Named | None:
        kind, core = split_kind(_unnumbered(text), self.kind_words)
        core = self.kind_words.before_what_follows.split(self.kind_words.before_another.split(core)[0])[0]
        core = re.sub(r"(?i)(?<!\s)\s++province$", "", core)
        written = fold(core)
        if not written or (kind and kind not in self.kinds):
            return None
        codes = self._exact.get((kind, written), frozenset())
        if not codes and kind:
            codes = self._exact.get((f"{kind} abbreviated", written), frozenset())
        if not codes and re.fullmatch(r"\s*[ก-ฮ]\s?\.?\s?[ก-ฮ]\s?\.\s*", core):
            codes = self._exact.get(("province abbreviated", written), frozenset())  # "กบ."
        if not codes and core.endswith(("ฯ", "ฯ.")):
            codes = self._begins(kind, written)
        if codes:
            return Named(tuple(sorted(codes)), text.strip(), len(codes) == 1)
        if kind and self._is_address(core):
            return None
        return self._slip(kind, written, text, is_name or bool(kind))

    def _is_address(self, core: str) -> bool:
        """Whether what stands behind a kind's word says where its office is: ถนนอุตรกิจ, unless a unit's name begins so."""
        begins = next((word for word in self.kind_words.addresses if core.startswith(word)), "")
        return bool(begins) and not any(name.startswith(fold(begins)) for _, name, _ in self._cores)

    def _begins(self, kind: str, written: str) -> frozenset[str]:
        """`ประจวบฯ` → the unit whose name alone begins so."""
        start = written.rstrip("ฯ")
        return frozenset(
            code
            for own, core, code in self._cores
            if len(start) > 2 and core.startswith(start) and kind in ("", own)
        )

    def _slip(self, kind: str, written: str, text: str, may_decide: bool) -> Named | None:
        near = {code: distance(written, core, APART) for own, core, code in self._cores if kind in ("", own)}
        likely = sorted(
            (edits, code)
            for code, edits in near.items()
            if edits <= min(SUGGESTED, max(1, len(written) // 3))
        )
        if not likely and not kind:
            return None  # an ordinary word
        if not likely:
            return Named((), text.strip(), certain=False, misspelt=True)
        others = [edits for code, edits in near.items() if code != likely[0][1]]
        likely = [pair for pair in likely if pair[0] == likely[0][0]]  # nobody may confirm a farther one
        clear = (
            likely[0][0] <= SLIP
            and all(edits >= APART for edits in others)
            and len(written) >= 3
            and may_decide
        )
        return Named(tuple(code for _, code in likely), text.strip(), clear, misspelt=True)

    def inside(self, text: str, *, after_kind: bool = False) -> tuple[Named, ...]:
        """Units named within running words: after a kind (`ท้องถิ่นจังหวัดตรัง`), as a word of its own, or a long name.

        All are certain but those whose parent is another than the text says. `after_kind`: only the first, for text that may speak of anything.
        """
        return (
            self._remembered_words(text, after_kind)
            if len(text) <= REMEMBERED
            else self._inside(text, after_kind)
        )

    @cached_property
    def _remembered_words(self) -> Callable[[str, bool], tuple[Named, ...]]:
        return lru_cache(maxsize=4096)(self._inside)

    def _inside(self, text: str, after_kind: bool) -> tuple[Named, ...]:
        text = without_neighbours(normalise(text), self.kind_words)
        found: dict[str, Named] = {}
        own = "" if after_kind else self.offices.without(text)
        others = (*self._own_words(own), *self._long_names(own))
        english = self._english_names(text, after_kind=after_kind)
        for named in (*self._after_kinds(text), *others, *english):
            found.setdefault(named.codes[0] if named.codes else "", named)
        lowest = self.parents.without(found)
        return tuple(named for code, named in found.items() if code in lowest)

    def _after_kinds(self, text: str) -> Iterator[Named]:
        for match in self.kind_words.pattern.finditer(text):
            kind = self.kind_words.written[fold(match[0])]
            rest = re.split(
                r"[\n,()|]", text[match.end() : match.end() + _NAME_READ].lstrip(" :.-–"), maxsplit=1
            )[0][:60]
            if kind in self.kinds and (named := self._longest_start(kind, rest, match[0], text)):
                yield named

    def _longest_start(self, kind: str, rest: str, prefix: str, text: str) -> Named | None:
        words = rest.split()
        candidates = [" ".join(words[:count]) for count in range(min(3, len(words)), 0, -1)]
        for phrase in candidates:
            folded = fold(phrase)
            for name, codes in self._by_length:
                if (
                    folded.startswith(name[1])
                    and name[0] == kind
                    and _ends(phrase, name[1], self.kind_words)
                    and (named := self.parents.told_apart(codes, f"{prefix}{phrase}".strip(), text))
                ):
                    return named
        first = candidates[-1] if candidates else ""
        codes = self._exact.get((f"{kind} abbreviated", fold(first)), frozenset())
        return (
            Named(tuple(codes), f"{prefix}{first}", certain=True)
            if len(codes) == 1 and len(fold(first)) == 2
            else None
        )

    @cached_property
    def _by_length(self) -> list[tuple[tuple[str, str], frozenset[str]]]:
        return sorted(self._exact.items(), key=lambda item: -len(item[0][1]))

    def _own_words(self, text: str) -> Iterator[Named]:
        marks = kinds_within(text, self.kind_words)
        words = list(re.finditer(r"[^\s,;:()\[\]/|_+\-–]+", text))
        places = folded_places(text, (word.start() for word in words))
        for word, place in zip(words, places, strict=True):
            codes = self._exact.get(("", fold(word[0])), frozenset())
            if len(fold(word[0])) < 3 or not codes:
                continue
            if self._may_bear(codes, marks.get(place, "")):
                yield from filter(None, [self.parents.told_apart(codes, word[0], text)])

    def _long_names(self, text: str) -> Iterator[Named]:
        blocked, marks = fold(text), kinds_within(text, self.kind_words)
        for (kind, name), codes in self._by_length:
            if kind or len(name) < SHORTEST_INSIDE or name.isascii() or name not in blocked:
                continue
            for found in re.finditer(re.escape(name), blocked):
                before = blocked[max(0, found.start() - _NAME_READ) : found.start()]
                written = kind_before(before, self.kind_words) or marks.get(found.start(), "")
                if self._may_bear(codes, written) and not before.endswith(_STREET):
                    yield from filter(None, [self.parents.told_apart(codes, name, text)])
                    break
            blocked = blocked.replace(name, "|" * len(name))

    @cached_property
    def _english(self) -> re.Pattern[str]:
        return english_pattern((name for unit in self.units for name in self._names(unit)), self.kind_words)

    def _english_names(self, text: str, *, after_kind: bool) -> Iterator[Named]:
        for name, written in english_names(text, self._english, after_kind=after_kind):
            codes = self._exact.get(("", name), frozenset())
            yield from filter(None, [self.parents.told_apart(codes, written, text)] if codes else [])

    def _may_bear(self, codes: Iterable[str], written: str) -> bool:
        """Whether one of these units may be meant where this kind is written before their name; "" is no kind."""
        return not written or any(self._kind_of[code] == written for code in codes)


def _ends(phrase: str, name: str, kinds: UnitKinds) -> bool:
    """Whether a name ends where a word may end: `เลย` in `เลย ๒๕๖๑`, not in `เลยไปอีก`; long names may run on.

    A short one may before a word that follows names (`สงขลาขอส่งรายงาน`); one that is an ordinary word itself only
    before the label of a month (`เลยประจำเดือน`).
    """
    rest = fold(phrase)[len(name) :]
    if len(name) >= SHORTEST_INSIDE or not re.match("[ก-์a-z]", rest):
        return True
    follows = kinds.label_follows_name if name in kinds.ordinary else kinds.follows_name
    return follows.match(rest) is not None


def _unnumbered(text: str) -> str:
    return re.sub(r"^\s*[(]?[0-9๐-๙]{1,3}(?:[.)]\s*|\s+)", "", text)
