"""What becomes of a mail in which nothing could be read."""

from datetime import UTC, datetime

import pytest

from collector.filing.decide import FOR_A_PERSON, Rules, Understood, Unread, decide
from collector.model import Address, FileKind, Mail, OtherKind, Outcome, ReadableKind
from collector.periods import Calendar, Period
from tests.shipped import WORDS

MAIL = Mail(
    Address("", "krabi@local.example"), Address("", "krabi@local.example"), (), "รายงาน", "<1@x>", (),
    datetime(2019, 1, 3, tzinfo=UTC), "", "", (), (),
)  # fmt: skip
RULES = Rules({}, Calendar(frozenset()), UTC, Period(2018, 10), WORDS.vocabulary)


def decided(kind: FileKind, code: str) -> tuple[Outcome, str]:
    understood = Understood(MAIL, None, (), (Unread("form", kind, code),))
    verdict = decide(understood, RULES, lambda *_: None)
    return verdict.outcome, verdict.reasons[0].code


@pytest.mark.parametrize("code", ["damaged", "unsupported", "encrypted", "empty-file", "too-large"])
@pytest.mark.parametrize("kind", ReadableKind)
def test_a_kind_that_we_read_goes_back_with_the_reason_when_it_cannot_be_read(
    kind: ReadableKind, code: str
) -> None:
    assert decided(kind, code) == (Outcome.RETURNED, code)


@pytest.mark.parametrize("kind", OtherKind)
def test_only_what_opens_for_a_person_is_left_to_one(kind: OtherKind) -> None:
    expected = (Outcome.RETURNED, "unsupported")
    if kind == OtherKind.IMAGE:
        expected = (Outcome.REVIEW, "scan-only")
    elif kind in {OtherKind.MSG, OtherKind.P7M, OtherKind.TNEF}:
        expected = (Outcome.REVIEW, "read-by-person")
    assert decided(kind, "unsupported") == expected


def test_no_kind_that_we_read_is_said_to_be_read_by_a_person_only() -> None:
    assert FOR_A_PERSON.isdisjoint(set(ReadableKind))
    assert set(OtherKind).isdisjoint(set(ReadableKind))
