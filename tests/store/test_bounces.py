"""Bounces are recorded with the mail that brought them, and tell which contacts are not there any more."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from collector.errors import StoreError
from collector.model.letters import Letter
from collector.model.mail import Address, ContactFailure, Machine, MachineKind
from collector.model.outcomes import Outcome, Verdict
from collector.store.records import Bounce
from collector.store.store import Store
from tests.filing.cases import NOW, completed, kept, letter, raw

GONE = ContactFailure("krabi@example.go.th", True, "5.1.1", "550 5.1.1 no such user", letter("a").message_id)


def to(*addresses: str, cc: tuple[str, ...] = ()) -> Letter:
    """The letter that came back, to these."""
    return replace(letter("a"), to=addresses, cc=cc)


def bounced(
    store: Store,
    failure: ContactFailure,
    number: int = 1,
    when: datetime = NOW,
    sender: str = "mailer-daemon@mx.example",
) -> None:
    """A mail that came and was ignored as a bounce of that letter."""
    mail = raw(number, arrived=when)
    done = completed(
        mail, Verdict(Outcome.IGNORED, (), (), Machine(MachineKind.BOUNCE, "report-type")), letters=()
    )
    store.take_in(kept([mail]))
    facts = replace(done.mail, sender=Address("", sender))
    store.record([replace(done, mail=facts, failures=(failure,) if failure.address else ())])


def heard_of(store: Store, sender: str, when: datetime) -> None:
    bounced(store, replace(GONE, address=""), 77, when, sender)


def test_a_bounce_is_kept_with_its_letter(store: Store) -> None:
    store.queue([letter("a")], NOW)
    bounced(store, GONE)
    bounced(store, GONE)  # the same mail again, after a crash
    (found,) = store.bounces()
    assert found == Bounce(GONE, NOW, 1, "TH-81", letter("a").subject)


def test_a_bounce_of_a_letter_that_is_not_in_this_database(store: Store) -> None:
    bounced(store, GONE)
    (found,) = store.bounces()
    assert (found.failure.address, found.letter, found.unit) == (GONE.address, None, "")


def test_a_mail_that_cannot_be_recorded_leaves_no_bounce(store: Store) -> None:
    mail = raw(5)
    done = completed(mail, Verdict(Outcome.IGNORED, ()), letters=())
    store.take_in(kept([mail]))
    broken = replace(GONE, diagnostic=None)  # type: ignore[arg-type]  # so that the second row is refused
    with pytest.raises(StoreError):
        store.record([replace(done, failures=(GONE, replace(broken, address="other@x.example")))])
    assert store.bounces() == ()


def test_who_is_not_there_any_more(store: Store) -> None:
    kinds = [
        ("gone@x.example", True, "5.1.1"),
        ("closed@x.example", True, "5.2.1"),
        ("untold@x.example", True, ""),
        ("full@x.example", True, "5.2.2"),
        ("filter@x.example", True, "5.7.1"),
        ("later@x.example", False, "4.4.1"),
    ]
    store.queue(
        [to(*(address.upper() for address, _, _ in kinds[:1]), *(address for address, _, _ in kinds[1:]))],
        NOW,
    )
    for number, (address, permanent, status) in enumerate(kinds):
        bounced(store, replace(GONE, address=address, permanent=permanent, status=status), number)
    assert store.dead_addresses() == {"gone@x.example", "closed@x.example", "untold@x.example"}


def test_a_bounce_tells_of_the_address_alone_that_its_letter_went_to(store: Store) -> None:
    store.queue([to("stranger@x.example", cc=("copied@x.example",))], NOW)
    for number, address in enumerate(("krabi@example.go.th", "copied@x.example")):
        bounced(store, replace(GONE, address=address), number)
    assert store.dead_addresses() == {"copied@x.example"}
    assert [bounce.failure.address for bounce in store.bounces()] == ["copied@x.example"]


def test_a_bounce_of_a_letter_of_another_database_makes_nobody_dead(store: Store) -> None:
    bounced(store, GONE)
    assert store.dead_addresses() == frozenset()


def test_who_writes_is_alive(store: Store) -> None:
    store.queue([to(GONE.address)], NOW)
    heard_of(store, GONE.address, NOW - timedelta(days=1))
    bounced(store, GONE)
    assert store.dead_addresses() == {GONE.address}
    heard_of(store, "other@example.go.th", NOW + timedelta(days=1))
    assert store.dead_addresses() == {GONE.address}


def test_who_writes_afterwards_is_alive_again(store: Store) -> None:
    bounced(store, GONE)
    heard_of(store, GONE.address, NOW + timedelta(days=1))
    assert store.dead_addresses() == frozenset()
