"""Who wrote a mail by its From fields: one plain address, or nobody."""

import pytest

from collector.mail.sender import sender_of
from collector.model import Address


@pytest.mark.parametrize(
    ("field", "name", "email"),
    [
        ("krabi@local.example", "", "krabi@local.example"),
        ("<Krabi@Local.Example>", "", "krabi@local.example"),
        ("สถจ.กระบี่ <krabi@local.example>", "สถจ.กระบี่", "krabi@local.example"),
        ('"สถจ.กระบี่, งานศูนย์" <krabi@local.example>', "สถจ.กระบี่, งานศูนย์", "krabi@local.example"),
        ("Somchai, Krabi <krabi@local.example>", "Somchai Krabi", "krabi@local.example"),
        ("=?utf-8?b?4LiB4Lij4Liw4Lia4Li14LmI?= <krabi@local.example>", "กระบี่", "krabi@local.example"),
        ("krabi@local.example (Somchai)", "Somchai", "krabi@local.example"),
        ('"krabi@local.example" <evil@attacker.example>', "krabi@local.example", "evil@attacker.example"),
        ("evil@attacker.example (krabi@local.example)", "krabi@local.example", "evil@attacker.example"),
        ('"a \\" b" <krabi@local.example>', 'a " b', "krabi@local.example"),
        (
            "=?utf-8?q?krabi=40local=2Eexample?= <evil@attacker.example>",
            "krabi@local.example",
            "evil@attacker.example",
        ),
        ('"งาน"(ศูนย์)=?utf-8?q?Krabi?= <krabi@local.example>', 'งาน"(ศูนย์)Krabi', "krabi@local.example"),
    ],
)
def test_one_plain_address(field: str, name: str, email: str) -> None:
    assert sender_of([field.encode()]) == Address(name, email)


@pytest.mark.parametrize(
    "fields",
    [
        ["krabi@local.example, evil@attacker.example"],
        ["evil@attacker.example, krabi@local.example"],
        ["krabi@local.example <evil@attacker.example>"],
        ["<evil@attacker.example> krabi@local.example"],
        ["<krabi@local.example> <evil@attacker.example>"],
        ["=?utf-8?q?krabi=40local=2Eexample?="],
        ["=?utf-8?q?krabi=40local=2Eexample?= <>"],
        ["Office: krabi@local.example;"],
        ["undisclosed-recipients:;"],
        ["krabi@local.example", "evil@attacker.example"],
        ["krabi@local.example", "krabi@local.example"],
        ["krabi@local.example@evil.example"],
        ["สถจ.กระบี่"],
        ["krabi@local.example " + "x" * 3000],
        ["x" * 3000 + " <krabi@local.example>"],
        ["<krabi@local.example> <>"],
        ["krabi@local.example:"],
        ["Krabi) <krabi@local.example>"],
        ['Krabi" <krabi@local.example>'],
        ["", "krabi@local.example"],
        [],
    ],
)
def test_anything_else_names_nobody(fields: list[str]) -> None:
    assert sender_of([field.encode() for field in fields]).email == ""


def test_a_field_as_long_as_one_may_be_is_read_and_one_letter_more_is_not() -> None:
    longest = "x" * (2_000 - len(" <krabi@local.example>")) + " <krabi@local.example>"
    assert sender_of([longest.encode()]).email == "krabi@local.example"
    assert sender_of([b"x" + longest.encode()]).email == ""


def test_what_is_written_is_still_shown() -> None:
    assert sender_of([b'""', b"krabi@local.example"]).name == "krabi@local.example"
    assert sender_of([b" " * 2000 + b"krabi@local.example"]) == Address("", "")
    assert sender_of([b"Krabi <krabi@local.example>", b"x@y.example"]).name == "Krabi"
    assert sender_of([b"Office: krabi@local.example;"]).name
    assert sender_of(["สถจ.กระบี่".encode()]).name == "สถจ.กระบี่"
