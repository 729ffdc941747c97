"""Figures that differ make another report, however alike the words are."""

import pytest

from collector.filing.same_content import same_figures
from collector.model.reports import Entry, Field


def said(text: str) -> tuple[Entry, ...]:
    return (Entry(1, (Field("problem", text),)),)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("งบ 1.5 ล้าน", "งบ 15 ล้าน", False),
        ("รถ 10-15 คัน", "รถ 1015 คัน", False),
        ("รถ 10-15 คัน", "รถ 10/15 คัน", False),
        ("ลดลง 5 คัน", "ลดลง 5% คัน", False),
        ("ส่วนต่าง 5 บาท", "ส่วนต่าง -5 บาท", False),
        ("งบ 1,500 บาท", "งบ 1500 บาท", True),
        ("งบ ๑.๕ ล้าน", "งบ 1.5 ล้าน", True),
        ("-5 คัน", "5 คัน", True),  # a bullet
        ("ขาดคน 5 คน.", "ขาดคน 5 คน", True),
        ("รถ 10-15 คัน", "รถ 10- 15 คัน", True),  # a PDF's line ends there
        ("รถ 10-15 คัน", "รถ 10 - 15 คัน", True),
        ("ข้อ 3 (ก)", "ข้อ 3 ก", True),
    ],
)
def test_figures_as_they_stand(one: str, other: str, same: bool) -> None:
    assert same_figures(said(one), said(other)) is same
