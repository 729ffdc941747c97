"""A text that names an office and what it belongs to (รพ.สต.บ้านนา อำเภอเมือง) → which of its namesakes is meant, or that none is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from collector.forms.named import Named
from collector.model.units import Unit
from collector.thai import fold, normalise
from collector.unit_kinds import UnitKinds, split_kind

MOST_WORDS = 3  # of a parent's name
LONG_NAME = 6  # folded letters of a name behind which the text may run on
SHORTEST_START = 3  # folded letters that may stand for the one parent whose name begins so


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The units that a text leaves of some; `elsewhere` those that the registry has under another parent than it says."""

    codes: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parents:
    """What the units of a registry belong to."""

    units: tuple[Unit, ...]
    kind_words: UnitKinds

    @cached_property
    def of_unit(self) -> dict[str, str]:
        """The folded name of its parent by the code of each unit that has one."""
        return {unit.code: fold(unit.parent) for unit in self.units if unit.parent}

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, str]]:
        """By the parents' kinds: a parent's folded name without its kind's word → the whole."""
        found: dict[str, dict[str, str]] = {}
        for name in {unit.parent for unit in self.units if unit.parent}:
            kind, core = split_kind(name, self.kind_words)
            found.setdefault(kind, {})[fold(core)] = fold(name)
        return found

    def heads(self, heading: str) -> bool:
        """Whether a folded heading is that of a column of parents: `อำเภอ`. Parents of no kind have none."""
        return self.kind_words.written.get(heading) in self._by_kind

    def narrow(self, codes: Iterable[str], text: str) -> Narrowed:
        """Of these units those whose parent the text names; all of them where it names no parent."""
        all_codes = tuple(codes)
        if not self.of_unit:
            return Narrowed(all_codes)
        said = set(self._said(normalise(text)))
        within = tuple(code for code in all_codes if self.of_unit.get(code) in said)
        placed = tuple(code for code in all_codes if code in self.of_unit)
        if within or not said or not placed:
            return Narrowed(within or all_codes)
        return Narrowed((), placed)

    def below(self, text: str) -> tuple[str, ...]:
        """The units that belong to the parents which a text names; none where it names no parent of the registry."""
        said = set(self._said(normalise(text))) if self.of_unit else set()
        return tuple(code for code, parent in self.of_unit.items() if parent in said)

    def placed(self, named: Named, text: str) -> Named:
        """A unit with what the text says it belongs to: told from its namesakes by it, or contradicted."""
        left = self.narrow(named.codes, text)
        if left.elsewhere:
            return Named((), text.strip(), certain=False, misspelt=True, elsewhere=left.elsewhere)
        if left.codes == named.codes:
            return named
        return replace(named, codes=left.codes, certain=len(left.codes) == 1 and not named.misspelt)

    def told_apart(self, codes: Iterable[str], said: str, text: str) -> Named | None:
        """The one unit of these that running words mean; None where they leave several."""
        left = self.narrow(sorted(codes), text)
        if left.elsewhere:
            return Named((), said, certain=False, misspelt=True, elsewhere=left.elsewhere)
        return Named(left.codes, said, certain=True) if len(left.codes) == 1 else None

    def without(self, codes: Iterable[str]) -> frozenset[str]:
        """The units but for those to which others of them belong: the district that an office names beside itself."""
        found = set(codes)
        above = {self.of_unit[code] for code in found if code in self.of_unit}
        names = {unit.code: fold(unit.name) for unit in self.units if unit.code in found} if above else {}
        return frozenset(code for code in found if names.get(code) not in above)

    def _said(self, text: str) -> Iterator[str]:
        """The parents that a text names, folded; "" for one that the registry lacks."""
        folded = fold(text)
        yield from (whole for core, whole in self._by_kind.get("", {}).items() if core in folded)
        marks = list(self.kind_words.pattern.finditer(text))
        for mark, following in zip_longest(marks, marks[1:]):
            end = following.start() if following else len(text)
            known = self._by_kind.get(self.kind_words.written[fold(mark[0])])
            segment = re.split(r"[\n,()|/]", text[mark.end() : end].lstrip(" :.-–"))[0]
            if known and fold(segment):
                yield _whole(segment, known)


def _whole(segment: str, known: dict[str, str]) -> str:
    """The parent that stands behind its kind's word: exactly, as a long name, or as the one whose name begins so."""
    words = segment.split()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        if (whole := known.get(fold(" ".join(words[:count])))) is not None:
            return whole
    start = fold(words[0])
    longest = max((core for core in known if len(core) >= LONG_NAME and start.startswith(core)), default="")
    if longest:
        return known[longest]
    begun = [core for core in known if len(start) >= SHORTEST_START and core.startswith(start)]
    return known[begun[0]] if len(begun) == 1 else ""
