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


def test_a_year_behind_a_month_is_its_year() -> None:
    assert months("ประจำเดือนกันยายน ประจำปี 2568") == [("2025-09", "กันยายน ประจำปี 2568", True)]
