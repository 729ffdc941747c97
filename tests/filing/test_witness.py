"""A head of the journal is read from whatever line a person pastes."""

import pytest

from collector.errors import UsageError
from collector.filing.witness import witnessed


@pytest.mark.parametrize(
    "line",
    [
        "17 9f3a-41c2-77be-0d15-a6c8",
        "สมุดทะเบียนลำดับที่ ๑๗ รหัสตรวจสอบ 9f3a-41c2-77be-0d15-a6c8",
        "2018-12-01T09:30:00Z [info] pass journal='17 9F3A-41C2-77BE-0D15-A6C8' taken_in=3",
    ],
)
def test_a_head_is_read_as_it_was_written(line: str) -> None:
    assert witnessed(line) == (17, "9f3a-41c2-77be-0d15-a6c8")


@pytest.mark.parametrize("line", ["", "17", "9f3a-41c2-77be-0d15-a6c8", "17 9f3a-41c2"])
def test_a_line_without_a_head_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match="no head"):
        witnessed(line)
