"""What each source says of a report's unit and month, and how surely; weighing comes later."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from collector.forms import claims as said
from collector.forms import month_claims
from collector.forms.claims import Claim, MailContext
from collector.forms.extract import Extract
from collector.forms.named import Named
from collector.forms.spans import SpanKind
from collector.forms.units import UnitNames
from collector.model.documents import Line
from collector.model.reports import Source
from collector.model.units import Unit
from collector.periods import Period
from tests.forms.sheets import SPEC
from tests.shipped import KINDS, MONTHS, PROVINCES, names_of

NAMES = PROVINCES
RECEIVED = date(2019, 1, 3)
KRABI, RAYONG, TRANG = "TH-81", "TH-21", "TH-92"
NOTHING = Extract(SPEC, (), nil=False, blank=True, unit=None, unit_place="", above=(), below=())


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, f"line {n}") for n, text in enumerate(texts, 1))


def form(**fields: object) -> Extract:
    """An extract that says this; texts become lines."""
    made = {
        key: lines(*value) if key in ("above", "below", "beside", "headings") else value  # type: ignore[misc]
        for key, value in fields.items()
    }
    return replace(NOTHING, **made)  # type: ignore[arg-type]


def brief(claims: Iterable[Claim]) -> list[tuple[Source, tuple[str, ...], str]]:
    return [(claim.source, claim.values, claim.place) for claim in claims]


def units(**fields: object) -> list[tuple[Source, tuple[str, ...], str]]:
    return brief(said.unit_claims_of_form(form(**fields), NAMES))


def months(**fields: object) -> list[tuple[Source, tuple[str, ...], str]]:
    return brief(month_claims.period_claims_of_form(form(**fields), RECEIVED))


def mail(**fields: object) -> MailContext:
    return MailContext(RECEIVED, **fields)  # type: ignore[arg-type]


# ── our identifier ──────────────────────────────────────────────────────────────────────────────


def test_our_identifier_names_unit_and_month() -> None:
    ours = "help-centre/TH-81/2018-12"
    assert list(said.unit_claims_of_form(form(identifier=ours), NAMES)) == [
        Claim(Source.IDENTIFIER, (KRABI,), "identifier", ours)
    ]
    assert list(month_claims.period_claims_of_form(form(identifier=ours), RECEIVED)) == [
        Claim(Source.IDENTIFIER, ("2018-12",), "identifier", ours)
    ]


@pytest.mark.parametrize(
    "identifier",
    ["waste/TH-81/2018-12", "help-centre/TH-81", "help-centre//2018-12", "help-centre/TH-81/", "help-centre", "TH-81/2018-12", ""],
)  # fmt: skip
def test_the_identifier_of_another_form_or_half_of_one_says_nothing(identifier: str) -> None:
    assert (units(identifier=identifier), months(identifier=identifier)) == ([], [])


def test_a_code_of_a_unit_may_hold_a_slash() -> None:
    assert units(identifier="help-centre/KB/01/2018-12") == [(Source.IDENTIFIER, ("KB/01",), "identifier")]
    assert months(identifier="help-centre/KB/01/2018-12") == [(Source.IDENTIFIER, ("2018-12",), "identifier")]


# ── the unit in the form ────────────────────────────────────────────────────────────────────────


def test_the_column_of_units_speaks_as_surely_as_it_was_read() -> None:
    slip = Named((KRABI, TRANG), "กระบ", certain=False, misspelt=True)
    assert list(said.unit_claims_of_form(form(unit=slip, unit_place="R2C1"), NAMES)) == [
        Claim(Source.FORM, (KRABI, TRANG), "R2C1", "กระบ", certain=False, misspelt=True)
    ]
    sure = Named((KRABI,), "กระบี่", certain=True)
    assert list(said.unit_claims_of_form(form(unit=sure, unit_place="R2C1"), NAMES)) == [
        Claim(Source.FORM, (KRABI,), "R2C1", "กระบี่")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("จังหวัดกระบี่", [(KRABI,)]),
        ("แบบรายงาน กระบี่ เดือนธันวาคม", [(KRABI,)]),
        ("จังหวัดกระบี่ และจังหวัดตรัง", [(KRABI,), (TRANG,)]),
        ("จังหวัดเชียงไหม่", [("TH-50",)]),
        ("จังหวัดกรุงศรี", [()]),
        ("แบบรายงานปัญหา", []),
        ("จังหวัดกระบี่ " + "ก" * 80, [(KRABI,)]),
    ],
)
def test_a_title_line_names_units_anywhere_in_it(text: str, expected: list[tuple[str, ...]]) -> None:
    assert units(above=[text]) == [(Source.FORM, codes, "line 1") for codes in expected]


def test_a_misspelt_name_is_looked_for_in_a_short_title_line_only() -> None:
    short = "จังหวัดเชียงไหม่".ljust(60, ".")
    (claim,) = said.unit_claims_of_form(form(above=[short]), NAMES)
    assert (claim.values, claim.certain, claim.misspelt) == (("TH-50",), True, True)
    assert units(above=[f"{short}."]) == []


def test_a_title_line_that_names_a_parent_alone_speaks_of_the_units_that_belong_to_it() -> None:
    offices = (
        Unit("K1", "รพ.สต.บ้านนา", parent="อำเภอเมืองกระบี่"),
        Unit("K2", "รพ.สต.ทรายขาว", parent="อำเภอเขาพนม"),
    )
    names = UnitNames(offices, KINDS)
    (claim,) = said.unit_claims_of_form(form(above=["แบบรายงาน", "อำเภอเขาพนม"]), names)
    assert (claim.values, claim.place, claim.parent, claim.certain) == (("K2",), "line 2", True, True)
    (whole,) = said.unit_claims_of_form(form(above=["รพ.สต.ทรายขาว อำเภอเขาพนม"]), names)
    assert (whole.values, whole.parent) == (("K2",), False)


@pytest.mark.parametrize("place", ["headings", "below"])
def test_headings_and_lines_below_name_a_unit_after_its_kind_only(place: str) -> None:
    assert units(**{place: ["ท้องถิ่นจังหวัดกระบี่"]}) == [(Source.FORM, (KRABI,), "line 1")]
    assert units(**{place: ["กระบี่", "จังหวัดเชียงไหม่"]}) == []


def test_the_form_speaks_in_the_order_identifier_column_title_heading_foot() -> None:
    named = Named((RAYONG,), "ระยอง", certain=True)
    spoken = units(
        identifier="help-centre/TH-81/2018-12",
        unit=named,
        unit_place="R2C1",
        above=["จังหวัดตรัง"],
        headings=["จังหวัดตาก"],
        below=["จังหวัดเลย"],
    )
    assert [values for _, values, _ in spoken] == [(KRABI,), (RAYONG,), (TRANG,), ("TH-63",), ("TH-42",)]


# ── the unit in the mail ────────────────────────────────────────────────────────────────────────


def test_reply_sender_subject_and_body_speak_in_this_order() -> None:
    context = mail(
        reply_unit=KRABI,
        sender="a@local.example",
        sender_units=(KRABI, TRANG),
        subject="รายงานกระบี่",
        body="ขอส่งรายงานของจังหวัดกระบี่",
    )
    assert list(said.unit_claims_of_mail(context, NAMES)) == [
        Claim(Source.REPLY, (KRABI,), "", ""),
        Claim(Source.SENDER, (KRABI, TRANG), "", "a@local.example"),
        Claim(Source.SUBJECT, (KRABI,), "", "กระบี่"),
        Claim(Source.BODY, (KRABI,), "", "จังหวัดกระบี่"),
    ]
    assert list(said.unit_claims_of_mail(mail(sender="a@local.example"), NAMES)) == []


def test_a_subject_or_body_with_several_units_is_one_claim_of_any_of_them() -> None:
    (claim,) = said.unit_claims_of_mail(mail(subject="ชลบุรี และ ลพบุรี"), NAMES)
    assert (claim.source, claim.values, claim.text) == (Source.SUBJECT, ("TH-20", "TH-16"), "ชลบุรี · ลพบุรี")


def test_a_body_names_a_unit_after_its_kind_only_and_at_its_beginning() -> None:
    def body(text: str) -> list[Claim]:
        return list(said.unit_claims_of_mail(mail(body=text), NAMES))

    assert body("ส่งรายงานของกระบี่ กระบี่") == []
    assert len(body("x" * (4000 - 13) + "จังหวัดกระบี่")) == 1
    assert body("x" * (4000 - 12) + "จังหวัดกระบี่") == []


# ── the unit by the names of sheet and file ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "values", "text"),
    [
        ("กระบี่.xlsx", (KRABI,), "กระบี่"),
        ("รายงาน_กระบี่_ธ.ค.61.docx", (KRABI,), "รายงาน กระบี่ ธ.ค.61"),
        ("ตรัง.zip/กระบี่.docx", (KRABI,), "กระบี่"),
        ("a/b/กระบี่.docx", (KRABI,), "กระบี่"),
        ("กระบี่", (KRABI,), "กระบี่"),
        ("กระบี่ ตรัง.docx", (KRABI, TRANG), "กระบี่ ตรัง"),
    ],
)
def test_a_file_name_is_read_without_its_folders_and_its_ending(
    path: str, values: tuple[str, ...], text: str
) -> None:
    (claim,) = said.weak_unit_claims(form(), path, NAMES)
    assert (claim.source, claim.values, claim.place) == (Source.FILE, values, text)
    assert claim.text == " · ".join(NAMES.name(code) for code in values)


@pytest.mark.parametrize("path", ["", "form.docx", "จังหวัดเชียงไหม่.docx", "กระบี่.docx/form.docx"])
def test_a_file_name_without_an_exact_name_says_nothing(path: str) -> None:
    assert list(said.weak_unit_claims(form(), path, NAMES)) == []


def test_the_sheet_speaks_before_the_file() -> None:
    spoken = said.weak_unit_claims(form(sheet="กระบี่"), "ตรัง.xlsx", NAMES)
    assert brief(spoken) == [(Source.SHEET, (KRABI,), "กระบี่"), (Source.FILE, (TRANG,), "ตรัง")]
    months = month_claims.weak_period_claims(form(sheet="ธ.ค.61"), "พ.ย. 61.xlsx", RECEIVED)
    assert brief(months) == [(Source.SHEET, ("2018-12",), "ธ.ค.61"), (Source.FILE, ("2018-11",), "พ.ย. 61")]


def test_a_unit_of_a_name_that_two_share_is_not_known_by_sheet_or_file() -> None:
    names = names_of(Unit("A", "อำเภอเมืองตาก"), Unit("B", "เทศบาลเมืองตาก"))
    assert list(said.weak_unit_claims(form(sheet="เมืองตาก"), "เมืองตาก.docx", names)) == []


# ── the month in the form ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "values", "place"),
    [
        ({"above": ["ธ.ค. 61"]}, ("2018-12",), "line 1"),
        ({"beside": ["กระบี่", "พ.ย. 61"]}, ("2018-11",), "line 2"),
        ({"beside": ["กระบี่ พ.ย. 61"], "unit_place": "line 1"}, ("2018-11",), "line 1"),
        ({"above": ["ไตรมาสที่ 1/2562", "ประจำเดือน ธ.ค. 61"]}, ("2018-12",), "line 2"),
        ({"above": ["ม.ค. 61", "ประจำเดือน ธ.ค. 61"]}, ("2018-12",), "line 2"),
        (
            {"above": ["ประจำเดือน ธ.ค. 61"], "below": ["ปัญหาของเดือน พ.ย. 61 แก้ไขแล้ว"]},
            ("2018-12",),
            "line 1",
        ),
        ({"above": ["ม.ค. 61"], "headings": ["ปัญหา ประจำเดือน ธ.ค. 61"]}, ("2018-12",), "line 1"),
        ({"above": ["ม.ค. 61"], "below": ["", "ประจำเดือน พ.ย. 61"]}, ("2018-11",), "line 2"),
        ({"above": ["ธันวาคม"]}, ("2018-12", "2017-12"), "line 1"),
        ({"above": ["ธันวาคม", "ธ.ค. 60"]}, ("2017-12",), "line 1"),
    ],
    ids=[
        "title",
        "beside the unit",
        "in the unit's own cell",
        "a quarter beside",
        "labelled",
        "above all",
        "in a heading",
        "below",
        "no year",
        "the year elsewhere",
    ],
)
def test_the_month_of_a_form_stands_in_its_title_or_with_a_label(
    fields: dict[str, list[str]], values: tuple[str, ...], place: str
) -> None:
    assert months(**fields) == [(Source.FORM, values, place)]


@pytest.mark.parametrize("place", ["headings", "below"])
def test_a_month_without_a_label_in_headings_or_below_says_nothing(place: str) -> None:
    assert months(**{place: ["ธ.ค. 61", "วันที่ 3 ม.ค. 62"]}) == []


def test_several_months_of_one_form_are_said_to_be_several() -> None:
    (claim,) = month_claims.period_claims_of_form(
        form(above=["ประจำเดือน พ.ย. 61", "ประจำเดือน ธ.ค. 61"]), RECEIVED
    )
    assert claim == Claim(Source.FORM, ("2018-11", "2018-12"), "line 1", "พ.ย. 61 · ธ.ค. 61", several=True)
    (range_,) = month_claims.period_claims_of_form(form(above=["ประจำเดือน พ.ย. - ธ.ค. 61"]), RECEIVED)
    assert (range_.values, range_.several) == (("2018-11", "2018-12"), True)
    (bare,) = month_claims.period_claims_of_form(form(above=["ประจำเดือน พ.ย. และ ธ.ค."]), RECEIVED)
    assert (bare.values, bare.several) == (("2018-11", "2018-12"), True)
    (same,) = month_claims.period_claims_of_form(
        form(above=["ประจำเดือน ธ.ค. 61", "ประจำเดือน ธ.ค. 61"]), RECEIVED
    )
    assert same == Claim(Source.FORM, ("2018-12",), "line 1", "ธ.ค. 61")


@pytest.mark.parametrize(
    ("fields", "values", "certain", "text"),
    [
        ({"above": ["ประจำเดือน มกราค 2562"]}, ("2019-01",), True, "มกราค 2562"),
        ({"above": ["Febuary 2018"]}, ("2018-02",), True, "Febuary 2018"),
        ({"beside": ["ประจำเดือน มกราค 2562"]}, ("2019-01",), True, "มกราค 2562"),
        ({"above": ["ประจำเดือน ธนวคม 2561"]}, (), False, "ธนวคม 2561"),
        ({"above": ["ธ.ค. 61", "ประจำเดือน มกราค 2562"]}, ("2019-01",), True, "มกราค 2562"),
        ({"above": ["ประจำเดือน มกราค 2562", "ประจำเดือน ธนวคม 2561"]}, ("2019-01",), True, "มกราค 2562"),
    ],
    ids=["a label", "alone", "beside", "no month at all", "more than an unlabelled one", "the first of two"],
)
def test_a_misspelt_month(
    fields: dict[str, list[str]], values: tuple[str, ...], certain: bool, text: str
) -> None:
    (claim,) = month_claims.period_claims_of_form(form(**fields), RECEIVED)
    assert (claim.source, claim.values, claim.certain, claim.misspelt) == (Source.FORM, values, certain, True)
    assert claim.text == text


def test_a_month_among_other_words_in_the_column_of_units_is_none_of_the_report() -> None:
    beside = ["กระบี่", "ฟอร์มของเรา (มี.ค. 2561)"]
    assert months(beside=beside, unit_place="line 1") == []


def test_a_misspelt_month_beside_a_labelled_one_is_passed_over() -> None:
    (claim,) = month_claims.period_claims_of_form(
        form(above=["ประจำเดือน ธ.ค. 61", "ประจำเดือน มกราค 2562"]), RECEIVED
    )
    assert (claim.values, claim.misspelt) == (("2018-12",), False)


@pytest.mark.parametrize(
    ("above", "below", "values"),
    [
        ("ประจำเดือน ต.ค. 61", "เป็นรายงานของเดือน พ.ย. 61", ["2018-10", "2018-11"]),
        ("จังหวัดแพร่ ต.ค. 61", "รายงานประจำเดือน พ.ย. 61", ["2018-11", "2018-10"]),
        ("ต.ค. 61", "รายงานประจำเดือน พ.ย. 61", ["2018-11"]),  # the date of a letter
        ("ประจำเดือน ต.ค. 61", "เป็นรายงานของเดือน ต.ค. 61", ["2018-10"]),
        ("ประจำเดือน ต.ค. 61", "เดือน พ.ย. 61", ["2018-10"]),
        ("ประจำเดือน ต.ค. 61", "จะรายงานความคืบหน้าในรายงานประจำเดือน พ.ย. 61", ["2018-10"]),
    ],
)
def test_another_month_below_the_table_contradicts_the_heading(
    above: str, below: str, values: list[str]
) -> None:
    claims = month_claims.period_claims_of_form(form(above=[above], below=[below]), RECEIVED)
    assert [claim.values[0] for claim in claims] == values


@pytest.mark.parametrize(
    ("above", "span", "values"),
    [
        (["ประจำเดือน ธ.ค. 61", "สัปดาห์ที่ 1"], SpanKind.WEEK, ()),
        (["ประจำเดือน ธ.ค. 61", "ก" * 160 + "สัปดาห์ที่ 1"], None, ("2018-12",)),
        (["ประจำเดือน ธ.ค. 61 (รอบ 6 เดือน)"], None, ("2018-12",)),
        (["ธ.ค. 61 (รอบ 6 เดือน)"], SpanKind.PART, ()),
        (["ประจำเดือน ธ.ค. 61 (25 พ.ย. - 24 ธ.ค. 61)"], None, ("2018-12",)),
        (["ประชุม 7-8 ม.ค. 62", "ธ.ค. 61"], None, ("2018-12",)),
        (["วันที่ 1-7 ธ.ค. 61"], SpanKind.DAYS, ()),
        (["ประจำปี 2561"], SpanKind.YEAR, ()),
        (["ประจำปีงบประมาณ 2562", "ธ.ค. 61"], None, ("2018-12",)),
    ],
)
def test_a_span_beside_a_month_of_the_form(
    above: list[str], span: SpanKind | None, values: tuple[str, ...]
) -> None:
    (claim,) = month_claims.period_claims_of_form(form(above=above), RECEIVED)
    assert (claim.span, claim.values) == (span, values)


# ── the month in the mail ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"reply_periods": (Period(2018, 11), Period(2018, 12))}, (Source.REPLY, ("2018-11", "2018-12"))),
        ({"subject": "ส่งรายงาน ธ.ค. 61"}, (Source.SUBJECT, ("2018-12",))),
        ({"subject": "หนังสือ ม.ค. 62 รายงานเดือน ธ.ค. 61"}, (Source.SUBJECT, ("2018-12",))),
        ({"subject": "รายงาน พ.ย. 61, ธ.ค. 61"}, (Source.SUBJECT, ("2018-11", "2018-12"))),
        ({"body": "ขอส่งรายงานเดือนธันวาคม"}, (Source.BODY, ("2018-12", "2017-12"))),
        ({"body": "ขอส่ง ธ.ค. 61"}, (Source.BODY, ("2018-12",))),
        ({"body": "เมื่อ ม.ค. 62 ขอส่งเดือน ธ.ค. 61"}, (Source.BODY, ("2018-12",))),
    ],
    ids=[
        "reply",
        "subject",
        "a label in the subject",
        "several",
        "a label in the body",
        "with year",
        "the labelled one",
    ],
)
def test_what_the_mail_says_of_the_month(
    fields: dict[str, object], expected: tuple[Source, tuple[str, ...]]
) -> None:
    assert brief(month_claims.period_claims_of_mail(mail(**fields), MONTHS)) == [(*expected, "")]


def test_a_month_without_label_and_year_in_the_body_says_nothing() -> None:
    assert list(month_claims.period_claims_of_mail(mail(body="พบกันธันวาคม"), MONTHS)) == []


def test_the_text_of_our_letters_months_is_kept_for_people() -> None:
    (claim,) = month_claims.period_claims_of_mail(
        mail(reply_periods=(Period(2018, 11), Period(2018, 12))), MONTHS
    )
    assert claim.text == "2018-11 2018-12"


def test_the_body_is_read_at_its_beginning() -> None:
    far = "x" * (4000 - 8) + "\nธ.ค. 61"
    assert len(list(month_claims.period_claims_of_mail(mail(body=far), MONTHS))) == 1
    assert list(month_claims.period_claims_of_mail(mail(body=f"x{far}"), MONTHS)) == []


def test_long_texts_are_read_like_short_ones() -> None:
    for length in (0, 299, 300, 301):
        assert months(above=[f"ประจำเดือน ธ.ค. 61 {'ก' * length}"]) == [(Source.FORM, ("2018-12",), "line 1")]
