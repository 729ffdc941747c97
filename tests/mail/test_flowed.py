"""Tests wrapped text (RFC 3676)."""

import pytest

from collector.mail.flowed import unflowed
from tests.mail.samples import mail

WRAPPED = "รายงานประจำเดือนพฤศ \nจิกายน 2561\n"
WHOLE = "รายงานประจำเดือนพฤศจิกายน 2561"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a long \nline\nb", "a long line\nb"),
        (" From here \non", "From here on"),
        ("> one \n> two\n>> other \nown", "> one two\n>> other \nown"),
        ("text \n-- \nname", "text \n-- \nname"),
        ("", ""),
    ],
)
def test_paragraphs_are_put_together(text: str, whole: str) -> None:
    assert unflowed(text, delete_space=False) == whole


@pytest.mark.parametrize(
    ("parameters", "body"),
    [
        ("; format=flowed; delsp=yes", WHOLE),
        ('; Format="Flowed"; DelSp="Yes"', WHOLE),
        ("; format=flowed", WHOLE.replace("ศจ", "ศ จ")),
        ("; format=fixed; delsp=yes", WRAPPED.replace(" \n", "\n").strip()),
        ("", WRAPPED.replace(" \n", "\n").strip()),
    ],
)
def test_a_body_is_put_together_as_its_label_says(parameters: str, body: str) -> None:
    assert mail(f"Content-Type: text/plain; charset=utf-8{parameters}", "", WRAPPED).text == body


def test_html_under_that_label_is_left_alone() -> None:
    found = mail("Content-Type: text/html; charset=utf-8; format=flowed; delsp=yes", "", "<p>a \nb</p>")
    assert found.text == "a b"
