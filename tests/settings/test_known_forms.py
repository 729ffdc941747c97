"""Forms that the settings name and do not accept: what their files may say, and how their titles are known."""

from pathlib import Path

import pytest

from collector.forms.known_form import Instead, KnownForm, known_by, known_in
from collector.model.documents import Document
from collector.settings.form_files import FoundForm, examine_forms, not_accepted, sound
from tests.forms.sheets import document, table
from tests.shipped import WORDS

WASTE = """
id = "waste"
accept = false
title = "แบบรายงานปัญหาขยะมูลฝอย"
title_words = ["ขยะมูลฝอย", "จัดการขยะ"]
"""
KNOWN = KnownForm("waste", "แบบรายงานขยะมูลฝอย", ("ขยะมูลฝอย",), Instead.REVIEW)
RESULTS = KnownForm("results", "แบบรายงานผลศูนย์ช่วยเหลือ", ("ผลการดำเนินงานขยะมูลฝอยและศูนย์",), Instead.IGNORE)


def found(folder: Path, *texts: str, ours: bool = True) -> tuple[FoundForm, ...]:
    paths = [folder / f"{number}.toml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return examine_forms((*(["help-centre"] if ours else []), *paths), WORDS)


def test_a_form_that_is_not_accepted_is_none_in_force(tmp_path: Path) -> None:
    forms = found(tmp_path, WASTE + 'instead = "answer"\nanswer = "ขอให้จัดส่งที่กองสิ่งแวดล้อม"\n')
    assert [spec.id for spec in sound(forms)] == ["help-centre"]
    (known,) = not_accepted(forms)
    assert (known.id, known.instead, known.answer) == ("waste", Instead.ANSWER, "ขอให้จัดส่งที่กองสิ่งแวดล้อม")


def test_without_a_word_of_what_to_do_a_person_decides(tmp_path: Path) -> None:
    (known,) = not_accepted(found(tmp_path, WASTE))
    assert (known.instead, known.title_words) == (Instead.REVIEW, ("ขยะมูลฝอย", "จัดการขยะ"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("accept = false", 'accept = false\ninstead = "delete"', "instead:"),
        ("accept = false", "accept = false\ndue_day = 5", "due_day: unknown key"),
        ('"ขยะมูลฝอย", "จัดการขยะ"', '"รายงานปัญหา"', 'title_words: "รายงานปัญหา" is too general'),
        ('"ขยะมูลฝอย", "จัดการขยะ"', '"ภาษีที่ดิน"', "title_words: none of them stands in title"),
        (
            'id = "waste"', 'id = "help-centre"', 'id: another form is called "help-centre" too'),
        (
            '"ขยะมูลฝอย", "จัดการขยะ"', '"ขยะมูลฝอย", "ศูนย์ช่วยเหลือประชาชน"',
            'title_words: "ศูนย์ช่วยเหลือประชาชน" stands in the title of help-centre',
        ),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    (problem,) = found(tmp_path, WASTE.replace(before, after))[1].problems
    assert problem.startswith(said)


def test_one_form_at_least_is_accepted(tmp_path: Path) -> None:
    (form,) = found(tmp_path, WASTE, ours=False)
    assert form.problems == ("accept: no form that is named is accepted; name at least one, or help-centre",)


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("สรุปปริมาณขยะ มูลฝอย จังหวัดกระบี่", KNOWN),
        ("รายงานผลการดำเนินงานขยะมูลฝอยและศูนย์ฯ", RESULTS),
        ("แบบรายงานประเด็นปัญหา", None),
        ("ขยะมูลฝอย " * 40, None),
    ],
)
def test_a_line_is_known_by_the_longest_words_of_a_title(line: str, form: KnownForm | None) -> None:
    assert known_by(line, (KNOWN, RESULTS)) is form


@pytest.mark.parametrize(
    ("read", "title"),
    [
        (document("จังหวัดกระบี่", "แบบรายงานขยะมูลฝอย"), "แบบรายงานขยะมูลฝอย"),
        (document(table([["แบบรายงานขยะมูลฝอย", ""], ["ตัน", "ราคา"]])), "แบบรายงานขยะมูลฝอย"),
        (document(*(f"บรรทัดที่ {number}" for number in range(12)), "ขยะมูลฝอย"), ""),
    ],
)
def test_a_document_is_known_by_what_it_begins_with(read: Document, title: str) -> None:
    other = known_in(read, "a.xlsx", (KNOWN,))
    assert (other.title if other else "") == title
    assert other is None or (other.path, other.form) == ("a.xlsx", "waste")
