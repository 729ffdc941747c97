"""What letters call a form where several are in force; the letters themselves are golden texts (`two-forms-…`)."""

from dataclasses import replace

import pytest

from collector.forms.spec import FormSpec, FormWords
from collector.letters.compose import answer
from collector.letters.form_names import form_name, forms_of, known_forms, report_name
from collector.letters.letterhead import Letterhead
from collector.model.outcomes import Outcome
from collector.model.reasons import Reason
from tests.letters.cases import CASES, OWN, UNCLEAR, on_own, two_forms
from tests.letters.samples import NOW, context, letterhead, report, ruling
from tests.letters.test_compose import WORDING, parsed, text_of
from tests.shipped import SPEC


def heads(*specs: FormSpec) -> Letterhead:
    return replace(letterhead(), forms={spec.id: spec for spec in specs})


@pytest.mark.parametrize(
    ("called", "other", "name"),
    [
        ("รายงานยา", "", "รายงานยา"),
        ("รายงานยา", "รายงานเตียง", "รายงานยา"),
        ("รายงานยา", "รายงานยา", OWN.title),
        ("", "รายงานเตียง", OWN.title),
        ("รายงาน", "", OWN.title),
    ],
    ids=["its own", "each its own", "both the same", "none", "the word for all"],
)
def test_a_form_is_called_by_what_tells_it_from_the_others(called: str, other: str, name: str) -> None:
    own, shipped = replace(OWN, said=FormWords(called)), replace(SPEC, said=FormWords(other))
    assert form_name(own, heads(shipped, own), WORDING) == name
    assert form_name(own, heads(own), WORDING) == ""


def test_a_report_of_which_nobody_can_tell_the_form_has_none() -> None:
    both, doubtful = heads(SPEC, OWN), report(doubts=(UNCLEAR,))
    assert forms_of(doubtful) == (SPEC.id, OWN.id)
    assert report_name(doubtful, both, WORDING) == ""
    assert report_name(on_own(report()), both, WORDING) == "รายงานยาขาดคลัง"
    assert known_forms([doubtful, on_own(report()), on_own(report())], both) == (OWN,)


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("two-forms-filed", f"แจ้งการได้รับ{SPEC.title} และรายงานยาขาดคลัง ประจำเดือน"),
        ("two-forms-one-filed", "แจ้งการได้รับรายงานยาขาดคลัง ประจำเดือน"),
        ("two-forms-returned", f"ขอให้แก้ไขและจัดส่ง{SPEC.title} และรายงานยาขาดคลังอีกครั้ง"),
        ("two-forms-partial", "ขอให้แก้ไขและจัดส่งรายงานยาขาดคลังอีกครั้ง"),
        ("two-forms-review", "แจ้งการได้รับรายงานยาขาดคลัง ซึ่งอยู่ระหว่างการตรวจสอบ"),
        ("two-forms-unclear", "แจ้งการได้รับรายงานซึ่งอยู่ระหว่างการตรวจสอบ"),
        ("two-forms-reminder", "ขอเร่งรัดการจัดส่งรายงานยาขาดคลัง ประจำเดือน"),
        ("two-forms-reminder-shipped", f"ขอเร่งรัดการจัดส่ง{SPEC.title} ประจำเดือน"),
    ],
)
def test_the_subject_names_the_form(name: str, subject: str) -> None:
    assert CASES[name](WORDING).subject.startswith(subject)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("two-forms-returned", ["drug-shortage-TH-81-2018-12", "help-centre-TH-81-2018-12"]),
        ("two-forms-partial", ["drug-shortage"]),
        ("two-forms-file", ["drug-shortage-TH-81-2018-12", "help-centre"]),
        ("two-forms-reminder", ["drug-shortage-TH-81-2018-12"]),
        ("two-forms-reminder-shipped", ["help-centre-TH-81-2018-12"]),
    ],
)
def test_the_files_name_the_form(name: str, files: list[str]) -> None:
    names = [part.get_filename() for part in parsed(CASES[name](WORDING)).iter_attachments()]
    assert names == [f"report-form-{file}.docx" for file in files]


def test_a_blank_form_that_may_be_either_brings_both() -> None:
    unclear = report(entries=(), doubts=(UNCLEAR,))
    letter = answer(two_forms(context(ruling(unclear, Outcome.RETURNED))), WORDING, NOW)
    assert letter is not None
    assert len(list(parsed(letter).iter_attachments())) == 2
    assert letter.subject.startswith("ขอให้แก้ไขและจัดส่งแบบรายงานอีกครั้ง")


@pytest.mark.parametrize(
    ("outcome", "subject"),
    [
        (Outcome.FILED, "แจ้งการได้รับรายงานยาขาดคลัง ประจำเดือนธันวาคม ๒๕๖๑ จังหวัดกระบี่"),
        (Outcome.RETURNED, "ขอให้แก้ไขและจัดส่งแบบรายงานอีกครั้ง ประจำเดือนธันวาคม ๒๕๖๑ จังหวัดกระบี่"),
        (Outcome.REVIEW, "แจ้งการได้รับรายงานซึ่งอยู่ระหว่างการตรวจสอบ"),
    ],
)
def test_where_one_form_is_in_force_no_section_names_it(outcome: Outcome, subject: str) -> None:
    given = context(ruling(on_own(report()), outcome, reasons=(Reason("unit-unknown"),)))
    letter = answer(replace(given, letterhead=heads(OWN)), WORDING, NOW)
    assert letter is not None
    assert letter.subject == subject
    assert "\nจังหวัดกระบี่ ประจำเดือนธันวาคม ๒๕๖๑\n" in text_of(letter)
