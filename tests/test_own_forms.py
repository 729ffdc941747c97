"""Forms and units of a department's own, as docs/forms.md explains them: its example is run, every key is held against it."""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from collector.demo import forms, mails
from collector.demo.forms import FilledForm
from collector.demo.mails import Envelope, File
from collector.settings.form_files import ColumnTable, FormFile, WordingTable
from collector.settings.kind_files import KindTable
from collector.settings.known_form_file import KnownFormFile
from collector.settings.server import SettingsSection
from tests.conftest import Collector
from tests.e2e.office import BLANK, NOW, ONE, Office, enclosures, form, text_of, word_mail
from tests.shipped import KINDS, SPEC

pytestmark = pytest.mark.slow

# What only the help centre's form says, or provinces are called.
FOREIGN = ("ศูนย์ช่วยเหลือ", "ปัญหา", "อุปสรรค", "ท้องถิ่น", "help-centre", "HC-", "กฎหมาย", "ประเด็น")
OFFICES = 145


@pytest.fixture(scope="module")
def document() -> str:
    return (Path(__file__).parents[1] / "docs/forms.md").read_text(encoding="utf-8")


def example(document: str, name: str) -> str:
    found = re.search(rf"^`{re.escape(name)}`.*?^```\w+\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


@pytest.fixture
def health(tmp_path: Path, document: str) -> Office:
    """The department of the document's example, with all its 145 offices."""
    for name in ("config.toml", "drug-shortage.toml", "units.csv", "contacts.csv"):
        (tmp_path / name).write_text(example(document, name), encoding="utf-8")
    with (
        (tmp_path / "units.csv").open("a", encoding="utf-8") as units,
        (tmp_path / "contacts.csv").open("a", encoding="utf-8") as contacts,
    ):
        for number in range(4, OFFICES + 1):
            units.write(f"KB{number:03d},รพ.สต.หนองที่{number:03d},อำเภออ่าวลึก,อำเภออ่าวลึก\n")
            contacts.write(f"KB{number:03d},office{number}@health.example,,reporter\n")
    (tmp_path / "inbox").mkdir()
    return Office(tmp_path)


def report(unit: str, number: int, sender: str, *, title: str = "แบบรายงานยาและเวชภัณฑ์ขาดคลัง") -> bytes:
    paper = FilledForm(
        tuple(line for line in (title, "ประจำเดือน ธันวาคม 2561") if line),
        ("รพ.สต.", "รายการยาและเวชภัณฑ์", "จำนวนที่ขาด", "%", "วิธีดำเนินการ"),
        unit,
        (("1. พาราเซตามอล", "500 เม็ด", "40", "ขอยืม"), ("2. เกลือแร่", "30 ซอง", "10", "สั่งซื้อ")),
    )
    return mails.attached(
        Envelope(sender, "", "ส่งรายงาน", "ตามเอกสารแนบ", NOW, number), File("ยา.docx", forms.word(paper))
    )


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def foreign(text: str) -> list[str]:
    return [word for word in FOREIGN if word in text]


def text_of_workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row]
    return "\n".join([*book.sheetnames, *cells])


# ── the document ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "model"),
    [
        ("## The keys of a form", FormFile),
        ("### `[[columns]]`", ColumnTable),
        ("### `[wording]`", WordingTable),
        ("### Forms that are not accepted", KnownFormFile),
        ("### Kinds of units", KindTable),
    ],
)
def test_every_key_is_in_the_document_and_no_other(
    document: str, heading: str, model: type[SettingsSection]
) -> None:
    section = re.split(r"^##+ ", document.partition(heading)[2], maxsplit=1, flags=re.MULTILINE)[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(model.model_fields)


def test_every_kind_of_unit_is_in_the_document(document: str) -> None:
    section = document.partition("### Kinds of units")[2].partition("[[kind]]")[0]
    assert set(re.findall(r"`([a-z-]+)`", section)) - {"id"} == {kind.id for kind in KINDS.kinds}


# ── the example ─────────────────────────────────────────────────────────────────────────────────


def test_the_example_is_listed_without_a_fault(health: Office, collector: Collector) -> None:
    (listed,) = lines(collector("forms", "--json").stdout)
    assert listed["form"] == "drug-shortage"
    assert listed["due_day"] == 10
    assert listed["problems"] == []
    shown = collector("forms")
    assert shown.returncode == 0
    assert "รายการยาและเวชภัณฑ์" in shown.stdout
    assert foreign(shown.stdout) == []


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("units.csv", "KB/9,รพ.สต.ใหม่,อำเภออ่าวลึก,อำเภออ่าวลึก", "cannot be used"),
        ("contacts.csv", "KB001,a@health.example,,ผู้ช่วย", "the role"),
        ("kinds.toml", "[kind]", "double brackets"),
    ],
)
def test_forms_tells_of_the_files_of_units_too(
    health: Office, collector: Collector, name: str, line: str, said: str
) -> None:
    config = (health.folder / "config.toml").read_text("utf-8")
    (health.folder / "kinds.toml").write_text('[[kind]]\nid = "x"\nwritten = ["ศูนย์"]\n', "utf-8")
    (health.folder / "config.toml").write_text(
        config.replace("[registry]", '[registry]\nunit_kinds = "kinds.toml"'), "utf-8"
    )
    assert collector("forms").returncode == 0
    text = "" if name == "kinds.toml" else (health.folder / name).read_text("utf-8")
    (health.folder / name).write_text(f"{text}{line}\n", "utf-8")
    shown = collector("forms")
    assert (shown.returncode, f"✗ {health.folder / name}" in shown.stdout, said in shown.stdout) == (
        2,
        True,
        True,
    )
    told = lines(collector("forms", "--json").stdout)[-1]
    assert (told["file"], len(told["problems"])) == (str(health.folder / name), 1)  # type: ignore[arg-type]


def test_a_month_of_the_example(health: Office, collector: Collector) -> None:
    """Filed, acknowledged, summed up, reminded and verified, with no word of the help centre anywhere."""
    assert health.receive(
        report("รพ.สต.บ้านนา อำเภอเมือง", 1, "banna.mueang@health.example"),
        report("รพ.สต.บ้านนา อ.เขาพนม", 2, "banna.khaophanom@health.example"),
        report("รพ.สต.ทับปริก", 3, "thapprik@health.example"),
    ) == {"filed": 3}
    status = json.loads(
        collector("status", "--period", "2018-12", "--now", "2019-01-20T09:00", "--json").stdout
    )
    assert (status["expected"], status["reported"], status["form"]) == (OFFICES, 3, "drug-shortage")
    assert [unit["unit"] for unit in status["units"] if unit["state"] == "on_time"] == [
        "KB001",
        "KB002",
        "KB003",
    ]
    reminded = lines(collector("remind", "--now", "2019-01-10T09:00", "--json").stdout)
    assert len(reminded) == OFFICES - 3
    assert {(one["form"], one["stage"], one["ordinal"]) for one in reminded} == {
        ("drug-shortage", "due-day", 1)
    }
    assert lines(collector("remind", "--now", "2019-01-10T09:00", "--json").stdout) == []
    paths = [
        Path(line) for line in collector("summary", "--period", "2018-12", "--out", "out").stdout.split("\n")
    ]
    said = [
        text_of_workbook(health.folder / paths[0]),
        (health.folder / paths[2]).read_text(encoding="utf-8"),
    ]
    said += [str(letter["Subject"]) + text_of(letter) for letter in health.letters()]
    said += [collector("status", "--period", "2018-12").stdout, collector("doctor").stdout]
    assert ["แยกตามอำเภอ" in text for text in said[:2]] == [True, True]
    assert not any("ภาค" in text for text in said[:2])
    assert [foreign(text) for text in said] == [[] for _ in said]
    assert collector("verify").returncode == 0


def test_a_title_of_another_district_than_the_senders_waits_for_a_person(health: Office) -> None:
    title = "แบบรายงานยาและเวชภัณฑ์ขาดคลัง อำเภอเขาพนม"
    assert health.receive(report("", 1, "thapprik@health.example", title=title)) == {"review": 1}
    own = title.replace("เขาพนม", "เมืองกระบี่")
    assert health.receive(report("", 2, "thapprik@health.example", title=own)) == {"filed": 1}


def test_letters_of_the_example_address_the_office(health: Office) -> None:
    health.receive(report("รพ.สต.บ้านนา อำเภอเมือง", 1, "banna.mueang@health.example"))
    letter = text_of(health.letters()[0])
    assert "เรียน  ผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบลบ้านนา อำเภอเมืองกระบี่" in letter
    assert "แจ้งการได้รับรายงานยาขาดคลัง" in letter
    assert "รายการที่ ๑" in letter
    assert "DS-2561-12/KB001/1" in letter
    assert "- %: 40" in letter  # a number alone is what the cell says


def test_forms_of_the_example_are_read_again(health: Office, collector: Collector) -> None:
    made = collector("form", "--unit", "KB002", "--period", "2018-12", "--format", "xlsx")
    path = health.folder / made.stdout.strip()
    assert foreign(text_of_workbook(path)) == []
    assert "รพ.สต.บ้านนา อำเภอเขาพนม" in text_of_workbook(path)
    told = lines(collector("explain", path.name, "--json").stdout)[0]
    assert [one["code"] for one in told["reasons"]] == ["blank-form"]  # type: ignore[attr-defined]
    assert "DS-" not in str(told)


def test_a_returned_letter_of_the_example_carries_its_form(health: Office) -> None:
    health.receive(
        mails.attached(
            Envelope("thapprik@health.example", "", "ส่งรายงาน", "ตามแนบ", NOW, 1), File("a.txt", b"hello")
        )
    )
    letter = health.letters()[0]
    assert [part.get_filename() for part in enclosures(letter)] == ["report-form.docx"]
    assert foreign(text_of(letter)) == []


@pytest.mark.parametrize(
    ("written", "sender", "outcome", "code"),
    [
        ("รพ.สต.บ้านนา อำเภอเมือง", "someone@else.example", "filed", "filed"),
        ("รพ.สต.ทับปริก อำเภอเขาพนม", "thapprik@health.example", "review", "unit-elsewhere"),
        ("รพ.สต.บ้านนา อำเภออ่าวลึก", "banna.mueang@health.example", "review", "unit-elsewhere"),
        ("รพ.สต.บ้านนา", "someone@else.example", "review", "unit-namesakes"),
        ("รพ.สต.บ้านนา", "banna.khaophanom@health.example", "filed", "filed"),
    ],
)
def test_an_office_and_its_district(
    health: Office, collector: Collector, written: str, sender: str, outcome: str, code: str
) -> None:
    (health.folder / "a.eml").write_bytes(report(written, 1, sender))
    told = lines(collector("explain", "a.eml", "--json").stdout)[0]
    assert (told["outcome"], told["reasons"][0]["code"]) == (outcome, code)  # type: ignore[index]


def test_a_quarter_goes_to_a_person(health: Office, collector: Collector) -> None:
    paper = FilledForm(
        ("แบบรายงานยาและเวชภัณฑ์ขาดคลัง", "ไตรมาสที่ ๑/๒๕๖๒"),
        ("รพ.สต.", "รายการยาและเวชภัณฑ์", "จำนวนที่ขาด", "%", "วิธีดำเนินการ"),
        "รพ.สต.ทับปริก",
        (("1. พาราเซตามอล", "500", "", ""),),
    )
    (health.folder / "a.docx").write_bytes(forms.word(paper))
    told = lines(collector("explain", "a.docx", "--json").stdout)[0]
    assert (told["outcome"], told["reasons"][0]["code"]) == ("review", "period-quarter")  # type: ignore[index]


# ── two forms ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(department: Path, document: str) -> Office:
    """The department of the provinces with the shipped form, due on the 5th, and one of its own, due on the 10th."""
    own = example(document, "drug-shortage.toml").replace("รพ.สต.", "จังหวัด")
    (department.parent / "drugs.toml").write_text(own, encoding="utf-8")
    text = (
        department.read_text("utf-8").replace('since = "2018-10"', 'since = "2018-12"')
        + 'forms = ["help-centre", "drugs.toml"]\n'
    )
    department.write_text(text, encoding="utf-8")
    return Office(department.parent)


def drugs(
    number: int,
    *,
    title: str = "แบบรายงานยาและเวชภัณฑ์ขาดคลัง",
    month: str = "ประจำเดือน ธันวาคม 2561",
) -> bytes:
    paper = FilledForm(
        tuple(line for line in (title, month) if line),
        ("จังหวัด", "รายการยาและเวชภัณฑ์", "จำนวนที่ขาด", "วิธีดำเนินการ"),
        "จังหวัดกระบี่",
        (("1. พาราเซตามอล", "500 เม็ด", "ขอยืม"),),
    )
    envelope = Envelope("krabi@local.example", "", "ส่งรายงาน", "ตามเอกสารแนบ", NOW, number)
    return mails.attached(envelope, File("ยา.docx", forms.word(paper)))


def test_two_forms_have_their_own_due_days_and_letters(two: Office, collector: Collector) -> None:
    options = ("--dry-run", "--json", "--now")
    first = lines(collector("remind", *options, "2019-01-04T09:00").stdout)
    assert {one["form"] for one in first} == {"help-centre"}
    both = lines(collector("remind", *options, "2019-01-10T09:00").stdout)
    assert {one["form"] for one in both} == {"help-centre", "drug-shortage"}
    only = lines(collector("remind", "--form", "drug-shortage", *options, "2019-01-10T09:00").stdout)
    assert {one["form"] for one in only} == {"drug-shortage"}
    assert two.receive(drugs(1)) == {"filed": 1}
    two.now = two.now.replace(day=10)
    two.remind()
    subjects = {str(letter["Subject"]) for letter in two.letters()}
    assert any(f"ขอเร่งรัดการจัดส่ง{SPEC.title} ประจำเดือน" in subject for subject in subjects)
    assert not any("ขาดคลัง" in subject for subject in subjects if "ขอ" in subject)  # that one is on file
    assert two.verify() == ()


def test_two_forms_in_status_summary_and_blank_forms(two: Office, collector: Collector) -> None:
    two.receive(drugs(1))
    status = json.loads(collector("status", "--period", "2018-12", "--json").stdout)
    assert [(one["form"], one["reported"]) for one in status["forms"]] == [
        ("help-centre", 0),
        ("drug-shortage", 1),
    ]
    assert (status["form"], status["reported"]) == ("help-centre", 0)
    alone = json.loads(collector("status", "--form", "drug-shortage", "--period", "2018-12", "--json").stdout)
    assert (alone["reported"], "forms" in alone) == (1, False)
    out = collector("summary", "--period", "2018-12", "--out", "out").stdout.splitlines()
    one = collector("summary", "--form", "drug-shortage", "--period", "2018-12", "--out", "out")
    assert "drug-shortage" in one.stdout.splitlines()[0]  # beside the summary of all forms, not in its place
    assert len(openpyxl.load_workbook(two.folder / out[0]).sheetnames) == 8
    page = (two.folder / out[2]).read_text(encoding="utf-8")
    assert "แบบรายงานยาและเวชภัณฑ์ขาดคลัง" in page
    assert 'id="entries-2"' in page
    assert collector("form").stdout.split() == ["help-centre.xlsx", "drug-shortage.xlsx"]
    refused = collector("form", "--out", "x.xlsx")
    assert (refused.returncode, "--form" in refused.stderr) == (1, True)
    unknown = collector("status", "--form", "nonsense")
    assert (unknown.returncode, "drug-shortage" in unknown.stderr) == (1, True)


def test_a_missing_file_of_a_form_is_told_beside_the_good_ones(two: Office, collector: Collector) -> None:
    path = two.folder / "config.toml"
    path.write_text(
        path.read_text("utf-8").replace('"drugs.toml"', '"gone.toml", "drugs.toml"'), encoding="utf-8"
    )
    done = collector("forms", "--json")
    told = lines(done.stdout)
    assert [one["form"] for one in told] == ["help-centre", None, "drug-shortage"]
    assert told[1]["problems"] == ["there is no such file"]
    assert (done.returncode, "1 thing to mend" in done.stderr) == (2, True)
    refused = collector("status")
    assert refused.returncode == 2
    assert "registry.forms, the 2nd: there is no file" in refused.stderr


def test_the_titles_of_terminal_and_doctor_name_both(two: Office, collector: Collector) -> None:
    shown = collector("status", "--period", "2018-12").stdout
    assert "แบบรายงานยาและเวชภัณฑ์ขาดคลัง" in shown
    assert "drug-shortage (due on day 10)" in collector("doctor").stdout


def test_a_form_that_is_no_longer_in_force_stays_on_file(two: Office, collector: Collector) -> None:
    two.receive(drugs(1))
    path = two.folder / "config.toml"
    path.write_text(path.read_text("utf-8").replace(', "drugs.toml"', ""), encoding="utf-8")
    assert json.loads(collector("status", "--period", "2018-12", "--json").stdout)["reported"] == 0
    assert collector("summary", "--period", "2018-12", "--out", "out").returncode == 0
    assert collector("verify").returncode == 0
    listed = lines(collector("forms", "--json").stdout)
    assert [(one["form"], one["in_force"], one["on_file"]) for one in listed] == [
        ("help-centre", True, 0),
        ("drug-shortage", False, 1),
    ]
    assert "1 report stays on file" in collector("forms").stdout


@pytest.fixture
def filed(two: Office) -> Office:
    """A report of each of the two forms is on file."""
    assert two.receive(drugs(1), word_mail(ONE, 2)) == {"filed": 2}
    return two


def rewritten(office: Office, name: str, *changes: tuple[str, str]) -> None:
    path = office.folder / name
    text = path.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def refusals(collector: Collector) -> set[str]:
    """How a form that may not be used is told by list, doctor, pass and status: the first words of each are the same."""
    told = [one["problems"][0] for one in lines(collector("forms", "--json").stdout) if one["problems"]]  # type: ignore[index]
    assert len(told) == 1
    assert collector("forms").returncode == 2
    for command in (("once",), ("status",), ("remind", "--dry-run"), ("summary",)):
        done = collector(*command)
        assert (done.returncode, str(told[0]) in done.stderr) == (2, True), command
    assert str(told[0]) in collector("doctor").stdout
    return {str(told[0]).partition(":")[0]}


def test_another_form_under_the_id_of_one_with_reports_is_refused(
    filed: Office, collector: Collector
) -> None:
    rewritten(filed, "drugs.toml", ('key = "drug"', 'key = "ward"'), ('key = "remedy"', 'key = "beds"'))
    assert refusals(collector) == {"id"}


def test_a_form_of_ones_own_called_as_the_shipped_one_is_refused(filed: Office, collector: Collector) -> None:
    rewritten(filed, "config.toml", ('"help-centre", ', ""))
    rewritten(filed, "drugs.toml", ('id = "drug-shortage"', 'id = "help-centre"'))
    assert refusals(collector) == {"id"}


def test_a_column_taken_away_from_a_form_with_reports_is_refused(filed: Office, collector: Collector) -> None:
    rewritten(filed, "drugs.toml", ('key = "amount"', 'key = "number_of"'))
    assert refusals(collector) == {"columns"}


def test_a_new_form_with_the_initials_of_an_old_one_is_refused(filed: Office, collector: Collector) -> None:
    rewritten(filed, "drugs.toml", ('id = "drug-shortage"', 'id = "hotel-cases"'))
    rewritten(filed, "config.toml", ('"help-centre", ', ""))
    assert refusals(collector) == {"id"}


def test_the_same_form_with_other_headings_and_one_more_column_goes_on(
    filed: Office, collector: Collector
) -> None:
    more = (
        '[[columns]]\nkey = "share"',
        '[[columns]]\nkey = "more"\nheading = "เพิ่มเติม"\n\n[[columns]]\nkey = "share"',
    )
    rewritten(filed, "drugs.toml", ('heading = "จำนวนที่ขาด"', 'heading = "จำนวนยาที่ขาด"'), more)
    assert collector("forms").returncode == 0
    assert filed.receive(drugs(3)) == {"revised": 1}  # it has a column more than the one before


def test_what_waits_on_a_form_no_longer_in_force_is_still_shown(two: Office, collector: Collector) -> None:
    assert two.receive(drugs(1, title="แบบรายงานยาและเวชภัณฑ์ขาดคลัง ไตรมาสที่ ๑/๒๕๖๒", month="")) == {"review": 1}
    options = ("--period", "2018-12", "--now", "2019-01-20T09:00")
    before = json.loads(collector("status", *options, "--json").stdout)
    assert "no_longer_in_force" not in before
    rewritten(two, "config.toml", (', "drugs.toml"', ""))
    status = json.loads(collector("status", *options, "--json").stdout)
    (waiting,) = status["no_longer_in_force"]
    assert (waiting["form"], waiting["unit"], waiting["state"]) == ("drug-shortage", "TH-81", "review")
    krabi = next(unit for unit in status["units"] if unit["unit"] == "TH-81")
    assert krabi["state"] == "missing"  # by the form that is in force
    shown = collector("status", *options).stdout
    assert "ที่ไม่ได้ใช้งานแล้ว 1 เรื่อง (drug-shortage)" in shown
    paths = collector("summary", "--period", "2018-12", "--out", "out").stdout.splitlines()
    said = "เป็นแบบรายงาน drug-shortage ซึ่งไม่ได้ใช้งานแล้ว"
    assert said in text_of_workbook(two.folder / paths[0])
    assert said in (two.folder / paths[2]).read_text(encoding="utf-8")


def test_a_returned_mail_gets_both_blank_forms(two: Office) -> None:
    envelope = Envelope("krabi@local.example", "", "ส่งรายงาน", "ตามแนบ", NOW, 1)
    two.receive(mails.attached(envelope, File("a.txt", b"hello")))
    names = [part.get_filename() for part in enclosures(two.letters()[0])]
    assert names == ["report-form-drug-shortage.docx", "report-form-help-centre.docx"]


def test_of_two_blank_forms_in_one_mail_each_is_told(two: Office, collector: Collector) -> None:
    own = FilledForm(
        ("แบบรายงานยาและเวชภัณฑ์ขาดคลัง", "ประจำเดือน ธันวาคม 2561"),
        ("จังหวัด", "รายการยาและเวชภัณฑ์", "จำนวนที่ขาด", "วิธีดำเนินการ"),
        "จังหวัดกระบี่",
        (("1.", "", ""),),
    )
    envelope = Envelope("krabi@local.example", "", "ส่งรายงาน", "ตามแนบ", NOW, 1)
    files = File("a.docx", forms.word(form(BLANK))), File("b.docx", forms.word(own))
    assert two.receive(mails.attached(envelope, *files)) == {"returned": 1}
    letter = two.letters()[0]
    assert f"๑. {SPEC.title} จังหวัดกระบี่ ประจำเดือนธันวาคม ๒๕๖๑" in text_of(letter)
    assert "๒. รายงานยาขาดคลัง จังหวัดกระบี่ ประจำเดือนธันวาคม ๒๕๖๑" in text_of(letter)
    assert [part.get_filename() for part in enclosures(letter)] == [
        "report-form-drug-shortage-TH-81-2018-12.docx",
        "report-form-help-centre-TH-81-2018-12.docx",
    ]
    status = json.loads(collector("status", "--period", "2018-12", "--json").stdout)
    states = [unit["state"] for one in status["forms"] for unit in one["units"] if unit["unit"] == "TH-81"]
    assert states == ["returned", "returned"]


def test_a_letter_about_one_of_two_forms_is_the_same_when_only_that_one_is_asked_for(
    two: Office, collector: Collector
) -> None:
    collector("remind", "--form", "drug-shortage", "--now", "2019-01-10T09:00")
    for letter in two.letters():
        assert "ขอให้จัดส่งรายงานยาขาดคลังภายในวันนี้" in str(letter["Subject"])
        assert all("drug-shortage" in str(part.get_filename()) for part in enclosures(letter))
    assert two.letters()


# ── forms that are not accepted ─────────────────────────────────────────────────────────────────


def waste(number: int, *, alike: bool = True, subject: str = "ส่งรายงาน") -> bytes:
    """A mail with the waste form: one with columns like ours, or one with its own."""
    headings = ("จังหวัด", "ปัญหา อุปสรรค", "การแก้ไข") if alike else ("จังหวัด", "ปริมาณ", "ค่ากำจัด")
    paper = FilledForm(("แบบรายงานขยะมูลฝอยตกค้าง",), headings, "จังหวัดกระบี่", (("1. มาก", "ขนย้าย"),))
    envelope = Envelope("krabi@local.example", "", subject, "ตามเอกสารแนบ", NOW, number)
    return mails.attached(envelope, File("ขยะ.docx", forms.word(paper)))


@pytest.mark.parametrize("alike", [True, False])
@pytest.mark.parametrize(
    ("instead", "outcome"), [("ignore", "ignored"), ("review", "review"), ("answer", "returned")]
)
def test_a_known_form_of_another_matter_gets_what_the_settings_say(
    department: Path, collector: Collector, instead: str, outcome: str, *, alike: bool
) -> None:
    (department.parent / "waste.toml").write_text(
        'id = "waste"\naccept = false\ntitle = "แบบรายงานขยะมูลฝอยตกค้าง"\ntitle_words = ["ขยะมูลฝอย"]\n'
        f'instead = "{instead}"\nanswer = "ขอให้จัดส่งที่กองสาธารณสุข"\n',
        encoding="utf-8",
    )
    text = department.read_text("utf-8").replace(
        'since = "2018-10"', 'since = "2018-12"\nforms = ["help-centre", "waste.toml"]'
    )
    department.write_text(text, encoding="utf-8")
    office = Office(department.parent)
    assert office.receive(waste(1, alike=alike)) == {outcome: 1}
    said = "".join(map(text_of, office.letters()))
    assert ("แบบรายงานขยะมูลฝอยตกค้าง" in said) is (instead != "ignore")
    assert ("ขอให้จัดส่งที่กองสาธารณสุข" in said) is (instead == "answer")
    listed = lines(collector("forms", "--json").stdout)
    assert [(one["form"], one["in_force"], one["instead"]) for one in listed] == [
        ("help-centre", True, None),
        ("waste", False, instead),
    ]
    assert office.receive(word_mail(ONE, 2)) == {"filed": 1}
