"""Claims weighed: strong sources that agree decide, those that disagree are a person's, weak ones speak last."""

from datetime import date

import pytest

from collector.forms.claims import Claim, MailContext
from collector.forms.settle import Settled, settle_period, settle_unit, shared
from collector.forms.spans import SpanKind
from collector.model.reasons import Reason
from collector.model.reports import Source
from collector.model.units import Unit
from tests.shipped import PROVINCES, names_of

NAMES = PROVINCES
JANUARY = MailContext(date(2019, 1, 3))
KRABI, TRANG, RAYONG = "TH-81", "TH-92", "TH-21"
STRONG = [Source.IDENTIFIER, Source.FORM, Source.REPLY, Source.SENDER, Source.SUBJECT, Source.BODY]
WEAK = [Source.SHEET, Source.FILE]


def claim(source: Source, *values: str, several: bool = False) -> Claim:
    return Claim(source, values, "", " ".join(values), several=several)


def slip(*values: str, certain: bool = False, source: Source = Source.FORM) -> Claim:
    """A misspelt name or month as it was written."""
    return Claim(source, values, "", "เขียนผิด", certain=certain, misspelt=True)


def unit(*claims: Claim) -> Settled:
    return settle_unit(claims, NAMES)


def month(*claims: Claim) -> Settled:
    return settle_period(claims, JANUARY)


def verdict(settled: Settled) -> tuple[str | None, list[str], list[str]]:
    """The value, the notes and the doubts by their codes."""
    return settled.value, [note.code for note in settled.notes], [doubt.code for doubt in settled.doubts]


# ── units ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("source", [*STRONG, *WEAK])
def test_one_source_alone_decides(source: Source) -> None:
    assert unit(claim(source, KRABI)) == Settled(KRABI)


@pytest.mark.parametrize("second", STRONG)
@pytest.mark.parametrize("first", STRONG)
def test_strong_sources_that_disagree_are_a_persons(first: Source, second: Source) -> None:
    assert verdict(unit(claim(first, KRABI), claim(second, TRANG))) == (None, [], ["unit-conflict"])
    assert unit(claim(first, KRABI), claim(second, KRABI)) == Settled(KRABI)


@pytest.mark.parametrize("weak", WEAK)
@pytest.mark.parametrize("strong", STRONG)
def test_a_weak_source_never_speaks_against_a_strong_one(strong: Source, weak: Source) -> None:
    assert unit(claim(strong, KRABI), claim(weak, TRANG)) == Settled(KRABI)


def test_of_weak_sources_the_first_decides() -> None:
    assert unit(claim(Source.SHEET, KRABI), claim(Source.FILE, TRANG)) == Settled(KRABI)
    both = unit(claim(Source.SHEET, KRABI, TRANG), claim(Source.FILE, TRANG))
    assert verdict(both) == (None, [], ["several-units-from-sender"])


def test_nobody_says_anything() -> None:
    assert verdict(unit()) == (None, [], ["unit-unknown"])


def test_a_conflict_names_both_sides_and_where_they_were_read() -> None:
    (doubt,) = unit(
        claim(Source.FORM, KRABI), claim(Source.SUBJECT, KRABI), claim(Source.SENDER, TRANG, RAYONG)
    ).doubts
    assert doubt == Reason(
        "unit-conflict",
        {"first": "กระบี่", "first_source": "form", "second": "ตรัง, ระยอง", "second_source": "sender"},
    )
    (middle,) = unit(
        claim(Source.FORM, KRABI), claim(Source.SENDER, TRANG), claim(Source.SUBJECT, KRABI)
    ).doubts
    assert (middle.values["second"], middle.values["second_source"]) == ("ตรัง", "sender")
    (gone,) = unit(claim(Source.FORM, KRABI), claim(Source.REPLY, "ZZ-9")).doubts
    assert gone.values["second"] == "ZZ-9"


@pytest.mark.parametrize(
    ("claims", "value"),
    [
        ([claim(Source.SENDER, KRABI, TRANG)], None),
        ([claim(Source.SENDER, KRABI, TRANG), claim(Source.FORM, TRANG)], TRANG),
        ([claim(Source.SENDER, KRABI, TRANG), claim(Source.FILE, TRANG)], TRANG),
        ([claim(Source.SENDER, KRABI, TRANG), claim(Source.SHEET, KRABI), claim(Source.FILE, TRANG)], KRABI),
        ([claim(Source.SENDER, KRABI, TRANG), claim(Source.FILE, RAYONG)], None),
        ([claim(Source.SENDER, KRABI, TRANG), claim(Source.FILE, TRANG, KRABI)], None),
        ([claim(Source.SENDER, KRABI, TRANG), slip(TRANG, RAYONG)], TRANG),
        ([claim(Source.SENDER, KRABI, TRANG), claim(Source.SHEET, KRABI), slip(KRABI)], KRABI),
    ],
    ids=[
        "alone",
        "the form",
        "the file",
        "sheet and file",
        "a file of another",
        "a file of both",
        "a slip",
        "sheet and slip",
    ],
)
def test_a_sender_for_two_units_needs_another_word(claims: list[Claim], value: str | None) -> None:
    settled = unit(*claims)
    assert settled.value == value
    if value is None:
        assert settled.doubts == (Reason("several-units-from-sender", {"units": "กระบี่, ตรัง"}),)


@pytest.mark.parametrize(
    ("claims", "value", "code"),
    [
        ([slip(KRABI)], None, "unit-unclear"),
        ([slip(KRABI), claim(Source.SENDER, KRABI)], KRABI, "unit-misspelt"),
        ([slip(KRABI, TRANG), claim(Source.SENDER, TRANG)], TRANG, "unit-misspelt"),
        ([slip(KRABI), claim(Source.SENDER, TRANG)], None, "unit-unclear"),
        ([slip(KRABI), claim(Source.FILE, KRABI)], KRABI, "unit-misspelt"),
        ([slip(KRABI), claim(Source.FILE, TRANG)], None, "unit-unclear"),
        ([slip(KRABI), claim(Source.FILE, KRABI, TRANG)], None, "unit-unclear"),
        ([slip(KRABI), claim(Source.SHEET, KRABI), claim(Source.FILE, TRANG)], KRABI, "unit-misspelt"),
        ([slip(), claim(Source.SENDER, KRABI)], None, "unit-unclear"),
        ([slip(KRABI), slip(TRANG), claim(Source.SENDER, KRABI)], None, "unit-unclear"),
        ([slip(KRABI, certain=True)], KRABI, "unit-misspelt"),
        ([slip(KRABI, certain=True), claim(Source.SENDER, TRANG)], None, "unit-conflict"),
        ([slip(KRABI), claim(Source.SENDER, KRABI, TRANG)], KRABI, "unit-misspelt"),
    ],
    ids=[
        "alone",
        "agrees",
        "one of two",
        "disagrees",
        "the file agrees",
        "the file disagrees",
        "the file names both",
        "the sheet agrees before it",
        "no unit",
        "two slips",
        "may decide",
        "may decide and disagrees",
        "chooses",
    ],
)
def test_a_misspelt_name_needs_a_source_that_agrees(
    claims: list[Claim], value: str | None, code: str
) -> None:
    settled = unit(*claims)
    assert (settled.value, [reason.code for reason in (*settled.notes, *settled.doubts)]) == (value, [code])


def test_what_was_written_is_told_with_what_it_was_taken_for() -> None:
    assert unit(slip(KRABI), claim(Source.SENDER, KRABI)).notes == (
        Reason("unit-misspelt", {"written": "เขียนผิด", "unit": "กระบี่"}),
    )
    assert unit(slip(KRABI, TRANG)).doubts == (
        Reason("unit-unclear", {"written": "เขียนผิด", "suggestions": "กระบี่, ตรัง"}),
    )
    assert len(unit(slip(KRABI), slip(KRABI), claim(Source.SENDER, KRABI)).notes) == 1


NAMESAKES = names_of(
    Unit("KB1", "รพ.สต.บ้านนา", parent="อำเภอเมืองกระบี่"),
    Unit("KB2", "รพ.สต.บ้านนา", parent="อำเภอเขาพนม"),
    Unit("KB3", "รพ.สต.ทับปริก", parent="อำเภอเมืองกระบี่"),
    Unit("KB4", "รพ.สต.หนองโสน"),
    Unit("KB5", "รพ.สต.หนองโสน"),
)
BOTH = "รพ.สต.บ้านนา อำเภอเมืองกระบี่, รพ.สต.บ้านนา อำเภอเขาพนม"


def named(*values: str) -> Claim:
    """A name as a form writes it, which all these units bear."""
    return Claim(Source.FORM, values, "", "ชื่อ", certain=False)


@pytest.mark.parametrize(
    ("claims", "units"),
    [
        ([named("KB1", "KB2")], BOTH),
        ([named("KB1", "KB2"), claim(Source.FILE, "KB3")], BOTH),
        ([named("KB1", "KB2"), claim(Source.SENDER, "KB2", "KB1")], BOTH),
        ([named("KB1", "KB2"), claim(Source.SENDER, "KB1", "KB2", "KB3")], BOTH),
        ([named("KB4", "KB5")], "รพ.สต.หนองโสน (KB4), รพ.สต.หนองโสน (KB5)"),
    ],
    ids=["alone", "a file of another", "the sender of both", "the sender of more", "without parents"],
)
def test_namesakes_are_told_as_namesakes_with_what_they_belong_to(claims: list[Claim], units: str) -> None:
    settled = settle_unit(claims, NAMESAKES)
    assert settled == Settled(None, doubts=(Reason("unit-namesakes", {"written": "ชื่อ", "units": units}),))


def test_a_name_of_several_that_another_source_contradicts_is_a_conflict() -> None:
    (doubt,) = settle_unit([named("KB1", "KB2"), claim(Source.SENDER, "KB3")], NAMESAKES).doubts
    assert (doubt.code, doubt.values["first"]) == ("unit-conflict", BOTH)
    assert (doubt.values["second"], doubt.values["second_source"]) == ("รพ.สต.ทับปริก อำเภอเมืองกระบี่", "sender")


def test_a_sender_for_one_of_the_namesakes_decides() -> None:
    assert settle_unit([named("KB1", "KB2"), claim(Source.SENDER, "KB2")], NAMESAKES) == Settled("KB2")


@pytest.mark.parametrize("vague", [Source.SUBJECT, Source.BODY])
def test_a_subject_that_names_several_others_says_nothing(vague: Source) -> None:
    assert unit(claim(Source.FORM, KRABI), claim(vague, TRANG, RAYONG)) == Settled(KRABI)
    assert unit(claim(Source.FORM, KRABI), claim(vague, TRANG, KRABI)) == Settled(KRABI)
    assert verdict(unit(claim(vague, TRANG, KRABI))) == (None, [], ["several-units-from-sender"])
    assert unit(claim(vague, TRANG, KRABI), claim(Source.SENDER, TRANG)) == Settled(TRANG)


def test_a_subject_with_one_unit_speaks_against_a_body_with_several() -> None:
    assert unit(claim(Source.SUBJECT, KRABI), claim(Source.BODY, TRANG, RAYONG)) == Settled(KRABI)
    assert verdict(unit(claim(Source.SUBJECT, KRABI), claim(Source.BODY, TRANG))) == (
        None,
        [],
        ["unit-conflict"],
    )


def test_a_conflict_of_three_of_which_no_two_disagree_names_the_last() -> None:
    (doubt,) = unit(
        claim(Source.FORM, KRABI, TRANG),
        claim(Source.SENDER, TRANG, RAYONG),
        claim(Source.REPLY, KRABI, RAYONG),
    ).doubts
    assert (doubt.code, doubt.values["second_source"]) == ("unit-conflict", "reply")


def test_a_form_or_sender_that_names_several_others_is_never_passed_over() -> None:
    for source in (Source.FORM, Source.SENDER, Source.REPLY):
        assert unit(claim(Source.SUBJECT, KRABI), claim(source, TRANG, RAYONG)).value is None


def below(*values: str) -> Claim:
    """A title line that names a parent alone: what these units belong to."""
    return Claim(Source.FORM, values, "line 2", "อำเภอเขาพนม", parent=True)


def test_a_parent_named_alone_chooses_no_unit_and_speaks_against_one_of_another() -> None:
    assert verdict(unit(below(KRABI))) == (None, [], ["unit-unknown"])
    assert unit(claim(Source.SENDER, KRABI), below(TRANG, KRABI)) == Settled(KRABI)
    values = {"written": "อำเภอเขาพนม", "units": "กระบี่", "namesakes": ""}
    assert unit(claim(Source.SENDER, KRABI), below(TRANG, RAYONG)) == Settled(
        None, doubts=(Reason("parent-elsewhere", values),)
    )
    assert shared([below(KRABI)]) == set()


def test_a_parent_that_contradicts_tells_the_namesake_that_belongs_to_it() -> None:
    names = names_of(
        Unit("K1", "รพ.สต.บ้านนา", parent="อำเภอเมือง"), Unit("K2", "รพ.สต.บ้านนา", parent="อำเภอเขาพนม")
    )
    (doubt,) = settle_unit([claim(Source.SENDER, "K1"), below("K2")], names).doubts
    assert doubt.code == "parent-elsewhere"
    assert doubt.values["units"] == "รพ.สต.บ้านนา อำเภอเมือง"
    assert doubt.values["namesakes"] == "รพ.สต.บ้านนา อำเภอเขาพนม"


# ── months ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("source", [*STRONG, *WEAK])
def test_one_source_alone_decides_the_month(source: Source) -> None:
    assert month(claim(source, "2018-11")) == Settled("2018-11")


@pytest.mark.parametrize("second", [Source.FORM, Source.REPLY, Source.SUBJECT, Source.BODY])
def test_months_that_disagree_are_a_persons(second: Source) -> None:
    settled = month(claim(Source.FORM, "2018-11"), claim(second, "2018-12"))
    assert verdict(settled) == (None, [], ["period-conflict"])
    assert settled.doubts[0].values == {
        "first": "2018-11",
        "first_source": "form",
        "second": "2018-12",
        "second_source": second.value,
    }


def test_the_names_of_sheet_and_file_decide_a_month_only_where_nothing_else_speaks() -> None:
    assert month(claim(Source.SUBJECT, "2018-11"), claim(Source.SHEET, "2018-12")) == Settled("2018-11")
    assert month(claim(Source.SHEET, "2018-11"), claim(Source.FILE, "2018-12")) == Settled("2018-11")


@pytest.mark.parametrize(
    "claims",
    [[], [claim(Source.REPLY, "2018-11", "2018-12")], [claim(Source.REPLY, "2018-10", "2018-12", "2018-11")]],
    ids=["nothing", "our reminder of two months", "of three"],
)
def test_without_a_written_month_it_is_the_one_before_the_mail(claims: list[Claim]) -> None:
    assert month(*claims) == Settled("2018-12", notes=(Reason("month-assumed", {"period": "2018-12"}),))


def test_our_letter_of_one_month_says_which() -> None:
    assert month(claim(Source.REPLY, "2018-12")) == Settled("2018-12")
    assert month(claim(Source.REPLY, "2018-10")) == Settled("2018-10")


def test_an_answer_to_our_reminder_of_several_other_months_is_a_persons() -> None:
    assert verdict(month(claim(Source.REPLY, "2018-10", "2018-11"))) == (None, [], ["period-several"])


def test_a_written_month_decides_among_those_of_our_reminder() -> None:
    owed = claim(Source.REPLY, "2018-11", "2018-12")
    assert month(owed, claim(Source.FORM, "2018-11")) == Settled("2018-11")
    assert verdict(month(owed, claim(Source.FORM, "2018-10"))) == (None, [], ["period-conflict"])


@pytest.mark.parametrize(
    ("claims", "value", "notes"),
    [
        ([claim(Source.FORM, "2018-12", "2017-12")], "2018-12", ["year-assumed"]),
        ([claim(Source.FORM, "2018-12", "2017-12"), claim(Source.SUBJECT, "2017-12")], "2017-12", []),
        (
            [claim(Source.FORM, "2018-12", "2017-12"), claim(Source.BODY, "2018-12", "2017-12")],
            "2018-12",
            ["year-assumed"],
        ),
    ],
    ids=["alone", "the subject has the year", "both without"],
)
def test_a_month_without_a_year_is_the_nearest_unless_another_source_says(
    claims: list[Claim], value: str, notes: list[str]
) -> None:
    assert verdict(month(*claims)) == (value, notes, [])
    assert all(note.values == {"period": value} for note in month(*claims).notes)


@pytest.mark.parametrize(
    ("claims", "value", "code"),
    [
        ([claim(Source.FORM, "2018-11", "2018-12", several=True)], None, "period-several"),
        ([claim(Source.SHEET, "2018-11", "2018-12", several=True)], None, "period-several"),
        ([claim(Source.FILE, "2018-11", "2018-12", several=True)], None, "period-several"),
        ([claim(Source.SUBJECT, "2018-11", "2018-12", several=True)], None, "period-several"),
        (
            [claim(Source.FORM, "2018-11", "2018-12", several=True), claim(Source.SUBJECT, "2018-12")],
            None,
            "period-conflict",
        ),
        (
            [claim(Source.SUBJECT, "2018-11", "2018-12", several=True), claim(Source.FORM, "2018-12")],
            "2018-12",
            "",
        ),
        (
            [claim(Source.BODY, "2018-10", "2018-11", several=True), claim(Source.FORM, "2018-12")],
            "2018-12",
            "",
        ),
        (
            [
                claim(Source.SUBJECT, "2018-12", "2018-11", several=True),
                claim(Source.FORM, "2018-12", "2017-12"),
            ],
            "2018-12",
            "",
        ),
    ],
    ids=[
        "a form",
        "a sheet",
        "a file",
        "a subject",
        "a form and a subject",
        "a subject and a form",
        "others",
        "no year",
    ],
)
def test_several_months_on_purpose(claims: list[Claim], value: str | None, code: str) -> None:
    settled = month(*claims)
    assert verdict(settled) == (value, [], [code] if code else [])


def test_a_month_without_a_year_speaks_against_a_subject_with_several_others() -> None:
    several = claim(Source.SUBJECT, "2018-10", "2018-11", several=True)
    assert verdict(month(claim(Source.FORM, "2018-12", "2017-12"), several)) == (
        "2018-12",
        ["year-assumed"],
        [],
    )


def test_the_nearest_year_is_that_of_the_form_not_of_our_letter() -> None:
    owed = claim(Source.REPLY, "2017-12", "2018-12")
    assert verdict(month(owed, claim(Source.FORM, "2018-12", "2017-12"))) == ("2018-12", ["year-assumed"], [])


def test_a_misspelt_month_is_told_once() -> None:
    settled = month(slip("2018-11", certain=True), slip("2018-11", certain=True, source=Source.SUBJECT))
    assert settled == Settled(
        "2018-11", notes=(Reason("period-misspelt", {"written": "เขียนผิด", "period": "2018-11"}),)
    )


def test_a_word_that_is_no_month_is_a_persons_whatever_else_is_said() -> None:
    settled = month(slip(), claim(Source.SUBJECT, "2018-12"))
    assert settled == Settled(None, doubts=(Reason("period-unclear", {"written": "เขียนผิด"}),))


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2019-01", ""),
        ("2019-02", "period-future"),
        ("2020-01", "period-future"),
        ("2017-01", ""),
        ("2016-12", "period-too-old"),
        ("2010-05", "period-too-old"),
    ],
)
def test_a_month_after_the_mail_or_more_than_two_years_back_is_a_persons(period: str, code: str) -> None:
    doubts = (Reason(code, {"period": period}),) if code else ()
    assert month(claim(Source.FORM, period)) == Settled(period, doubts=doubts)


# ── what claims share ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("claims", "values"),
    [
        ([], set()),
        ([claim(Source.FORM, "a", "b")], {"a", "b"}),
        ([claim(Source.FORM, "a", "b"), claim(Source.BODY, "b", "c")], {"b"}),
        ([claim(Source.FORM, "a"), claim(Source.BODY, "b")], set()),
        ([claim(Source.FORM, "a"), slip("b")], {"a"}),
        ([slip("b")], set()),
        ([claim(Source.FORM, "a"), Claim(Source.FORM, (), "", "")], {"a"}),
    ],
    ids=["none", "one", "two", "opposed", "a slip beside", "a slip alone", "one that names none"],
)
def test_what_all_certain_claims_allow(claims: list[Claim], values: set[str]) -> None:
    assert shared(claims) == values


def test_several_months_that_all_sources_name_are_said_once() -> None:
    both = [claim(source, "2026-08", "2026-09", several=True) for source in (Source.FORM, Source.SUBJECT)]
    (doubt,) = month(*both).doubts
    assert doubt == Reason("period-several", {"periods": "2026-08, 2026-09", "periods_source": "form"})
    (doubt,) = month(both[0], claim(Source.SUBJECT, "2026-08")).doubts
    assert (doubt.code, doubt.values["second"]) == ("period-conflict", "2026-08")


# ── spans of time that are no month ─────────────────────────────────────────────────────────────


def span(source: Source, kind: SpanKind) -> Claim:
    return Claim(source, (), "", "1-7 ธ.ค.", certain=False, span=kind)


@pytest.mark.parametrize(
    ("claims", "value", "code"),
    [
        ([span(Source.FORM, SpanKind.WEEK)], None, "period-span"),
        ([span(Source.FORM, SpanKind.DAYS)], None, "period-span"),
        ([span(Source.FORM, SpanKind.PART)], None, "period-span"),
        ([span(Source.FORM, SpanKind.YEAR)], None, "period-span"),
        ([span(Source.FORM, SpanKind.QUARTER)], None, "period-quarter"),
        ([span(Source.SUBJECT, SpanKind.WEEK)], None, "period-span"),
        ([span(Source.FILE, SpanKind.DAYS)], None, "period-span"),
        ([span(Source.FORM, SpanKind.DAYS), claim(Source.SUBJECT, "2018-12")], None, "period-span"),
        ([claim(Source.FORM, "2018-12"), span(Source.SUBJECT, SpanKind.WEEK)], "2018-12", ""),
        ([claim(Source.SUBJECT, "2018-12"), span(Source.BODY, SpanKind.DAYS)], "2018-12", ""),
        ([span(Source.SUBJECT, SpanKind.WEEK), claim(Source.BODY, "2018-12")], None, "period-span"),
        ([claim(Source.SUBJECT, "2018-12"), span(Source.BODY, SpanKind.WEEK)], "2018-12", ""),
        ([span(Source.FORM, SpanKind.YEAR), claim(Source.SUBJECT, "2018-12")], "2018-12", ""),
        ([span(Source.FORM, SpanKind.YEAR), claim(Source.FILE, "2018-12")], "2018-12", ""),
    ],
    ids=repr,
)
def test_a_span_of_time_is_a_persons_unless_a_stronger_word_names_a_month(
    claims: list[Claim], value: str | None, code: str
) -> None:
    settled = month(*claims)
    assert (settled.value, [doubt.code for doubt in settled.doubts]) == (value, [code] if code else [])
