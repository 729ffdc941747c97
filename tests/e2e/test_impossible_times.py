"""Mails of a time that cannot be, by their file, their lines or their row: filed by other evidence, and nothing fails."""

import os
from datetime import UTC, datetime

import pytest

from collector.jobs import summing_up
from collector.mailbox.imap_fetch import listing
from collector.model.mail import Address, MailKey, RawMail
from collector.model.outcomes import Outcome, Verdict
from collector.model.reasons import Reason
from collector.store.records import Completed, MailFacts
from tests.e2e.office import DECEMBER, ONE, Office, word_mail

FAR = datetime(2442, 1, 1, tzinfo=UTC)


def dated(data: bytes, received: bytes | None) -> bytes:
    """A mail with only this time in its lines, or with none."""
    heads, _, body = data.partition(b"\n\n")
    kept = [line for line in heads.split(b"\n") if not line.lower().startswith((b"date:", b"received:"))]
    trace = [b"Received: from a by b; " + received] if received else []
    return b"\n".join([*trace, *kept]) + b"\n\n" + body


@pytest.mark.slow
@pytest.mark.parametrize("time", [FAR, datetime(1960, 1, 1, tzinfo=UTC)], ids=["2442", "1960"])
def test_a_mail_whose_file_has_a_time_that_cannot_be_is_filed(office: Office, time: datetime) -> None:
    office.put(dated(word_mail(ONE, 1), None))
    os.utime(office.folder / "inbox" / "001.eml", (time.timestamp(), time.timestamp()))
    assert dict(office.once().outcomes) == {"filed": 1}
    assert office.state() == "on_time"


@pytest.mark.slow
@pytest.mark.parametrize("year", [b"2983", b"9999", b"1601"])
def test_a_mail_whose_topmost_trace_has_a_time_that_cannot_be_is_filed(office: Office, year: bytes) -> None:
    assert office.receive(dated(word_mail(ONE, 1), b"Fri, 31 Dec %s 23:59:59 +0000" % year)) == {"filed": 1}
    assert office.state() == "on_time"


@pytest.mark.slow
@pytest.mark.parametrize("year", [1, 2440, 9999])
def test_rows_of_such_times_do_not_stop_status_summary_and_reminders(office: Office, year: int) -> None:
    when = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    with office.open() as app:
        app.store.take_in(app.spool.keep([RawMail(MailKey("x", 0, "1"), b"x", None)]))
        (waiting,) = app.store.waiting(1)
        facts = MailFacts(when, Address("", "krabi@local.example"), "", "")
        verdict = Verdict(Outcome.REVIEW, (Reason("unit-unknown"),))
        app.store.record([Completed(waiting.sha256, facts, verdict, office.now)])
    (line,) = office.status().held
    assert line.received == office.now
    with office.open(read_only=True) as app:
        assert len(summing_up.summary(app, (DECEMBER,), office.folder / "summary", office.now)) == 3
    office.later(days=10)
    assert office.remind()


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        (b" 3-Jan-2019 08:00:00 +0700", datetime(2019, 1, 3, 1, tzinfo=UTC)),
        (b"03-Jan-2019 08:00:00 -0000", datetime(2019, 1, 3, 8, tzinfo=UTC)),
        (b"31-Dec-9999 23:00:00 -0700", None),
        (b" 3-Jan-99999999999 08:00:00 +0700", None),
        (b" 3-Jan-2019 08:00:00 +9999", None),
        (b"\xff", None),
    ],
)
def test_a_server_s_time_of_arrival_is_none_where_it_cannot_be(told: bytes, moment: datetime | None) -> None:
    (found,) = listing(Server(told), [7])  # type: ignore[arg-type]
    assert found.arrived == moment


class Server:
    """A server's answer about one mail."""

    def __init__(self, told: bytes) -> None:
        self._told = told

    def uid(self, *_asked: object) -> list[bytes]:
        return [b'1 (UID 7 RFC822.SIZE 9 INTERNALDATE "%s")' % self._told]
