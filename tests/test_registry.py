"""Who owes reports and who writes for them, looked up by code, name and address."""

import pytest

from collector.model.units import Contact, Role, Unit
from collector.registry import Registry

KRABI, TRANG = Unit("TH-81", "กระบี่"), Unit("TH-92", "ตรัง")


def person(email: str, unit: str = "TH-81", role: str = Role.REPORTER) -> Contact:
    return Contact(unit, email, "", role)


ANN, BEN = person("ann@local.example"), person("ben@local.example")
BOSS = person("boss@local.example", role=Role.SUPERVISOR)
TOM = person("tom@local.example", "TH-92")


def test_reporters_and_supervisors_are_told_apart_and_each_is_of_one_unit() -> None:
    registry = Registry((KRABI, TRANG), (ANN, BOSS, TOM, BEN))
    assert registry.reporters("TH-81") == (ANN, BEN)
    assert registry.supervisors("TH-81") == (BOSS,)
    assert (registry.reporters("TH-92"), registry.supervisors("TH-92")) == ((TOM,), ())
    assert (registry.reporters("TH-11"), registry.supervisors("TH-11")) == ((), ())


def test_a_unit_is_found_by_its_code_and_named_by_it_when_it_is_gone() -> None:
    registry = Registry((KRABI, TRANG))
    assert (registry.unit("TH-92"), registry.unit("TH-11")) == (TRANG, None)
    assert (registry.name("TH-92"), registry.name("TH-11")) == ("ตรัง", "TH-11")


@pytest.mark.parametrize("typed", ["ann@local.example", "ANN@Local.Example", "  ann@local.example\n"])
def test_an_address_is_known_however_it_is_typed(typed: str) -> None:
    assert Registry((KRABI,), (ANN,)).units_of(typed) == ("TH-81",)


def test_an_address_may_stand_for_several_units_each_once_in_the_order_of_the_file() -> None:
    both = person("ann@local.example", "TH-92"), ANN, person("ann@local.example", role=Role.SUPERVISOR)
    assert Registry((KRABI, TRANG), both).units_of("ann@local.example") == ("TH-92", "TH-81")
    assert Registry((KRABI, TRANG), both).units_of("somebody@local.example") == ()


def test_a_domain_may_be_registered_for_a_unit_and_is_never_written_to() -> None:
    domain, chief = person("@krabi.go.th"), person("@krabi.go.th", role=Role.SUPERVISOR)
    registry = Registry((KRABI, TRANG), (ANN, domain, chief, person("tom@krabi.go.th", "TH-92")))
    found = [registry.units_of(f"{name}@krabi.go.th") for name in ("anybody", "TOM")]
    assert found == [("TH-81",), ("TH-92",)]
    assert registry.units_of("anybody@mail.krabi.go.th") == registry.units_of("@") == ()
    assert (registry.reporters("TH-81"), registry.supervisors("TH-81")) == ((ANN,), ())


def test_who_passes_on_a_units_mail() -> None:
    relays = (
        person("relay@center.go.th", role=Role.FORWARDER),
        person("@relay.go.th", "TH-92", Role.FORWARDER),
    )
    registry = Registry((KRABI, TRANG), (ANN, *relays))
    assert registry.passes_on(("TH-81",), ("relay@center.go.th", "@center.go.th"))
    assert registry.passes_on(("TH-81", "TH-92"), ("x@relay.go.th", "@relay.go.th"))
    assert not registry.passes_on(("TH-81",), ("@relay.go.th",))
    assert not registry.passes_on(("TH-81",), ("ann@local.example", "@center.go.th", ""))


@pytest.mark.parametrize(
    ("dead", "left"),
    [
        ((), (ANN, BEN, BOSS, TOM)),
        (("ann@local.example",), (BEN, BOSS, TOM)),
        (("ann@local.example", "ben@local.example"), (ANN, BEN, BOSS, TOM)),
        (("boss@local.example",), (ANN, BEN, BOSS, TOM)),
        (("tom@local.example", "ben@local.example"), (ANN, BOSS, TOM)),
        (("nobody@local.example",), (ANN, BEN, BOSS, TOM)),
    ],
    ids=["none", "one of two", "both reporters", "the only supervisor", "one of each unit", "a stranger"],
)
def test_a_dead_address_goes_unless_it_is_the_last_in_its_role(
    dead: tuple[str, ...], left: tuple[Contact, ...]
) -> None:
    registry = Registry((KRABI, TRANG), (ANN, BEN, BOSS, TOM)).without(set(dead))
    assert (registry.contacts, registry.units) == (left, (KRABI, TRANG))


def test_a_dead_address_is_known_in_capitals_too() -> None:
    loud = person("ANN@local.example")
    assert Registry((KRABI,), (loud, BEN)).without({"ann@local.example"}).contacts == (BEN,)
    assert Registry((KRABI,), (loud, BEN)).without({"ben@local.example"}).contacts == (loud,)
    assert Registry((KRABI,), (loud,)).without({"ann@local.example"}).contacts == (loud,)
