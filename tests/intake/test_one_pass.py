"""A pass over a mailbox: everything is taken in once, told and marked; stopped, failed or killed, nothing is lost."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from collector.application import Application
from collector.errors import MailboxError
from collector.filing.spool import ADOPTED
from collector.intake.one_pass import AT_ONCE, IntakeReport, Manner, take_in
from collector.mailbox.folder import FolderMailbox
from collector.mailbox.mailbox import Known
from collector.model.mail import MailKey
from collector.model.outcomes import Outcome
from collector.store.records import WaitingMail
from tests.e2e.office import NOW, Office
from tests.filing.cases import overwrite
from tests.intake import cases
from tests.intake.cases import receipt, too_large


class Marked(FolderMailbox):
    """A real folder that remembers marks; those in `lost` were never set, as if the process had died before."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.marks: list[dict[str, str]] = []
        self.lost: tuple[MailKey, ...] = ()

    def mark(self, outcomes: Mapping[MailKey, Outcome]) -> None:
        if outcomes:
            self.marks.append({key.uid.split("/")[0]: outcome.value for key, outcome in outcomes.items()})

    def unmarked(self, known: Known) -> Iterable[MailKey]:
        return [key for key in self.lost if known(key)]


class Told:
    """Who is told of each mail: what was said, how much was committed then, and which mail was asked for."""

    def __init__(self, app: Application, stop_after: int = 10_000) -> None:
        self._app, self._stop_after = app, stop_after
        self.ticks: list[tuple[int, int]] = []
        self.committed: list[int] = []
        self.order: list[str] = []

    def manner(self) -> Manner:
        return Manner(self._tick, self._answers, self._stop)

    def _tick(self, done: int, of: int) -> None:
        self.ticks.append((done, of))
        self.committed.append(cases.committed(self._app))

    def _answers(self, waiting: WaitingMail) -> bool:
        self.order.append(waiting.sha256)
        return False

    def _stop(self) -> bool:
        return len(self.ticks) >= self._stop_after


@pytest.fixture(autouse=True)
def _mails_of_up_to_one_megabyte(office: Office) -> None:
    office.environ["COLLECTOR_LIMITS__MAIL_MEGABYTES"] = "1"


def put(office: Office, *mails: bytes) -> None:
    """Mails in the inbox, a minute apart."""
    office.put(*mails)
    for number, path in enumerate(sorted((office.folder / "inbox").iterdir())):
        moment = cases.FIRST.timestamp() + 60 * number
        os.utime(path, (moment, moment))


def inbox(office: Office) -> Marked:
    return Marked(office.folder / "inbox")


def test_everything_that_waits_is_taken_in_told_and_marked_and_nothing_twice(office: Office) -> None:
    put(office, receipt(1), too_large(), receipt(2))
    with office.open() as app:
        first, second, mailbox = Told(app), Told(app), inbox(office)
        assert take_in(app, mailbox, NOW, first.manner()) == IntakeReport(3, {"ignored": 2, "returned": 1})
        assert first.ticks == [(1, 0), (2, 0), (3, 0)]
        assert {name: outcome for marks in mailbox.marks for name, outcome in marks.items()} == {
            "001.eml": "ignored",
            "002.eml": "returned",
            "003.eml": "ignored",
        }
        assert app.spool.left_over() == ()
        assert take_in(app, inbox(office), NOW, second.manner()) == IntakeReport(0, {})
        assert second.ticks == []


def test_marks_that_a_dead_process_did_not_set_are_set(office: Office) -> None:
    put(office, receipt(1), receipt(2))
    with office.open() as app:
        take_in(app, inbox(office), NOW, Told(app).manner())
        again = inbox(office)
        again.lost = tuple(
            MailKey(*row) for row in cases.told(app, "SELECT mailbox, uidvalidity, uid FROM ledger")
        )
        again.lost += (MailKey(again.name, 0, "unknown"),)
        take_in(app, again, NOW, Told(app).manner())
        assert again.marks == [{"001.eml": "ignored", "002.eml": "ignored"}]


def test_who_asks_for_no_manner_gets_letters_and_no_early_end(office: Office) -> None:
    put(office, too_large(), receipt(1))
    with office.open() as app:
        report = take_in(app, inbox(office), NOW, Manner(lambda _done, _of: None))
        assert report == IntakeReport(2, {"returned": 1, "ignored": 1})
        assert len(app.store.letters()) == 1


def test_the_reading_process_is_started_by_the_first_new_mail_only(office: Office) -> None:
    with office.open() as app:
        take_in(app, inbox(office), NOW, Told(app).manner())
        assert app.understanding.room.pid is None
        put(office, receipt(1))
        take_in(app, inbox(office), NOW, Told(app).manner())
        assert app.understanding.room.pid is not None
        app.understanding.room.close()
        take_in(app, inbox(office), NOW, Told(app).manner())
        assert app.understanding.room.pid is None


# ── told to stop ────────────────────────────────────────────────────────────────────────────────


def test_told_to_stop_it_finishes_the_mail_in_hand_and_the_rest_waits(office: Office) -> None:
    put(office, *map(receipt, range(5)))
    with office.open() as app:
        mailbox = inbox(office)
        assert take_in(app, mailbox, NOW, Told(app, 2).manner()) == IntakeReport(5, {"ignored": 2})
        assert len(app.store.waiting(9)) == 3
        assert mailbox.marks == [{"001.eml": "ignored", "002.eml": "ignored"}]
        assert take_in(app, inbox(office), NOW, Told(app).manner()) == IntakeReport(0, {"ignored": 3})


def test_told_to_stop_before_it_begins_it_takes_and_marks_nothing(office: Office) -> None:
    put(office, receipt(1))
    with office.open() as app:
        cases.take_in(app, receipt(2))
        mailbox = inbox(office)
        mailbox.lost = (app.store.waiting(1)[0].key,)
        assert take_in(app, mailbox, NOW, Told(app, 0).manner()) == IntakeReport(0, {})
        assert (mailbox.marks, len(app.store.waiting(9))) == ([], 1)


def test_told_to_stop_by_the_last_mail_of_an_earlier_pass_it_fetches_nothing(office: Office) -> None:
    put(office, receipt(1))
    with office.open() as app:
        cases.take_in(app, receipt(2))
        mailbox = inbox(office)
        mailbox.lost = (app.store.waiting(1)[0].key,)
        assert take_in(app, mailbox, NOW, Told(app, 1).manner()) == IntakeReport(0, {"ignored": 1})
        assert mailbox.marks == []


# ── groups, and after a death ───────────────────────────────────────────────────────────────────


def test_a_hundred_mails_share_a_commit(office: Office) -> None:
    with office.open() as app:
        cases.take_in(app, *map(receipt, range(AT_ONCE + 2)))
        told = Told(app)
        assert take_in(app, inbox(office), NOW, told.manner()).outcomes == {"ignored": 102}
        assert told.committed == [0] * 100 + [100] * 2


def test_after_a_death_each_mail_has_its_own_commit_until_the_one_in_hand_has_its_outcome(
    office: Office,
) -> None:
    with office.open() as app:
        mails = cases.take_in(app, *map(receipt, range(5)))
        app.spool.hold(mails[1].sha256)
    with office.open() as app:
        told = Told(app)
        take_in(app, inbox(office), NOW, told.manner())
        assert told.committed == [0, 1, 2, 2, 2]
        assert cases.told(app, "SELECT sum(crashes) FROM mail") == [(1,)]


@pytest.mark.parametrize(
    ("deaths", "outcomes"),
    [
        pytest.param(23, {"ignored": 2}, id="the 24th death"),
        pytest.param(24, {"ignored": 1}, id="the 25th death: it is held before the others are worked on"),
    ],
)  # fmt: skip
def test_a_mail_with_which_the_process_died_again_and_again_is_left_to_a_person(
    office: Office, deaths: int, outcomes: dict[str, int]
) -> None:
    with office.open() as app:
        mails = cases.take_in(app, receipt(1), receipt(2))
        for _ in range(deaths):
            app.store.crashed(mails[1].sha256)
        app.spool.hold(mails[1].sha256)
    with office.open() as app:
        assert take_in(app, inbox(office), NOW, Told(app).manner()) == IntakeReport(0, outcomes)
        held = [(item.sha256, [(one.code, one.values) for one in item.reasons]) for item in app.store.held()]
        crash = [(mails[1].sha256, [("internal-error", {"detail": "crash"})])]
        assert held == (crash if deaths == 24 else [])


def test_a_mail_in_hand_that_is_not_known_or_done_already_is_no_crash_of_another(office: Office) -> None:
    with office.open() as app:
        (mail,) = cases.take_in(app, receipt(1))
        app.spool.hold("0" * 64)
    with office.open() as app:
        take_in(app, inbox(office), NOW, Told(app).manner())
        app.spool.hold(mail.sha256)
    with office.open() as app:
        take_in(app, inbox(office), NOW, Told(app).manner())
        assert cases.told(app, "SELECT outcome, crashes FROM mail") == [("ignored", 0)]
        for _ in range(30):
            app.store.crashed(mail.sha256)
        app.spool.hold(mail.sha256)
    with office.open() as app:
        assert take_in(app, inbox(office), NOW, Told(app).manner()) == IntakeReport(0, {})
        assert app.store.held() == ()


# ── mails found in the spool, and failures ──────────────────────────────────────────────────────


@pytest.mark.parametrize("offered", [True, False], ids=["the mailbox offers it", "no mailbox offers it"])
def test_a_mail_found_in_the_spool_waits_until_the_mailbox_had_its_turn(
    office: Office, offered: bool
) -> None:
    mails = [receipt(number) for number in range(3)]
    put(office, *(mails if offered else mails[1:]))
    with office.open() as app:
        (adopted,) = cases.take_in(app, mails[0], mailbox=ADOPTED)
        told = Told(app)
        assert take_in(app, inbox(office), NOW, told.manner()).outcomes == {"ignored": 3}
        assert told.order.index(adopted.sha256) == (0 if offered else 2)
        assert app.store.is_in(adopted.sha256, inbox(office).name) is offered


def test_what_waits_of_another_mailbox_does_not_wait_for_this_one(office: Office) -> None:
    put(office, receipt(1))
    with office.open() as app:
        (earlier,) = cases.take_in(app, receipt(0), mailbox="imap:earlier@dept.example")
        told = Told(app)
        take_in(app, inbox(office), NOW, told.manner())
        assert told.order.index(earlier.sha256) == 0


def test_a_mail_that_fails_is_not_counted_and_waits_for_another_try(office: Office) -> None:
    with office.open() as app:
        failing, _other = cases.take_in(app, receipt(1), receipt(2))
        overwrite(app.spool.path(failing.sha256), b"damaged")
        told = Told(app, 2)
        with capture_logs():
            report = take_in(app, inbox(office), NOW, told.manner())
        assert report.outcomes == {"ignored": 1, "review": 1}
        assert told.committed == [0, 1]  # it was left to a person with the third try
        overwrite(app.spool.path(failing.sha256), receipt(1))


def test_what_was_done_before_the_mailbox_failed_stays(office: Office) -> None:
    put(office, receipt(1), receipt(2))
    (office.folder / "inbox" / "loop.eml").symlink_to("loop.eml")  # cannot be read, by anyone
    with office.open() as app:
        with pytest.raises(MailboxError, match=r"loop\.eml"):
            take_in(app, inbox(office), NOW, Told(app).manner())
        assert app.store.mail_counts()["ignored"] == 2
