"""Names of units as people write them: exact, abbreviated, misspelt, of other kinds."""

import pytest

from collector.forms.units import UnitNames
from collector.model.units import Unit
from tests.shipped import PROVINCES, names_of

DISTRICTS = names_of(
    Unit("KB-01", "อำเภอเขาพนม"),
    Unit("KB-02", "อำเภอเมืองกระบี่"),
    Unit("KB-50", "องค์การบริหารส่วนจังหวัดกระบี่"),
    Unit("KB-60", "เทศบาลเมืองกระบี่"),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("จังหวัดกระบี่", "TH-81"),
        ("กระบี่", "TH-81"),
        ("จ.กระบี่", "TH-81"),
        ("จ.กบ.", "TH-81"),
        ("กบ.", "TH-81"),
        ("1. กระบี่", "TH-81"),
        ("จังหวัด กระบี่ (สถจ.กระบี่)", "TH-81"),
        ("KRABI Province", "TH-81"),
        ("อยุธยา", "TH-14"),
        ("พระนครศรีฯ", "TH-14"),
        ("จังหวัดนครศรีฯ", "TH-80"),
        ("โคราช", "TH-30"),
        ("อุบลฯ", "TH-34"),
        ("ประจวบฯ", "TH-77"),
        ("จังหวัดเชียงไหม่", "TH-50"),
        ("จังหวัดอุบลราชธานนี", "TH-34"),
        ("จังหวัดกระบี", "TH-81"),
    ],
)
def test_names_one_province_for_certain(text: str, code: str) -> None:
    named = PROVINCES.named(text)
    assert named is not None
    assert (named.codes, named.certain) == ((code,), True)


@pytest.mark.parametrize(
    "text", ["กรุงศรี", "กรุงเทพมหานคร", "จังหวัด......", "จังหวัด", "ไม่มีเลย", "อบจ.กระบี่", "อำเภอเมืองกระบี่"]
)
def test_names_no_province(text: str) -> None:
    assert PROVINCES.named(text) is None


def test_a_province_that_the_registry_lacks_is_told_apart_from_no_name() -> None:
    named = PROVINCES.named("จังหวัดกรุงศรี")
    assert named is not None
    assert (named.codes, named.certain) == ((), False)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("จังหวัดลลบุรี", {"TH-16", "TH-20"}),
        ("จังหวัดลบบุรี", {"TH-16"}),
        ("จังหวัดระยอน", {"TH-21"}),
        ("สมุทรฯ", {"TH-11", "TH-74", "TH-75"}),
    ],
)
def test_a_slip_near_two_provinces_only_suggests(text: str, codes: set[str]) -> None:
    named = PROVINCES.named(text)
    assert named is not None
    assert set(named.codes) == codes
    assert not named.certain


def test_a_slip_without_the_word_for_province_decides_only_in_the_units_column() -> None:
    in_a_line, in_the_column = PROVINCES.named("กระบี"), PROVINCES.named("กระบี", is_name=True)
    assert in_a_line is not None
    assert in_the_column is not None
    assert not in_a_line.certain
    assert in_the_column.certain


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ส่งรายงาน กระบี่ ธ.ค. 61", ["TH-81"]),
        ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดระนอง", ["TH-85"]),
        ("อ.เมือง จ.ตาก 63000", ["TH-63"]),
        ("ท้องถิ่นจังหวัดเลย ลงนาม", ["TH-42"]),
        ("รายงานปัญหาเชียงใหม่ธค61", ["TH-50"]),
        ("ชลบุรี และ ลพบุรี", ["TH-20", "TH-16"]),
        ("รายงานจ.ระยอง", ["TH-21"]),
        ("ไม่มีปัญหาเลย", []),
        ("ได้เผยแพร่ประชาสัมพันธ์แล้ว", []),
        ("องค์การบริหารส่วนจังหวัดพัทลุง", []),
        ("อบจ.กระบี่ และ อำเภอเมืองตรัง", []),
        ("ถนนนครราชสีมา เขตดุสิต กรุงเทพฯ", []),
    ],
)
def test_units_within_running_words(text: str, codes: list[str]) -> None:
    assert [named.codes[0] for named in PROVINCES.inside(text)] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("อ.เขาพนม", "KB-01"),
        ("เขาพนม", "KB-01"),
        ("อำเภอเขาพนม จังหวัดกระบี่", "KB-01"),
        ("อำเภอเขาพนน", "KB-01"),
        ("อำเภอเมือง กระบี่", "KB-02"),
        ("อบจ.กระบี่", "KB-50"),
        ("ทม.กระบี่", "KB-60"),
        ("เทศบาลเมืองกระบี่", "KB-60"),
    ],
)
def test_one_level_down(text: str, code: str) -> None:
    named = DISTRICTS.named(text)
    assert named is not None
    assert (named.codes, named.certain) == ((code,), True)


@pytest.mark.parametrize("text", ["กระบี่", "เมืองกระบี่"])
def test_a_name_that_two_units_share_decides_nothing(text: str) -> None:
    named = DISTRICTS.named(text)
    assert named is not None
    assert not named.certain


def test_the_province_is_no_unit_of_its_own_registry() -> None:
    assert DISTRICTS.named("จังหวัดกระบี่") is None


# ── a whole cell or phrase ──────────────────────────────────────────────────────────────────────


def codes(
    text: str, names: UnitNames = PROVINCES, *, is_name: bool = False
) -> tuple[tuple[str, ...], bool] | None:
    """The units that a text may name, and whether for certain."""
    named = names.named(text, is_name=is_name)
    return (named.codes, named.certain) if named else None


@pytest.mark.parametrize("unit", PROVINCES.units, ids=lambda unit: unit.code)
def test_every_province_by_its_name_its_english_name_and_its_abbreviation(unit: Unit) -> None:
    written = [
        unit.name,
        f"จังหวัด{unit.name}",
        f"จ.{unit.name}",
        f"สถจ.{unit.name}",
        unit.name_en,
        unit.name_en.upper(),
    ]
    for text in (*written, f"จ.{unit.abbreviation}", f"{unit.abbreviation}."):
        assert (text, codes(text)) == (text, ((unit.code,), True))
    assert PROVINCES.name(unit.code) == unit.name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("๑. กระบี่", "TH-81"),
        ("(2) กระบี่", "TH-81"),
        ("12) กระบี่", "TH-81"),
        ("3 กระบี่", "TH-81"),
        ("76.กระบี่", "TH-81"),
        ("กระบี่\nพ.ย. 61", "TH-81"),
        ("สถจ. / กระบี่", "TH-81"),
        ("สถจ., กระบี่", "TH-81"),
        ("ชุดที่ 1 (กระบี่)", "TH-81"),
        ("จังหวัดกระบี่ อำเภอเมือง", "TH-81"),
        ("กระบี่ จังหวัด", "TH-81"),
        ("krabi province", "TH-81"),
        ("ก.บ.", "TH-81"),
        ("ก บ.", "TH-81"),
        ("กบ .", "TH-81"),
        ("ประจวบฯ.", "TH-77"),
        ("จ.ประจวบ ฯ", "TH-77"),
        ("บึงกาฯ", "TH-38"),
        ("เลยฯ", "TH-42"),
        ("บึงกาฯ.", "TH-38"),
        ("แม่\nฮ่องสอน", "TH-58"),
        ("  กระบี่  ", "TH-81"),
    ],
)
def test_numbers_brackets_lines_and_what_follows_do_not_hide_a_name(text: str, code: str) -> None:
    assert codes(text) == ((code,), True)


@pytest.mark.parametrize(
    "text", ["", "...", "1.", "กบ", "กข.", "ก.บ.ข.", "บึฯ", "ฯ", "1234 กระบี่", "งานธุรการ", "อ.กบ.", "เมืองกระบี่"]
)
def test_words_that_name_nothing(text: str) -> None:
    assert codes(text) is None


def test_what_was_written_is_kept() -> None:
    for text, kept in (
        (" จังหวัดกระบี่ ", "จังหวัดกระบี่"),
        ("กระบี่\nพ.ย. 61", "กระบี่"),
        (" จังหวัดเชียงไหม่ ", "จังหวัดเชียงไหม่"),
    ):
        named = PROVINCES.named(text)
        assert named is not None
        assert named.text == kept
    unknown = PROVINCES.named(" จังหวัดกรุงศรี ")
    assert unknown is not None
    assert (unknown.text, unknown.misspelt) == ("จังหวัดกรุงศรี", True)


def test_an_exact_name_is_no_slip_and_a_slip_is_one() -> None:
    for text, misspelt in (
        ("กระบี่", False),
        ("โคราช", False),
        ("จ.กบ.", False),
        ("จังหวัดกระบี", True),
        ("ลลบุรี", True),
    ):
        named = PROVINCES.named(text)
        assert named is not None
        assert (text, named.misspelt) == (text, misspelt)


def test_of_several_phrases_the_certain_name_wins_and_any_name_over_none() -> None:
    assert codes("ลลบุรี\nกระบี่") == (("TH-81",), True)
    assert codes("จังหวัดกรุงศรี\nลลบุรี") == (("TH-16", "TH-20"), False)
    assert codes("งานธุรการ\nจังหวัดกรุงศรี") == ((), False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("จังหวัดกระบี", (("TH-81",), True)),  # one edit, three from every other
        ("จังหวัดสมุทรปากา", (("TH-11",), False)),  # two edits
        ("จังหวัดกะบี", ((), False)),  # two of four letters
        ("จังหวัดระนองง", (("TH-85",), False)),  # ระยอง is two away
        ("จังหวัดน่า", (("TH-55",), True)),
        ("จังหวัดตาน", (("TH-63",), False)),
        ("จังหวัดสุรินทน์", (("TH-32",), True)),
        ("จังหวัดนครราชสมา", (("TH-30",), True)),
        ("จังหวัดนครราชมา", (("TH-30",), False)),
        ("จังหวัดนครราชม", ((), False)),
        ("จังหวัดนคราชม", (("TH-48", "TH-73"), False)),
        ("จังหวัดนครราชสสสสีมา", (("TH-30",), False)),
        ("จังหวัดนครราชสสสสสีมา", ((), False)),
        ("จังหวัดเล", (("TH-42",), False)),  # too short to decide
        ("จังหวัดอุดดรธานี", (("TH-41",), True)),  # อุทัยธานี is three away
        ("กรุงเทพ", None),
        ("นครราชสมา", (("TH-30",), False)),
    ],
)
def test_a_slip_decides_alone_only_one_edit_away_and_three_from_every_other(
    text: str, expected: tuple[tuple[str, ...], bool] | None
) -> None:
    assert codes(text) == expected


def test_in_the_column_of_units_a_slip_needs_no_word_for_province() -> None:
    assert codes("นครราชสมา", is_name=True) == (("TH-30",), True)
    assert codes("นครราชมา", is_name=True) == (("TH-30",), False)
    assert codes("กรุงศรี", is_name=True) is None


@pytest.mark.parametrize("length", [290, 291, 301, 1000])
def test_long_texts_are_read_like_short_ones(length: int) -> None:
    assert codes("ก" * length + "\nกระบี่") == (("TH-81",), True)
    assert [named.codes for named in PROVINCES.inside("ก" * length + "\nจังหวัดกระบี่")] == [("TH-81",)]


# ── other kinds of units ────────────────────────────────────────────────────────────────────────


def test_a_registry_knows_its_kinds() -> None:
    assert PROVINCES.kinds == {"province"}
    assert DISTRICTS.kinds == {"district", "provincial-organisation", "town"}


def test_the_name_of_a_unit_is_told_without_its_kind() -> None:
    assert [DISTRICTS.name(code) for code in ("KB-01", "KB-02", "KB-60", "KB-99")] == [
        "เขาพนม",
        "เมืองกระบี่",
        "กระบี่",
        "KB-99",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เทศบาลเมืองกระบี่", (("KB-60",), True)),
        ("องค์การบริหารส่วนจังหวัดกระบี่", (("KB-50",), True)),
        ("อบจ.กระบี", (("KB-50",), True)),
        ("ทม.กระบี", (("KB-60",), True)),
        ("อำเภอกระบี่", ((), False)),
        ("เมืองกระบี่", (("KB-02", "KB-60"), False)),
        ("กระบี่", (("KB-50", "KB-60"), False)),
        ("อบต.เขาพนม", None),
        ("จังหวัดเขาพนม", None),
    ],
)
def test_a_kind_before_a_name_chooses_among_units_of_one_name(
    text: str, expected: tuple[tuple[str, ...], bool] | None
) -> None:
    assert codes(text, DISTRICTS) == expected


def test_a_kind_that_is_written_counts_also_before_what_is_cut_short() -> None:
    mixed = names_of(
        Unit("TH-81", "กระบี่", "", "กบ"),
        Unit("KB-03", "อำเภอคลองท่อม"),
        Unit("KB-61", "เทศบาลเมืองคลองใหญ่"),
        Unit("KB-04", "อำเภอเกาะลันตา", aliases=("คลองฯ",)),
    )
    assert codes("อ.กบ.", mixed) == ((), False)
    assert [codes(text, mixed) for text in ("อ.คลองท่ฯ", "ทม.คลองฯ", "คลองใหฯ")] == [
        (("KB-03",), True),
        (("KB-61",), True),
        (("KB-61",), True),
    ]
    assert codes("คลองฯ", mixed) == (("KB-04",), True)  # an alias is exact, whatever else begins so


def test_two_units_of_one_kind_and_name_are_not_told_apart_within_words() -> None:
    names = names_of(Unit("A", "อำเภอเมือง"), Unit("B", "อำเภอเมือง"))
    assert inside("อำเภอเมือง ส่งรายงาน", names=names) == []


def test_a_word_of_its_own_has_three_letters_at_least() -> None:
    names = names_of(Unit("A", "อำเภอเขาพนม", aliases=("ขพ", "ขพน")))
    assert [inside(f"{word} ธ.ค. 61", names=names) for word in ("ขพ", "ขพน")] == [[], [("A", "ขพน")]]


def test_of_two_names_the_longer_is_read() -> None:
    names = names_of(Unit("A", "อำเภอเขาพนม", "", "ขพม"), Unit("B", "อำเภอเขาพนมเบญจา"))
    assert [code for code, _ in inside("อำเภอเขาพนมเบญจา", after_kind=True, names=names)] == ["B"]
    assert [code for code, _ in inside("ขอส่งเขาพนมเบญจาครับ", names=names)] == ["B"]
    assert [code for code, _ in inside("ขอส่งเขาพนมครับ", names=names)] == ["A"]
    assert inside("อ.ขพม. ส่งรายงาน", names=names) == []  # within words only abbreviations of two letters


def test_aliases_and_abbreviations_are_those_of_the_registry_and_of_the_unit() -> None:
    own = names_of(
        Unit("A", "อำเภอเขาพนม", "Khao Phanom", "ขพ", aliases=("อำเภอพนมเก่า", "พนมใน")),
        Unit("TH-30", "อำเภอปักธงชัย"),
    )
    assert [codes(text, own) for text in ("พนมใน", "อำเภอพนมใน", "พนมเก่า", "อ.ขพ.", "Khao Phanom")] == [
        (("A",), True)
    ] * 5
    assert codes("โคราช", own) is None  # the alias that is shipped is a province's
    assert codes("ขพ.", own) is None  # an abbreviation alone is a province's


# ── within running words ────────────────────────────────────────────────────────────────────────


def inside(text: str, *, after_kind: bool = False, names: UnitNames = PROVINCES) -> list[tuple[str, str]]:
    """(code, text) of each unit named."""
    return [(named.codes[0], named.text) for named in names.inside(text, after_kind=after_kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ท้องถิ่นจังหวัดตรัง", [("TH-92", "ท้องถิ่นจังหวัดตรัง")]),
        ("จังหวัด : ตรัง, ๑๒", [("TH-92", "จังหวัดตรัง")]),
        ("จ.กบ. ส่งรายงาน", [("TH-81", "จ.กบ.")]),
        ("จ.กข. ส่งรายงาน", []),
        ("จังหวัดเลย", [("TH-42", "จังหวัดเลย")]),
        ("จังหวัดเลยไปอีก", []),
        ("จังหวัดเลยก", []),
        ("จังหวัดเลย ๒๕๖๑", [("TH-42", "จังหวัดเลย ๒๕๖๑")]),
        ("จังหวัดเลย๒๕๖๑", [("TH-42", "จังหวัดเลย๒๕๖๑")]),
        ("จังหวัดอุบลราชธานีขอส่ง", [("TH-34", "จังหวัดอุบลราชธานีขอส่ง")]),
        ("จังหวัดตรังและจังหวัดกระบี่", [("TH-81", "จังหวัดกระบี่")]),
        ("จังหวัดตรัง และจังหวัดกระบี่", [("TH-92", "จังหวัดตรัง"), ("TH-81", "จังหวัดกระบี่")]),
        ("จังหวัด แม่ ฮ่อง สอน", [("TH-58", "จังหวัดแม่ ฮ่อง สอน")]),
        ("จังหวัด น ค ร ปฐม", []),
        ("จังหวัด\nตรัง", []),
        ("จังหวัด", []),
        ("จังหวัดกรุงศรี", []),
        ("จังหวัดตรัง จังหวัดตรัง", [("TH-92", "จังหวัดตรัง")]),
        ("Province of Trang", [("TH-92", "Province ofTrang")]),
    ],
    ids=repr,
)
def test_after_its_kind_the_longest_name_that_ends_where_a_word_may_end(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert inside(text, after_kind=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ตรัง", ["TH-92"]),
        ("รายงาน_ตรัง-ธ.ค.61", ["TH-92"]),
        ("(ตรัง)", ["TH-92"]),
        ("ตรัง;กระบี่|เลย", ["TH-92", "TH-81", "TH-42"]),
        ("ตรัง+กระบี่/เลย:ตาก", ["TH-92", "TH-81", "TH-42", "TH-63"]),
        ("ตรัง–กระบี่", ["TH-92", "TH-81"]),
        ("ตรง ไปตรังมา", []),
        ("กบ ตง", []),
        ("Krabi report", ["TH-81"]),
        ("KRABI", ["TH-81"]),
        ("Krabian", []),
        ("โคราช", ["TH-30"]),
        ("ขอส่งอุบลราชธานีครับ", ["TH-34"]),
        ("ขอส่งตรังครับ", []),
        ("ขอส่งเชียงใหม่และเชียงรายครับ", ["TH-50", "TH-57"]),
        ("อำเภอเมืองเชียงใหม่", []),
        ("เทศบาลนครเชียงใหม่", []),
        ("โรงพยาบาลเชียงใหม่", []),
        ("อำเภอเชียงใหม่", []),
        ("ถนนเชียงใหม่ ต่อ", []),
        ("ถ.เชียงใหม่ ต่อ", []),
        ("ที่ตั้งถนนเชียงใหม่ ต่อ", []),
        ("ถามเชียงใหม่ครับ", ["TH-50"]),
        ("จังหวัด\nเชียงใหม่ครับ", ["TH-50"]),
        ("ขอส่งระยองครับ", []),
        ("ขอส่งกระบี่ครับ", ["TH-81"]),
        ("nakhonratchasima1", []),
        ("นครศรีธรรมราช นครศรี", ["TH-80"]),
    ],
    ids=repr,
)
def test_a_word_of_its_own_or_a_long_name_within_others(text: str, expected: list[str]) -> None:
    assert [code for code, _ in inside(text)] == expected
    assert inside(text, after_kind=True) == []


def test_only_certain_names_are_found_within_words() -> None:
    for named in PROVINCES.inside("จังหวัดตรัง จ.รย. กระบี่ อุบลราชธานีครับ"):
        assert (named.certain, named.misspelt, len(named.codes)) == (True, False, 1)
    assert inside("จังหวัดเชียงไหม่ เชียงไหม่") == []
    assert inside("เมืองกระบี่ กระบี่", names=DISTRICTS) == []
    assert inside("อ.เมืองกระบี่ และ ทม.กระบี่", names=DISTRICTS) == [
        ("KB-02", "อ.เมืองกระบี่ และ ทม.กระบี่"),
        ("KB-60", "ทม.กระบี่"),
    ]


STATIONS = names_of(
    Unit("F14", "หน่วยป้องกันห้วยแก้ว", parent="อำเภอแม่แตง"),
    Unit("F25", "สถานีควบคุมไฟป่าแม่แตง", aliases=("แม่แตง",), parent="อำเภอแม่แตง"),
    Unit("M12", "เทศบาลเมืองกระบี่", parent="จังหวัดกระบี่"),
    Unit("M13", "เทศบาลตำบลเขาพนม", parent="จังหวัดกระบี่"),
    Unit("D01", "อำเภอฝาง"),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("หน่วยป้องกันห้วยแก้ว อ.แม่แตง จ.เชียงใหม่", "F14"),
        ("หน่วยป้องกันห้วยแก้ว อ. แม่แตง จ. เชียงใหม่", "F14"),
        ("หน่วยป้องกันห้วยแก้ว (อ.แม่แตง)", "F14"),
        ("หน่วยป้องกันห้วยแก้ว อำเภอแม่แตง จังหวัดเชียงใหม่", "F14"),
        ("เทศบาลตำบลเขาพนม อ.เขาพนม จ.กระบี่", "M13"),
        ("เทศบาลตำบลเขาพนม ต.เขาพนม อ.เขาพนม จ. กระบี่", "M13"),
        ("เทศบาลเมืองกระบี่ อ.เมืองกระบี่ จ.กระบี่", "M12"),
        ("อ.แม่แตง สถานีแม่แตง", "F25"),
        ("สถานีควบคุมไฟป่าแม่แตง อ.แม่แตง", "F25"),
    ],
)
def test_an_abbreviated_district_or_province_is_not_the_unit_that_bears_its_bare_name(
    text: str, code: str
) -> None:
    assert [code for code, _ in inside(text, names=STATIONS)] == [code]
    named = STATIONS.named(text)
    assert named is None or named.codes in ((), (code,))


def test_the_kind_before_a_name_is_that_of_the_unit_although_the_registry_has_others_of_the_kind() -> None:
    assert inside("อ.แม่แตง", names=STATIONS) == inside("อำเภอแม่แตง", names=STATIONS) == []
    assert inside("อ.ฝาง", names=STATIONS) == [("D01", "อ.ฝาง")]


@pytest.mark.parametrize(
    "follows",
    [
        "ธ.ค.61",
        "ทุกแห่งไม่พบปัญหา",
        "ไม่มีปัญหา",
        "ประจำเดือนธันวาคม",
        "ขอส่งแบบรายงานค่ะ",
        "จัดส่งรายงาน",
        "ส่งรายงาน",
        "ได้รวบรวมแล้ว",
        "รอบเดือนธันวาคม",
        "งวดเดือน ธ.ค. 61",
        "ข้อมูลเดือน ธ.ค. 61",
        "ณ เดือนธันวาคม 2561",
        "ไตรมาสที่ 1",
        "สำหรับเดือนธันวาคม",
        "ปีงบประมาณ 2562",
    ],
)
@pytest.mark.parametrize("name", ["สงขลา", "ยะลา", "น่าน", "แพร่", "ตรัง", "ตาก", "ตราด", "สตูล"])
def test_a_short_name_may_run_into_a_word_that_follows_names(name: str, follows: str) -> None:
    (code,) = {named.codes[0] for named in PROVINCES.inside(f"จังหวัด{name}")}
    for after_kind in (True, False):
        assert [found for found, _ in inside(f"จังหวัด{name}{follows}", after_kind=after_kind)] == [code]


@pytest.mark.parametrize(
    "follows",
    ["ประจำเดือนธันวาคม", "เดือน ธ.ค. 61", "รอบเดือนธันวาคม", "งวดเดือน ธ.ค.", "ในเดือนธันวาคม", "ตั้งแต่เดือนธันวาคม"],
)
def test_one_that_is_an_ordinary_word_runs_into_the_label_of_a_month_only(follows: str) -> None:
    assert [code for code, _ in inside(f"ศูนย์ช่วยเหลือประชาชนจังหวัดเลย{follows}")] == ["TH-42"]
    assert inside(f"ไม่มีปัญหาเลย{follows}") == []


@pytest.mark.parametrize("text", ["จังหวัดเลยขอให้ส่งใหม่", "จังหวัดตากใบ", "จังหวัดน่านน้ำไทย", "จังหวัดตรังกานู"])
def test_a_short_name_within_other_words_is_none(text: str) -> None:
    assert inside(text) == []
