"""Both files of who reports as offices save them, with every bad line told."""

from pathlib import Path

import pytest

from collector.errors import ConfigError
from collector.model.units import Contact, Role, Unit
from collector.registry_files import load_registry

ANN = Contact("TH-81", "ann@local.example", "", Role.REPORTER)


def written(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def contacts(folder: Path, *lines: str) -> tuple[Contact, ...]:
    return load_registry(None, written(folder, "contacts.csv", "unit,email,name,role", *lines)).contacts


def units(folder: Path, *lines: str) -> tuple[Unit, ...]:
    return load_registry(written(folder, "units.csv", *lines), None).units


def complaint(units: Path | None, contacts: Path | None = None) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(ConfigError) as refused:
        load_registry(units, contacts)
    return refused.value.path.name, refused.value.problems


def test_the_76_provinces_are_shipped_and_bangkok_is_none_of_them() -> None:
    registry = load_registry(None, None)
    assert (len(registry.units), registry.contacts, registry.unit("TH-10")) == (76, (), None)
    assert registry.unit("TH-81") == Unit("TH-81", "กระบี่", "Krabi", "กบ", "ภาคใต้")


def test_a_line_of_contacts_is_a_reporter_unless_it_says_supervisor(tmp_path: Path) -> None:
    assert contacts(
        tmp_path,
        "TH-81,Ann@Local.Example,สมหญิง,reporter",
        "TH-81,boss@local.example,,supervisor",
        "TH-92, tom@local.example , ทอม ,",
    ) == (
        Contact("TH-81", "ann@local.example", "สมหญิง", Role.REPORTER),
        Contact("TH-81", "boss@local.example", "", Role.SUPERVISOR),
        Contact("TH-92", "tom@local.example", "ทอม", Role.REPORTER),
    )


def test_two_columns_are_enough(tmp_path: Path) -> None:
    path = written(tmp_path, "contacts.csv", "unit,email", "TH-81,ann@local.example")
    assert load_registry(None, path).contacts == (ANN,)
    assert units(tmp_path, "code,name", "KB-01,อำเภอเขาพนม") == (Unit("KB-01", "อำเภอเขาพนม"),)


def test_a_field_in_quotes_may_hold_a_comma_also_after_a_blank(tmp_path: Path) -> None:
    line = 'TH-81, "ann@local.example", "ใจดี, สมหญิง", reporter'
    assert contacts(tmp_path, line) == (Contact("TH-81", "ann@local.example", "ใจดี, สมหญิง", Role.REPORTER),)


def test_what_a_line_of_units_may_say(tmp_path: Path) -> None:
    head = "code,name,name_en,abbreviation,region,aliases,#note"
    assert units(tmp_path, head, 'KB-01,อำเภอเขาพนม,Khao Phanom,ขพ,ภาคใต้,"เขาพนม | |พนม",จดไว้') == (
        Unit("KB-01", "อำเภอเขาพนม", "Khao Phanom", "ขพ", "ภาคใต้", ("เขาพนม", "พนม")),
    )


def test_empty_lines_remarks_and_empty_cells_beyond_the_columns_do_not_count(tmp_path: Path) -> None:
    lines = "", "# ผู้รายงาน,ใช้ไม่ได้", " , ,,", "TH-81, ann@local.example,,reporter,, ,"
    assert contacts(tmp_path, *lines) == (ANN,)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp874"])
def test_a_file_as_excel_saves_it(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("code,name\nKB-01,อำเภอเขาพนม\n".encode(codec))
    assert load_registry(path, None).units == (Unit("KB-01", "อำเภอเขาพนม"),)


def test_a_broken_letter_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("code,name\nKB-01,เขา".encode("cp874") + b"\xfc\xff\n")
    assert load_registry(path, None).units == (Unit("KB-01", "เขา\ufffd\ufffd"),)


USUAL = "write the address alone, like name@office.go.th"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("TH-81,ann.local.example,,", 'line 3: "ann.local.example" is no e-mail address; ' + USUAL),
        ("TH-81,ann @local.example,,", 'line 3: "ann @local.example" is no e-mail address; ' + USUAL),
        (
            "TH-81,@go.th,,",
            "line 3: @go.th is no office's own domain: whoever has an address there would count as the unit; write the office's domain, like @krabi.go.th, or single addresses",
        ),
        (",ann@local.example,,", "line 3: unit must not be empty (, ann@local.example, , )"),
        ("TH-81,,,", "line 3: email must not be empty (TH-81, , , )"),
        (",,x,", "line 3: unit and email must not be empty (, , x, )"),
        (
            "TH-81,ann@local.example,,ผู้ช่วย",
            'line 3: the role "ผู้ช่วย" is unknown; it is reporter or supervisor or forwarder, or empty for reporter',
        ),
    ],
)
def test_a_bad_line_of_contacts_is_told_with_its_number(line: str, problem: str, tmp_path: Path) -> None:
    good, other = "TH-81,ann@local.example,,reporter", "TH-92,?,,"
    path = written(tmp_path, "contacts.csv", "unit,email,name,role", good, line, other)
    assert complaint(None, path) == ("contacts.csv", (problem, f'line 4: "?" is no e-mail address; {USUAL}'))


@pytest.mark.parametrize(
    ("line", "missing"),
    [("KB-01,", "name"), (",เขาพนม", "code"), ("KB-01", "name"), (",,x", "code and name")],
)
def test_a_unit_needs_a_code_and_a_name(line: str, missing: str, tmp_path: Path) -> None:
    path = written(tmp_path, "units.csv", "code,name,region", "KB-02,เขาคราม", line)
    said = ", ".join([*line.split(","), "", ""][:3])
    assert complaint(path) == ("units.csv", (f"line 3: {missing} must not be empty ({said})",))


@pytest.mark.parametrize("code", ["F/02", "..", ".hidden", "F:1", "F|1", "a\\b"])
def test_a_code_that_no_folder_can_bear_is_refused(code: str, tmp_path: Path) -> None:
    _, (problem,) = complaint(written(tmp_path, "units.csv", "code,name", f"{code},เขาคราม"))
    assert problem.startswith(f'line 2: the code "{code}" cannot be used')


def test_codes_that_differ_in_capitals_only_are_one(tmp_path: Path) -> None:
    _, (problem,) = complaint(written(tmp_path, "units.csv", "code,name", "F01,ก", "f01,ข"))
    assert problem.startswith("registry.units: lines 2 and 3 both have one code (F01, f01)")


def test_an_alias_that_is_another_units_name_is_refused(tmp_path: Path) -> None:
    lines = "code,name,aliases", "A,สถานีดอย,สถานี ดาว", "B,สถานีดาว,"
    _, (problem,) = complaint(written(tmp_path, "units.csv", *lines))
    assert problem == (
        "registry.units: line 2: the alias สถานี ดาว of สถานีดอย is the name of สถานีดาว (B); take it away"
    )


def test_namesakes_may_bear_their_name_as_an_alias(tmp_path: Path) -> None:
    assert len(units(tmp_path, "code,name,aliases,parent", "A,บ้านนา,บ้าน นา,ก", "B,บ้านนา,,ข")) == 2


@pytest.mark.parametrize(("name", "head"), [("units.csv", "code,name"), ("contacts.csv", "unit,email")])
def test_a_line_with_more_cells_than_columns_is_refused(name: str, head: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, head, "TH-81,a@b.example,เกิน")
    _, (problem,) = complaint(path) if name == "units.csv" else complaint(None, path)
    assert problem.startswith("line 2: it has more cells than there are columns (เกิน is beyond the last)")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["code,name"], "registry.units: the file names no unit"),
        (
            ["code,name", "A,ก", "A,ข"],
            "registry.units: lines 2 and 3 both have the code A; a code belongs to one unit, small letters or capitals",
        ),
        (["A,ก"], "the first line must name the columns; missing: code, name"),
        (["code,title", "A,ก"], "the first line must name the columns; missing: name"),
        ([""], "the first line must name the columns; missing: code, name"),
    ],
    ids=["no unit", "twice", "no heading", "one column missing", "empty"],
)
def test_a_file_of_units_that_cannot_be_used(lines: list[str], problem: str, tmp_path: Path) -> None:
    assert complaint(written(tmp_path, "units.csv", *lines)) == ("units.csv", (problem,))


@pytest.mark.parametrize(
    ("heading", "problem"),
    [
        pytest.param("code,name,parant", "the column 'parant' is not known; did you mean 'parent'?", id="a letter"),
        pytest.param("code,name,Region", "the column 'Region' is not known; did you mean 'region'?", id="a capital"),
        pytest.param("code,name,alias", "the column 'alias' is not known; did you mean 'aliases'?", id="a plural"),
    ],
)  # fmt: skip
def test_a_column_that_is_nearly_one_of_ours_is_not_lost_in_silence(
    heading: str, problem: str, tmp_path: Path
) -> None:
    assert complaint(written(tmp_path, "units.csv", heading, "A,ก,ข")) == ("units.csv", (problem,))


@pytest.mark.parametrize(("name", "head"), [("units.csv", "code,name"), ("contacts.csv", "unit,email")])
def test_an_unknown_column_is_refused(name: str, head: str, tmp_path: Path) -> None:
    path = written(tmp_path, name, f"{head},สังกัด", "TH-81,a@b.example,ก")
    _, (problem,) = complaint(path) if name == "units.csv" else complaint(None, path)
    assert problem.startswith("the column 'สังกัด' is not known; there are: ")
    assert problem.endswith("a column of your own begins with #: #สังกัด")


def test_a_column_of_the_departments_own_begins_with_a_hash_or_has_no_name(tmp_path: Path) -> None:
    assert units(tmp_path, "code,name,#หมายเหตุ,,#fax", "A,ก,ข,ค,2") == (Unit("A", "ก"),)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "units.csv", "code,name,name", "A,ก,ข")
    assert complaint(path) == ("units.csv", ("the first line names name twice",))


def test_contacts_of_units_that_nobody_knows_are_told_by_their_codes(tmp_path: Path) -> None:
    lines = "ZZ-2,a@local.example", "TH-81,b@local.example", "ZZ-1,c@local.example", "ZZ-2,d@local.example"
    path = written(tmp_path, "contacts.csv", "unit,email", *lines)
    assert complaint(None, path) == (
        "contacts.csv",
        (
            "registry.contacts: line 2: no unit has the code ZZ-2",
            "registry.contacts: line 4: no unit has the code ZZ-1",
        ),
    )


@pytest.mark.parametrize(("head", "missing"), [("unit,name", "email"), ("email,role", "unit")])
def test_a_file_of_contacts_names_unit_and_email(head: str, missing: str, tmp_path: Path) -> None:
    path = written(tmp_path, "contacts.csv", head, "a,b")
    problem = f"the first line must name the columns; missing: {missing}"
    assert complaint(None, path) == ("contacts.csv", (problem,))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert complaint(tmp_path / "none.csv") == ("none.csv", ("cannot be read: No such file or directory",))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["KB1,บ้านนา,เมือง", "# a remark", "KB2,บ้าน นา,เมือง"], "lines 2 and 4 both name บ้าน นา"),
        (["KB1,บ้านนา,", "KB2,บ้านนา,"], "lines 2 and 3 both name บ้านนา"),
    ],
)
def test_two_units_that_nothing_tells_apart_are_refused(lines: list[str], said: str, tmp_path: Path) -> None:
    _, problems = complaint(written(tmp_path, "units.csv", "code,name,parent", *lines))
    assert [said in problem for problem in problems] == [True]


@pytest.mark.parametrize("dash", ["-", "–", " - ", ""])
def test_a_dash_is_no_parent(tmp_path: Path, dash: str) -> None:
    lines = ("code,name,parent", f"KB1,บ้านนา,{dash}", "KB2,บ้านนา,อำเภอเขาพนม")
    assert [unit.parent for unit in units(tmp_path, *lines)] == ["", "อำเภอเขาพนม"]


def test_units_of_one_name_and_different_parents_are_two(tmp_path: Path) -> None:
    lines = ("code,name,parent", "KB1,บ้านนา,เมือง", "KB2,บ้านนา,เขาพนม", "KB3,บ้านนา,")
    assert len(load_registry(written(tmp_path, "units.csv", *lines), None).units) == 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "TH-81",
            "codes are those of the registry's units, like KB001 (บ้านนา เมือง), KB002 (ทับปริก), XX9 (อ่าวนาง)",
        ),
        ("kb001", "did you mean KB001 (บ้านนา เมือง), KB002 (ทับปริก)?"),
        ("KB003", "did you mean KB002 (ทับปริก), KB001 (บ้านนา เมือง)?"),
        ("ทับปริก", "did you mean KB002 (ทับปริก)?"),
        ("นา", "did you mean KB001 (บ้านนา เมือง), XX9 (อ่าวนาง)?"),
    ],
)
def test_a_code_that_is_none_is_answered_from_the_own_registry(typed: str, said: str, tmp_path: Path) -> None:
    lines = ("code,name,parent", "KB001,บ้านนา,เมือง", "KB002,ทับปริก,", "XX9,อ่าวนาง,", "YY8,อื่น,")
    assert load_registry(written(tmp_path, "units.csv", *lines), None).hint(typed) == said


def test_a_contact_of_a_mistyped_code_is_told_what_was_meant(tmp_path: Path) -> None:
    path = written(tmp_path, "contacts.csv", "unit,email", "TH81,a@local.example")
    _, (problem,) = complaint(None, path)
    assert problem.startswith(
        "registry.contacts: line 2: no unit has the code TH81; did you mean TH-81 (กระบี่)"
    )
