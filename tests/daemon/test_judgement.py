"""What counts as wrong: the pure part of the alerts."""

from datetime import timedelta
from pathlib import Path

import pytest

from collector.daemon.troubles import KINDS, Observed, Thresholds, Trouble, find_troubles

BOUNDS = Thresholds(timedelta(minutes=30), letters_waiting=10, free_megabytes=500)
WELL = Observed(free_megabytes=500)


def kinds(signs: Observed, *standing: str) -> list[str]:
    return [trouble.kind for trouble in find_troubles(signs, BOUNDS, standing)]


def test_nothing_is_wrong_with_a_collector_that_works() -> None:
    assert find_troubles(WELL, BOUNDS) == ()
    assert find_troubles(Observed(), BOUNDS) == ()  # nothing known


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (Observed(timedelta(minutes=29), "no route"), []),
        (Observed(timedelta(minutes=30), "no route"), ["no-fetch"]),
        (Observed(timedelta(days=3)), []),  # the first look after a weekend worked
        (Observed(timedelta(seconds=1), "expired", sign_in=True), ["sign-in"]),  # waiting would not help
        (Observed(timedelta(hours=2), "expired", sign_in=True), ["sign-in"]),  # one alert, not two
        (Observed(mail_left=1), ["mail-left"]),
        (Observed(timedelta(minutes=1), "no route", mail_left=1), []),  # counted before it broke
        (Observed(letters_waiting=10), []),
        (Observed(letters_waiting=11), ["letters-waiting"]),
        (Observed(letters_failed=1), ["letters-failed"]),
        (Observed(letters_held=1), ["letters-held"]),
        (Observed(letters_held=1, shadow=True), []),
        (Observed(breaker="ten in a row"), ["letters-held"]),  # it grips though none was left to hold
        (Observed(send_failure="535 no"), []),  # nothing waits
        (Observed(letters_stuck=3), []),  # for another reason, as quiet hours
        (Observed(send_failure="535 no", letters_stuck=3), ["no-send"]),
        (Observed(free_megabytes=499), ["disk"]),
        (
            Observed(timedelta(hours=1), "x", letters_waiting=11, letters_failed=1, free_megabytes=0),
            ["no-fetch", "letters-waiting", "letters-failed", "disk"],
        ),
    ],
)
def test_bounds(signs: Observed, expected: list[str]) -> None:
    assert kinds(signs) == expected


def test_what_stands_is_over_only_when_it_is_clearly_better() -> None:
    assert kinds(Observed(free_megabytes=549), "disk") == ["disk"]
    assert kinds(Observed(free_megabytes=550), "disk") == []
    assert kinds(Observed(letters_waiting=6), "letters-waiting") == ["letters-waiting"]
    assert kinds(Observed(letters_waiting=5), "letters-waiting") == []


def test_the_cause_says_what_the_server_said_and_the_numbers_are_there() -> None:
    (trouble,) = find_troubles(Observed(timedelta(minutes=95), "imap.x: no route"), BOUNDS)
    assert trouble == Trouble(
        "no-fetch", "no mail could be fetched for 95 minutes: imap.x: no route", {"minutes": "95"}
    )


def test_the_cause_says_why_the_breaker_grips_and_why_nothing_can_be_sent() -> None:
    gripped, stuck = (
        Observed(letters_held=4, breaker="10 were refused"),
        Observed(send_failure="535 no", letters_stuck=3),
    )
    assert [trouble.cause for signs in (gripped, stuck) for trouble in find_troubles(signs, BOUNDS)] == [
        "4 letters are held until a person releases them: 10 were refused",
        "3 letters wait and cannot be sent: 535 no",
    ]


def test_every_kind_is_explained_to_the_administrator(project: Path) -> None:
    text = (project / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []
