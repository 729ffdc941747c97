"""Titles: ours, another matter's, and lines that are no title at all."""

import pytest

from collector.forms.matter import Matter, matter_of, matter_of_subject
from collector.registry_files import load_registry
from tests.shipped import SPEC, names_of

NAMES = names_of(*load_registry(None, None).units)

OURS = [
    SPEC.title,
    "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ช่วยเหลือประชาชนของ อปท. จังหวัดกระบี่ ประจำเดือนธันวาคม ๒๕๖๑",
    "รายงานปัญหาอุปสรรคในการปฏิบัติงาน ศูนย์ช่วยเหลือประชาชน อบต.หนองทะเล อำเภอเมือง",
    "แบบรายงานประเด็นปัญหา อุปสรรค ประจำเดือน ธ.ค. ๖๑",
    "แบบรายงานประเด็นปัญหาอุปสรรค ศูนย์ฯ ช่วยเหลือประชาชน อปท.",
    "ปัญหา อุปสรรค เดือนธันวาคม 2561 จังหวัดแพร่",
    "๑. ศูนย์ช่วยเหลือประชาชน จังหวัดพระนครศรีอยุธยา",
    "แบบรายงานผลการดำเนินงานศูนย์ช่วยเหลือประชาชนขององค์กรปกครองส่วนท้องถิ่น",
    "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ชวยเหลือประชาชนขององค์กรปกครองส่วนท้องถิ่น",  # a letter too few
    "แบบรายงานประเด็นปัญหาอุปสรรค ศูนย์ช่วยเหลื่อประชาชน ของ อปท.",  # a mark too many
    "แบบรายงานประเด็นปัญหาอุปสรรค ศูนย์ช่วยเหลือประชาขนขององค์กรปกครองส่วนท้องถิ่น",  # another letter
]
OTHERS = [
    "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ช่วยเหลือเกษตรกรขององค์กรปกครองส่วนท้องถิ่น",
    "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์ช่วยเหลือประชาคม",
    "แบบรายงานประเด็นปัญหา อุปสรรค ศูนย์พัฒนาเด็กเล็กขององค์กรปกครองส่วนท้องถิ่น",
    "แบบรายงานปัญหาครุภัณฑ์ชำรุด จังหวัดกระบี่ ประจำเดือนธันวาคม ๒๕๖๑",
    "รายงานการประชุมหัวหน้าส่วนราชการ ครั้งที่ ๑๒/๒๕๖๑",
    "แบบติดตามตัวชี้วัด ศูนย์ช่วยเหลือประชาชน จังหวัดระนอง เดือนธันวาคม 2561",
    "สถานการณ์โรคไข้เลือดออก จังหวัดแพร่ ประจำเดือนธันวาคม ๒๕๖๑",
    "แผนยุทธศาสตร์การพัฒนาท้องถิ่น พ.ศ. ๒๕๖๑ - ๒๕๖๔",
    "รายงานผลการจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง",
    "บัญชีเรื่องร้องเรียนศูนย์ดำรงธรรมอำเภอ",
    "แบบประเมินความพึงพอใจของผู้รับบริการศูนย์ช่วยเหลือประชาชนขององค์กรปกครองส่วนท้องถิ่น",
    "สถิติผู้มาใช้บริการศูนย์ช่วยเหลือประชาชนขององค์กรปกครองส่วนท้องถิ่น",
]
NO_TITLES = [
    "",
    "จังหวัดกระบี่ ประจำเดือนธันวาคม ๒๕๖๑",
    "เรียน อธิบดีกรมส่งเสริมการปกครองท้องถิ่น",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่",
    "สรุปปัญหาที่ได้รับแจ้งจากเทศบาลทุกแห่งดังนี้",
    "ตามหนังสือที่อ้างถึง กรมฯ แจ้งให้จังหวัดรายงานปัญหาการดำเนินงานทุกเดือนนั้น",
    "จังหวัดขอนแก่นเปิดศูนย์ช่วยเหลือประชาชนต้นแบบ",
    "รายงาน" + "ยาว" * 100,
]


@pytest.mark.parametrize("text", OURS)
def test_a_title_of_ours_may_say_more_or_less_than_the_printed_one(text: str) -> None:
    assert matter_of(text, SPEC, NAMES) == Matter(ours=True)


@pytest.mark.parametrize("text", OTHERS)
def test_a_title_that_leaves_words_of_its_own_is_of_another_matter(text: str) -> None:
    found = matter_of(text, SPEC, NAMES)
    assert not found.ours
    assert found.other


@pytest.mark.parametrize("text", NO_TITLES)
def test_what_is_no_title_says_nothing(text: str) -> None:
    assert matter_of(text, SPEC, NAMES) == Matter()


@pytest.mark.parametrize("before", ["", "Fw: ", "Re: Fwd: ขอนำส่ง", "ด่วนที่สุด จังหวัดกระบี่ ขอส่ง", "ส่ง"])
def test_a_subject_says_other_words_first(before: str) -> None:
    assert matter_of_subject(f"{before}แบบรายงานประเด็นปัญหา ธ.ค. 61", SPEC, NAMES).ours
    assert matter_of_subject(f"{before}แบบรายงานปัญหาขยะมูลฝอย ธ.ค. 61", SPEC, NAMES).other


def test_a_subject_of_nothing_but_greetings_speaks_for_no_form() -> None:
    assert matter_of_subject("สวัสดีครับ", SPEC, NAMES) == Matter()
