"""Who wrote a mail by its From fields: one plain address, or nobody."""

import pytest

from collector.mail.sender import sender_of
from collector.model.mail import Address


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
        ("krabi@กระบี่.ไทย", "", "krabi@xn--12c4c0a4c0a8i.xn--o3cw4h"),
        ("สถจ. <Krabi@mail.กระบี่.ไทย>", "สถจ.", "krabi@mail.xn--12c4c0a4c0a8i.xn--o3cw4h"),
        ("krabi@xn--12c4c0a4c0a8i.xn--o3cw4h", "", "krabi@xn--12c4c0a4c0a8i.xn--o3cw4h"),
        ('"x@กระบี่.ไทย" <evil@a.example>', "x@กระบี่.ไทย", "evil@a.example"),
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
        ["x@กระบี่.ไทย <evil@attacker.example>"],
        ["evil@attacker.example <x@กระบี่.ไทย>"],
        ["krabi@กระบี่.ไทย, evil@attacker.example"],
        ["krabi@.ไทย"],
        ["krabi@ก" + "ก" * 63 + ".ไทย"],
        ["ผู้ส่ง@กระบี่.ไทย"],
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


@pytest.mark.parametrize(
    "field",
    [
        '"krabi@local.example"@evil.example',
        'สถจ.กระบี่ <"krabi@local.example"@evil.example>',
        '"krabi@local.example "@evil.example',
        '" krabi@local.example"@evil.example',
        '"<krabi@local.example>"@evil.example',
        '"x@local.example"@evil.example',
        '"krabi@local.example" @evil.example',
        '"krabi"@local.example',
        "krabi\\@local.example@evil.example",
        "<mailto:krabi@local.example>",
        "<@evil.example:krabi@local.example>",
        "<<krabi@local.example>>",
        "< krabi@local.example>",
        "<krabi@local.example >",
        "<krabi@local.example;evil@evil.example>",
        "krabi@[local.example]",
        "=?utf-8?Q?krabi?=@local.example",
        "<=?utf-8?Q?krabi?=@local.example>",
        "<=?utf-8?Q?krabi=40local.example?=>",
    ],
)
def test_an_address_in_quotes_or_in_code_is_not_read_out_of_them(field: str) -> None:
    assert sender_of([field.encode()]).email == ""


@pytest.mark.parametrize(
    "field",
    [
        "krabi@local.example(x).evil.example",
        "krabi(x)@local.example",
        "krabi@(x)local.example",
        "vic(tim)tim@local.example",
        "(x)krabi@local.example",
        "krabi@local.example (x) y",
        "krabi@local.example (x\\) y)",
        "krabi@local.example (x",
        "krabi @local.example",
        "krabi@ local.example",
        "krabi@\r\n local.example",
        "krabi@local.example .evil.example",
        "krabi@local.example\t.evil.example",
        "krabi@local.example\tx",
        "krabi@local.example\x0bx",
        "krabi@local.example\x0b",
        "\x0bkrabi@local.example",
        "krabi@local.example\x0c",
        "krabi@local.example\x1c",
        "krabi@local.example\x85x",
        "krabi@local.example\x85",
        "krabi@local.example\u00a0",
        "\u00a0krabi@local.example",
        "krabi@local.example\u2028@evil.example",
        "\ufeffkrabi@local.example",
        "krabi\x00@local.example",
        "krabi@local.example\x00.evil.example",
        "krabi\x1b@local.example",
        "krabi@local.example\x7f.evil.example",
        "Krabi\x00 <krabi@local.example>",
        "Krabi\x08 <krabi@local.example>",
        "Krabi\x1f <krabi@local.example>",
        "Krabi <krabi@local.example> (\x7f)",
        "\u212arabi@local.example",
        "Krabi <\u212arabi@local.example>",
        "krabi\u200b@local.example",
        "krabi@local\u3002example",
        "กระบี่@local.example",
    ],
)
def test_what_is_no_address_is_not_repaired_into_one(field: str) -> None:
    assert sender_of([field.encode()]).email == ""


@pytest.mark.parametrize(
    "before",
    [
        "evil@evil.example",
        "(evil@evil.example",
        '"evil@evil.example',
        '(") evil@evil.example, (")',
        '"(" evil@evil.example, ")"',
        "=?utf-8?q?evil@evil.example,?=",
        "=?utf-8?q?<evil?=",
        '=?x?q?(?= "evil) , evil@evil.example, ("',
        '=?utf-8?q?"?= evil@evil.example',
        "=?@evil.example,?q?x?=",
        '\\" evil@evil.example, "',
        "(a\\) evil@evil.example, (b)",
        "Office:",
        "Krabi;",
        "Krabi \\",
    ],
)
def test_a_name_hides_no_second_address(before: str) -> None:
    assert sender_of([f"{before} <krabi@local.example>".encode()]).email == ""


@pytest.mark.parametrize(
    "field",
    [
        "Krabi\r\n <krabi@local.example>",
        "Krabi\t<krabi@local.example>",
        " krabi@local.example \t",
        "\r\n krabi@local.example",
        "<krabi@local.example>\t(งาน) (ศูนย์)",
        "krabi@local.example(งาน)",
        '"a\\"b@c" <krabi@local.example>',
        "(a@b) <krabi@local.example>",
        "=?utf-8?Q?Krabi_(office)?= <krabi@local.example>",
        "=?windows-874*th?B?ocPQutXo?= <krabi@local.example>",
        '"=?utf-8?Q?Krabi?=" <krabi@local.example>',
    ],
)
def test_what_honest_programs_write_around_an_address_is_no_part_of_it(field: str) -> None:
    assert sender_of([field.encode()]).email == "krabi@local.example"
    assert sender_of([field.encode("cp874", "ignore")]).email == "krabi@local.example"


@pytest.mark.parametrize("local", ["o'neil", "a+b", "prvs=1=x", "a/b", "x_y-z.9", "~a{b}|c`^?*&%$#!"])
def test_every_sign_that_needs_no_quotes_may_stand_in_an_address(local: str) -> None:
    assert sender_of([f"{local}@local-1.example".encode()]).email == f"{local}@local-1.example"


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
