"""One spelling of Thai, digits, bullets, edit distance."""

import re
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from collector.thai import (
    arabic_digits,
    begins_with_one_of,
    collapse,
    distance,
    fold,
    normalise,
    split_bullet,
    thai_digits,
    within,
)

THAI = st.text(alphabet=st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F) | st.sampled_from(" \n.12"))


@pytest.mark.parametrize("typed", ["น้ำ", "น้ํา", "นํ้า", "นำ้", "น\u200bำ้", "น้้ำ"])
def test_sara_am_has_one_spelling(typed: str) -> None:
    assert normalise(typed) == "น้ำ"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("เเพร่", "แพร่"), ("ที่", "ที่"), ("ท่ี", "ที่"), ("ก\u00a0ข", "ก ข"), ("a\u00adb", "ab"), ("ก\x00ข", "กข")],
)
def test_normalise(typed: str, expected: str) -> None:
    assert normalise(typed) == expected


SILENT = [0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x7F]
CONTROLS = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)]
BLANKS = [0xA0, 0x202F, 0x3000, *range(0x2000, 0x200B)]
KEPT = [0x09, 0x0A, 0x0D, 0x20, 0x21, 0xAC, 0xAE, 0x1FFF, 0x2010, 0x2029, 0x3001]  # neighbours of those above


@pytest.mark.parametrize("beside", ["ก", "a"])
@pytest.mark.parametrize("code", [*SILENT, *CONTROLS], ids=hex)
def test_what_prints_nothing_is_dropped(code: int, beside: str) -> None:
    assert normalise(f"{beside}{chr(code)}{beside}") == beside * 2


@pytest.mark.parametrize("code", BLANKS, ids=hex)
def test_every_kind_of_blank_is_a_blank(code: int) -> None:
    assert normalise(f"ก{chr(code)}ข") == "ก ข"


@pytest.mark.parametrize("code", KEPT, ids=hex)
def test_white_space_and_signs_stay_as_they_were_typed(code: int) -> None:
    assert normalise(f"ก{chr(code)}ข") == f"ก{chr(code)}ข"


BELOW, ABOVE, TONES = "\u0e38\u0e39", "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d", "\u0e48\u0e49\u0e4a\u0e4b"
IN_ORDER = ("\u0e3a", BELOW, ABOVE, TONES, "\u0e4c\u0e4e", "\u0e33")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (first, second)
        for place, marks in enumerate(IN_ORDER)
        for later in IN_ORDER[place + 1 :]
        for first in marks
        for second in later
    ],
)
def test_marks_stand_below_above_tone_silencer_sara_am_however_typed(first: str, second: str) -> None:
    assert normalise(f"ก{second}{first}ข") == normalise(f"ก{first}{second}ข") == f"ก{first}{second}ข"


@pytest.mark.parametrize("mark", "".join(IN_ORDER))
def test_a_mark_typed_twice_or_thrice_is_one(mark: str) -> None:
    assert normalise(f"ก{mark}{mark}ข") == normalise(f"ก{mark}{mark}{mark}ข") == f"ก{mark}ข"


@pytest.mark.parametrize("mark", "".join(IN_ORDER))
def test_a_sign_beside_a_mark_stays_where_it_is(mark: str) -> None:
    for typed in (f"ก{mark}~ข", f"ก~{mark}ข", f"ก~~{mark}ข", "น\u0e4d~\u0e32"):
        assert normalise(typed) == typed


@pytest.mark.parametrize("tone", ["", *TONES])
def test_nikhahit_and_sara_aa_are_sara_am_with_any_tone(tone: str) -> None:
    assert normalise(f"น\u0e4d{tone}\u0e32") == normalise(f"น{tone}\u0e4d\u0e32") == f"น{tone}\u0e33"


@pytest.mark.parametrize("length", [299, 300, 301, 1000])
def test_long_texts_are_spelt_like_short_ones(length: int) -> None:
    assert normalise("ท่ี" * length) == "ที่" * length
    assert normalise("a\u00adb" * length) == "ab" * length


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ปัญหา / อุปสรรค ๑๒", "ปัญหาอุปสรรค12"),
        ("(ก) “ข” – ค.", "กขค"),
        ("Krabi Province", "krabiprovince"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ประจวบฯ", "ประจวบฯ"),
        ("ต่าง ๆ", "ต่างๆ"),
        ("ท่ี", "ที่"),
        (" .-_ ", ""),
    ],
)
def test_fold_is_the_same_for_what_says_the_same(typed: str, key: str) -> None:
    assert fold(typed) == key


def test_digits() -> None:
    assert arabic_digits("๐๑๒๓๔๕๖๗๘๙ ก0") == "0123456789 ก0"
    assert thai_digits("0123456789 ก๐") == "๐๑๒๓๔๕๖๗๘๙ ก๐"


@pytest.mark.parametrize("text", ["ก ข", " ก  ข ", "ก\n\tข\n", "ก\u00a0ข"])
def test_collapse_leaves_one_blank_between_words(text: str) -> None:
    assert collapse(text) == "ก ข"


@given(THAI)
@example("่ิี")
@example("ู์ฺ")
@example("ำำ่")
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(THAI)
def test_texts_of_one_fold_differ_in_white_space_and_digits_only(text: str) -> None:
    assert fold(collapse(text)) == fold(text)
    assert fold(thai_digits(text)) == fold(arabic_digits(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. ก", ("1", "ก")),
        ("๑. ก", ("1", "ก")),
        ("1.ก", ("1", "ก")),
        ("1.~5 คน", ("1", "~5 คน")),
        ("1:~5 คน", ("1", "~5 คน")),
        ("~5. คน", (None, "~5. คน")),
        ("~. ก", (None, "~. ก")),
        ("(~) ก", (None, "(~) ก")),
        ("ข้อ ~ ก", (None, "ข้อ ~ ก")),
        ("  12 .  ก", ("12", "ก")),
        ("007. ก", ("7", "ก")),
        ("100) ก", ("100", "ก")),
        ("0. ก", ("0", "ก")),
        ("000", ("0", "")),
        ("[๑๐] ก", ("10", "ก")),
        ("( 2 ): ก", ("2", "ก")),
        ("(3). ก", ("3", "ก")),
        ("1.) ก", ("1", "ก")),
        ("1). ก", ("1", "ก")),
        ("1 - ก", ("1", "ก")),
        ("1: ก", ("1", "ก")),
        ("1–ก", ("1", "ก")),
        ("1-2 คน", (None, "1-2 คน")),
        ("1: 2", ("1", "2")),
        ("3 - 5 ราย", (None, "3 - 5 ราย")),
        ("500.- บาท", (None, "500.- บาท")),
        ("5.-บาท", (None, "5.-บาท")),
        ("5.- ก", ("5", "- ก")),
        ("1234. ก", (None, "1234. ก")),
        ("ข้อที่ ๓. ก", ("3", "ก")),
        ("ลำดับที่ 4 ก", ("4", "ก")),
        ("ปัญหาที่ 5/ก", ("5", "ก")),
        ("ข้อ ๑", ("1", "")),
        ("ข้อ 1ก", (None, "ข้อ 1ก")),
        ("ข้อ 123 ก", (None, "ข้อ 123 ก")),
        ("ข้อ 1-2", (None, "ข้อ 1-2")),
        ("ข้อ 1- ก", ("1", "ก")),
        ("๑) ก", ("1", "ก")),
        ("๒) ก", ("2", "ก")),
        ("(๑) ก", ("1", "ก")),
        ("- ก", ("-", "ก")),
        ("• ก", ("-", "ก")),
        ("ข้อ 1 ก", ("1", "ก")),
        ("ประเด็นที่ ๒ : ก", ("2", "ก")),
        ("1", ("1", "")),
        ("๓.", ("3", "")),
        ("2 อำเภอไม่มีเจ้าหน้าที่", (None, "2 อำเภอไม่มีเจ้าหน้าที่")),
        ("5-Nov-18", (None, "5-Nov-18")),
        ("05-Nov-2018", (None, "05-Nov-2018")),
        ("5-พ.ย.-61", (None, "5-พ.ย.-61")),
        ("๕-เม.ย.-๖๑", (None, "๕-เม.ย.-๖๑")),
        ("5-พฤศจิกายน-2561", (None, "5-พฤศจิกายน-2561")),
        ("5-Nov", (None, "5-Nov")),
        ("5-มี.ค.", (None, "5-มี.ค.")),
        ("5-พ.ย. 61 ส่งแล้ว", (None, "5-พ.ย. 61 ส่งแล้ว")),
        ("5.พ.ย.61", (None, "5.พ.ย.61")),
        ("1-รถเสีย 5 คัน", ("1", "รถเสีย 5 คัน")),
        ("1. ธ.ค. 61 น้ำท่วม", ("1", "ธ.ค. 61 น้ำท่วม")),
        ("1-LED ชำรุด", ("1", "LED ชำรุด")),
        ("2-อ.เมือง 5 แห่ง", ("2", "อ.เมือง 5 แห่ง")),
        ("14 ธ.ค. 2561 เกิดน้ำท่วม", (None, "14 ธ.ค. 2561 เกิดน้ำท่วม")),
        ("ปัญหา 2 อำเภอ", (None, "ปัญหา 2 อำเภอ")),
        ("3.5 ล้านบาท", (None, "3.5 ล้านบาท")),
        ("-5 องศา", (None, "-5 องศา")),
        ("ก", (None, "ก")),
    ],
)
def test_split_bullet(text: str, expected: tuple[str | None, str]) -> None:
    assert split_bullet(text) == expected


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        ("", "", 0),
        ("", "กข", 2),
        ("กข", "", 2),
        ("กขค", "ขกค", 1),
        ("กขค", "กคข", 1),
        ("กขคง", "ขกงค", 2),
        ("กขค", "คก", 3),
        ("กขค", "คขก", 2),
        ("กขคง", "กคง", 1),
        ("กคง", "กขคง", 1),
        ("กขคง", "กxคy", 2),
        ("xกข", "yขก", 2),
        ("กกก", "ขขข", 3),
        ("กกกก", "ขขขข", 4),
        ("กขกขข", "กข", 3),
        ("กก", "ขขขข", 4),
        ("ระนอง", "ระยอง", 1),
        ("ชลบุรี", "ลพบุรี", 2),
        ("กก", "กก", 0),
        ("กข", "ขก", 1),
        ("ก", "กขคง", 3),
        ("กขคงจ", "ก", 4),
    ],
)
def test_distance_counts_edits_up_to_a_bound(left: str, right: str, edits: int) -> None:
    assert [distance(left, right, most) for most in range(5)] == [min(edits, most + 1) for most in range(5)]


@pytest.mark.parametrize("bullet", "•●○◦▪■□‣∙·*➢►✓✔\uf0b7\uf0a7\uf0d8-–—−")
def test_every_bullet_is_a_dash(bullet: str) -> None:
    assert split_bullet(f" {bullet} ก") == split_bullet(f"{bullet}ก") == ("-", "ก")


def test_one_edit_is_a_letter_more_less_or_other_or_two_neighbours_swapped() -> None:
    words = ["".join(letters) for length in range(4) for letters in product("กขค", repeat=length)]

    def edited(word: str) -> set[str]:
        parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        more = {head + letter + tail for head, tail in parts for letter in "กขค"}
        other = {head + letter + tail[1:] for head, tail in parts if tail for letter in "กขค"}
        less = {head + tail[1:] for head, tail in parts if tail}
        swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
        return more | other | less | swapped

    for word in words:
        near = {other for other in words if distance(word, other, 1) <= 1}
        assert near == {word} | (edited(word) & set(words))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("รพ.สต.บ้านโคก", "มี รพ.สต.บ้านโคกอยู่"),
        ("อบต.ไสไทย", "มี อบต.ไสไทยอยู่"),
        ("จ.กระบี่", "มี จ.กระบี่อยู่"),
        ("สนง.ท้องถิ่น", "มี สนง.ท้องถิ่นอยู่"),
        ("จังหวัดกระบี่", "มีจังหวัดกระบี่อยู่"),
        ("กระบี่", "มีกระบี่อยู่"),
        ("เทศบาลนครตรัง", "มีเทศบาลนครตรังอยู่"),
        ("โรงพยาบาลส่งเสริมสุขภาพ ต.บ้านโคก", "มีโรงพยาบาลส่งเสริมสุขภาพ ต.บ้านโคกอยู่"),
        ("Krabi", "มี Krabi อยู่"),
        ("ศบส.3", "มี ศบส.3 อยู่"),
        ("กทม.", "มี กทม. อยู่"),
        ("สำนักป่าไม้ที่ 1 (เชียงใหม่)", "มีสำนักป่าไม้ที่ 1 (เชียงใหม่) อยู่"),
        ("สำนักป่าไม้ [เดิม]", "มีสำนักป่าไม้ [เดิม] อยู่"),
        ("(ร่าง) รายงาน", "มี (ร่าง) รายงานอยู่"),
        ("สำนักป่าไม้ที่ ๑", "มีสำนักป่าไม้ที่ ๑ อยู่"),
        ("อุบลฯ", "มีอุบลฯ อยู่"),
        ("", "มีอยู่"),
    ],
)
def test_a_name_stands_apart_from_thai_words_where_it_is_abbreviated_or_foreign(name: str, said: str) -> None:
    assert f"มี{within(name)}อยู่" == f"มี{within(name, 'มี', 'อยู่')}อยู่" == said


@pytest.mark.parametrize(("before", "after"), [("", ""), ("“", "”"), (" ", " "), ("(", ","), ("๑", "๒")])
def test_a_name_beside_anything_but_a_thai_letter_stays_as_it_is(before: str, after: str) -> None:
    assert within("กทม.", before, after) == "กทม."


def test_marks_that_turn_a_part_round_are_dropped_and_their_neighbours_stay() -> None:
    assert normalise("\u2065a\u2066b\u2067c\u2068d\u2069e\u206a") == "\u2065abcde\u206a"


def test_a_look_ahead_to_first_letters_changes_nothing_that_a_pattern_finds() -> None:
    words = ("ธันวาคม", "ธ.ค.", "December", "[x")
    plain = "|".join(map(re.escape, words))
    ahead = re.compile(f"{begins_with_one_of(words)}(?:{plain})", re.IGNORECASE)
    text = "เดือนธันวาคม decEMBER ธ.ค. 2561 [X]"
    assert [found[0] for found in ahead.finditer(text)] == ["ธันวาคม", "decEMBER", "ธ.ค.", "[X"]
    assert begins_with_one_of(()) == ""
