"""units.csv and contacts.csv → who owes reports and who writes for them; knows no form and no mail."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TypeVar

from collector.errors import ConfigError
from collector.model import Contact, Role, Unit
from collector.thai import fold

T = TypeVar("T")
UNIT_COLUMNS = ("code", "name", "name_en", "abbreviation", "region", "aliases", "parent")
MOST_HINTS = 3  # units that a message names
CONTACT_COLUMNS = ("unit", "email", "name", "role", "phone")


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
            if contact.unit not in found[contact.email]:
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

    UTF-8 with or without BOM, or cp874 as a Thai Excel saves CSV. Raises ConfigError that lists every bad line.
    """
    lines = tuple(_read(units, _unit, UNIT_COLUMNS[:2], UNIT_COLUMNS))
    known = tuple(unit for _, unit in lines)
    codes = {unit.code for unit in known}
    if not known:
        raise ConfigError(units or Path("provinces.csv"), ["registry.units: the file names no unit"])
    if doubled := list(_doubled(lines)):
        raise ConfigError(units or Path("provinces.csv"), doubled)
    found = _read(contacts, _contact, CONTACT_COLUMNS[:2], CONTACT_COLUMNS) if contacts else ()
    people = tuple(contact for _, contact in found)
    registry = Registry(known, people)
    if strangers := sorted({person.unit for person in people} - codes):
        raise ConfigError(
            contacts or Path(),
            [
                "; ".join(
                    filter(None, (f"registry.contacts: no unit has the code {code}", registry.near(code)))
                )
                for code in strangers
            ],
        )
    return registry


def _doubled(lines: Iterable[tuple[int, Unit]]) -> Iterator[str]:
    """Units that nothing tells apart, each with the lines of both."""
    codes: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    for number, unit in lines:
        if (first := codes.setdefault(unit.code, number)) != number:
            yield f"registry.units: lines {first} and {number} both have the code {unit.code}; a code belongs to one unit"
            continue
        if (first := names.setdefault((fold(unit.name), fold(unit.parent)), number)) != number:
            yield (
                f"registry.units: lines {first} and {number} both name {unit.full_name}, and nothing would tell their reports apart; "
                "take one away, or give each in the column parent what it belongs to"
            )


def _unit(row: dict[str, str]) -> Unit | None:
    if not row["code"] or not row["name"]:
        return None
    aliases = tuple(alias.strip() for alias in (row.get("aliases") or "").split("|") if alias.strip())
    name_en, abbreviation, region, parent = (
        row.get(key) or "" for key in ("name_en", "abbreviation", "region", "parent")
    )
    return Unit(row["code"], row["name"], name_en, abbreviation, region, aliases, parent)


def _contact(row: dict[str, str]) -> Contact | None:
    role = row.get("role") or Role.REPORTER
    email = row["email"].lower()
    if not row["unit"] or "@" not in email or role not in list(Role):
        return None
    return Contact(row["unit"], email, row.get("name", ""), Role(role))


def _read(
    path: Path | None,
    make: Callable[[dict[str, str]], T | None],
    needed: tuple[str, ...],
    known: tuple[str, ...],
) -> Iterator[tuple[int, T]]:
    """Each line's number and what stands in it; ConfigError that lists every bad one."""
    name = path or Path("provinces.csv")
    rows = csv.DictReader(io.StringIO(_text(path)), skipinitialspace=True)
    if missing := [column for column in needed if column not in (rows.fieldnames or ())]:
        raise ConfigError(name, [f"the first line must name the columns; missing: {', '.join(missing)}"])
    problems = list(_misspelt_columns(rows.fieldnames or (), known))
    for row in rows:
        cleaned = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        if not any(cleaned.values()) or cleaned[needed[0]].startswith("#"):
            continue
        if (made := make(cleaned)) is not None:
            yield rows.line_num, made
        else:
            problems.append(
                f"line {rows.line_num}: {', '.join(cleaned.values())!r} is incomplete or has an unknown role"
            )
    if problems:
        raise ConfigError(name, problems)


def _misspelt_columns(columns: Iterable[str], known: tuple[str, ...]) -> Iterator[str]:
    """A column of the department's own may stand there; one that is nearly ours was meant, and would be lost in silence."""
    for column in columns:
        near = get_close_matches(column.strip().lower(), known, 1, cutoff=0.75)
        if near and column.strip() not in known:
            yield f"the column {column!r} is not known; did you mean {near[0]!r}?"


def _text(path: Path | None) -> str:
    if path is None:
        return resources.files("collector").joinpath("data/provinces.csv").read_text(encoding="utf-8")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(path, [f"cannot be read: {error.strerror}"]) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp874", errors="replace")
