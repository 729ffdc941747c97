"""Units that running words name in passing, as neighbours, and English names within a sentence."""

import pytest

from collector.forms.in_passing import has_neighbours, without_neighbours
from tests.shipped import KINDS, PROVINCES

TRAT, TRANG, LOPBURI, LAMPANG, NAKHON_SI = "TH-23", "TH-92", "TH-16", "TH-52", "TH-80"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("เป็นปัญหาร่วมกับจังหวัดจันทบุรีและจังหวัดสระแก้ว ซึ่งได้หารือ", "เป็นปัญหา ซึ่งได้หารือ"),
        ("(จังหวัดมีเขตติดต่อกับจังหวัดปราจีนบุรี และจังหวัดสระบุรี)", "(จังหวัดมีเขต"),
        ("ประสานกับ จังหวัด จันทบุรี, ระยอง และ ชลบุรี จังหวัดตราดขอรายงาน", "จังหวัดตราดขอรายงาน"),
        ("ร่วมกับจังหวัดสงขลา จังหวัดยะลา และจังหวัดปัตตานี ได้ประชุม", "ได้ประชุม"),
        ("ร่วมกับจังหวัดสงขลา จังหวัดพัทลุงขอส่งแบบรายงาน", "จังหวัดพัทลุงขอส่งแบบรายงาน"),
        ("ร่วมกับจังหวัดสงขลา จังหวัดยะลา ได้ประชุม และอื่นๆ", "จังหวัดยะลา ได้ประชุม และอื่นๆ"),
        ("จังหวัดข้างเคียง ได้แก่ จันทบุรี และสระแก้ว\nจังหวัดตราด", "จังหวัด จังหวัดตราด"),
        ("จังหวัดตราดขอส่งรายงาน", "จังหวัดตราดขอส่งรายงาน"),
    ],
)
def test_neighbours_are_left_out_as_far_as_their_names_go(text: str, left: str) -> None:
    assert " ".join(without_neighbours(text, KINDS).split()) == left
    assert has_neighbours(text, KINDS) is (left != text)


@pytest.mark.parametrize("after_kind", [True, False])
def test_who_reports_is_named_beside_its_neighbours(*, after_kind: bool) -> None:
    text = "จังหวัดตราดขอรายงานปัญหาร่วมกับจังหวัดจันทบุรีและจังหวัดสระแก้ว"
    assert [named.codes for named in PROVINCES.inside(text, after_kind=after_kind)] == [(TRAT,)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nakhon Si Thammarat Provincial Office for Local Administration", NAKHON_SI),
        ("แบบรายงานประเด็นปัญหา อุปสรรค (Lop Buri Province) January 2019", LOPBURI),
        ("Report of Trang province", TRANG),
        ("LOPBURI monthly report", LOPBURI),
    ],
)
def test_an_english_name_is_known_within_a_sentence(text: str, code: str) -> None:
    assert [named.codes for named in PROVINCES.inside(text)] == [(code,)]


def test_in_a_mails_text_an_english_name_needs_the_word_for_its_kind() -> None:
    assert [n.codes for n in PROVINCES.inside("the report of Trang province.", after_kind=True)] == [(TRANG,)]
    assert PROVINCES.inside("Greetings from Phuket", after_kind=True) == ()


@pytest.mark.parametrize(
    "text", ["Mueang Lop Buri", "Lop Buri City Municipality", "Chiang Mai University", "Phitsanuloksong"]
)
def test_an_office_of_another_kind_with_an_english_name_is_not_its_province(text: str) -> None:
    assert PROVINCES.inside(text) == ()


@pytest.mark.parametrize(
    "text", ["ศูนย์ช่วยเหลือประชาชนจังหวัดลำปางธ.ค.61", "จังหวัดลำปางธันวาคม 2561", "จ.ลำปางธค 61"]
)
def test_a_short_name_is_known_before_a_month_that_follows_at_once(text: str) -> None:
    assert [named.codes for named in PROVINCES.inside(text)] == [(LAMPANG,)]
