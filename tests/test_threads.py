"""The name of a letter's thread, and the letter told from it."""

import pytest

from collector.message_ids import make, recognise
from collector.threads import named_letters, thread_name

OURS = make("reminder", "help-centre/TH-81/2018-12", b"s", "dept.example")


def test_a_letter_is_told_from_the_name_of_its_thread() -> None:
    name = thread_name(OURS)
    assert name != OURS
    assert not recognise(name, b"s")  # no mail bears it
    assert (
        named_letters(f"<a@x.example>\r\n {name} <b@x.example>") == f"<a@x.example>\r\n {OURS} <b@x.example>"
    )


@pytest.mark.parametrize("text", ["", OURS, "<a@x.example>", "thread@x.example"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert named_letters(text) == text
