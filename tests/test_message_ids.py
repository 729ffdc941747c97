"""Our own Message-IDs."""

import pytest

from collector.message_ids import conversation_name, make, name_letters, recognise


def test_the_same_letter_has_the_same_id_and_every_other_another() -> None:
    one = make("reminder", "help-centre/TH-81/2018-12", b"s", "dept.example")
    assert one == make("reminder", "help-centre/TH-81/2018-12", b"s", "dept.example")
    others = [
        make("reminder", "x", b"s", "dept.example"),
        make("review", "help-centre/TH-81/2018-12", b"s", "dept.example"),
    ]
    assert one not in others
    assert recognise(one, b"s")


def test_nobody_else_can_make_one() -> None:
    one = make("reminder", "ก", b"s", "dept.example")
    assert not recognise(one, b"t")
    assert not recognise(one, b"")
    assert not recognise(one.replace("reminder", "review"), b"s")
    assert not recognise(one[:-3] + ">x", b"s")
    assert not recognise("", b"s")


@pytest.mark.parametrize(
    ("kind", "domain"), [("Bad Kind", "x"), ("ก", "x"), ("ok", "a b"), ("ok", ""), ("", "x")]
)
def test_what_would_not_be_recognised_is_refused(kind: str, domain: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        make(kind, "c", b"s", domain)


OURS = make("reminder", "help-centre/TH-81/2018-12", b"s", "dept.example")


def test_a_letter_is_told_from_the_name_of_its_conversation() -> None:
    name = conversation_name(OURS)
    assert name != OURS
    assert not recognise(name, b"s")  # no mail bears it
    assert (
        name_letters(f"<a@x.example>\r\n {name} <b@x.example>") == f"<a@x.example>\r\n {OURS} <b@x.example>"
    )


@pytest.mark.parametrize("text", ["", OURS, "<a@x.example>", "thread@x.example"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert name_letters(text) == text
