"""What the program itself writes again is in the table of what may change later, and nothing else is."""

from datetime import timedelta

import pytest

from collector.model.letters import LetterState
from collector.store.journal import NO_MARK, Change, mark
from collector.store.later_changes import LATER, STATES, forbidden, lasting
from collector.store.records import Alert
from collector.store.store import Store
from collector.store.table_shapes import table_shapes
from tests.filing.cases import NOW, completed, kept, letter, raw, ruling, verdict


def test_every_table_and_column_is_known(store: Store) -> None:
    shapes = {shape.name: shape for shape in table_shapes(store.connection)}
    assert set(LATER) == set(shapes)
    for name, rule in LATER.items():
        assert set(rule.changes) <= set(shapes[name].columns)
        assert set(rule.closes) <= set(rule.changes)


def test_every_state_of_a_letter_is_known_and_told_apart_by_its_mark() -> None:
    assert set(STATES) == {str(state) for state in LetterState}
    assert {after for steps in STATES.values() for after in steps} <= set(STATES)
    marks = {mark(state) for state in STATES}
    assert len(marks) == len(STATES)
    assert NO_MARK not in marks


def test_what_the_program_does_is_found_fault_with_nowhere(store: Store) -> None:
    """Each way of the store that writes to a row once more, in commits of their own and several in one."""
    mails = [raw(number) for number in range(4)]
    store.take_in(kept(mails))
    store.fail(mails[0].sha256, "Traceback", NOW)
    store.crashed(mails[0].sha256)
    store.fail(mails[0].sha256, "Traceback", NOW)
    store.record([completed(mails[0], verdict(ruling()))])
    store.secret()
    store.queue([letter(f"{number}") for number in range(8)], NOW)
    ids = [each.id for each in store.letters()]
    _send(store, ids)
    for kind in ("disk", "no-fetch"):
        store.raise_alert(Alert(kind, NOW, "cause"))
        store.end_alert(kind, NOW)
        store.raise_alert(Alert(kind, NOW, "cause"))
    store.trip("many", NOW)
    store.hold_letters("many")
    store.release_letters(NOW)
    store.trip("many again", NOW)
    store.take_in(kept(mails))
    assert list(store.rows_unlike_journal()) == []
    assert list(store.broken_journal()) == []


def _send(store: Store, ids: list[int]) -> None:
    with store.group():  # a folder takes a batch in one commit
        for number in ids[:2]:
            store.letter_sending(number)
            store.letter_sent(number, "250", NOW)
        store.letter_failed(ids[2], "550", None, NOW)
        store.hold_letters("many")
    store.release_letters(NOW)
    store.retry_letters()
    for number in ids[2:5]:
        store.letter_sending(number)
        store.letter_failed(number, "451", NOW + timedelta(hours=1), NOW, uncertain=True)
        store.letter_sending(number)
    store.letter_sending(ids[2])  # a process died with it on the wire
    store.letter_sent(ids[2], "250", NOW)
    store.withdraw_letter(ids[3], NOW)
    store.letter_failed(ids[4], "550", None, NOW)
    store.retry_letters([ids[4]])
    store.letter_failed(ids[5], "stranger-cap", NOW, NOW)
    store.withdraw_letter(ids[5], NOW)


LETTER = ("id", "raw", "state", "sent", "withdrawn")


def _letter(state: str, *, raw: str = "aaaa", withdrawn: str = NO_MARK, stays: str = "") -> Change:
    said = NO_MARK if state == "queued" else mark(state)
    marks = f"1111{raw}{said}{'5555' if state == 'sent' else NO_MARK}{withdrawn}"
    return Change("letter", "[1]", "", "d", marks, stays)


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_the_states_of_a_letter_follow_each_other(before: str, after: str) -> None:
    """Whatever is told, it is told of exactly those steps that the program does not take."""
    assert bool(forbidden(LETTER, _letter(before), _letter(after))) == (after not in STATES[before])


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        (_letter("queued"), _letter("sending", raw="bbbb"), "changes text"),  # written by an older version
        (_letter("queued"), _letter("sending", stays="b"), ""),
        (_letter("queued", stays="a"), _letter("sending", stays="a"), ""),
        (_letter("queued", stays="a"), _letter("sending", stays="b"), "changes something"),
        (_letter("queued", stays="a"), _letter("sending"), "changes something"),
        (_letter("queued", withdrawn="7777"), _letter("sending"), "changes state and withdrawn"),
        (_letter("queued"), _letter("unheard-of"), "makes it ?, which was queued"),
        (_letter("sent"), Change("letter", "[1]"), "removes it"),
        (Change("letter", "[1]"), _letter("sent"), ""),
    ],
)
def test_what_stays_of_a_letter(earlier: Change, later: Change, told: str) -> None:
    assert forbidden(LETTER, earlier, later) == told


def test_a_count_may_come_and_go_and_the_secret_beside_it_may_not() -> None:
    for row, told in (('["failures-in-a-row"]', ""), ('["secret"]', "changes value")):
        written = Change("setting", row, "", "d", "11112222")
        assert forbidden(("name", "value"), written, Change("setting", row, "d", "e", "11113333")) == told
        assert forbidden(("name", "value"), written, Change("setting", row, "d")) == (told and "removes it")


def test_where_nothing_changes_the_digest_of_the_row_is_enough() -> None:
    assert lasting("report", ("mail", "position", "entries")) == ()
    assert lasting("letter", LETTER) == ("id", "raw")
