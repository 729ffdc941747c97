"""Registry and contacts → units that nobody can be written to for, and addresses that look wrong; reaches no server."""

from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from functools import cache

from collector.application import Application
from collector.doctor.finding import Finding, none, well, wrong
from collector.english import counted
from collector.letters.policy import is_address
from collector.model.outcomes import Outcome
from collector.periods import Period, periods_between
from collector.registry import Registry
from collector.shipped import shipped

_MOST_NAMED = 5
_MOST_OWED = 3  # months, where nothing was ever filed
_ALIKE = 0.85  # of 1: gmial.com is to gmail.com, gmail.co.th is not


def check(app: Application, now: datetime) -> Iterator[Finding]:
    """Units, their contacts, and the staff who are told of trouble."""
    registry, department = app.registry, app.settings.department
    yield well(
        "registry", f"{counted(len(registry.units), 'unit')}, {counted(len(registry.contacts), 'contact')}"
    )
    yield _first_month(app, now)
    yield _reporters(registry)
    yield _addresses(registry)
    dead = sorted(app.store.dead_addresses() & {contact.email for contact in registry.contacts})
    if dead:
        yield wrong(
            "bounced contacts",
            f"letters came back from {_listed(dead)}",
            "ask these offices for a new address and change contacts.csv",
        )
    if not department.staff:
        yield wrong("staff", "nobody gets alerts", "set staff of [department]")
    elif department.address in department.staff:
        yield wrong(
            "staff",
            "alerts go to the mailbox that offices write to, where nobody sees them when it fails",
            "name another address in staff of [department]",
        )
    else:
        yield well("staff", f"alerts go to {counted(len(department.staff), 'address')}")


def _first_month(app: Application, now: datetime) -> Finding:
    """Whether a new installation asks for the past: each unit would be reminded of all those months."""
    since, today = app.settings.registry.since, now.astimezone(app.settings.department.zone).date()
    months = periods_between(since, Period.of(today).previous())
    owed = [
        month for month in months if any(app.calendar.due(month, spec.due_day) < today for spec in app.specs)
    ]
    if len(owed) > _MOST_OWED and not app.store.mail_counts().get(Outcome.FILED.value):
        return wrong(
            "first month",
            f"every unit owes {len(owed)} months, since {since}, and nothing was ever filed; all of them would be reminded of these",
            "set since of [registry] to the first month that is collected here, or take in the old mail with collector import",
        )
    return well("first month", f"reports are expected from {since} on")


def _reporters(registry: Registry) -> Finding:
    bare = [unit.name for unit in registry.units if not registry.reporters(unit.code)]
    if bare:
        return wrong(
            "reporters",
            f"{counted(len(bare), 'unit')} {'has' if len(bare) == 1 else 'have'} no reporter and cannot be reminded: {_listed(bare)}",
            "add a line for each to contacts.csv",
        )
    return well("reporters", "every unit has one")


def _addresses(registry: Registry) -> Finding:
    doubtful = []
    for email in sorted({contact.email for contact in registry.contacts}):
        domain = email.rpartition("@")[2]
        usual = get_close_matches(domain, _domains(), n=1, cutoff=_ALIKE)
        if not is_address(f"anybody{email}" if email.startswith("@") else email):
            doubtful.append(f"{email} is no address")
        elif usual and usual[0] != domain:
            doubtful.append(f"{email}: is {usual[0]} meant?")
    if doubtful:
        return wrong("addresses", _listed(doubtful), "mend them in contacts.csv")
    return well("addresses", "none looks wrong") if registry.contacts else none("addresses", "no contacts")


def _listed(items: list[str]) -> str:
    more = len(items) - _MOST_NAMED
    return ", ".join(items[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


@cache
def _domains() -> list[str]:
    """The usual domains of offices' addresses."""
    told = shipped("doctor.toml")
    return list(told["domains"])
