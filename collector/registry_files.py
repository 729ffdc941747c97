"""units.csv and contacts.csv → the Registry, or a ConfigError that lists every bad line; knows no form and no mail."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path

from collector.contacts_file import load_contacts
from collector.csv_rows import Columns, Row, decoded, made_of
from collector.errors import ConfigError
from collector.model.units import Unit
from collector.registry import Registry
from collector.thai import fold

UNIT_COLUMNS = Columns(
    needed=("code", "name"), known=("code", "name", "name_en", "abbreviation", "region", "aliases", "parent")
)
NOT_IN_CODES = '/\\:*?"<>|'  # what no folder's name may hold
_SHIPPED = Path("provinces.csv")


def load_registry(units: Path | None, contacts: Path | None) -> Registry:
    """Reads both files; `units` None is the 76 provinces shipped, `contacts` None is no contacts.

    Raises ConfigError that lists every bad line.
    """
    path = units or _SHIPPED
    lines = made_of(decoded(units) if units else _shipped(), path, UNIT_COLUMNS, _unit)
    if not lines:
        raise ConfigError(path, ["registry.units: the file names no unit"])
    if problems := [*_doubled(lines), *_borrowed(lines)]:
        raise ConfigError(path, problems)
    known = Registry(tuple(unit for _, unit in lines))
    return Registry(known.units, load_contacts(contacts, known)) if contacts else known


def _doubled(lines: Iterable[tuple[int, Unit]]) -> Iterator[str]:
    """Units that nothing tells apart, each with the lines of both."""
    codes: dict[str, tuple[int, str]] = {}
    names: dict[tuple[str, str], int] = {}
    for number, unit in lines:
        first, code = codes.setdefault(unit.code.casefold(), (number, unit.code))
        if first != number:
            said = f"have the code {code}" if code == unit.code else f"have one code ({code}, {unit.code})"
            yield (
                f"registry.units: lines {first} and {number} both {said}; a code belongs to one unit, "
                "small letters or capitals"
            )
            continue
        if (first := names.setdefault((fold(unit.name), fold(unit.parent)), number)) != number:
            yield (
                f"registry.units: lines {first} and {number} both name {unit.full_name}, and nothing would tell their reports apart; "
                "take one away, or give each in the column parent what it belongs to"
            )


def _borrowed(lines: Sequence[tuple[int, Unit]]) -> Iterator[str]:
    """Aliases that are the name of another unit, whose reports could then never be told."""
    names = {fold(unit.name): unit for _, unit in lines}
    for number, unit in lines:
        for alias in unit.aliases:
            other = names.get(fold(alias))
            if other is not None and fold(other.name) != fold(unit.name):
                yield (
                    f"registry.units: line {number}: the alias {alias} of {unit.full_name} is the name of "
                    f"{other.full_name} ({other.code}); take it away"
                )


def _unit(row: Row) -> Unit:
    """The unit of a line; ValueError says what is wrong with it."""
    cells = {name: row.cells.get(name, "") for name in UNIT_COLUMNS.known}
    if missing := [name for name in ("code", "name") if not cells[name]]:
        raise ValueError(f"{' and '.join(missing)} must not be empty ({row.said})")
    if cells["code"].startswith(".") or set(cells["code"]) & set(NOT_IN_CODES):
        raise ValueError(
            f'the code "{cells["code"]}" cannot be used: it is part of receipt numbers and of the names of folders; '
            f"it may not begin with a dot, nor hold one of {' '.join(NOT_IN_CODES)}"
        )
    if not fold(cells["parent"]):  # a dash where it belongs to nothing
        cells["parent"] = ""
    aliases = tuple(alias.strip() for alias in cells.pop("aliases").split("|") if alias.strip())
    return Unit(**cells, aliases=aliases)


def _shipped() -> str:
    return resources.files("collector").joinpath("data", _SHIPPED.name).read_text(encoding="utf-8")
