"""units.csv and contacts.csv → who owes reports and who writes for them; knows no form and no mail."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TypeVar

from collector.csv_rows import Row, decoded, rows_of
from collector.errors import ConfigError
from collector.model.units import Contact, Role, Unit
from collector.thai import fold
from collector.typed_addresses import typed_address, typed_domain

T = TypeVar("T")
UNIT_COLUMNS = ("code", "name", "name_en", "abbreviation", "region", "aliases", "parent")
MOST_HINTS = 3  # units that a message names
CONTACT_COLUMNS = ("unit", "email", "name", "role", "phone")
NOT_IN_CODES = '/\\:*?"<>|'  # what no folder's name may hold
_SHIPPED = Path("provinces.csv")


@dataclass(frozen=True)
class Registry:
    """The units of one department and their contacts; look-ups only."""

    units: tuple[Unit, ...]
    contacts: tuple[Contact, ...] = ()

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _by_email(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for contact in self.contacts:
            if contact.role is not Role.FORWARDER and contact.unit not in found[contact.email]:
                found[contact.email].append(contact.unit)
        return {email: tuple(codes) for email, codes in found.items()}

    def unit(self, code: str) -> Unit | None:
        return self._by_code.get(code)

    def near(self, typed: str) -> str:
        """Units that a code that is none may have been meant for, by their codes and names; "" if none is near."""
        named = [unit for unit in self.units if fold(typed) and fold(typed) in fold(unit.name)]
        codes = {unit.code.upper(): unit for unit in self.units}
        alike = [codes[code] for code in get_close_matches(typed.strip().upper(), codes, cutoff=0.75)]
        found = list(dict.fromkeys([*named, *alike]))
        return f"did you mean {_listed(found)}?" if found else ""

    def hint(self, typed: str) -> str:
        """The same, or how codes look in this registry."""
        return (
            self.near(typed) or f"codes are those of the registry's units, like {_listed(list(self.units))}"
        )

    def name(self, code: str) -> str:
        """The unit's name with its parent's, or the code itself when the registry no longer knows it."""
        return self.known(code).full_name

    def known(self, code: str) -> Unit:
        """The unit, or one that is called by its code when the registry no longer knows it."""
        return self._by_code.get(code) or Unit(code, code)

    def units_of(self, email: str) -> tuple[str, ...]:
        """Codes of the units for which an address is registered, in the order of the contacts file.

        A contact `@krabi.go.th` registers all addresses of that domain; one that is registered itself is of its own units.
        """
        address = email.strip().lower()
        _, at, domain = address.rpartition("@")
        return self._by_email.get(address) or (self._by_email.get(f"@{domain}", ()) if at else ())

    def names_address(self, email: str) -> bool:
        """Whether an address is registered itself, not only by its domain."""
        address = email.strip().lower()
        return not address.startswith("@") and address in self._by_email

    def reporters(self, code: str) -> tuple[Contact, ...]:
        """Those who report for a unit and can be written to: no whole domains."""
        return self._people(code, Role.REPORTER)

    def passes_on(self, units: Collection[str], passed_by: Collection[str]) -> bool:
        """Whether a mail of one of these units came by way of somebody who is registered to pass on that unit's mail."""
        return any(
            contact.role is Role.FORWARDER and contact.unit in units and contact.email in passed_by
            for contact in self.contacts
        )

    def _people(self, code: str, role: Role) -> tuple[Contact, ...]:
        found = (contact for contact in self.contacts if contact.unit == code and contact.role is role)
        return tuple(contact for contact in found if not contact.email.startswith("@"))

    def without(self, dead: Collection[str]) -> "Registry":
        """The registry without contacts at addresses that are not there any more.

        Those of a unit that has nobody else in that role stay: a letter that may come back is better than none.
        """
        if not dead:
            return self
        alive = {
            (contact.unit, contact.role) for contact in self.contacts if contact.email.lower() not in dead
        }
        contacts = (
            contact
            for contact in self.contacts
            if contact.email.lower() not in dead or (contact.unit, contact.role) not in alive
        )
        return Registry(self.units, tuple(contacts))

    def supervisors(self, code: str) -> tuple[Contact, ...]:
        """Those to whom a unit answers and who can be written to."""
        return self._people(code, Role.SUPERVISOR)


def _listed(units: list[Unit]) -> str:
    return ", ".join(f"{unit.code} ({unit.full_name})" for unit in units[:MOST_HINTS])


def load_registry(units: Path | None, contacts: Path | None) -> Registry:
    """Reads both files; `units` None is the 76 provinces shipped, `contacts` None is no contacts.

    Raises ConfigError that lists every bad line.
    """
    path = units or _SHIPPED
    lines = _read(path, path if units else None, _unit, UNIT_COLUMNS)
    if not lines:
        raise ConfigError(path, ["registry.units: the file names no unit"])
    if problems := [*_doubled(lines), *_borrowed(lines)]:
        raise ConfigError(path, problems)
    known = Registry(tuple(unit for _, unit in lines))
    if contacts is None:
        return known
    people = _read(contacts, contacts, _contact, CONTACT_COLUMNS)
    if strangers := list(_strangers(people, known)):
        raise ConfigError(contacts, strangers)
    return Registry(known.units, tuple(person for _, person in people))


def _strangers(people: Iterable[tuple[int, Contact]], registry: Registry) -> Iterator[str]:
    """Contacts of units that nobody knows, each code with the first line that has it."""
    told: set[str] = set()
    for number, person in people:
        if registry.unit(person.unit) is None and person.unit not in told:
            told.add(person.unit)
            said = f"registry.contacts: line {number}: no unit has the code {person.unit}"
            yield "; ".join(filter(None, (said, registry.near(person.unit))))


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
    cells = {name: row.cells.get(name, "") for name in UNIT_COLUMNS}
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


def _contact(row: Row) -> Contact:
    """The contact of a line; ValueError says what is wrong with it."""
    cells = {name: row.cells.get(name, "") for name in CONTACT_COLUMNS}
    email, role = cells["email"].lower(), cells["role"] or Role.REPORTER
    if missing := [name for name in ("unit", "email") if not cells[name]]:
        raise ValueError(f"{' and '.join(missing)} must not be empty ({row.said})")
    email = typed_domain(email) if email.startswith("@") else typed_address(email)
    if role not in list(Role):
        raise ValueError(
            f'the role "{role}" is unknown; it is {" or ".join(Role)}, or empty for {Role.REPORTER}'
        )
    return Contact(cells["unit"], email, cells["name"], Role(role))


def _read(
    name: Path, path: Path | None, make: Callable[[Row], T], known: Sequence[str]
) -> list[tuple[int, T]]:
    """Each line's number and what stands in it; ConfigError that lists every bad one. `path` None is what is shipped."""
    made, problems = [], []
    text = decoded(path) if path else _shipped()
    for row in rows_of(text, name, known[:2], known):
        if row.fault:
            problems.append(f"line {row.number}: {row.fault}")
            continue
        try:
            made.append((row.number, make(row)))
        except ValueError as error:
            problems.append(f"line {row.number}: {error}")
    if problems:
        raise ConfigError(name, problems)
    return made


def _shipped() -> str:
    return resources.files("collector").joinpath("data", _SHIPPED.name).read_text(encoding="utf-8")
