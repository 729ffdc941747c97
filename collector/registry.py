"""Who owes reports and who writes for them, looked up by code, name and address; knows no file, no form and no mail."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from collector.model.units import Contact, Role, Unit
from collector.thai import fold

MOST_HINTS = 3  # units that a message names


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
