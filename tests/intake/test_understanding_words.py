"""What a mail says around its forms: sender, conversation, subject, body, and the mails that it forwards."""

from dataclasses import replace
from datetime import datetime

import pytest

from collector.demo import forms, mails
from collector.demo.mails import File
from collector.model.letters import AnsweredLetter
from collector.periods import Period
from collector.understanding import Understanding
from tests.e2e.office import DECEMBER, TWO, form, letter_from
from tests.intake.mails import KRABI, SILENT, TRANG, WORD, one, sent, settled, understood, with_headers


@pytest.mark.parametrize(
    ("sender", "units"), [("krabi@local.example", (KRABI,)), ("someone@elsewhere.example", ())]
)
def test_for_which_units_the_sender_is_registered(
    understanding: Understanding, sender: str, units: tuple[str, ...]
) -> None:
    found = understood(understanding, sent(SILENT, sender=sender, subject="ธ.ค. 61"))
    assert found.sender_units == units
    assert settled(one(found)) == (units[0] if units else None, DECEMBER)


@pytest.mark.parametrize(
    ("received", "month"),
    [("2019-01-31T16:59+00:00", DECEMBER), ("2019-01-31T17:00+00:00", Period(2019, 1))],
    ids=["a minute before the month is over in Bangkok", "the next month has begun in Bangkok"],
)
def test_a_month_that_nothing_tells_is_the_one_before_the_mail_came(
    understanding: Understanding, received: str, month: Period
) -> None:
    moment = datetime.fromisoformat(received)
    data = mails.attached(letter_from("krabi@local.example", 1, "x", moment), SILENT)
    report = one(understood(understanding, data, moment))
    assert settled(report) == (KRABI, month)
    assert [note.code for note in report.notes] == ["month-assumed"]


def answered(message_id: str) -> AnsweredLetter | None:
    """Letters of ours: one to Trang about October, one to Krabi about November, one to nobody about nothing."""
    return {
        "<trang@dept.example>": AnsweredLetter(TRANG, (Period(2018, 10),)),
        "<krabi@dept.example>": AnsweredLetter(KRABI, (Period(2018, 11),)),
    }.get(message_id)


@pytest.mark.parametrize(
    ("headers", "unit", "month"),
    [
        pytest.param([], None, DECEMBER, id="no answer"),
        pytest.param(["In-Reply-To: <trang@dept.example>"], TRANG, Period(2018, 10), id="an answer"),
        pytest.param(["References: <x@y> <krabi@dept.example>"], KRABI, Period(2018, 11), id="in a long conversation"),
        pytest.param(
            ["In-Reply-To: <krabi@dept.example>", "References: <trang@dept.example> <krabi@dept.example>"],
            KRABI, Period(2018, 11), id="the nearest letter counts",
        ),
        pytest.param(["In-Reply-To: <other@dept.example>"], None, DECEMBER, id="an answer to somebody else"),
    ],
)  # fmt: skip
def test_the_letter_that_a_mail_answers_tells_its_unit_and_months(
    understanding: Understanding, headers: list[str], unit: str | None, month: Period
) -> None:
    data = with_headers(sent(SILENT, sender="someone@elsewhere.example"), *headers)
    assert settled(one(understood(replace(understanding, answered=answered), data))) == (unit, month)
    if headers:
        assert settled(one(understood(understanding, data))) == (None, DECEMBER)  # none is known to be ours


@pytest.mark.parametrize(
    ("outer", "inner", "units"),
    [
        pytest.param(
            "someone@elsewhere.example", "trang@local.example", TRANG, id="a stranger forwards a unit's mail"
        ),
        pytest.param("krabi@local.example", "trang@local.example", KRABI, id="a unit forwards another's"),
        pytest.param("someone@elsewhere.example", "other@elsewhere.example", None, id="strangers both"),
    ],
)
@pytest.mark.parametrize("as_file", [False, True], ids=["as a mail", "as a file"])
def test_a_forwarded_mail_says_what_the_one_around_it_does_not(
    understanding: Understanding, outer: str, inner: str, units: str | None, as_file: bool
) -> None:
    original = sent(SILENT, sender=inner, subject="รายงาน ต.ค. 61", number=2)
    envelope = letter_from(outer, 1, "Fwd")
    data = (
        mails.attached(envelope, File("mail.EML", original))
        if as_file
        else mails.forwarded(envelope, original, "mail")
    )
    found = understood(understanding, data)
    assert settled(one(found)) == (units, Period(2018, 10))
    assert found.sender_units == ((KRABI,) if outer == "krabi@local.example" else ())


@pytest.mark.parametrize("inside", [False, True], ids=["its own", "a forwarded mail's"])
def test_the_words_of_the_body_count(understanding: Understanding, inside: bool) -> None:
    said = replace(
        letter_from("someone@elsewhere.example", 1, "x"), body="ขอส่งรายงานของจังหวัดตรัง ประจำเดือน ต.ค. 61"
    )
    data = mails.attached(said, SILENT)
    if inside:
        data = mails.forwarded(replace(said, body="-", number=2), data, "mail.eml")
    assert settled(one(understood(understanding, data))) == (TRANG, Period(2018, 10))


def test_two_forms_are_two_reports(understanding: Understanding) -> None:
    other = File("b.docx", forms.word(form(TWO, month="ประจำเดือน พ.ย. 61")))
    found = understood(understanding, sent(WORD, other))
    assert [(report.attachment, report.period) for report in found.reports] == [
        ("form.docx", DECEMBER), ("b.docx", Period(2018, 11)),
    ]  # fmt: skip
