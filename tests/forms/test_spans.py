"""Weeks, quarters, days and years: no month of a report, but for the days from the first of one to its last."""

from datetime import date

import pytest

from collector.forms.months import find_months
from collector.forms.spans import Span, SpanKind, find_span
from tests.shipped import MONTHS

RECEIVED = date(2026, 10, 3)
WEEK, QUARTER, PART, DAYS, YEAR = SpanKind


def months(text: str) -> list[tuple[str, str, bool]]:
    return [(str(m.periods[0]), m.text, m.labelled) for m in find_months(text, RECEIVED, MONTHS)]


@pytest.mark.parametrize(
    "text",
    [
        "ระหว่างวันที่ 1 กันยายน 2569 ถึงวันที่ 30 กันยายน 2569",
        "ตั้งแต่วันที่ ๑ กันยายน ๒๕๖๙ ถึงวันที่ ๓๐ กันยายน พ.ศ. ๒๕๖๙",
        "ระหว่าง 1 ก.ย. - 30 ก.ย. 2569",
        "1–30 ก.ย. 69",
        "1 ถึง 29 กันยายน 2569",
        "1/9/2569 - 30/9/2569",
        "01.09.69 ถึง 30.09.69",
        "1-30/9/2569",
        "1 - 31 กันยายน 2569",
    ],
)
def test_the_days_of_a_whole_month_are_that_month(text: str) -> None:
    ((period, _, labelled),) = months(text)
    assert (period, labelled, find_span(text, MONTHS)) == ("2026-09", True, None)


LAST = {
    "มกราคม": 31, "กุมภาพันธ์": 28, "มีนาคม": 31, "เมษายน": 30, "พฤษภาคม": 31, "มิถุนายน": 30,
    "กรกฎาคม": 31, "สิงหาคม": 31, "กันยายน": 30, "ตุลาคม": 31, "พฤศจิกายน": 30, "ธันวาคม": 31,
}  # fmt: skip


@pytest.mark.parametrize(("number", "name"), list(enumerate(LAST, 1)))
def test_people_mistake_the_last_day_of_a_month_by_one(number: int, name: str) -> None:
    last = LAST[name]
    least = last if name == "กุมภาพันธ์" else last - 1
    for day in range(least, last + 2 if last < 31 else 32):
        text = f"วันที่ 1 - {day} {name} 2569"
        assert (months(text), find_span(text, MONTHS)) == (
            [(f"2026-{number:02}", f"{name} 2569", True)],
            None,
        )
        ciphered = f"1/{number}/2569 - {day}/{number}/2569"
        assert months(ciphered) == [(f"2026-{number:02}", f"{number}/2569", True)]
    assert find_span(f"1 - {least - 1} {name} 2569", MONTHS) == Span(DAYS, f"1 - {least - 1} {name} 2569")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1 ก.ย. 2569 - 30 ก.ย. 69", "2026-09"),  # one year, written in two ways
        ("1 กันยายน - 30 กันยายน", "2026-09"),  # the latest that has begun
        ("1/9 - 30/9/69", "2026-09"),
        ("1 พ.ย. - 30 พ.ย.", "2025-11"),
    ],
)
def test_the_year_of_a_whole_month(text: str, period: str) -> None:
    assert [month[0] for month in months(text)] == [period]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 - 45 ธ.ค. 61", [("2018-12", "ธ.ค. 61", False)]),
        ("1 - 32 ธ.ค. 61", [("2018-12", "ธ.ค. 61", False)]),
        ("1 - 0 ธ.ค. 61", [("2018-12", "ธ.ค. 61", False)]),
        ("ไตรมาสที่ 1/2562 ประจำเดือน ก.ย. 69", [("2026-09", "ก.ย. 69", True)]),
        ("สัปดาห์ที่ 1/2562 ประจำเดือน ก.ย. 69", [("2026-09", "ก.ย. 69", True)]),
        ("1 - 7 ส.ค. 69 ประจำเดือน ก.ย. 69", [("2026-09", "ก.ย. 69", True)]),
    ],
    ids=repr,
)
def test_months_beside_what_is_a_span_and_what_is_none(
    text: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert months(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("สัปดาห์ที่ 1 (วันที่ 1-7 กันยายน 2569)", WEEK, "สัปดาห์ที่ 1"),
        ("ประจำสัปดาห์ที่ 2 เดือนตุลาคม 2569", WEEK, "ประจำสัปดาห์ที่ 2 เดือนตุลาคม 2569"),
        ("รายสัปดาห์ ระหว่างวันที่ 7-13 กันยายน 2569", WEEK, "รายสัปดาห์"),
        ("สัปดาห์แรก เดือน ก.ย. 69", WEEK, "สัปดาห์แรก เดือน ก.ย. 69"),
        ("ประจำปักษ์แรก เดือนกันยายน", WEEK, "ประจำปักษ์แรก เดือนกันยายน"),
        ("Week 38/2026", WEEK, "Week 38/2026"),
        ("ไตรมาสที่ 4/2569", QUARTER, "ไตรมาสที่ 4/2569"),
        ("Q4/2569", QUARTER, "Q4/2569"),
        ("รายไตรมาส", PART, "รายไตรมาส"),
        ("ไตรมาสแรก ปีงบประมาณ ๒๕๖๙", PART, "ไตรมาสแรก"),
        ("ครึ่งปีแรก 2569", PART, "ครึ่งปีแรก"),
        ("6 เดือนแรก", PART, "6 เดือนแรก"),
        ("๖ เดือนหลัง", PART, "6 เดือนหลัง"),
        ("รอบ 6 เดือน", PART, "รอบ 6 เดือน"),
        ("1-7 กันยายน 2569", DAYS, "1-7 กันยายน 2569"),
        ("7/9/2569 - 13/9/2569", DAYS, "7/9/2569 - 13/9/2569"),
        ("ตั้งแต่วันที่ 25 ส.ค. ถึงวันที่ 24 ก.ย. 69", DAYS, "25 ส.ค. ถึงวันที่ 24 ก.ย. 69"),
        ("1 ส.ค. - 30 ก.ย. 69", DAYS, "1 ส.ค. - 30 ก.ย. 69"),
        ("1 ก.ย. 68 - 30 ก.ย. 69", DAYS, "1 ก.ย. 68 - 30 ก.ย. 69"),
        ("1/9/2568 - 30/9/2569", DAYS, "1/9/2568 - 30/9/2569"),
        ("1/8/2569 - 30/9/2569", DAYS, "1/8/2569 - 30/9/2569"),
        ("1/1/2569 - 31/12/2569", DAYS, "1/1/2569 - 31/12/2569"),
        ("2 - 30 ก.ย. 69", DAYS, "2 - 30 ก.ย. 69"),
        ("สัปดาห์ที่ 2 ไตรมาสที่ 4/2569", WEEK, "สัปดาห์ที่ 2"),  # the surest of several
        ("ประจำปี 2569 ไตรมาสที่ 4/2569", QUARTER, "ไตรมาสที่ 4/2569"),
        ("ประจำปี 2569 รายวัน", DAYS, "รายวัน"),
        ("รายงานประจำวันที่ 7 กันยายน 2569", DAYS, "ประจำวันที่ 7"),
        ("รายงานรายวัน", DAYS, "รายวัน"),
        ("ภาคเรียนที่ 1/2569", PART, "ภาคเรียนที่ 1"),
        ("ครึ่งเดือนแรก กันยายน 2569", WEEK, "ครึ่งเดือนแรก กันยายน 2569"),
        ("ประจำปี 2569", YEAR, "ประจำปี 2569"),
        ("ประจำปีงบประมาณ พ.ศ. 2569", YEAR, "ประจำปีงบประมาณ พ.ศ. 2569"),
        ("รายงานรายปี", YEAR, "รายปี"),
    ],
    ids=repr,
)
def test_a_span_is_no_month(text: str, kind: SpanKind, said: str) -> None:
    assert (find_span(text, MONTHS), months(text)) == (Span(kind, said), [])


@pytest.mark.parametrize(
    "text",
    ["สัปดาห์ที่ผ่านมา", "ภายใน 2 สัปดาห์", "รอบ 1 เดือน", "รอบเดือน 6", "3 เดือน", "0-45 ธ.ค. 61", "1/13/2561 - 2/13/2561", "ปี 2569", "ประจำปีใหม่"],
)  # fmt: skip
def test_what_is_no_span(text: str) -> None:
    assert find_span(text, MONTHS) is None


def test_days_beside_a_whole_month_are_a_span_all_the_same() -> None:
    text = "1 - 30 ก.ย. 69 และ 1 - 7 ต.ค. 69"
    assert find_span(text, MONTHS) == Span(DAYS, "1 - 7 ต.ค. 69")
    assert months(text) == [("2026-09", "ก.ย. 69", True)]


def test_a_year_behind_a_month_is_its_year() -> None:
    assert months("ประจำเดือนกันยายน ประจำปี 2568") == [("2025-09", "กันยายน ประจำปี 2568", True)]
