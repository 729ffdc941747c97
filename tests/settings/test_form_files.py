"""A department's form and kinds of units: what is read, and every complaint in plain words."""

from pathlib import Path

import pytest

from collector.errors import ConfigError
from collector.forms.nil import is_nil
from collector.forms.spec import FormSpec
from collector.model.units import Unit
from collector.settings.kind_files import load_unit_kinds
from collector.wording import Wording
from tests.shipped import WORDS, load_forms

SMALLEST = """
id = "bed-report"
title = "แบบรายงานเตียงว่าง"
due_day = 7
unit_heading = "โรงพยาบาล"
[[columns]]
key = "ward"
heading = "หอผู้ป่วย"
issue = true
[[columns]]
key = "beds"
heading = "เตียงว่าง"
"""


def load(folder: Path, text: str, *others: str) -> tuple[FormSpec, ...]:
    path = folder / "form.toml"
    path.write_text(text, encoding="utf-8")
    return load_forms((path, *others), WORDS)


def problems(folder: Path, text: str, *others: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(folder, text, *others)
    return caught.value.problems


def test_what_a_form_need_not_say(tmp_path: Path) -> None:
    (spec,) = load(tmp_path, SMALLEST)
    assert spec.title_words == ("แบบรายงานเตียงว่าง",)
    assert spec.month_label == "ประจำเดือน"
    assert spec.issue.words == ("หอผู้ป่วย",)
    assert "ไม่มี" in spec.nil
    assert spec.initials == "br"


def test_a_file_saved_by_notepad(tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_bytes(b"\xef\xbb\xbf" + SMALLEST.encode())
    assert load_forms((tmp_path / "form.toml",), WORDS)[0].id == "bed-report"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("due_day = 7", "due_day = 31", "due_day: must be 28 or less, not 31"),
        ("due_day = 7", 'due_day = "7"', 'due_day: must be a whole number, not "7"'),
        ("due_day = 7", "dueday = 7", "dueday: unknown key; did you mean due_day?"),
        ('id = "bed-report"', 'id = "Bed Report"', "id: must be small letters and digits"),
        ("due_day = 7", 'due_day = 7\nevery = "quarter"', "every: only forms that are sent each month"),
        ("due_day = 7", 'due_day = 7\nfrequency = "weekly"', "frequency: only forms that are sent each month"),
        ('key = "beds"', 'key = "beds"\ntype = "number"', "columns.type, in the 2nd column (key beds): a column holds text"),
        ('key = "beds"', 'key = "beds"\nchoices = ["a"]', "columns.choices, in the 2nd column (key beds): a column holds text"),
        ('key = "beds"', 'key = "beds"\nwrods = ["a"]', "columns.wrods, in the 2nd column (key beds): unknown key; did you mean words?"),
        ('key = "beds"', 'key = "ward"', "columns: two have the key ward"),
        ('key = "beds"', 'key = "number"', "columns.key: number is what the entries are counted by"),
        ('key = "beds"', 'key = "beds"\nissue = true', "columns: exactly one must have issue = true"),
        ('heading = "เตียงว่าง"', 'heading = "เตียงว่าง"\nwords = ["หอผู้ป่วย"]', '"หอผู้ป่วย" stands for beds and for ward'),
        ('heading = "เตียงว่าง"', 'heading = "หอผู้ป่วยที่ว่าง"\nwords = ["ว่าง"]', "would be taken for the column ward"),
        ('heading = "เตียงว่าง"', 'heading = "ลำดับ"', "would be taken for a column of numbers"),
        ("แบบรายงานเตียงว่าง", "แบบรายงานเตียงว่างรายสัปดาห์", 'title: it says "รายสัปดาห์"'),
        ("แบบรายงานเตียงว่าง", "แบบรายงานเตียงว่าง ไตรมาส 1", 'title: it says "ไตรมาส"'),
        ("แบบรายงานเตียงว่าง", "แบบรายงานเตียงว่างรายปี", 'title: it says "รายปี"'),
        ("due_day = 7", 'due_day = 7\ntitle_words = ["ก"]', 'title_words: "ก" is too short'),
        ("due_day = 7", 'due_day = 7\ntitle_words = ["อย่างอื่น"]', "title_words: none of them stands in title"),
        ("due_day = 7", "due_day = ", "line 4 cannot be understood (due_day =): there is no value"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in SMALLEST
    found = problems(tmp_path, SMALLEST.replace(before, after))
    assert any(said in problem for problem in found), found
    assert not any("Input should" in problem or "pydantic" in problem for problem in found)


@pytest.mark.parametrize(
    "word", ["รายงาน", "แบบ รายงาน", "ประจำเดือน", "ธันวาคม", "รายงานผลประจำเดือน", "report", "โรงพยาบาล"]
)
def test_a_word_that_any_title_has_is_refused(tmp_path: Path, word: str) -> None:
    line = f'due_day = 7\ntitle_words = ["เตียงว่าง", "{word}"]'
    (found,) = problems(tmp_path, SMALLEST.replace("due_day = 7", line))
    assert found.startswith(f'title_words: "{word}" is too general: ')


@pytest.mark.parametrize("word", ["เตียงว่าง", "รายงานเตียง", "รายงานผลไม้"])
def test_a_word_that_says_more_than_any_title_is_taken(tmp_path: Path, word: str) -> None:
    line = f'due_day = 7\ntitle_words = ["เตียงว่าง", "{word}"]'
    assert load(tmp_path, SMALLEST.replace("due_day = 7", line))


def test_a_title_that_says_no_more_is_what_is_printed_and_stays(tmp_path: Path) -> None:
    assert load(tmp_path, SMALLEST.replace("แบบรายงานเตียงว่าง", "แบบรายงานประจำเดือน"))


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, SMALLEST.replace("due_day = 7", "").replace('key = "beds"', 'key = "Beds"'))
    assert [problem.partition(":")[0] for problem in found] == [
        "due_day",
        "columns.key, in the 2nd column (key Beds)",
    ]


def test_one_column_alone_could_not_be_told_from_any_table(tmp_path: Path) -> None:
    text = SMALLEST.partition('[[columns]]\nkey = "beds"')[0]
    assert any("must be two or more" in problem for problem in problems(tmp_path, text))


def test_a_monthly_form_may_speak_of_days_and_years(tmp_path: Path) -> None:
    title = "แบบรายงานเตียงว่างรายวัน ประจำเดือน ตามแผนปฏิบัติการประจำปีงบประมาณ"
    assert load(tmp_path, SMALLEST.replace("แบบรายงานเตียงว่าง", title))


def test_two_forms_may_not_share_their_initials(tmp_path: Path) -> None:
    text = SMALLEST.replace('"bed-report"', '"health-check"')
    (tmp_path / "second.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_forms(("help-centre", tmp_path / "second.toml"), WORDS)
    assert caught.value.path == tmp_path / "second.toml"
    assert "id: health-check has the initials of help-centre" in caught.value.problems[0]


def test_two_forms_that_nothing_tells_apart_are_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(SMALLEST, encoding="utf-8")
    second.write_text(SMALLEST.replace("bed-report", "ward-list"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_forms((first, second), WORDS)
    assert "title_words: a form" in caught.value.problems[0]
    second.write_text(
        SMALLEST.replace("bed-report", "ward-list").replace("แบบรายงานเตียงว่าง", "บัญชีหอผู้ป่วย"), encoding="utf-8"
    )
    assert len(load_forms((first, second), WORDS)) == 2


def test_the_same_form_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_forms(("help-centre", "help-centre"), WORDS)
    assert caught.value.problems == ("id: two forms are called help-centre",)


# ── kinds of units ──────────────────────────────────────────────────────────────────────────────


def test_a_kind_of_ones_own_is_known_and_addressed(tmp_path: Path) -> None:
    path = tmp_path / "kinds.toml"
    path.write_text(
        '[[kind]]\nid = "school"\nwritten = ["โรงเรียน", "รร."]\nsalutation = "ผู้อำนวยการโรงเรียน{rest}"\n',
        encoding="utf-8",
    )
    wording = Wording(kinds=load_unit_kinds(path))
    school = Unit("1", "รร.บ้านนา")
    assert wording.salutation(school) == "ผู้อำนวยการโรงเรียนบ้านนา"
    assert wording.place(school) == "รร.บ้านนา"
    assert wording.salutation(Unit("2", "กระบี่")) == "ท้องถิ่นจังหวัดกระบี่"
    assert wording.salutation(Unit("3", "กองช่าง")) == "กองช่าง"


def test_offices_and_areas_of_ones_own_are_added_to_those_shipped(tmp_path: Path) -> None:
    path = tmp_path / "kinds.toml"
    path.write_text(
        'offices = ["สถานีพัฒนาที่ดิน"]\n[[kind]]\nid = "zone"\nwritten = ["ภาค"]\narea = true\n', encoding="utf-8"
    )
    kinds = load_unit_kinds(path)
    assert {"โรงเรียน", "สถานีพัฒนาที่ดิน"} < set(kinds.offices)
    assert [kind.id for kind in kinds.kinds if kind.area] == ["province", "district", "subdistrict", "zone"]
    assert "สถานีพัฒนาที่ดิน" not in load_unit_kinds(None).offices


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[kind]]\nid = "x"\n', "written or names must say"),
        ('[[kind]]\nid = "x"\nwritten = ["..."]\n', '"..." has no letter'),
        ('[[kind]]\nid = "x"\nwritten = ["อำเภอ"]\n', '"อำเภอ" stands for x and for district'),
        (
            '[[kind]]\nid = "x"\nwritten = ["รร."]\noffice = "{who}"\n',
            "kind.office, in the 1st kind (id x): {who} is unknown",
        ),
        (
            '[[kind]]\nid = "x"\nwriten = ["รร."]\n',
            "kind.writen, in the 1st kind (id x): unknown key; did you mean written?",
        ),
        ("kind = 1\n", "kind: must be a list"),
    ],
)
def test_kinds_that_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "kinds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_unit_kinds(path)
    assert any(said in problem for problem in caught.value.problems), caught.value.problems


def test_own_words_of_nothing_add_to_the_usual_ones(tmp_path: Path) -> None:
    own = SMALLEST.replace("due_day", 'nil_filler = ["ทั่วบาง"]\nnil_objects = ["เตียง"]\ndue_day')
    (usual,), (spec,) = load(tmp_path, SMALLEST), load(tmp_path, own)
    assert {"ทั่วบาง", *usual.nil_filler} == set(spec.nil_filler)
    assert {"เตียง", *usual.nil_objects} == set(spec.nil_objects)
    assert is_nil("ไม่มีเตียงทั่วบางในเดือนนี้", spec)


@pytest.mark.parametrize(
    ("wording", "key"),
    [('nil_word = "ว่าง"', "nil_word"), ('nothing = "ปกติดี"', "nothing"), ('nothing = "มีเตียงว่าง"', "nothing")],
)
def test_what_letters_ask_for_must_be_understood_as_nothing(tmp_path: Path, wording: str, key: str) -> None:
    (problem,) = problems(tmp_path, f"{SMALLEST}[wording]\n{wording}\n")
    assert problem.startswith(f"wording.{key}: ")
    assert "would be taken for an entry" in problem


@pytest.mark.parametrize(
    "said",
    [
        'nil_word = "ไม่มีเตียง"',
        'nil_word = "-"',
        'nothing = "ไม่มี{entries}"\nentries = "เตียง"',
        'nothing = "ไม่มีอะไรทั้งนั้น"',
    ],
)
def test_what_begins_with_a_nil_word_is_understood(tmp_path: Path, said: str) -> None:
    load(tmp_path, f"{SMALLEST}[wording]\n{said}\n")


def test_the_usual_nil_word_may_not_be_lost(tmp_path: Path) -> None:
    alone = SMALLEST.replace("due_day", 'nil = ["ว่าง"]\ndue_day')
    (problem,) = problems(tmp_path, alone)
    assert problem.startswith("nil: letters ask for")
    load(tmp_path, f'{alone}[wording]\nnil_word = "ว่าง"\n')


@pytest.mark.parametrize(
    ("key", "rhythm"),
    [
        ("title", "ประจำปีงบประมาณ"),
        ("title", "ทุก 3 เดือน"),
        ("title", "ทุก ๖ เดือน"),
        ("title", "ประจำปี"),
        ("month_label", "ประจำปีงบประมาณ"),
        ("month_label", "ทุกสัปดาห์"),
        ("wording.report", "รายงานเตียงรายสัปดาห์"),
        ("wording.report", "รายงานเตียงประจำปี"),
        ("title_words", "เตียงว่างรายสัปดาห์"),
    ],
)
def test_another_rhythm_wherever_the_form_calls_itself_so(tmp_path: Path, key: str, rhythm: str) -> None:
    text = {
        "title": SMALLEST.replace("แบบรายงานเตียงว่าง", f"แบบรายงานเตียงว่าง {rhythm}"),
        "title_words": SMALLEST.replace("due_day", f'title_words = ["เตียงว่าง", "{rhythm}"]\ndue_day'),
        "month_label": SMALLEST.replace("due_day", f'month_label = "{rhythm}"\ndue_day'),
        "wording.report": f'{SMALLEST}[wording]\nreport = "{rhythm}"\n',
    }[key]
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(f"{key}: it says")
    assert problem.endswith("only forms that are sent each month can be collected")


def test_a_monthly_form_may_name_its_year(tmp_path: Path) -> None:
    load(tmp_path, SMALLEST.replace("แบบรายงานเตียงว่าง", "แบบรายงานเตียงว่างประจำเดือน ประจำปีงบประมาณ"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("due_day = 7", 'due_day = 7\nunits = ["A"]', "units: every unit of the registry owes every form in force"),
        ("due_day = 7", 'due_day = 7\nrows = ["A"]', "rows: a form's rows are not fixed"),
        ("due_day = 7", 'due_day = 7\nentry = "เตียง"', "entry: it belongs below [wording]"),
        ("due_day = 7", 'due_day = 7\nissue = true', "issue: it belongs below [[columns]]"),
        ('heading = "เตียงว่าง"', 'heading = "เตียงว่าง"\n[[wording]]\nentry = "x"', "wording: there is only one: begin it with single brackets, [wording]"),
    ],
)  # fmt: skip
def test_what_a_form_cannot_say_and_what_stands_in_the_wrong_place(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    (problem,) = problems(tmp_path, SMALLEST.replace(before, after))
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{SMALLEST}[wording]\nblank_rows = 4\n", "wording.blank_rows: it belongs to the whole, and stands below [wording]"),
        (f"{SMALLEST}blank_rows = 4\n", "columns.blank_rows, in the 2nd column (key beds): it belongs to the whole, and stands below [[columns]]"),
    ],
)  # fmt: skip
def test_a_key_below_a_table_that_belongs_above_it(tmp_path: Path, text: str, said: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(said)
    assert problem.endswith("move it above the first line in brackets")


def test_single_brackets_where_there_may_be_several(tmp_path: Path) -> None:
    head, first, _ = SMALLEST.split("[[columns]]")
    (problem,) = problems(tmp_path, f"{head}[columns]{first}")
    assert (
        problem
        == "columns: there may be several: begin each with double brackets, [[columns]], not [columns]"
    )
    (problem,) = problems(tmp_path, SMALLEST.replace("[[columns]]", "[columns]"))
    assert "each has double brackets, like [[columns]]" in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[kind]\nid = "a"\nwritten = ["x"]',
            "kind: there may be several: begin each with double brackets, [[kind]]",
        ),
        ('id = "a"\n[[kind]]\nid = "b"\nwritten = ["x"]', "id: it belongs below [[kind]]"),
    ],
)
def test_kinds_below_the_wrong_brackets(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "kinds.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_unit_kinds(tmp_path / "kinds.toml")
    assert caught.value.problems[0].startswith(said)


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        (
            'nothing = "ไม่มี{entri}"',
            "wording.nothing: {entri} is not filled in there; there are: {entries}, {entry}",
        ),
        ('entries = "{nothing}"', "wording.entries: {nothing} is not filled in there; there are: {entry}"),
        ('report = "รายงาน{entry}"', "wording.report: {entry} is not filled in there; there are: none"),
    ],
)
def test_a_word_in_braces_that_nothing_fills_in_is_refused(tmp_path: Path, wording: str, said: str) -> None:
    assert problems(tmp_path, f"{SMALLEST}[wording]\n{wording}\n") == (said,)
