"""Ranges of rows or columns that nobody sees, against sets of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from collector.readers.sheets.not_shown import NotShown

RANGES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 6)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=8,
)


@given(RANGES)
def test_what_is_hidden_is_what_was_told(ranges: list[tuple[int, int]]) -> None:
    expected = {number for first, last in ranges for number in range(first, last + 1)}
    hidden = NotShown.of(ranges)
    assert {number for number in range(60) if number in hidden} == expected
    assert bool(hidden) == bool(expected)
    for start in range(50):
        assert hidden.first_shown(start) == next(n for n in range(start, 99) if n not in expected)


@given(RANGES)
def test_all_but_some_is_the_rest(ranges: list[tuple[int, int]]) -> None:
    shown = {number for first, last in ranges for number in range(first, last + 1)}
    hidden = NotShown.all_but(ranges, 60)
    assert {number for number in range(61) if number in hidden} == set(range(61)) - shown
