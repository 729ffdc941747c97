"""A province collects from its districts, its provincial organisation and its town (the first letter)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from collector.demo import forms, mails
from collector.demo.mails import File
from tests.conftest import DEPARTMENT
from tests.e2e.office import DECEMBER, HEADER, ONE, SPEC, FilledForm, Office, letter_from, text_of

pytestmark = pytest.mark.slow

UNITS = """code,name,name_en,abbreviation,region
KB-01,อำเภอเมืองกระบี่,,,
KB-02,อำเภอเขาพนม,,,
KB-03,อำเภอคลองท่อม,,,
KB-50,องค์การบริหารส่วนจังหวัดกระบี่,,,
KB-60,เทศบาลเมืองกระบี่,,,
"""
CONTACTS = """unit,email,name,role
KB-01,mueang@krabi.example,ที่ว่าการอำเภอเมืองกระบี่,reporter
KB-02,khaophanom@krabi.example,ที่ว่าการอำเภอเขาพนม,reporter
KB-50,pao@krabi.example,อบจ.กระบี่,reporter
KB-60,town@krabi.example,ทม.กระบี่,reporter
"""


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    settings = DEPARTMENT.replace("[registry]", '[registry]\nunits = "units.csv"')
    (tmp_path / "config.toml").write_text(settings, encoding="utf-8")
    made = Office(tmp_path)
    yield made
    assert made.verify() == ()


def mail(unit: str, sender: str, number: int, heading: str = "อำเภอ", lines: tuple[str, ...] = ()) -> bytes:
    paper = FilledForm((SPEC.title, *lines, "ประจำเดือนธันวาคม ๒๕๖๑"), (heading, *HEADER[1:]), unit, ONE)
    return mails.attached(letter_from(sender, number), File("รายงาน.docx", forms.word(paper)))


def filed(province: Office) -> set[str]:
    with province.open(read_only=True) as app:
        return {report.unit for report in app.store.current([DECEMBER])}


def test_districts_organisation_and_town_are_told_apart(province: Office) -> None:
    outcomes = province.receive(
        mail("อ.เขาพนม", "someone@else.example", 1),
        mail("อำเภอเมืองกระบี่", "mueang@krabi.example", 2),
        mail("อบจ.กระบี่", "pao@krabi.example", 3, "หน่วยงาน", ("จังหวัดกระบี่",)),
        mail("", "town@krabi.example", 4, "หน่วยงาน"),
        mail("อำเภอคลองท่อม จังหวัดกระบี่", "someone@else.example", 5),
    )
    assert outcomes == {"filed": 5}
    assert filed(province) == {"KB-01", "KB-02", "KB-03", "KB-50", "KB-60"}


def test_a_name_that_two_units_share_waits_for_a_person(province: Office) -> None:
    assert province.receive(mail("เมืองกระบี่", "someone@else.example", 1)) == {"review": 1}
    assert province.receive(mail("เมืองกระบี่", "town@krabi.example", 2)) == {"filed": 1}
    assert filed(province) == {"KB-60"}


def test_the_provinces_own_name_is_no_unit(province: Office) -> None:
    assert province.receive(mail("", "khaophanom@krabi.example", 1, lines=("จังหวัดกระบี่",))) == {"filed": 1}
    assert filed(province) == {"KB-02"}


def test_letters_address_the_district_officer(province: Office) -> None:
    province.receive(mail("อำเภอเขาพนม", "khaophanom@krabi.example", 1))
    assert "เรียน  นายอำเภอเขาพนม" in text_of(province.letters()[0])


def test_a_second_form_needs_no_python(province: Office) -> None:
    (province.folder / "road.toml").write_text(
        """
id = "road-damage"
title = "แบบรายงานถนนชำรุด"
title_words = ["แบบรายงานถนนชำรุด"]
month_label = "ประจำเดือน"
due_day = 10
unit_heading = "อำเภอ"
unit_words = ["อำเภอ", "หน่วยงาน"]
nil = ["ไม่มี"]
[[columns]]
key = "road"
heading = "สายทาง"
words = ["สายทาง", "ถนน"]
issue = true
[[columns]]
key = "damage"
heading = "ความเสียหาย"
words = ["ความเสียหาย", "ชำรุด"]
""",
        encoding="utf-8",
    )
    config = province.folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + 'forms = ["road.toml"]\n', encoding="utf-8")
    paper = FilledForm(
        ("แบบรายงานถนนชำรุด", "ประจำเดือน ธ.ค. 61"),
        ("อำเภอ", "สายทาง", "ความเสียหาย"),
        "อำเภอเขาพนม",
        (("1. กบ 1001", "1. ผิวทางทรุด"),),
    )
    data = mails.attached(letter_from("khaophanom@krabi.example", 1), File("ถนน.docx", forms.word(paper)))
    assert province.receive(data) == {"filed": 1}
    with province.open(read_only=True) as app:
        report = app.store.on_file("road-damage", "KB-02", DECEMBER)
    assert report is not None
    assert [(entry.text("road"), entry.text("damage")) for entry in report.entries] == [
        ("กบ 1001", "ผิวทางทรุด")
    ]
    assert "กบ 1001" in text_of(province.letters()[0])
