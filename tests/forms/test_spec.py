"""A form as data: what speaks of it, which column makes the entries, by which letters its receipts begin."""

import pytest

from collector.forms.spec import initials
from tests.forms.sheets import SPEC, TITLE, spec_with


@pytest.mark.parametrize(("name", "letters"), [("help-centre", "hc"), ("waste", "w"), ("a-b2-c-", "abc")])
def test_the_initials_of_a_form(name: str, letters: str) -> None:
    assert initials(spec_with(id=name)) == letters


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TITLE, True),
        ("แบบรายงานประเด็นปัญหา", True),
        ("แบบ รายงาน ประเด็น ปัญหา (ใหม่)", True),
        ("ส่งรายงานปัญหา", False),
        ("", False),
    ],
)
def test_a_text_that_speaks_of_the_form(text: str, title: bool) -> None:
    assert SPEC.is_title(text) is title


def test_the_column_that_makes_the_entries() -> None:
    assert SPEC.issue.key == "problem"
    assert SPEC.folded_unit_words[0] == "จังหวัด"
    assert ("law", "พรบ") in SPEC.folded_words
