"""Frozen values over the wire: they come back as they were, and nothing else comes through."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from collector.confined.frozen import Beside, decode, encode
from collector.confined.values import Order, Setup, Spoiled, Task
from collector.model.files import OtherKind, ReadableKind
from collector.model.mail import Address
from collector.readers.worker.wire import WireError
from tests.intake.mails import OWN, REGISTRY
from tests.mail.samples import NOW, WORDS
from tests.shipped import SPEC, names_of

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Sample:
    """One of everything."""

    text: str
    number: int
    files: tuple[bytes, ...]
    kind: ReadableKind | OtherKind
    moment: datetime | None
    pair: tuple[str, int]
    names: Mapping[str, frozenset[str]]
    address: Address | None = None
    yes: bool = False
    share: float = 0.5
    inner: tuple["Address", ...] = field(default=())


SAMPLE = Sample(
    "ก\ud800"[:1], 7, (b"\0\xff", b""), OtherKind.ZIP, NOW, ("a", 1), {"x": frozenset({"y"})}, Address("", "a@b"), True, 1.5
)  # fmt: skip


def test_a_value_comes_back_as_it_was() -> None:
    told, pieces = encode(SAMPLE)
    assert decode(Sample, told, Beside(pieces)) == SAMPLE
    order = Order(Task.FILE, "x", None, datetime.now(UTC), NOW, 3.0, (Spoiled(1, 0, "crashed"),))
    assert decode(Order, encode(order)[0]) == order


def test_the_setup_comes_back_with_its_patterns() -> None:
    setup = Setup((SPEC,), names_of(*REGISTRY.units), WORDS, OWN)
    back = decode(Setup, encode(setup)[0]).with_shared_words
    assert back.words == setup.words
    assert back.names.units == setup.names.units
    assert back.specs[0].columns == SPEC.columns
    assert back.specs[0].words.months.month == SPEC.words.months.month
    assert back.names.named("จังหวัดกระบี่") == setup.names.named("จังหวัดกระบี่")


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (0, 7), (0, None), (0, ["a"]), (1, "7"), (1, True), (1, 7.0), (1, 2**60), (2, [9]), (2, ["x"]), (2, {"0": 0}), (3, "exe"),
        (3, 0), (4, "yesterday"), (4, 5), (5, ["a"]), (5, ["a", 1, 2]), (5, "ab"), (6, [["x"]]), (6, {"x": ["y"]}), (6, [["x", "y"]]),
        (7, ["", 0]), (7, [""]), (8, 1), (9, "1"), (10, "ab"),
    ],
)  # fmt: skip
def test_what_is_of_another_type_does_not_come_through(at: int, value: Any) -> None:
    told, pieces = encode(SAMPLE)
    changed = json.loads(told)
    changed[at] = value
    with pytest.raises(WireError):
        decode(Sample, json.dumps(changed).encode(), Beside(pieces))


@pytest.mark.parametrize(
    "told", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"__class__": "os.system"}', b"[1]" * 20]
)
def test_what_is_no_value_does_not_come_through(told: bytes) -> None:
    with pytest.raises(WireError):
        decode(Sample, told)
