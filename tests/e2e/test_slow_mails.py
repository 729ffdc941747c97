"""Mails written to keep the collector busy, each with a good one behind it: the main process stays idle, the good one is filed."""

import time

import pytest

from tests.e2e.office import ONE, Office, word_mail
from tests.mail.slow import MAILS

pytestmark = pytest.mark.slow

SIZE = 300_000
SECONDS = 30.0  # of the main process for all of them; each took a minute or more


def test_none_of_them_keeps_the_next_from_being_filed(office: Office) -> None:
    office.environ["COLLECTOR_LIMITS__MAIL_SECONDS"] = "60"  # of a busy machine's
    begun = time.process_time()
    slow = [
        b"Message-ID: <%d@x.example>\n" % number + make(SIZE) for number, make in enumerate(MAILS.values())
    ]
    outcomes = office.receive(*slow, word_mail(ONE, 1000))
    assert outcomes["filed"] == 1
    assert sum(outcomes.values()) == len(MAILS) + 1
    assert time.process_time() - begun < SECONDS
    assert office.state() in ("filed", "on_time", "late")
    assert office.verify() == ()


def test_one_that_runs_out_of_its_time_is_held_with_that_reason(office: Office) -> None:
    office.environ["COLLECTOR_LIMITS__MAIL_SECONDS"] = "1"
    endless = b"From: trang@local.example\nSubject: endless\nContent-Type: text/html\n\n"
    endless += b"<table>" + b"<tr><td>&nbsp;x" * 2_000_000
    begun = time.monotonic()
    outcomes = office.receive(endless, word_mail(ONE, 2))
    assert outcomes == {"review": 1, "filed": 1}
    assert time.monotonic() - begun < 60
    with office.open(read_only=True) as app:
        (held,) = app.store.held()
    assert [reason.code for reason in held.reasons] in (["mail-timeout"], ["mail-too-large"])
    assert held.sender == "trang@local.example"
