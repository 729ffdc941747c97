"""The kinds of units that are shipped and those of a department's own TOML file → UnitKinds; docs/forms.md explains the keys."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from collector.english import ordinal
from collector.errors import ConfigError
from collector.registry_files import load_registry
from collector.settings import toml_files
from collector.settings.server import SettingsSection
from collector.settings.types import Title
from collector.shipped import shipped
from collector.thai import fold, normalise
from collector.unit_kinds import BodyWords, UnitKind, UnitKinds

PROVINCE = "province"
SHORTEST_WORD = 1  # folded letters: อ.
_OF_BODY = (
    "sending", "signing", "signs", "ranks", "goes_on", "asides", "away", "past", "sentence_ends",
)  # fmt: skip
_LISTS = (
    "offices",
    "follows",
    "label_follows",
    "ordinary",
    "company",
    "joins",
    "passing",
    "passing_before",
    "groups",
    "addresses",
    "reporting",
    "english_kinds",
    "english_others",
    *_OF_BODY,
)
ADDRESSES = ("salutation", "office", "place")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class KindTable(SettingsSection):
    """One [[kind]] of the file."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
    written: tuple[Title, ...] = ()
    names: tuple[Title, ...] = ()
    salutation: Title = "{name}"
    office: Title = "{name}"
    place: Title = "{name}"
    area: bool = False


class KindsFile(SettingsSection):
    """All that the file may say."""

    kind: Annotated[tuple[KindTable, ...], Field(min_length=1)]
    offices: tuple[Title, ...] = ()
    follows: tuple[Title, ...] = ()
    label_follows: tuple[Title, ...] = ()
    ordinary: tuple[Title, ...] = ()
    company: tuple[Title, ...] = ()
    joins: tuple[Title, ...] = ()
    passing: tuple[Title, ...] = ()
    passing_before: tuple[Title, ...] = ()
    groups: tuple[Title, ...] = ()
    addresses: tuple[Title, ...] = ()
    reporting: tuple[Title, ...] = ()
    english_kinds: tuple[Title, ...] = ()
    english_others: tuple[Title, ...] = ()
    sending: tuple[Title, ...] = ()
    signing: tuple[Title, ...] = ()
    signs: tuple[Title, ...] = ()
    ranks: tuple[Title, ...] = ()
    goes_on: tuple[Title, ...] = ()
    away: tuple[Title, ...] = ()
    asides: tuple[Title, ...] = ()
    past: tuple[Title, ...] = ()
    sentence_ends: tuple[Title, ...] = ()


def load_unit_kinds(own: Path | None) -> UnitKinds:
    """The kinds shipped and those of the department's file, which takes the place of one shipped with the same id.

    The 76 provinces are of their kind by their names alone. Raises ConfigError with every problem of the file.
    """
    written = shipped("unit-kinds.toml")
    kinds = {kind.id: kind for kind in _kinds(written, Path("unit-kinds.toml"))}
    words: dict[str, list[str]] = {key: list(written[key]) for key in _LISTS}
    if own is not None:
        of_its_own = toml_files.read(own)
        added = _kinds(of_its_own, own)
        for key, said in words.items():
            said.extend(of_its_own.get(key, []))
        kinds |= {kind.id: kind for kind in added}
        if problems := [*_faults(added), *_doubled(list(kinds.values()), added)]:
            raise ConfigError(own, problems)
    months = shipped("months.toml")["month"]
    return UnitKinds(
        tuple(kinds.values()),
        tuple(words["offices"]),
        tuple(map(fold, (*words["follows"], *(month["name"] for month in months)))),
        frozenset(map(fold, words["ordinary"])),
        tuple(fold(word) for month in months for word in month["written"] if "." in word),
        tuple(words["company"]),
        tuple(map(normalise, words["joins"])),
        tuple(map(fold, words["label_follows"])),
        tuple(map(fold, words["passing"])),
        tuple(map(fold, words["reporting"])),
        tuple(words["english_kinds"]),
        tuple(words["english_others"]),
        tuple(map(fold, words["passing_before"])),
        tuple(map(normalise, words["groups"])),
        tuple(map(normalise, words["addresses"])),
        BodyWords(**{key: tuple(map(fold, words[key])) for key in _OF_BODY}),
    )


def _kinds(written: dict[str, Any], path: Path) -> list[UnitKind]:
    file = toml_files.checked(KindsFile, written, path, {"kind": KindTable})
    provinces = tuple(unit.name for unit in load_registry(None, None).units)
    return [
        UnitKind(
            id=table.id,
            written=table.written,
            names=(*table.names, *(provinces if table.id == PROVINCE else ())),
            salutation=table.salutation,
            office=table.office,
            place=table.place,
            area=table.area,
        )
        for table in file.kind
    ]


def _faults(kinds: Sequence[UnitKind]) -> Iterator[str]:
    for number, kind in enumerate(kinds, 1):
        place = f"in the {ordinal(number)} kind (id {kind.id})"
        if not kind.written and not kind.names:
            yield f"kind, {place}: written or names must say by what a unit of the kind {kind.id} is known"
        for word in kind.written:
            if len(fold(word)) < SHORTEST_WORD:
                yield f'kind.written, {place}: "{word}" has no letter'
        for key in ADDRESSES:
            for name in _PLACEHOLDER.findall(getattr(kind, key)):
                if name not in {"name", "rest"}:
                    yield f"kind.{key}, {place}: {{{name}}} is unknown; there are {{name}} and {{rest}}"


def _doubled(kinds: Sequence[UnitKind], own: Sequence[UnitKind]) -> Iterator[str]:
    """Words that stand for two kinds, one of them the department's own."""
    owners: dict[str, str] = {}
    for kind in sorted(kinds, key=lambda kind: kind.id in {mine.id for mine in own}):
        for word in kind.written:
            owner = owners.setdefault(fold(word), kind.id)
            if owner != kind.id:
                yield f'kind.written: "{word}" stands for {kind.id} and for {owner}; it can be the word of one only'
