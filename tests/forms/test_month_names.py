"""How months, years and other spans of time are written: what each pattern finds of a text, and nothing more."""

import re
from datetime import date

import pytest

from collector.forms.month_names import (
    YEAR,
    Beside,
    MonthNames,
    Patterns,
    SpanWords,
    gregorian,
    month_names,
    years_meant,
)
from collector.forms.numbered import PaperWords
from collector.shipped import shipped

MONTHS = tuple((month["name"], tuple(month["written"])) for month in shipped("months.toml")["month"])
BESIDE = Beside(("ประจำเดือน",), ("ลงวันที่",), PaperWords(("ครั้งที่",), ("งวดที่",)))
SPANS = SpanWords(
    quarters=("ไตรมาสที่", "ไตรมาส", "quarter"),
    weeks=("สัปดาห์ ที่ {n}", "รายสัปดาห์", "week {n}"),
    parts=("ครึ่งปี", "ครึ่ง ปี แรก", "รอบ {many} เดือน"),
    days=("ประจำ วัน ที่ {n}",),
    years=("ประจำ ปี {y}", "รายปี"),
)


@pytest.fixture
def names() -> MonthNames:
    return month_names(MONTHS, BESIDE, SPANS)


@pytest.fixture
def spans(names: MonthNames) -> Patterns:
    return names.spans


def said(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[0] if found else None


# ── months ──────────────────────────────────────────────────────────────────────────────────────


def test_every_spelling_stands_for_its_month_and_the_words_beside_are_kept(names: MonthNames) -> None:
    assert (names.numbers["มกราคม"], names.numbers["กค"], names.numbers["dec"]) == (1, 7, 12)
    assert set(names.numbers.values()) == set(range(1, 13))
    beside = names.labels, names.others, names.papers.counted, names.papers.counted_months
    assert beside == (("ประจำเดือน",), ("ลงวันที่",), ("ครั้งที่",), ("งวดที่",))


def test_names_are_told_apart_as_objects_so_that_what_is_found_with_them_can_be_remembered(
    names: MonthNames,
) -> None:
    assert len({names, names, month_names(MONTHS, BESIDE, SPANS)}) == 2


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("ประจำเดือนธันวาคม", "ธันวาคม"),
        ("มกราคม", "มกราคม"),
        ("ธันวาคมนี้", "ธันวาคม"),  # a full name needs no edge
        ("เดือนมีนา 62", "มีนา"),
        ("รายงานมีนา 62", None),  # neither behind a letter
        ("มีนาย ก", None),  # nor before one
        ("ธ.ค.", "ธ.ค."),
        ("ธค", "ธค"),
        ("ธ ค 61", "ธ ค"),
        ("ธ. ค. 61", "ธ. ค."),
        ("เดือนธ.ค. 61", "ธ.ค."),
        ("พธ.ค.", None),
        ("ธ.คน", None),
        ("เดือนธ.คน", None),
        ("December", "December"),
        ("DEC-18", "DEC"),
        ("Decade", None),
        ("index mar", "mar"),
        ("Omar", None),
        ("Mark", None),
    ],
    ids=repr,
)
def test_a_month_is_found_and_a_short_one_only_as_a_word(
    names: MonthNames, text: str, month: str | None
) -> None:
    assert said(names.month, text) == month


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (" 2561", "2561"),
        (" 61", "61"),
        ("/2561", "2561"),
        ("-61", "61"),
        (" พ.ศ. 2561", "2561"),
        (" พศ 2561", "2561"),
        (" ปี 2561", "2561"),
        (" ประจำปี 2561", "2561"),
        (" ปี พ.ศ. 2561", "2561"),
        (".....พ.ศ. ....2561", "2561"),
        (" ค.ศ. 2018", "2018"),
        (" Year 2018", "2018"),
        ("'18", "18"),
        (" 256", None),
        (" 25611", None),
        (" 3/2562", None),  # the number of something
        (" 2561 / 2562", None),
        (" เล่ม 61", None),
    ],
    ids=repr,
)
def test_the_year_behind_a_month(text: str, year: str | None) -> None:
    found = YEAR.match(text)
    assert (found["year"] if found else None) == year


@pytest.mark.parametrize(
    ("behind", "year"),
    [
        (" และธันวาคม 2561", "2561"),
        (" กับ ธ.ค. 61", "61"),
        (", พ.ย. และเดือนธันวาคม พ.ศ. 2561", "2561"),
        (" - Dec 2018", "2018"),
        (" and DEC 2018", "2018"),
        (" ถึง เดือน ธ.ค. 61", "61"),
        (", ".join(["", *(name for name, _ in MONTHS)]) + " 2562", "2562"),  # twelve of them
        (", ".join(["", *(name for name, _ in MONTHS), "มกราคม"]) + " 2562", None),
        (" หรือธันวาคม 2561", None),
        (" และธันวาคม", None),
    ],
    ids=repr,
)
def test_months_of_a_list_share_the_year_of_the_last(
    names: MonthNames, behind: str, year: str | None
) -> None:
    found = names.list_year.match(behind)
    assert (found["year"] if found else None) == year


# ── spans of time ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("ไตรมาสที่ 1", "ไตรมาสที่ 1"),
        ("ไตรมาส4 ของปี", "ไตรมาส4"),
        ("ไตรมาสที่ 1/2562 ครั้งที่ 2", "ไตรมาสที่ 1/2562"),
        ("ไตรมาสที่ 1 / 62", "ไตรมาสที่ 1 / 62"),
        ("ไตรมาสที่ 2 ปี 2562", "ไตรมาสที่ 2 ปี 2562"),
        ("ไตรมาสที่ 2 ปีงบประมาณ พ.ศ. 2562", "ไตรมาสที่ 2 ปีงบประมาณ พ.ศ. 2562"),
        ("ไตรมาสที่ 2 (ปีงบประมาณ 2562)", "ไตรมาสที่ 2 (ปีงบประมาณ 2562"),
        ("Quarter 3 2018", "Quarter 3 2018"),
        ("Q4/2569", "Q4/2569"),
        ("q 1", "q 1"),
        ("ไตรมาสที่ 5", None),
        ("ไตรมาสที่ 12", None),
        ("ไตรมาสที่ผ่านมา", None),
        ("Q5", None),
        ("Q12", None),
        ("FAQ1", None),
        ("Q1a", None),
    ],
    ids=repr,
)
def test_a_quarter_with_its_year(spans: Patterns, text: str, quarter: str | None) -> None:
    assert said(spans.quarter, text) == quarter


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("สัปดาห์ที่ 1 และ 2", "สัปดาห์ที่ 1"),
        ("สัปดาห์ที่ 38/2569 นี้", "สัปดาห์ที่ 38/2569"),
        ("รายสัปดาห์ 2 / 62", "รายสัปดาห์ 2 / 62"),
        ("สัปดาห์ที่ 2 เดือนตุลาคม 2569", "สัปดาห์ที่ 2 เดือนตุลาคม 2569"),
        ("สัปดาห์ที่ 2 ของเดือน ต.ค. พ.ศ. 2569", "สัปดาห์ที่ 2 ของเดือน ต.ค. พ.ศ. 2569"),
        ("สัปดาห์ที่ 2 มกราคม", "สัปดาห์ที่ 2 มกราคม"),
        ("สัปดาห์ที่ 2 ของ ต.ค.", "สัปดาห์ที่ 2 ของ ต.ค."),
        ("รายสัปดาห์ - ธันวาคม", "รายสัปดาห์ - ธันวาคม"),
        ("WEEK 5 OF", "WEEK 5"),
        ("สัปดาห์ที่ 123", None),
        ("สัปดาห์ที่ผ่านมา", None),
    ],
    ids=repr,
)
def test_a_week_with_the_month_that_it_is_of(spans: Patterns, text: str, week: str | None) -> None:
    assert said(spans.week, text) == week


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ครึ่งปี", "ครึ่งปี"),
        ("ครึ่งปีแรก", "ครึ่งปีแรก"),  # the longest of the words, though that is listed with blanks
        ("ครึ่ง  ปี แรก", "ครึ่ง  ปี แรก"),
        ("รอบ 6 เดือน", "รอบ 6 เดือน"),
        ("รอบ12เดือน", "รอบ12เดือน"),
        ("รอบ 1 เดือน", None),  # a month
        ("รอบ 20 เดือน", None),
    ],
    ids=repr,
)
def test_a_part_of_a_year(spans: Patterns, text: str, part: str | None) -> None:
    assert said(spans.part, text) == part


def test_a_day_and_a_year(spans: Patterns) -> None:
    assert said(spans.day, "ประจำวันที่ 7 กันยายน") == "ประจำวันที่ 7"
    assert said(spans.day, "ประจำวันที่ 700") is None
    assert said(spans.year, "รายงานประจำปี 2562") == "ประจำปี 2562"
    assert said(spans.year, "ประจำ ปี 62") == "ประจำ ปี 62"
    assert said(spans.year, "ประจำปี 256") is None
    assert said(spans.year, "ประจำปี 25621") is None
    assert said(spans.year, "ประจำปีใหม่") is None


def test_what_has_no_words_is_never_found() -> None:
    nothing = month_names(MONTHS, BESIDE, SpanWords((), (), (), (), ())).spans
    for text in ("", "1", "สัปดาห์ที่ 1", "ไตรมาสที่ 1", "(?!)", "~"):
        assert [said(one, text) for one in (nothing.week, nothing.part, nothing.day, nothing.year)] == [
            None
        ] * 4


NO_DAYS: dict[str, str] = {}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1-30 กันยายน 2569", {"d1": "1", "d2": "30", "m2": "กันยายน", "y2": "2569"}),
        ("1 ถึง 30 ก.ย. 69", {"d1": "1", "d2": "30", "m2": "ก.ย.", "y2": "69"}),
        ("1 มกราคม - 31 มกราคม", {"d1": "1", "m1": "มกราคม", "d2": "31", "m2": "มกราคม"}),
        ("1 จนถึงวันที่ 30 ของเดือน ก.ย.", {"d1": "1", "d2": "30", "m2": "ก.ย."}),
        ("1 TO 30 SEP", {"d1": "1", "d2": "30", "m2": "SEP"}),
        ("25 ส.ค. ถึงวันที่ 24 ก.ย. 69", {"d1": "25", "m1": "ส.ค.", "d2": "24", "m2": "ก.ย.", "y2": "69"}),
        ("1 เดือนสิงหาคม พ.ศ. 2568 – 30 กันยายน 2569",
         {"d1": "1", "m1": "สิงหาคม", "y1": "2568", "d2": "30", "m2": "กันยายน", "y2": "2569"}),
        ("1/9/2569 - 30/9/2569", {"d1": "1", "n1": "9", "z1": "2569", "e2": "30", "n2": "9", "z2": "2569"}),
        ("01.09.69 ถึง 30 . 09 . 69", {"d1": "01", "n1": "09", "z1": "69", "e2": "30", "n2": "09", "z2": "69"}),
        ("1/8 - 30/9/69", {"d1": "1", "n1": "8", "e2": "30", "n2": "9", "z2": "69"}),
        ("1-30/9/2569", {"d1": "1", "e2": "30", "n2": "9", "z2": "2569"}),
        ("1-30/9/25691", NO_DAYS),
        ("1-30/9", NO_DAYS),
        ("101-30 กันยายน", NO_DAYS),
        ("1 กันยายน 2569", NO_DAYS),
        ("1-30 เล่ม", NO_DAYS),
    ],
    ids=repr,
)  # fmt: skip
def test_from_a_day_to_another(spans: Patterns, text: str, parts: dict[str, str]) -> None:
    found = spans.days.search(text)
    assert {name: value for name, value in (found.groupdict() if found else {}).items() if value} == parts


# ── years ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "year"),
    [
        (2561, 2018),
        (2540, 1997),
        (2539, None),
        (2643, 2100),
        (2644, None),
        (2018, 2018),
        (1997, 1997),
        (1996, None),
        (2100, 2100),
        (2101, None),
        (61, 2018),
        (40, 1997),
        (99, 2056),
        (100, None),
        (39, 2039),
        (18, 2018),
        (15, 2015),
        (14, None),
        (1, None),
        (1234, None),
    ],
)
def test_years(written: int, year: int | None) -> None:
    assert gregorian(written) == year


@pytest.mark.parametrize(
    ("month", "written", "received", "meant"),
    [
        (12, 2561, date(2019, 1, 3), ["2018-12"]),
        (12, 61, date(2019, 1, 3), ["2018-12"]),
        (12, 1234, date(2019, 1, 3), []),
        (12, None, date(2019, 1, 3), ["2018-12", "2017-12"]),
        (1, None, date(2019, 1, 3), ["2019-01", "2018-01"]),
        (2, None, date(2019, 1, 3), ["2018-02", "2017-02"]),
        (11, None, date(2018, 12, 31), ["2018-11", "2017-11"]),
    ],
)
def test_without_a_year_the_latest_that_has_begun_or_the_one_before(
    month: int, written: int | None, received: date, meant: list[str]
) -> None:
    assert [str(period) for period in years_meant(month, written, received)] == meant
