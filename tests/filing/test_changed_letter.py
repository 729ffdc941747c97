"""Our own letter as it stands in a mail: what programs make of it is no change, other words and figures are."""

import textwrap
import time
from collections.abc import Callable

import pytest

from collector.filing.changed_letter import is_changed

MARK = "1A2B3C4D-5E6F7081"
LETTER = f"""เรื่อง  แจ้งการได้รับรายงาน ประจำเดือนธันวาคม ๒๕๖๑ จังหวัดกระบี่

เรียน  ท้องถิ่นจังหวัดกระบี่

อ้างถึง  ไปรษณีย์อิเล็กทรอนิกส์ เรื่อง “ส่งรายงาน” ซึ่งได้รับเมื่อวันที่ ๔ มกราคม ๒๕๖๒

    ข้อมูลในรายงานตามที่ระบบอ่านได้

    ประเด็นที่ ๑
    - ประเด็นปัญหา อุปสรรค: ขาดรถ 1.5 ล้านบาท
    - การแก้ไขปัญหา อุปสรรค หรือความเห็น: ขอ 10-15 คัน
    - หมายเหตุ: -5

        จึงเรียนมาเพื่อโปรดทราบ

หนังสือฉบับนี้จัดทำและส่งโดยระบบอัตโนมัติ เลขที่อ้างอิง {MARK}
"""
PAGE = LETTER.replace("    - ประเด็นปัญหา อุปสรรค: ", "๑\t").replace("    - ", "")

OURS = [(LETTER, PAGE)]


def quoted(text: str, sign: str = "> ") -> str:
    return "".join(f"{sign}{line}\n" for line in text.splitlines())


def wrapped(text: str) -> str:
    return "\n".join(part for line in text.splitlines() for part in textwrap.wrap(line, 40) or [""])


LEFT: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "quoted": quoted,
    "quoted twice": lambda text: quoted(quoted(text), ">"),
    "barred": lambda text: quoted(text, "| "),
    "wrapped": lambda text: quoted(wrapped(text)),
    "no empty lines": lambda text: "\n".join(line for line in text.splitlines() if line.strip()),
    "no blanks at the left": lambda text: "\n".join(line.strip() for line in text.splitlines()),
    "below words": lambda text: f"ขอบคุณค่ะ\n\nเรื่อง: ขอบคุณ\nOn x wrote:\n{quoted(text)}",
    "above words": lambda text: f"{text}\nขอบคุณค่ะ",
    "other quotes": lambda text: text.replace("“", '"').replace("”", '"'),
    "plain digits": lambda text: text.translate(str.maketrans("๑๒๓๔๕๖", "123456")),
    "without its head": lambda text: text[text.index("    ข้อมูล") :],
    "twice": lambda text: f"{quoted(text)}\n{quoted(quoted(text))}",
}


@pytest.mark.parametrize("make", LEFT.values(), ids=LEFT)
@pytest.mark.parametrize("letter", [LETTER, PAGE], ids=["text", "page"])
def test_what_programs_make_of_it_is_no_change(letter: str, make: Callable[[str], str]) -> None:
    assert not is_changed(make(letter), OURS)
    assert not is_changed(make(letter).replace(MARK, ""), OURS)


def test_signs_that_programs_put_between_the_words_of_a_page_are_no_change() -> None:
    shown = PAGE.replace("เรื่อง", "*เรื่อง*").replace("\t", " | ").replace("หมายเหตุ:", "หมายเหตุ:\n+---+\n| ")
    assert not is_changed(shown, OURS)


@pytest.mark.parametrize("most", range(0, len(LETTER), 7))
def test_a_letter_cut_short_is_no_change(most: int) -> None:
    for after in ("", "\n\nสมชาย ใจดี\nโทร 075"):
        assert not is_changed(f"ขอบคุณค่ะ\n\n{quoted(LETTER[:most])}{after}", OURS)


CHANGES = [
    ("ขาดรถ", "ขาดคน"),
    ("1.5", "15"),
    ("1.5", "2.5"),
    ("10-15", "1015"),
    (": -5", ": 5"),
    (": -5", ": -5 %"),
    ("15 คัน", "15 คัน (แก้เป็น 20)"),
    ("15 คัน", "15 คัน\n\nแก้เป็น 20 คันค่ะ\n"),
    ("ขอ 10-15 คัน", ""),
    ("    - หมายเหตุ: -5\n", ""),
    ("ธันวาคม", "มกราคม"),
    ("เรียน  ท้องถิ่นจังหวัดกระบี่", "เรียน  ท้องถิ่นจังหวัดตรัง"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
@pytest.mark.parametrize("make", [LEFT["as it is"], quoted, LEFT["below words"], LEFT["above words"]])
def test_other_words_and_figures_are_a_change(old: str, new: str, make: Callable[[str], str]) -> None:
    said = make(LETTER.replace(old, new))
    assert is_changed(said, OURS)
    assert is_changed(said.replace(MARK, ""), OURS)


ADDED = [
    ("        จึงเรียน", "สะพานขาด 9 แห่ง\n\n        จึงเรียน"),
    ("\n    ข้อมูลในรายงาน", "\n4\tสะพานขาด 9 แห่ง\tx\n\n    ข้อมูลในรายงาน"),
    ("เรียน  ท้องถิ่น", "สะพานขาด 9 แห่ง เ\nเรียน  ท้องถิ่น"),
]


@pytest.mark.parametrize(("old", "new"), ADDED)
@pytest.mark.parametrize("letter", [LETTER, PAGE], ids=["text", "page"])
def test_what_was_put_between_the_lines_is_a_change(letter: str, old: str, new: str) -> None:
    assert old in letter
    for make in (str, quoted, wrapped):
        assert is_changed(make(letter.replace(old, new)), OURS)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("between", ["\n", "\n\nขอบคุณค่ะ\n\n", "\nเริ่มต้นข้อความที่ส่งต่อ:\n"])
def test_every_copy_counts(between: str, *, turned: bool) -> None:
    copies = [quoted(LETTER.replace("1.5", "2.5")), quoted(LETTER)]
    assert is_changed(between.join(reversed(copies) if turned else copies), OURS)
    assert not is_changed(between.join([copies[1], copies[1]]), OURS)


HEADLESS = LETTER[LETTER.index("ประเด็นปัญหา") :]
TAILLESS = LETTER[: LETTER.index("คัน") + len("คัน")]


@pytest.mark.parametrize(
    "said",
    [
        quoted(HEADLESS.replace("1.5", "2.5")),
        HEADLESS.replace("1.5", "2.5"),
        f"{TAILLESS} สะพานขาด 9 แห่ง",
        quoted(f"{TAILLESS}\nสะพานขาด 9 แห่ง"),
        TAILLESS.replace("10-15", "10-25"),
        quoted(f"สะพานขาด 9 แห่ง\n{LETTER[LETTER.index('เรียน') :]}"),
    ],
)
def test_a_letter_cut_short_is_changed_where_its_rest_is(said: str) -> None:
    assert is_changed(said, OURS)


@pytest.mark.parametrize(
    "said",
    [
        f"{TAILLESS}\nสะพานขาด 9 แห่ง",
        f"{quoted(TAILLESS)}\nสะพานขาด 9 แห่ง",
        f"{quoted(TAILLESS)}> [...]\n",
        f"{TAILLESS} …",
        f"สะพานขาด 9 แห่ง\n{quoted(HEADLESS)}",
        f"แจ้งการได้รับรายงาน ประจำเดือนธันวาคม ๒๕๖๑ จังหวัดกระบี่ แล้ว\n\n{quoted(LETTER)}",
        f"เรื่อง: แจ้งการได้รับรายงาน ประจำเดือนธันวาคม ๒๕๖๑ จังหวัดกระบี่\n\n{LETTER}",
        f"จึงเรียนมาเพื่อโปรดทราบค่ะ\n{quoted(LETTER)}",
    ],
)
def test_what_the_sender_writes_above_and_below_is_his_own(said: str) -> None:
    assert not is_changed(said, OURS)


def test_a_text_is_held_against_the_letter_that_it_is_most_like() -> None:
    other = LETTER.replace("ธันวาคม", "มกราคม").replace("ขาดรถ", "ขาดคน")
    assert not is_changed(quoted(other), [*OURS, (other, "")])
    assert is_changed(quoted(other), OURS)
    assert not is_changed(quoted(other), [])


def test_of_a_page_figures_count_as_they_stand() -> None:
    assert is_changed(PAGE.replace("1.5", "15"), OURS)
    assert is_changed(PAGE.replace("10-15", "1015"), OURS)
    assert is_changed(PAGE.replace("ขาดรถ", "ขาดคน"), OURS)


def test_a_text_without_the_letter_is_no_change_of_it() -> None:
    assert not is_changed("ขอสอบถามค่ะ", OURS)
    assert not is_changed(f"เลขที่ {MARK}", OURS)


@pytest.mark.parametrize(
    "line", ["ก" * 50_000 + "ข", "\n".join(["ขาดเจ้าหน้าที่ประจำศูนย์"] * 2_000), '"' * 50_000, "1." * 30_000]
)
@pytest.mark.parametrize(
    "said", ["ก" * 100_000, "\n".join(["ขาดเจ้าหน้าที่ประจำศูนย์"] * 4_000), ">|" * 50_000, "1." * 50_000]
)
def test_it_takes_time_that_grows_with_the_length_alone(line: str, said: str) -> None:
    begun = time.process_time()
    letters = [(f"{line}\n{LETTER}", f"{line}\n{PAGE}")]
    is_changed(said, letters)
    is_changed(f"{said}\n{LETTER}", letters)
    assert time.process_time() - begun < 15
