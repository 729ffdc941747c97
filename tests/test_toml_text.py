"""TOML files as people save and mistype them: what is told, and that it is plain."""

import pytest

from collector.toml_text import parsed

FORM = 'id = "bed-report"\ntitle = "แบบรายงานเตียงว่าง"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_files_as_windows_editors_save_them(encoding: str) -> None:
    assert parsed(FORM.encode(encoding))["title"] == "แบบรายงานเตียงว่าง"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (FORM.encode("cp874"), "it is saved in windows-874"),
        (FORM.encode("utf-16"), "it is saved as UTF-16"),
        (b'a = "x"\nb = "caf\xe9"\n', "it is not saved in UTF-8; line 2 is the first that shows it"),
    ],
)
def test_another_encoding_is_named_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match="save it as UTF-8") as caught:
        parsed(data)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "แบบ\ndue_day = 7\n', 'line 1 cannot be understood (title = "แบบ): a quotation mark is missing'),
        ("a = 1\ntitle = แบบรายงาน\n", "line 2 cannot be understood (title = แบบรายงาน): text must stand in quotation marks"),
        ("title = “แบบ”\n", "curly quotation marks"),
        ('path = "C:\\data"\n', "a backslash"),
        ('path = "C:\\Users"\n', "a backslash"),
        ('title = "แบบ "ก" ข"\n', "within a text a quotation mark is written"),
        ('words = ["a" "b"]\n', "a comma or the closing ] is missing"),
        ('words = ["a", "b"\n\n[wording]\n', "a comma or the closing ] is missing"),
        ("x = { a = 1\n", "a comma or the closing } is missing"),
        ("[columns\n", "the closing ] of the section's name"),
        ("a = 1\na = 2\n", "line 2 cannot be understood (a = 2): this key stands twice"),
        ("[a]\n[a]\n", "this section stands twice"),
        ("due_day: 7\n", 'this one has no "="'),
        ("due_day =\n", "there is no value"),
        ("roll = True\n", "small letters"),
        ("หัว = 1\n", "a key is written in the letters a to z"),
        ('x = """a\n\n', "a quotation mark is missing"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_line_and_its_cause(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="cannot be understood") as caught:
        parsed(text.encode())
    assert said in str(caught.value)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(ValueError, match=r"\(password = …\)") as caught:
        parsed(b'password = "geheim\n')
    assert "geheim" not in str(caught.value)
