"""Whose report of which month a mail seems to be, by the letter it answers, its sender and its words, in this order."""

from dataclasses import replace
from datetime import date

import pytest

from collector.forms.claims import MailContext
from collector.forms.presume import presume
from collector.model.reports import Evidence, Fact, Source
from collector.periods import Period
from tests.shipped import PROVINCES, SPEC

MAIL = MailContext(date(2019, 1, 4), "", "", "x@local.example", (), "", ())
OCTOBER, NOVEMBER, DECEMBER = Period(2018, 10), Period(2018, 11), Period(2018, 12)


@pytest.mark.parametrize(
    ("mail", "unit", "period"),
    [
        pytest.param(MAIL, None, DECEMBER, id="nothing tells: the month before it came"),
        pytest.param(replace(MAIL, sender_units=("TH-81",)), "TH-81", DECEMBER, id="its sender"),
        pytest.param(replace(MAIL, sender_units=("TH-81", "TH-92")), None, DECEMBER, id="of two units"),
        pytest.param(
            replace(MAIL, sender_units=("TH-81", "TH-92"), subject="รายงานของจังหวัดตรัง เดือนตุลาคม 2561"),
            "TH-92", OCTOBER, id="who says for which",
        ),
        pytest.param(
            replace(MAIL, subject="ขอเลื่อนส่งรายงานจังหวัดกระบี่", body="เดือนพฤศจิกายน 2561"), "TH-81", NOVEMBER, id="subject and body"
        ),
        pytest.param(
            replace(MAIL, sender_units=("TH-92",), reply_unit="TH-81", reply_periods=(NOVEMBER,), subject="เดือนตุลาคม 2561"),
            "TH-81", NOVEMBER, id="the letter that it answers, before all others",
        ),
        pytest.param(
            replace(MAIL, reply_unit="TH-81", reply_periods=(OCTOBER, NOVEMBER), subject="เดือนตุลาคม 2561"),
            "TH-81", OCTOBER, id="of two months the one that it names",
        ),
        pytest.param(replace(MAIL, subject="จังหวัดกระบี่ จังหวัดตรัง"), None, DECEMBER, id="two units"),
    ],
)  # fmt: skip
def test_whose_a_mail_seems_to_be(mail: MailContext, unit: str | None, period: Period) -> None:
    found = presume(mail, PROVINCES, SPEC.words.months)
    assert (found.unit, found.period) == (unit, period)


def test_of_its_month_a_form_knows_more_than_its_mail_and_of_its_unit_the_mail() -> None:
    mail = replace(MAIL, sender_units=("TH-92",), subject="เดือนตุลาคม 2561")
    of_form = (
        Evidence(Fact.UNIT, "TH-81", Source.FORM, "A4", "กระบี่"),
        Evidence(Fact.PERIOD, "2018-11", Source.FORM, "A2", "พฤศจิกายน 2561"),
    )
    found = presume(mail, PROVINCES, SPEC.words.months, of_form)
    assert (found.unit, found.period) == ("TH-92", NOVEMBER)
    strangers = presume(replace(mail, sender_units=()), PROVINCES, SPEC.words.months, of_form)
    assert strangers.unit == "TH-81"
