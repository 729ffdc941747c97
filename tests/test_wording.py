"""Thai dates, numbers, forms of address and reasons; the department's own words over the shipped ones."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import collector
from collector.errors import TemplateError
from collector.model.outcomes import Outcome, Timeliness
from collector.model.reasons import Reason
from collector.model.units import Unit
from collector.periods import Period
from collector.templating import templates_folder
from collector.wording import Wording
from tests.shipped import KINDS

PACKAGE = Path(collector.__file__).parent


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(strict=True, kinds=KINDS)


# ── dates and numbers ───────────────────────────────────────────────────────────────────────────


def test_dates_are_thai(wording: Wording) -> None:
    assert wording.month(Period(2018, 12)) == "ธันวาคม ๒๕๖๑"
    assert wording.short_month(Period(2018, 12)) == "ธ.ค. ๖๑"
    assert wording.short_month(Period(2057, 2)) == "ก.พ. ๐๐"
    assert wording.date(date(2019, 1, 5)) == "๕ มกราคม ๒๕๖๒"
    assert wording.number(12) == "๑๒"
    assert wording.number("0-2241-9000 ต่อ 2332") == "๐-๒๒๔๑-๙๐๐๐ ต่อ ๒๓๓๒"


def test_every_month_has_its_name(wording: Wording) -> None:
    names = [wording.month(Period(2019, month)) for month in range(1, 13)]
    assert len(set(names)) == 12
    assert names[0].startswith("มกราคม")
    assert names[11].startswith("ธันวาคม")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2019, 1, 3, 7, 5, tzinfo=UTC), "๓ มกราคม ๒๕๖๒ เวลา ๑๔.๐๕ น."),
        (datetime(2018, 12, 31, 17, 0, tzinfo=UTC), "๑ มกราคม ๒๕๖๒ เวลา ๐๐.๐๐ น."),
        (datetime(2018, 12, 31, 16, 59, tzinfo=UTC), "๓๑ ธันวาคม ๒๕๖๑ เวลา ๒๓.๕๙ น."),
    ],
)
def test_moments_are_in_bangkok(wording: Wording, moment: datetime, said: str) -> None:
    assert wording.moment(moment) == said


def test_zone_of_the_department() -> None:
    western = Wording(zone=timezone(timedelta(hours=-3)))
    assert western.date(datetime(2019, 1, 1, 2, 0, tzinfo=UTC)) == "๓๑ ธันวาคม ๒๕๖๑"
    assert western.local_date(datetime(2019, 1, 1, 2, 0, tzinfo=UTC)) == date(2018, 12, 31)


def test_lists(wording: Wording) -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["ก"]) == "ก"
    assert wording.listed(["ก", "ข"]) == "ก และข"
    assert wording.listed(["ก", "ข", "ค"]) == "ก ข และค"
    unsorted = [Period(2019, 1), Period(2018, 12), Period(2019, 1)]
    assert wording.months(unsorted) == "ธันวาคม ๒๕๖๑ และมกราคม ๒๕๖๒"


# ── forms of address ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("unit", "salutation", "office"),
    [
        ("กระบี่", "ท้องถิ่นจังหวัดกระบี่", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่"),
        ("จังหวัดกระบี่", "ท้องถิ่นจังหวัดกระบี่", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดกระบี่"),
        ("อำเภอเขาพนม", "นายอำเภอเขาพนม", "อำเภอเขาพนม"),
        ("อ.เขาพนม", "นายอำเภอเขาพนม", "อำเภอเขาพนม"),
        ("อำเภอเมืองกระบี่", "นายอำเภอเมืองกระบี่", "อำเภอเมืองกระบี่"),
        ("องค์การบริหารส่วนจังหวัดกระบี่", "นายกองค์การบริหารส่วนจังหวัดกระบี่", "องค์การบริหารส่วนจังหวัดกระบี่"),
        ("อบจ.กระบี่", "นายกองค์การบริหารส่วนจังหวัดกระบี่", "องค์การบริหารส่วนจังหวัดกระบี่"),
        ("อบต. ไสไทย", "นายกองค์การบริหารส่วนตำบลไสไทย", "องค์การบริหารส่วนตำบลไสไทย"),
        ("เทศบาลเมืองกระบี่", "นายกเทศมนตรีเมืองกระบี่", "เทศบาลเมืองกระบี่"),
        ("เทศบาลนครตรัง", "นายกเทศมนตรีนครตรัง", "เทศบาลนครตรัง"),
        ("เทศบาลตำบลเขาพนม", "นายกเทศมนตรีตำบลเขาพนม", "เทศบาลตำบลเขาพนม"),
        ("เมืองพัทยา", "นายกเมืองพัทยา", "เมืองพัทยา"),
        (None, "ผู้ส่งรายงาน", "ท่าน"),
    ],
)
def test_address(wording: Wording, unit: str | None, salutation: str, office: str) -> None:
    named = Unit("X", unit) if unit else None
    assert wording.salutation(named) == salutation
    assert wording.office(named) == office


def test_every_shipped_province_is_a_province(wording: Wording) -> None:
    rows = (PACKAGE / "data/provinces.csv").read_text(encoding="utf-8").splitlines()[1:]
    names = [row.split(",")[1] for row in rows]
    assert len(names) == 76
    assert [wording.salutation(Unit("X", name)) for name in names] == [f"ท้องถิ่นจังหวัด{name}" for name in names]


# ── reasons ─────────────────────────────────────────────────────────────────────────────────────


def test_reason_takes_its_values(wording: Wording) -> None:
    assert "ธันวาคม ๒๕๖๑" in wording.reason(Reason("month-assumed", {"period": "2018-12"}))
    assert "๓ วัน" in wording.reason(Reason("late", {"days": "3"}))
    conflict = Reason(
        "period-conflict",
        {
            "first": "2018-11, 2018-12",
            "first_source": "subject",
            "second": "2019-01",
            "second_source": "form",
        },
    )
    said = "พฤศจิกายน ๒๕๖๑ และธันวาคม ๒๕๖๑ (จากชื่อเรื่อง) และมกราคม ๒๕๖๒ (จากแบบรายงาน)"
    assert said in wording.reason(conflict)


def test_optional_part_goes_with_its_value(wording: Wording) -> None:
    assert wording.reason(Reason("unsupported", {"kind": "PSD"})).endswith("(PSD)")
    assert "(" not in wording.reason(Reason("unsupported", {"kind": ""}))
    assert "(" not in wording.reason(Reason("unsupported"))


def test_value_is_never_read_as_a_template(wording: Wording) -> None:
    tricky = "{unit}[x]{{ 7*7 }}%s"
    assert tricky in wording.reason(Reason("unit-misspelt", {"written": tricky, "unit": "ตรัง"}))


@pytest.mark.parametrize(
    ("name", "elsewhere", "misspelt", "conflict"),
    [
        ("รพ.สต.บ้านโคก", "ได้แก่ รพ.สต.บ้านโคก", "หมายถึง รพ.สต.บ้านโคก", "และ รพ.สต.บ้านโคก (จาก"),
        ("จังหวัดกระบี่", "ได้แก่ จังหวัดกระบี่", "หมายถึงจังหวัดกระบี่", "และจังหวัดกระบี่ (จาก"),
        ("กระบี่", "ได้แก่ กระบี่", "หมายถึงกระบี่", "และกระบี่ (จาก"),
    ],
)
def test_a_units_name_behind_thai_words(
    wording: Wording, name: str, elsewhere: str, misspelt: str, conflict: str
) -> None:
    values = {"written": "x", "registered": name, "unit": name, "first": "ก", "second": name}
    values |= {"first_source": "form", "second_source": "sender"}
    assert wording.reason(Reason("unit-elsewhere", values)).endswith(elsewhere)
    assert wording.reason(Reason("unit-misspelt", values)).endswith(misspelt)
    assert conflict in wording.reason(Reason("unit-conflict", values))


def test_a_list_of_names_and_a_kind_before_an_abbreviation(wording: Wording) -> None:
    assert wording.listed(["อบต.ไสไทย", "รพ.สต.บ้านโคก"]) == "อบต.ไสไทย และ รพ.สต.บ้านโคก"
    assert wording.office(Unit("X", "เทศบาลนคร ก.ข")) == "เทศบาลนคร ก.ข"


def test_what_a_cell_says_on_several_lines_is_one_line_of_a_letter(wording: Wording) -> None:
    written = Reason("unit-elsewhere", {"written": "รพ.สต.ทับปริก\n อำเภอเขาพนม", "registered": "x"})
    assert "“รพ.สต.ทับปริก อำเภอเขาพนม”" in wording.reason(written)


def test_missing_value_is_an_error_when_strict_and_an_ellipsis_otherwise(wording: Wording) -> None:
    bare = Reason("month-assumed")
    with pytest.raises(TemplateError, match=r"'month-assumed' need \{period\}"):
        wording.reason(bare)
    assert "ประจำเดือน… ซึ่ง" in Wording().reason(bare)


def test_unknown_code_is_an_error_when_strict_and_words_otherwise(wording: Wording) -> None:
    with pytest.raises(TemplateError, match=r"reasons\.toml has no made-up"):
        wording.reason(Reason("made-up"))
    assert Wording().reason(Reason("made-up")) == "ระบบไม่สามารถดำเนินการได้ (รหัส made-up)"
    assert Wording().remedy(Reason("made-up")) == ""


def test_staff_read_their_own_words(wording: Wording) -> None:
    crashed = Reason("crashed")
    assert wording.staff(crashed) != wording.reason(crashed)
    assert wording.staff(Reason("blank-form")) == wording.reason(Reason("blank-form"))


def test_labels_of_the_enumerations(wording: Wording) -> None:
    assert len({wording.outcome(outcome) for outcome in Outcome}) == len(Outcome)
    assert {wording.timeliness(item) for item in Timeliness} == {"ส่งภายในกำหนด", "ส่งหลังกำหนด"}
    assert wording.timeliness(None) == "ไม่ทราบ"
    states = [
        "on_time",
        "late",
        "nil_on_time",
        "nil_late",
        "returned",
        "review",
        "missing",
        "not_due",
        "not_expected",
    ]
    assert len({wording.state(state) for state in states}) == len(states)


# What a reason may need; taken from the code that gives the reasons.
SPECIMEN = {
    "periods": "2018-11, 2018-12",
    "periods_source": "form",
    **dict.fromkeys(
        [
            "attachment",
            "kind",
            "suggestions",
            "first",
            "second",
            "units",
            "written",
            "unit",
            "titles",
            "title",
            "text",
            "registered",
        ],
        "x",
    ),
    **dict.fromkeys(["detail", "column", "sign", "issue", "receipt"], "x"),
    "period": "2018-12",
    "revision": "2",
    "days": "3",
    "first_source": "form",
    "second_source": "sender",
}


def test_every_reason_is_a_sentence(wording: Wording) -> None:
    for code in wording.reason_codes():
        reason = Reason(code, SPECIMEN)
        for said in (wording.reason(reason), wording.remedy(reason), wording.staff(reason)):
            assert "{" not in said
            assert "[" not in said
            assert "…" not in said
            assert not re.search(r"ครับ|ค่ะ|ๆ|[0-9]", said.replace("(.docx)", "").replace("(.xlsx)", ""))
        assert wording.reason(reason)
        assert "told" not in wording.reason(reason)


def test_what_goes_back_to_its_sender_says_what_to_do(wording: Wording) -> None:
    back = [code for code in wording.reason_codes() if wording.asks_sender(Reason(code))]
    assert {"blank-form", "encrypted", "no-form"} <= set(back)
    assert all(wording.remedy(Reason(code, SPECIMEN)) for code in back)


def _trees() -> Iterator[ast.Module]:
    for path in PACKAGE.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _named(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _codes_given() -> set[str]:
    """Every literal that stands where a reason's code stands: in Reason(…), UnreadableError(…), MACHINE_REASONS."""
    found: set[str] = set()
    for node in (node for tree in _trees() for node in ast.walk(tree)):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            if node.func.id in {"Reason", "UnreadableError", "_conflict"}:
                given = [node.args[0]]
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Dict)
            and _named(node, "MACHINE_REASONS")
        ):
            given = list(node.value.values)
        for expression in given:
            branches = (
                [expression.body, expression.orelse] if isinstance(expression, ast.IfExp) else [expression]
            )
            found |= {
                item.value
                for item in branches
                if isinstance(item, ast.Constant) and isinstance(item.value, str)
            }
    return found


def test_every_code_has_words(wording: Wording) -> None:
    codes = _codes_given()
    assert {
        "blank-form",
        "month-assumed",
        "unit-conflict",
        "newsletter",
        "read-by-person",
        "timeout",
    } <= codes
    assert codes - wording.reason_codes() == set()


# Words for codes that no module gives yet: what the letters and summaries of later versions will say.
NOT_GIVEN_YET = frozenset({"on-time"})


def test_every_word_is_used(wording: Wording) -> None:
    literals = {
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert wording.reason_codes() - literals == NOT_GIVEN_YET


# ── the department's own templates ──────────────────────────────────────────────────────────────


def test_own_words_lie_over_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[labels]\nreceipt = "เลขทะเบียนรับ"\n', encoding="utf-8-sig")
    (tmp_path / "reasons.toml").write_text('[encrypted]\ntext = "ไฟล์ล็อก"\n', encoding="utf-8")
    own = Wording(tmp_path, strict=True)
    assert own.label("receipt") == "เลขทะเบียนรับ"
    assert own.label("due") == Wording().label("due")
    assert own.reason(Reason("encrypted")) == "ไฟล์ล็อก"
    assert own.remedy(Reason("encrypted")) == Wording().remedy(Reason("encrypted"))


def test_own_template_replaces_the_shipped_one_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/frame.txt.j2").write_text("{{ 12 | number }}", encoding="utf-8")
    own = Wording(tmp_path)
    assert own.render("letters/frame.txt.j2") == "๑๒"
    assert own.environment.get_template("letters/frame.html.j2").filename == str(
        templates_folder() / "letters/frame.html.j2"
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("ก\n{{ nothing }}", r"broken\.txt\.j2, line 2: .*nothing"),
        ("ก\n\n{% if %}", r"broken\.txt\.j2, line 3"),
        ("{{ 1 / 0 }}", r"broken\.txt\.j2, line 1: division"),
        ("{{ ''.__class__.__mro__ }}", r"broken\.txt\.j2, line 1: .*unsafe"),
        ("{% include 'absent.j2' %}", r"broken\.txt\.j2: there is no template 'absent\.j2'"),
        ("{{ 5 | month }}", r"broken\.txt\.j2, line 1"),
    ],
)
def test_broken_template_is_named_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "broken.txt.j2").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=complaint):
        Wording(tmp_path).render("broken.txt.j2")
    with pytest.raises(TemplateError, match=complaint):
        Wording(tmp_path).sentences("broken.txt.j2")


def test_template_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "broken.txt.j2").write_bytes("เรียน".encode("cp874"))
    with pytest.raises(TemplateError, match=r"broken\.txt\.j2: .*utf-8"):
        Wording(tmp_path).render("broken.txt.j2")


@pytest.mark.parametrize("data", [b"[labels\n", "[labels]\na = 'เรียน'".encode("cp874")])
def test_words_that_are_no_toml(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "words.toml").write_bytes(data)
    with pytest.raises(TemplateError, match=r"words\.toml"):
        Wording(tmp_path)


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="absent"):
        Wording(tmp_path / "absent")


def test_months_must_be_twelve(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[names]\nmonths = ["ม.ค."]\n', encoding="utf-8")
    with pytest.raises(TemplateError, match="twelve"):
        Wording(tmp_path).month(Period(2018, 12))


def test_html_is_escaped_and_text_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.html.j2").write_text("{{ said }}", encoding="utf-8")
    (tmp_path / "a.txt.j2").write_text("{{ said }}", encoding="utf-8")
    own = Wording(tmp_path)
    assert own.render("a.html.j2", said="<b>&") == "&lt;b&gt;&amp;"
    assert own.render("a.txt.j2", said="<b>&") == "<b>&"
