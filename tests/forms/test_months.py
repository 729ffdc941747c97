"""Months in all the spellings that offices use, and the dates that are no month of a report."""

import tomllib
from datetime import date
from importlib import resources

import pytest

from collector.forms.months import find_months, find_slips, without_months
from tests.shipped import MONTHS

RECEIVED = date(2019, 1, 3)


def months(text: str) -> list[str]:
    found = find_months(text, RECEIVED, MONTHS)
    return [str(mention.periods[0]) for mention in found]


@pytest.mark.parametrize(
    "text",
    [
        "ประจำเดือนธันวาคม ๒๕๖๑",
        "ประจำเดือน ธ.ค. 2561",
        "เดือนธ.ค.61",
        "ธ.ค.61",
        "ธค61",
        "ธ ค 61",
        "ธ. ค. 61",
        "ธ.ค.-61",
        "12/2561",
        "12-2561",
        "12.2561",
        "2561-12",
        "2018-12",
        "2018-12-01",
        "December 2018",
        "Dec-18",
        "Report Dec 2018",
        "เดือน ๑๒ ปี ๒๕๖๑",
        "เดือน 12 พ.ศ. 2561",
        "ประจำเดือน: ธันวาคม/2561",
        "ประจำเดือน.....ธันวาคม.....พ.ศ. ....2561....",
        "ประจำเดือนธันวาคม ปี พ.ศ. 2561",
        "ประจำเดือน ธันวาคม ปีงบประมาณ 2562",
        "๑ - ๓๑ ธันวาคม ๒๕๖๑",
        "ระหว่างวันที่ ๑ ถึง ๓๑ ธันวาคม พ.ศ. ๒๕๖๑",
        "ระหว่างวันที่ 1 ถึงวันที่ 31 ธันวาคม 2561",
        "เดือนธันวาคม พ.ศ.2561 (ส่งวันที่ 3 ม.ค. 62)",
        "ประจำเดือน ธันวาคม (3 มกราคม 2562)",
        "รายงาน ธค 61",
        "ธันวาคม",
        "ส่งรายงาน ธ.ค.",
        "รายงานฉบับปรับปรุง ธ.ค. 61",
        "ประจำงวดที่ 12/2561",
        "งานทะเบียนประจำเดือน 12/2561",
        "ข้อมูล ณ ธันวาคม 2561",
        "แบบรายงาน (แก้ไข ธ.ค. 2561)",
        "เดือนที่ 12/2561",
        "ครั้งที่ 3 ประจำเดือนธันวาคม 2561",
        "แล้ว 12/2561",
        "ข่าว 12/2561",
        "ตามหนังสือกรม ส่งรายงาน 12/2561",
        "รายงานจังหวัดกระบี่ 12/2561",
        "ตามหนังสือที่ 7/2561 ประจำเดือน 12/2561",
        "แบบฟอร์ม v.3 ประจำเดือนธันวาคม 2561",
        "แบบรายงาน ธ.ค. 61",
        "ตามมติที่ประชุมครั้งที่ 9/2561 ประจำเดือนธันวาคม 2561",
    ],
)
def test_is_december_2018(text: str) -> None:
    assert months(text) == ["2018-12"]


@pytest.mark.parametrize(
    "text",
    [
        "ลงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๑",
        "วันที่ 4 มกราคม 2562",
        "4/1/2562",
        "04.01.62",
        "๑ ต.ค. ๖๑",
        "๕ ธ.ค.",
        "ปีงบประมาณ พ.ศ. 2562",
        "พ.ศ. ๒๕๖๑",
        "ภายในวันที่ ๕ ของเดือนมกราคม ๒๕๖๒",
        "ภายในเดือนมกราคม 2562",
        "ที่ มท ๐๘๑๐.๗/ว ๔๑๕๐",
        "May I ask",
        "Mayor",
        "ที่มีนาย ก เป็นผู้รายงาน",
        "คำสั่งที่ 11/2561",
        "ตามคำสั่งจังหวัดแพร่ ที่ ๑๑/๒๕๖๑",
        "การประชุมครั้งที่ 1/2562",
        "ประชุม 1/2562",
        "ลำดับที่ 3/2561",
        "ฉบับที่ 11 / 2561",
        "เลขที่ 12-2561",
        "No. 12/2561",
        "แบบฟอร์มปรับปรุง พฤศจิกายน 2561",
        "(แบบฟอร์มฉบับปรับปรุง พ.ย. 61)",
        "ปรับปรุงเมื่อเดือนพฤศจิกายน 2561",
        "เริ่มใช้ พฤศจิกายน 2561",
        "ใช้ตั้งแต่เดือน พฤศจิกายน 2561",
        "เลขที่หนังสือ 7/2561",
        "ว 8/2561",
        "ตามว 8/2561",
        "ที่ มท 0810.6/ว 9/2561",
        "ที่ มท 0810.6/ว9/2561",
        "ที่ มท ๙/๒๕๖๑",
        "หนังสือเวียน 10/2561",
        "หนังสือด่วนที่สุด ว 10/2561",
        "หนังสือ ด่วนที่สุดว 10/2561",
        "ตามหนังสือกรมส่งเสริมการปกครองท้องถิ่น 7/2561",
        "คำสั่งจังหวัดกระบี่ 11/2561",
        "ประกาศ สถ. 5/2561",
        "ข้อสั่งการ 5/2561",
        "ใบสั่ง 6/2561",
        "รหัส 8/2561",
        "บันทึกข้อความ 5/2561",
        "มติ ครม. 9/2561",
        "Ref. 8/2018",
        "Order 5/2018",
        "ข้อความ 7/2561 ลงวันที่ 5 กันยายน 2561",
        "หนังสือ 7/2561 (ลว. 5 ก.ย. 61)",
        "เลขทะเบียนส่ง 5/2561",
        "ลำดับเรื่อง 6/2561",
        "รอบที่ 10/2561",
        "งวดที่ 1/2562",
        "ตามระเบียบฯ (ฉบับที่ 2) ต.ค. 2561",
        "ประกาศ ณ ตุลาคม 2561",
        "ฟอร์ม rev. ก.ย.61",
        "แบบ ศช.01 (แก้ไข ก.ย. 2561)",
        "ลว. ก.ย. 61",
        "ฟอร์ม v.3 (มี.ค. 2561)",
        "แบบฟอร์ม เวอร์ชัน 1.2 (มีนาคม 2561)",
        "ใช้แบบฟอร์ม ก.ย. 61",
        "สรุปตามมติที่ประชุม ครั้งที่ 9/2561 เดือนกันยายน 2561",
    ],
)
def test_names_no_month_of_a_report(text: str) -> None:
    assert months(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ประจำเดือน พ.ย. - ธ.ค. 61", ["2018-11", "2018-12"]),
        ("ประจำเดือนพฤศจิกายนและธันวาคม 2561", ["2018-11", "2018-12"]),
        ("ธันวาคม ๒๕๖9", ["2026-12"]),
        ("มกราคม", ["2019-01"]),
        ("กุมภาพันธ์", ["2018-02"]),
    ],
)
def test_other_months(text: str, expected: list[str]) -> None:
    assert months(text) == expected


def test_a_month_without_a_year_may_be_of_either_year() -> None:
    (mention,) = find_months("ธันวาคม", RECEIVED, MONTHS)
    assert [str(period) for period in mention.periods] == ["2018-12", "2017-12"]


def test_months_joined_to_a_labelled_one_are_labelled_too() -> None:
    found = find_months("ประจำเดือน พ.ย. - ธ.ค. 61", RECEIVED, MONTHS)
    assert [mention.labelled for mention in found] == [True, True]


# ── every month in every spelling ───────────────────────────────────────────────────────────────

LONG = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_long_short_and_in_english(number: int) -> None:
    expected = [f"2018-{number:02}"]
    long, short, english = LONG[number - 1], SHORT[number - 1], ENGLISH[number - 1]
    written = [
        long,
        short,
        short.replace(".", ""),
        short.replace(".", ". "),
        english,
        english.upper(),
        english[:3],
    ]
    for word in written:
        assert (word, months(f"{word} 2561")) == (word, expected)
        assert (word, months(f"ประจำเดือน{word}2561")) == (word, expected)
    for digits in (
        f"{number}/2561",
        f"{number:02}/61",
        f"2561/{number}",
        f"{number}.2018",
        f"เดือนที่ {number} พ.ศ. 2561",
    ):
        assert (digits, months(digits)) == (digits, expected)


SPELT = tomllib.loads(resources.files("collector").joinpath("data/months.toml").read_text(encoding="utf-8"))[
    "month"
]


@pytest.mark.parametrize(
    ("word", "number"), [(word, number) for number, month in enumerate(SPELT, 1) for word in month["written"]]
)
def test_every_spelling_that_is_listed(word: str, number: int) -> None:
    assert months(f"รายงาน {word} 2561") == [f"2018-{number:02}"]


@pytest.mark.parametrize(
    "text",
    ["มีนาย", "หมีนา 61", "ลุงมีนา", "เมย์", "marching 2018", "ademay 2018", "กธ.ค. 61", "0/2561", "13/2561", "2561/13",
     "112/2561", "12/25611", "1/12/2561", "12/2561/3", "12/39", "12-2561-1", "(12/1961)", "2561-2-5", "12/2561.5"],
)  # fmt: skip
def test_parts_of_other_words_and_numbers_are_no_months(text: str) -> None:
    assert months(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ธ.ค. 61, พ.ย. 61", ["2018-12", "2018-11"]),
        ("พ.ย., ธ.ค. 60", ["2017-11", "2017-12"]),
        ("มกราคมและกุมภาพันธ์ 2560", ["2017-01", "2017-02"]),
        ("ตุลาคม พฤศจิกายน และธันวาคม 2560", ["2017-10", "2017-11", "2017-12"]),
        ("ต.ค. ถึง ธ.ค. 60", ["2017-10", "2017-12"]),
        ("พ.ย. กับ เดือนธันวาคม 60", ["2017-11", "2017-12"]),
        ("Oct to Nov & Dec 2017", ["2017-10", "2017-11", "2017-12"]),
        ("พ.ย. ข้อมูล ธ.ค. 60", ["2018-11", "2017-12"]),
        ("เดือน 11 พ.ศ. 2561 และ 12/2561", ["2018-11", "2018-12"]),
        ("2018-11-01 00:00:00", ["2018-11"]),
        ("2561-11-01", ["2018-11"]),
        ("2018-11-02", []),
        ("2018-11-01 00:00:005", ["2018-11"]),
        ("ธ.ค. 61/2", ["2018-12"]),
        ("ธ.ค. 1234", []),
        ("ธ.ค. 05", []),
        ("ธ.ค. 256", ["2018-12"]),
        ("มกราคม ปีงบประมาณ พ.ศ. 2562", ["2019-01"]),
        ("ตุลาคม (ปีงบประมาณ 62)", ["2018-10"]),
        ("กันยายน ปีงบประมาณ 62", ["2019-09"]),
        ("ตุลาคม ประจำปีงบประมาณ 2562", ["2018-10"]),
        ("ตุลาคม ปีงบประมาณ 1234", []),
    ],
    ids=repr,
)
def test_lists_ranges_and_fiscal_years(text: str, expected: list[str]) -> None:
    assert months(text) == expected


# ── which year ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("received", "text", "years"),
    [
        (date(2019, 1, 3), "มกราคม", ["2019-01", "2018-01"]),
        (date(2019, 1, 3), "กุมภาพันธ์", ["2018-02", "2017-02"]),
        (date(2019, 12, 3), "ธันวาคม", ["2019-12", "2018-12"]),
        (date(2019, 12, 3), "มกราคม", ["2019-01", "2018-01"]),
        (date(2019, 6, 30), "กรกฎาคม", ["2018-07", "2017-07"]),
        (date(2019, 6, 30), "กรกฎาคม 2562", ["2019-07"]),
    ],
)
def test_without_a_year_it_is_the_latest_that_has_begun_or_the_one_before(
    received: date, text: str, years: list[str]
) -> None:
    (mention,) = find_months(text, received, MONTHS)
    assert [str(period) for period in mention.periods] == years


# ── which month is the report's ─────────────────────────────────────────────────────────────────


def labelled(text: str) -> list[tuple[str, bool]]:
    """The text of each mention, and whether it is marked as the month of the report."""
    return [(mention.text, mention.labelled) for mention in find_months(text, RECEIVED, MONTHS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ประจำเดือน ธ.ค. 61", [("ธ.ค. 61", True)]),
        ("รอบเดือน : ธ.ค. 61", [("ธ.ค. 61", True)]),
        ("เดือน ธันวาคม", [("ธันวาคม", True)]),
        ("ธ.ค. 61", [("ธ.ค. 61", False)]),
        ("ประจำเดือน\nธ.ค. 61", [("ธ.ค. 61", False)]),
        ("ประจำเดือน ธ.ค. 61 พ.ย. 61", [("ธ.ค. 61", True), ("พ.ย. 61", True)]),
        ("ประจำเดือน ต.ค. และ พ.ย. ถึง ธ.ค. 61", [("ต.ค.", True), ("พ.ย.", True), ("ธ.ค. 61", True)]),
        ("ประจำเดือน ธ.ค. 61 เรื่อง ม.ค. 62", [("ธ.ค. 61", True), ("ม.ค. 62", False)]),
        ("ธ.ค. 61 และ ม.ค. 62", [("ธ.ค. 61", False), ("ม.ค. 62", False)]),
        ("ตั้งแต่ 1 - 31 ธันวาคม 2561", [("ธันวาคม 2561", True)]),
        ("1 ถึง 30 พ.ย. 61", [("พ.ย. 61", True)]),
        ("1 to 28 Feb 2018", [("Feb 2018", True)]),
        ("01–29 ก.พ. 63", [("ก.พ. 63", True)]),
        ("1 - 30 ของเดือน พ.ย. 61", [("พ.ย. 61", True)]),
        ("วันที่ 1 - 31 ธันวาคม 2561", [("ธันวาคม 2561", True)]),
        ("2 - 31 ธันวาคม 2561", []),
        ("1 - 15 ธันวาคม 2561", []),
        ("11 - 31 ธันวาคม 2561", []),
        ("31 ธันวาคม 2561", []),
        ("32 ธันวาคม 2561", [("ธันวาคม 2561", False)]),
        ("0 ธันวาคม 2561", [("ธันวาคม 2561", False)]),
        ("ฉบับที่ 123 ธันวาคม 2561", [("ธันวาคม 2561", False)]),
        ("3rd of December 2018", [("December 2018", False)]),
        ("3rd December 2018", []),
        ("21st Dec 2018", []),
        ("๓ เดือน ธันวาคม", []),
        ("ลงวันที่ ธันวาคม 2561", []),
        ("ลงวันที่ เดือน ธันวาคม 2561", []),
        ("ภายใน ธ.ค. 61", []),
        ("ไตรมาส ธ.ค. 61", []),
        ("ภายใน\nธ.ค. 61", [("ธ.ค. 61", False)]),
        ("ภายในกำหนด ธ.ค. 61", [("ธ.ค. 61", False)]),
        ("May I ask", []),
        ("คุณ May ครับ", []),
        ("เดือน May", [("May", True)]),
        ("May 2018", [("May 2018", False)]),
        ("December", [("December", False)]),
        ("Sept", []),
    ],
    ids=repr,
)
def test_labels_dates_and_words_that_forbid(text: str, expected: list[tuple[str, bool]]) -> None:
    assert labelled(text) == expected


def test_a_label_counts_as_far_as_forty_characters_before() -> None:
    assert labelled("ประจำเดือน" + "." * 30 + "ธ.ค. 61") == [("ธ.ค. 61", True)]
    assert labelled("ประจำเดือน" + "." * 40 + "ธ.ค. 61") == [("ธ.ค. 61", False)]


# ── slips of the pen ────────────────────────────────────────────────────────────────────────────

Slip = tuple[list[str], str]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ประจำเดือน มกราค 2562", [(["2019-01"], "มกราค 2562")]),
        ("ประจำเดือนธันวาคน พ.ศ. ๒๕๖๑", [(["2018-12"], "ธันวาคน พ.ศ. 2561")]),
        ("รอบเดือน: พฤษจิกายนน 61", [(["2018-11"], "พฤษจิกายนน 61")]),
        ("งวดเดือน ธนวาคม", [(["2018-12", "2017-12"], "ธนวาคม")]),
        ("ประจำเดือน ธันวาคน 1234", [([], "ธันวาคน 1234")]),
        ("Febuary 2019", [(["2019-02"], "Febuary 2019")]),
        (" ธันวาคน ๖๑ ", [(["2018-12"], "ธันวาคน 61")]),
        ("ประจำเดือน ธนวคม 2561", [([], "ธนวคม 2561")]),
        (
            "ประจำเดือน ธันวาคน 2561 ประจำเดือน มกราค 2562",
            [(["2018-12"], "ธันวาคน 2561"), (["2019-01"], "มกราค 2562")],
        ),
        ("ประจำเดือน กกกกกกกกกกกกกก 2561", [([], "กกกกกกกกกกกกกก 2561")]),
        ("ประจำเดือน กกกกกกกกกกกกกกก 2561", []),
        ("ประจำเดือน ธนวคม", []),
        ("ประจำเดือน ............ พ.ศ. ........", []),
        ("ประจำเดือน ........ 2561", []),
        ("ประจำเดือนปี 2561", []),
        ("แบบรายงานประจำเดือนปัญหา อุปสรรค", []),
        ("ประจำเดือน\nธันวาคน 2561", [(["2018-12"], "ธันวาคน 2561")]),
        ("ประจำเดือน มีนน 2561", [([], "มีนน 2561")]),  # too short to guess
        ("ประจำเดือน มกนาคม 2561", [([], "มกนาคม 2561")]),  # one letter from two months
        ("เดือนธันวาคน 2561", []),
        ("ธนวคม 2561", []),
        ("ธันวาคน", []),
        ("รายงาน ธันวาคน 2561", []),
        ("Dece 2018", []),
    ],
    ids=repr,
)
def test_what_stands_where_a_month_should_misspelt(text: str, expected: list[Slip]) -> None:
    found = find_slips(text, RECEIVED, MONTHS)
    assert [([str(period) for period in slip.periods], slip.text) for slip in found] == expected
    assert all((slip.labelled, slip.misspelt) == (True, True) for slip in found)


# ── a text without its months ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ไม่มีปัญหา เดือนธันวาคม ๒๕๖๑ ครับ", "ไม่มีปัญหา เดือน  ครับ"),
        ("พ.ย. และ ธ.ค. 61", "  และ  "),
        ("ธันวาคม", " "),
        ("ธันวาคม 99999 คน", "  99999 คน"),
        ("ไม่มี ๑๒", "ไม่มี 12"),
    ],
    ids=repr,
)
def test_a_text_without_the_months_and_years_that_it_names(text: str, left: str) -> None:
    assert without_months(text, MONTHS) == left
