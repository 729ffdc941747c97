"""Our own Message-IDs."""

import pytest

from collector.message_ids import make, recognise


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
