"""What is written of a letter and when it is due; who reads beside the writer, and the key that only it makes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from collector.store.store import Store
from tests.filing.cases import NOW, letter


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.connection.execute(sql)]


def test_a_letter_to_no_unit_comes_back_as_it_was_written(store: Store) -> None:
    written = replace(letter("a"), unit="", periods=(), cc=())
    store.queue([written, letter("b")], NOW)
    first, second = store.letters()
    assert (first.letter, second.letter) == (written, letter("b"))
    assert rows(store, "SELECT unit, periods, copies FROM letter WHERE cause = 'a'") == [(None, "[]", "[]")]
    assert (first.created, first.next_attempt, first.answer, first.sent) == (NOW, None, "", None)


def test_the_answer_of_the_server_is_kept_with_its_time(store: Store) -> None:
    store.queue([letter("a")], NOW)
    store.letter_failed(1, "550 no such user", None, NOW)
    assert store.letters()[0].answer == "2019-01-03T07:05:00.000000+00:00 550 no such user"


@pytest.mark.parametrize(
    ("late", "is_due"),
    [
        pytest.param(timedelta(0), True, id="its moment"),
        pytest.param(-timedelta(seconds=1), False, id="a second before it"),
        pytest.param(-timedelta(days=1), False, id="a day before it"),
        pytest.param(
            -timedelta(days=1, seconds=1), True, id="more than a day before it: a clock was set back"
        ),
    ],
)
def test_a_letter_that_was_put_off_is_due_at_its_moment(store: Store, late: timedelta, is_due: bool) -> None:
    store.queue([letter("a")], NOW)
    store.letter_failed(1, "451 later", NOW, NOW)
    assert bool(store.due_letters(NOW + late, 9)) is is_due


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [((), ["acknowledgement", "alert", "reminder"]), (["alert", "recovered"], ["alert"]), (["probe"], [])],
    ids=["all", "the urgent ones", "none of that kind"],
)
def test_letters_of_some_kinds(store: Store, kinds: list[str], expected: list[str]) -> None:
    store.queue([letter("a", kind) for kind in ("acknowledgement", "alert", "reminder")], NOW)
    assert [item.letter.kind for item in store.due_letters(NOW, 9, kinds=kinds)] == expected
    assert store.hold_letters("why", but=kinds) == (3 if not kinds else 3 - len(expected))


def test_asking_for_letters_forgets_no_failure(store: Store) -> None:
    store.queue([letter("a"), letter("b")], NOW)
    store.letter_failed(1, "550 no such user", None, NOW)
    store.due_letters(NOW, 9)
    assert store.failures_in_a_row() == 1


# ── who may read ────────────────────────────────────────────────────────────────────────────────


def test_a_reader_knows_the_secret_and_one_beside_may_write_without_the_lock(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        secret = store.secret()
        store.queue([letter("a")], NOW, held="shadow")
        with Store(tmp_path, read_only=True) as reader:
            assert reader.secret() == secret
        with Store(tmp_path, beside=True) as beside:
            assert beside.release_letters(NOW) == 1
        assert [item.state for item in store.letters()] == ["queued"]


def test_a_reader_of_a_store_without_a_secret_gets_one_that_signs_nothing(tmp_path: Path) -> None:
    with Store(tmp_path):
        pass
    with Store(tmp_path, read_only=True) as reader:
        assert len(reader.secret()) == 32
        assert reader.secret() != reader.secret()
    with Store(tmp_path) as store:
        assert rows(store, "SELECT * FROM setting WHERE name = 'secret'") == []


def test_given_up_letters_are_tried_again_by_their_numbers(store: Store) -> None:
    store.queue([letter("a"), letter("b"), letter("c")], NOW)
    for number in (1, 2, 3):
        store.letter_failed(number, "550 no such user", None, NOW)
    assert store.no_letters([3, 9, 1, -1, 2**64]) == (9, -1, 2**64)
    assert store.retry_letters([3, 1, 9, 2**64]) == 2
    assert [item.letter.cause for item in store.letters("failed")] == ["b"]
