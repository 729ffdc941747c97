"""What is wrong with a department's own forms, each fault in the words that its administrator reads."""

from dataclasses import replace

import pytest

from collector.forms.soundness import faults_between, faults_of
from collector.forms.spec import Column, FormSpec, FormWords
from tests.shipped import SPEC, WORDS

WARD = Column("ward", "หอผู้ป่วย", ("หอผู้ป่วย",), issue=True)
FREE = Column("beds", "เตียงว่าง", ("เตียงว่าง",))
BEDS = FormSpec(
    id="bed-report",
    title="แบบรายงานเตียงว่าง",
    title_words=("แบบรายงานเตียงว่าง",),
    month_label="ประจำเดือน",
    due_day=7,
    unit_heading="โรงพยาบาล",
    unit_words=("โรงพยาบาล",),
    columns=(WARD, FREE),
    words=WORDS,
    nil=("ไม่มี", "ไม่พบ", "ว่าง", "nil"),
    nil_objects=("เตียง", "ใดๆ"),
    nil_filler=("ใน", "เดือน", "นี้"),
)
ONLY_MONTHLY = "only forms that are sent each month can be collected"


def faults(**changes: object) -> list[str]:
    return list(faults_of(replace(BEDS, **changes)))  # type: ignore[arg-type]  # the values are the test's


def test_a_sound_form_has_no_fault() -> None:
    assert faults() == []
    assert list(faults_of(SPEC)) == []


# ── columns ─────────────────────────────────────────────────────────────────────────────────────


def test_keys_that_several_columns_share_are_told_once_each() -> None:
    found = faults(
        columns=(
            WARD,
            replace(WARD, issue=False),
            FREE,
            replace(FREE, heading="เตียงเสริม", words=("เตียงเสริม",)),
            Column("staff", "บุคลากร", ("บุคลากร",)),
        )
    )
    assert found == ["columns: two have the key beds", "columns: two have the key ward"]


@pytest.mark.parametrize(
    ("columns", "marked"),
    [((replace(WARD, issue=False), FREE), 0), ((WARD, replace(FREE, issue=True)), 2)],
)
def test_one_column_makes_the_entries(columns: tuple[Column, ...], marked: int) -> None:
    told = (
        f"columns: exactly one must have issue = true, the one whose cells make the entries; {marked} have it"
    )
    assert faults(columns=columns) == [told]
    assert faults(columns=columns, unit_heading="") == [
        told,
        *faults(unit_heading=""),
    ]  # headings are looked at too


def test_a_table_of_one_column_is_like_any_other() -> None:
    assert faults(columns=(WARD,)) == [
        "columns: there must be two or more, or a table could not be told from any other"
    ]


@pytest.mark.parametrize(
    ("word", "first", "second"),
    [("โรงพยาบาล", "beds", "unit_words"), ("ตึก", "beds", "ward"), ("ตึ ก.", "beds", "ward")],
)
def test_a_word_of_a_heading_belongs_to_one_column(word: str, first: str, second: str) -> None:
    ward = replace(WARD, words=("หอผู้ป่วย", "ตึก"))
    assert faults(columns=(ward, replace(FREE, words=("เตียงว่าง", word)))) == [
        f'columns.words: "{word}" stands for {first} and for {second}; it can be the word of one only'
    ]


def test_signs_are_words_of_headings_too() -> None:
    share, money = Column("share", "%", ("%",)), Column("money", "฿", ("฿",))
    assert faults(columns=(WARD, FREE, share, money)) == []
    assert faults(columns=(WARD, replace(FREE, words=("เตียงว่าง", "%")), share)) == [
        'columns.words: "%" stands for share and for beds; it can be the word of one only'
    ]


@pytest.mark.parametrize(
    ("heading", "taken"),
    [
        ("หอผู้ป่วยที่มีเตียงว่าง", "the column ward"),
        ("ลำดับที่", "a column of numbers"),
        ("ประจำเดือน", "a column of months"),
        ("ผู้รับผิดชอบ", "a column that no form has"),
        ("ชื่อโรงพยาบาล", "the column of units"),
        ("บุคลากร", "no column at all"),
    ],
)
def test_a_heading_that_would_be_taken_for_another_column(heading: str, taken: str) -> None:
    (told,) = faults(columns=(WARD, replace(FREE, heading=heading)))
    assert told == (
        f'columns.heading, in the 2nd column (key beds): "{heading}" would be taken for {taken}: '
        "the word that stands first in it decides"
    )


def test_a_heading_of_units_that_is_none() -> None:
    assert faults(unit_heading="เตียงว่าง") == [
        'unit_heading: "เตียงว่าง" would be taken for the column beds: the word that stands first in it decides'
    ]


def test_a_heading_may_have_160_letters() -> None:
    longest = "เตียงว่าง" + "ก" * (160 - len("เตียงว่าง"))
    assert faults(columns=(WARD, replace(FREE, heading=longest))) == []
    (other,) = faults(columns=(WARD, replace(FREE, heading="ก" * 160)))
    assert other.endswith("would be taken for no column at all: the word that stands first in it decides")
    (told,) = faults(columns=(replace(WARD, heading=longest + "ก"), FREE))
    assert told == (
        "columns.heading, in the 1st column (key ward): it is longer than 160 letters, and nothing so long is taken "
        "for a heading"
    )


# ── the title ───────────────────────────────────────────────────────────────────────────────────


def test_one_word_of_the_title_stands_in_it() -> None:
    told = "title_words: none of them stands in title, so they are those of another form"
    assert faults(title_words=("ยาขาดคลัง", "หอผู้ป่วย")) == [told]
    assert faults(title_words=("ยาขาดคลัง", "เตียง ว่าง")) == []


@pytest.mark.parametrize(
    "word", ["รายงาน", "รายงานประจำเดือน", "ธันวาคม", "โรงพยาบาล", "รายงาน กก", "แบบรายงานผลการ"]
)
def test_a_word_that_any_title_has_is_too_general(word: str) -> None:
    (told,) = faults(title_words=("เตียงว่าง", word))
    assert told == (
        f'title_words: "{word}" is too general: the titles of other forms, and of any mail, say it too; '
        "give words that only this form's title has"
    )


@pytest.mark.parametrize("word", ["รายงานกกก", "รายงานเตียง", "รายงานพยาน", "report mayor"])
def test_three_letters_more_are_enough_and_a_short_name_of_a_month_within_them_is_none(word: str) -> None:
    assert faults(title_words=("เตียงว่าง", word)) == []


def test_words_that_any_title_has_are_taken_as_a_whole() -> None:
    words = {"unit_heading": "ตึก", "unit_words": ("ตึก", "ชื่อตึกผู้ป่วย")}
    for general in ("หน่วยงาน", "ชื่อตึกผู้ป่วย", "รายงานตึก"):
        (told,) = faults(title_words=("เตียงว่าง", general), **words)
        assert told.startswith(f'title_words: "{general}" is too general: ')


def test_the_whole_title_may_be_general() -> None:
    assert faults(title="แบบรายงาน", title_words=("แบบรายงาน",)) == []


@pytest.mark.parametrize(
    ("changes", "key", "rhythm"),
    [
        ({"title": "แบบรายงานเตียงว่างรายสัปดาห์"}, "title", "รายสัปดาห์"),
        ({"month_label": "ประจำปี"}, "month_label", "ประจำปี"),
        ({"said": FormWords(report="รายงานเตียงรายวัน")}, "wording.report", "รายวัน"),
        ({"title_words": ("เตียงว่าง", "เตียงว่าง ทุก 3 เดือน")}, "title_words", "ทุก3เดือน"),
    ],
)
def test_a_form_of_another_rhythm(changes: dict[str, object], key: str, rhythm: str) -> None:
    if "title" in changes:
        changes = {**changes, "title_words": (str(changes["title"]),)}
    assert faults(**changes) == [f'{key}: it says "{rhythm}"; {ONLY_MONTHLY}']


def test_a_monthly_form_may_speak_of_days() -> None:
    title = "แบบรายงานเตียงว่างรายวัน ประจำเดือน"
    assert faults(title=title, title_words=(title,)) == []


# ── wording ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["nothing", "nil_word"])
def test_what_letters_ask_for_must_be_understood(key: str) -> None:
    (told,) = faults(said=FormWords(**{key: "ปกติดี"}))
    assert told == (
        f'wording.{key}: "ปกติดี" would be taken for an entry, not for a report of nothing: begin it with a word of nil '
        "(ไม่มี, ไม่พบ, ว่าง …), or give nil the word with which it begins"
    )


@pytest.mark.parametrize(
    "said",
    [
        FormWords(nothing="ไม่มีเตียงในเดือนนี้"),
        FormWords(nothing="-"),
        FormWords(nil_word="ว่าง"),
        FormWords(nothing="ไม่มี{entries}", entries="ผู้ป่วยใน{entry}", entry="หอ"),
    ],
)
def test_wording_that_is_understood(said: FormWords) -> None:
    assert faults(said=said) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            FormWords(nothing="ไม่มี{entri}"),
            "wording.nothing: {entri} is not filled in there; there are: {entries}, {entry}",
        ),
        (
            FormWords(entries="{nothing}"),
            "wording.entries: {nothing} is not filled in there; there are: {entry}",
        ),
        (FormWords(report="ราย{entry}"), "wording.report: {entry} is not filled in there; there are: none"),
    ],
)
def test_words_in_braces_that_nothing_fills_in(said: FormWords, told: str) -> None:
    assert faults(said=said) == [told]


def test_every_fault_is_told() -> None:
    found = faults(
        columns=(WARD, replace(WARD, issue=False, heading="ลำดับ")),
        title_words=("รายงาน",),
        month_label="รายปี",
        unit_heading="",
        said=FormWords(nothing="ปกติดี", report="{x}"),
    )
    assert [fault.partition(":")[0] for fault in found] == [
        "columns",
        "title_words",
        "month_label",
        "wording.nothing",
        "wording.report",
        "columns.heading, in the 2nd column (key ward)",
        "unit_heading",
    ]


# ── several forms ───────────────────────────────────────────────────────────────────────────────

WARDS = replace(BEDS, id="ward-list", title="บัญชีหอผู้ป่วย", title_words=("บัญชีหอผู้ป่วย",))


def between(*specs: FormSpec) -> list[tuple[str, str]]:
    """The id of the form to be mended, and why."""
    return [(spec.id, fault) for spec, fault in faults_between(specs)]


def test_forms_that_are_told_apart_by_title_or_columns() -> None:
    assert between(BEDS, WARDS, SPEC) == []
    staff = Column("staff", "บุคลากร", ("บุคลากร",))
    assert between(BEDS, replace(BEDS, id="staff-list", columns=(WARD, staff))) == []


def test_forms_of_one_id_and_of_ids_with_the_same_initials() -> None:
    assert between(BEDS, BEDS) == [("bed-report", "id: two forms are called bed-report")]
    assert between(BEDS, replace(WARDS, id="blood-reserve")) == [
        (
            "blood-reserve",
            "id: blood-reserve has the initials of bed-report, and receipt numbers begin with them: rename it",
        )
    ]


@pytest.mark.parametrize(
    ("first", "second", "one", "other"),
    [
        (BEDS, replace(BEDS, id="ward-list"), "ward-list", "bed-report"),
        # the first has a word that is the title of the second
        (
            replace(BEDS, title="แบบรายงานเตียงว่างเสริม"),
            replace(BEDS, id="ward-list"),
            "bed-report",
            "ward-list",
        ),
    ],
)
def test_forms_that_nothing_tells_apart(first: FormSpec, second: FormSpec, one: str, other: str) -> None:
    ((mended, fault),) = between(first, second)
    assert mended == "ward-list"
    assert fault == (
        f"title_words: a form {other} cannot be told from {one}: they have the same headings, and the title of one is "
        "the title of both; give each title_words that only its own title holds"
    )


def test_forms_of_one_title_of_which_one_has_a_column_for_the_units_of_the_other() -> None:
    staff = Column("staff", "บุคลากร", ("บุคลากร",))
    first = replace(BEDS, columns=(WARD, FREE, staff))
    hospital = Column("hospital", "โรงพยาบาล", ("โรงพยาบาล",))
    second = replace(
        BEDS, id="ward-list", unit_heading="จังหวัด", unit_words=("จังหวัด",), columns=(WARD, FREE, hospital)
    )
    ((mended, fault),) = between(first, second)
    assert (mended, fault.partition(":")[0]) == ("ward-list", "title_words")
    assert "a form bed-report cannot be told from ward-list" in fault
