"""contacts.csv as offices keep it: their own headings and order, units by name, several addresses, telephone numbers."""

from pathlib import Path

import pytest

from collector.errors import ConfigError
from collector.model.units import Contact, Role
from collector.registry_files import load_registry

TWINS = "code,name,name_en,abbreviation,parent\nA1,บ้านนา,Ban Na,บน,เมือง\nA2,บ้านนา,Ban Na,บน,เขาพนม\nA3,ทับปริก,Thap Prik,ทป,\n"


def saved(folder: Path, text: str) -> Path:
    path = folder / "contacts.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def contacts(folder: Path, text: str) -> tuple[Contact, ...]:
    return load_registry(None, saved(folder, text)).contacts


def problems(folder: Path, text: str, units: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as refused:
        load_registry(units, saved(folder, text))
    return refused.value.problems


def test_columns_stand_in_any_order_under_thai_headings(tmp_path: Path) -> None:
    text = "โทรศัพท์;ชื่อ - สกุล;จังหวัด;หน้าที่;อีเมล\n๐-๗๕๖๑-๑๒๓๔;นางสาวใจดี มีสุข;กระบี่;ผู้ส่งรายงาน;Jaidee@Local.Example\n"
    assert contacts(tmp_path, text) == (
        Contact("TH-81", "jaidee@local.example", "นางสาวใจดี มีสุข", Role.REPORTER, "๐-๗๕๖๑-๑๒๓๔"),
    )


@pytest.mark.parametrize(
    "unit",
    ["TH-81", "กระบี่", "จังหวัดกระบี่", "จ.กระบี่", "จ. กระบี่", "Krabi", "krabi", "กระ บี่"],
)
def test_a_unit_is_named_by_its_code_or_its_name(unit: str, tmp_path: Path) -> None:
    (contact,) = contacts(tmp_path, f"unit,email\n{unit},a@local.example\n")
    assert contact.unit == "TH-81"


@pytest.mark.parametrize("unit", ["อบจ.กระบี่", "อำเภอเมืองกระบี่", "กรุงเทพมหานคร", "จังหวัด"])
def test_an_office_of_another_kind_is_not_the_province(unit: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, f"unit,email\n{unit},a@local.example\n")
    assert problem.startswith(f"registry.contacts: line 2: no unit has the code {unit}")


def test_namesakes_are_told_apart_by_what_they_belong_to(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text(TWINS, encoding="utf-8")
    path = saved(tmp_path, "unit,email\nบ้านนา เขาพนม,a@local.example\nทับปริก,b@local.example\n")
    assert [contact.unit for contact in load_registry(units, path).contacts] == ["A2", "A3"]
    (problem,) = problems(tmp_path, "unit,email\nบ้านนา,a@local.example\n", units)
    assert problem.endswith("no unit has the code บ้านนา; did you mean A1 (บ้านนา เมือง), A2 (บ้านนา เขาพนม)?")


@pytest.mark.parametrize("between", [", ", ";", "\n"])
def test_a_line_may_have_several_addresses(between: str, tmp_path: Path) -> None:
    text = f'unit,email,name\nTH-81,"a@local.example{between}@krabi.go.th{between}",ใจดี\n'
    assert [(one.email, one.name) for one in contacts(tmp_path, text)] == [
        ("a@local.example", "ใจดี"),
        ("@krabi.go.th", "ใจดี"),
    ]


def test_a_line_that_stands_twice_is_one_contact(tmp_path: Path) -> None:
    text = "unit,email\nTH-81,a@local.example\nกระบี่,A@local.example\nTH-92,a@local.example\n"
    assert [contact.unit for contact in contacts(tmp_path, text)] == ["TH-81", "TH-92"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("075-611-234", "075-611-234"),
        ("0 7561 1234 ต่อ 12", "0 7561 1234 ต่อ 12"),
        ("75611234", "075611234"),  # Excel took the zero away
        ("812345678", "0812345678"),
        ("๘๑๒๓๔๕๖๗๘", "0812345678"),
        ("2332", "2332"),
        ("+66812345678", "+66812345678"),
        ("", ""),
    ],
)
def test_a_telephone_number_keeps_its_zero(typed: str, kept: str, tmp_path: Path) -> None:
    (contact,) = contacts(tmp_path, f"unit,email,phone\nTH-81,a@local.example,{typed}\n")
    assert contact.phone == kept


@pytest.mark.parametrize("typed", ["8.12346E+08", "6.634555e+10", "8E+08"])
def test_a_telephone_number_that_excel_shortened_is_told(typed: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, f"unit,email,phone\nTH-81,a@local.example,{typed}\n")
    assert problem.startswith(f'line 2: the telephone number "{typed}" was shortened by Excel')


def test_every_bad_address_of_a_line_is_told_by_the_first(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, 'unit,email\nTH-81,"a@local.example; ไม่มี"\n')
    assert problem.startswith('line 2: "ไม่มี" is no')
