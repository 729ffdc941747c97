"""contacts.csv as offices keep it → the people who write for the units; the words that it may use are data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from collector.csv_rows import Columns, Row, decoded, made_of
from collector.errors import ConfigError
from collector.model.units import Contact, Role, Unit
from collector.registry import Registry
from collector.shipped import shipped
from collector.thai import arabic_digits, fold
from collector.typed_addresses import typed_address, typed_domain

_BETWEEN_ADDRESSES = re.compile(r"[,;\n]")
_SPOILT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")  # a number of more digits than Excel shows
_WITHOUT_ZERO = re.compile(r"[1-9][0-9]{7,8}")  # Excel takes a telephone number for one to reckon with


@dataclass(frozen=True, slots=True)
class ContactWords:
    """Words of the file beside our own: folded headings → columns, folded roles → roles, what stands before names."""

    columns: Columns
    roles: Mapping[str, str]
    before_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line says: the unit as it is written, and a contact for each address."""

    unit: str
    contacts: tuple[Contact, ...]


def load_contacts(path: Path, registry: Registry) -> tuple[Contact, ...]:
    """The contacts of `registry`'s units, each once, in the file's order.

    Columns may stand in any order under English or Thai headings; a unit is named by its code or its name, and a line may have
    several addresses. Raises ConfigError that lists every bad line.
    """
    words = _words()
    lines = made_of(decoded(path), path, words.columns, lambda row: _line(row, words))
    named = {written: _unit_of(written, registry, words) for written in {line.unit for _, line in lines}}
    if problems := list(_unknown_units(lines, named, registry)):
        raise ConfigError(path, problems)
    found = (
        Contact(unit.code, contact.email, contact.name, contact.role, contact.phone)
        for _, line in lines
        if (unit := named[line.unit]) is not None
        for contact in line.contacts
    )
    return tuple(dict.fromkeys(found))


@cache
def _words() -> ContactWords:
    """The words that are shipped."""
    told = shipped("contacts.toml")
    headings = {fold(word): column for column, words in told["columns"].items() for word in words}
    roles = {fold(word): role for role, words in told["roles"].items() for word in words}
    columns = Columns(
        needed=("unit", "email"), known=("unit", "email", "name", "role", "phone"), other_names=headings
    )
    return ContactWords(
        columns, roles | {role.value: role.value for role in Role}, tuple(told["before_names"])
    )


def _line(row: Row, words: ContactWords) -> _Line:
    """What a line says; ValueError says what is wrong with it."""
    cells = {name: row.cells.get(name, "") for name in words.columns.known}
    if missing := [name for name in words.columns.needed if not cells[name]]:
        raise ValueError(f"{' and '.join(missing)} must not be empty ({row.said})")
    role = words.roles.get(fold(cells["role"] or Role.REPORTER))
    addresses = [_address(part) for part in _BETWEEN_ADDRESSES.split(cells["email"]) if part.strip()]
    if role is None:
        raise ValueError(
            f'the role "{cells["role"]}" is unknown; it is {" or ".join(Role)}, or empty for {Role.REPORTER}'
        )
    phone = _phone(cells["phone"])
    contacts = (Contact(cells["unit"], email, cells["name"], Role(role), phone) for email in addresses)
    return _Line(cells["unit"], tuple(contacts))


def _address(typed: str) -> str:
    typed = typed.strip().lower()
    return typed_domain(typed) if typed.startswith("@") else typed_address(typed)


def _phone(typed: str) -> str:
    """A telephone number as it is written, with the zero that Excel takes away from one that it holds for a number.

    A number of Thailand within the country has nine or ten digits and begins with 0 (ITU-T E.164, national numbering plan).
    """
    number = arabic_digits(typed)
    if _SPOILT.fullmatch(number):
        raise ValueError(
            f'the telephone number "{typed}" was shortened by Excel; format the column as text and type it again'
        )
    return f"0{number}" if _WITHOUT_ZERO.fullmatch(number) else typed


def _unit_of(written: str, registry: Registry, words: ContactWords) -> Unit | None:
    """The one unit of that code, or of that name with or without a word for its kind; None for none and for several."""
    if unit := registry.unit(written):
        return unit
    spelt = {fold(written)} | {
        fold(written.strip().removeprefix(word))
        for word in words.before_names
        if written.strip().startswith(word)
    }
    found = [unit for unit in registry.units if spelt & _names(unit)]
    return found[0] if len(found) == 1 else None


@cache
def _names(unit: Unit) -> frozenset[str]:
    names = (
        (unit.name, unit.full_name, unit.name_en, *unit.aliases) if unit.parent == "" else (unit.full_name,)
    )
    return frozenset(fold(name) for name in names if fold(name))


def _unknown_units(
    lines: Iterable[tuple[int, _Line]], named: Mapping[str, Unit | None], registry: Registry
) -> Iterator[str]:
    """Lines of units that nobody knows, each code or name with the first line that has it."""
    told: set[str] = set()
    for number, line in lines:
        if named[line.unit] is None and line.unit not in told:
            told.add(line.unit)
            said = f"registry.contacts: line {number}: no unit has the code {line.unit}"
            yield "; ".join(filter(None, (said, registry.near(line.unit))))
