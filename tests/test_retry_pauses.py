"""Pauses after failures: growing, bounded, uneven."""

import pytest

from collector.retry_pauses import pause


@pytest.mark.parametrize(
    ("failures", "longest"), [(0, 5), (1, 5), (2, 10), (3, 20), (7, 320), (8, 600), (50, 600), (10_000, 600)]
)
def test_pauses_grow_to_ten_minutes_and_are_never_less_than_half(failures: int, longest: float) -> None:
    assert pause(failures, 1.0) == longest
    assert pause(failures, 0.0) == longest / 2
