"""What counts as wrong: the pure part of the alerts."""

from datetime import timedelta
from pathlib import Path

import pytest

from collector.daemon.troubles import KINDS, Bounds, Signs, Trouble, troubles

BOUNDS = Bounds(timedelta(minutes=30), letters_waiting=10, free_megabytes=500)
WELL = Signs(free_megabytes=500)


def kinds(signs: Signs, *standing: str) -> list[str]:
    return [trouble.kind for trouble in troubles(signs, BOUNDS, standing)]


def test_nothing_is_wrong_with_a_collector_that_works() -> None:
    assert troubles(WELL, BOUNDS) == ()
    assert troubles(Signs(), BOUNDS) == ()  # nothing known


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (Signs(timedelta(minutes=29), "no route"), []),
        (Signs(timedelta(minutes=30), "no route"), ["no-fetch"]),
        (Signs(timedelta(days=3)), []),  # the first look after a weekend worked
        (Signs(timedelta(seconds=1), "expired", sign_in=True), ["sign-in"]),  # waiting would not help
        (Signs(timedelta(hours=2), "expired", sign_in=True), ["sign-in"]),  # one alert, not two
        (Signs(mail_left=1), ["mail-left"]),
        (Signs(timedelta(minutes=1), "no route", mail_left=1), []),  # counted before it broke
        (Signs(letters_waiting=10), []),
        (Signs(letters_waiting=11), ["letters-waiting"]),
        (Signs(letters_failed=1), ["letters-failed"]),
        (Signs(letters_held=1), ["letters-held"]),
        (Signs(letters_held=1, shadow=True), []),
        (Signs(breaker="ten in a row"), ["letters-held"]),  # it grips though none was left to hold
        (Signs(send_failure="535 no"), []),  # nothing waits
        (Signs(letters_stuck=3), []),  # for another reason, as quiet hours
        (Signs(send_failure="535 no", letters_stuck=3), ["no-send"]),
        (Signs(free_megabytes=499), ["disk"]),
        (
            Signs(timedelta(hours=1), "x", letters_waiting=11, letters_failed=1, free_megabytes=0),
            ["no-fetch", "letters-waiting", "letters-failed", "disk"],
        ),
    ],
)
def test_bounds(signs: Signs, expected: list[str]) -> None:
    assert kinds(signs) == expected


def test_what_stands_is_over_only_when_it_is_clearly_better() -> None:
    assert kinds(Signs(free_megabytes=549), "disk") == ["disk"]
    assert kinds(Signs(free_megabytes=550), "disk") == []
    assert kinds(Signs(letters_waiting=6), "letters-waiting") == ["letters-waiting"]
    assert kinds(Signs(letters_waiting=5), "letters-waiting") == []


def test_the_cause_says_what_the_server_said_and_the_numbers_are_there() -> None:
    (trouble,) = troubles(Signs(timedelta(minutes=95), "imap.x: no route"), BOUNDS)
    assert trouble == Trouble(
        "no-fetch", "no mail could be fetched for 95 minutes: imap.x: no route", {"minutes": "95"}
    )


def test_the_cause_says_why_the_breaker_grips_and_why_nothing_can_be_sent() -> None:
    gripped, stuck = (
        Signs(letters_held=4, breaker="10 were refused"),
        Signs(send_failure="535 no", letters_stuck=3),
    )
    assert [trouble.cause for signs in (gripped, stuck) for trouble in troubles(signs, BOUNDS)] == [
        "4 letters are held until a person releases them: 10 were refused",
        "3 letters wait and cannot be sent: 535 no",
    ]


def test_every_kind_is_explained_to_the_administrator(project: Path) -> None:
    text = (project / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []
