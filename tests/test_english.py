"""One and many, first and last."""

import pytest

from collector.english import counted, ordinal


@pytest.mark.parametrize(
    ("number", "what", "said"),
    [(0, "thing", "0 things"), (1, "thing", "1 thing"), (2, "thing", "2 things"), (2, "address", "2 addresses")],
)  # fmt: skip
def test_plurals(number: int, what: str, said: str) -> None:
    assert counted(number, what) == said


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "111th",
    ]  # fmt: skip
