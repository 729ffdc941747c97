"""Mails with pictures wait in a lane of their own: no other mail waits for them, and none of them is lost."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from collector.application import Application
from collector.confined.room import ConfinedRoom
from collector.confined.values import Contents, Order
from collector.filing.spool import IN_LANE
from collector.intake import one_pass
from collector.intake.one_mail import hold_for_person
from collector.intake.one_pass import AT_ONCE, MOST_CRASHES, Manner, take_in, take_up
from collector.intake.scan_lane import ScanLane
from collector.mailbox.folder import FolderMailbox
from collector.mailbox.mailbox import Known
from collector.model.files import Attachment
from collector.model.mail import MailKey
from collector.model.outcomes import Outcome
from collector.model.reasons import Reason
from collector.readers.worker.reader import Reader
from collector.store.records import WaitingMail
from tests.daemon.running import wait_for
from tests.e2e.office import NOW, ONE, Office, word_mail
from tests.intake import cases
from tests.intake.cases import receipt
from tests.intake.looking import OFFICE, STRANGER, Eyes, lane_of, never, photo, taken_up
from tests.intake.mails import WORD

pytestmark = pytest.mark.slow


def names(*numbers: int) -> list[str]:
    return [f"{number}.jpg" for number in numbers]


def silent() -> Manner:
    return Manner(lambda _done, _of: None)


def outcomes(app: Application) -> dict[str, int]:
    return {name: number for name, number in app.store.mail_counts().items() if number}


# ── beside the pass ─────────────────────────────────────────────────────────────────────────────


def test_a_mail_behind_ten_pictures_is_filed_while_the_first_is_looked_at(app: Application) -> None:
    eyes = Eyes()
    app = eyes.of(app)
    mails = cases.take_in(app, *map(photo, range(10)), word_mail(ONE, 10))
    with lane_of(app) as (lane, manner):
        assert take_in(app, app.mailbox(), NOW, manner).outcomes == {"filed": 1}
        assert outcomes(app) == {"filed": 1, "waiting": 10}
        assert len(lane.mails) == 10
        assert app.spool.left_over() == (mails[0].sha256,)  # as one that is looked at; none is worked on
        assert take_up(app, NOW, manner, lane) == {}
        eyes.let(10)
        assert taken_up(app, lane, manner) == {"review": 10}
        assert (lane.mails, lane.wait(never), lane.turns()) == ([], False, ())
    assert eyes.looked == names(*range(10))
    assert outcomes(app) == {"filed": 1, "review": 10}


def test_what_was_seen_is_decided_on(app: Application) -> None:
    with Reader() as reader:
        shown = reader.read(Attachment("x.docx", WORD.data, "docx"))
    app = Eyes(quick=True, shown=shown).of(app)
    cases.take_in(app, photo(1, OFFICE))
    assert take_in(app, app.mailbox(), NOW, silent()).outcomes == {"review": 1}
    (held,) = app.store.held()
    assert (held.unit, held.attachment, held.reasons[0].code) == ("TH-81", "1.jpg", "read-from-scan")


def test_each_mail_is_opened_once_to_be_put_aside_and_then_at_its_turns(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    contents = ConfinedRoom.contents

    def noted(room: ConfinedRoom, order: Order, data: bytes) -> Contents:
        found = contents(room, order, data)
        opened.append(found.mail.message_id.strip("<").partition("@")[0])
        return found

    monkeypatch.setattr(ConfinedRoom, "contents", noted)
    eyes = Eyes()
    app = eyes.of(app)
    cases.take_in(app, photo(1), photo(2), photo(3))
    with lane_of(app) as (lane, manner):
        take_in(app, app.mailbox(), NOW, manner)
        first_time = opened.copy()
        for _ in range(5):
            take_in(app, app.mailbox(), NOW, manner)
        assert opened == first_time
        assert len(first_time) == 3
        eyes.let(3)
        taken_up(app, lane, manner)
    assert sorted(map(opened.count, set(opened))) == [2, 3, 3]  # the first went into the lane at once


@pytest.mark.parametrize("at_once", [4, pytest.param(AT_ONCE, marks=pytest.mark.slow)])
def test_a_strangers_many_pictures_do_not_delay_an_offices_form(
    app: Application, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(one_pass, "AT_ONCE", at_once)
    eyes = Eyes()
    app = eyes.of(app)
    cases.take_in(app, *map(photo, range(2 * at_once)), word_mail(ONE, 1000))
    with lane_of(app) as (lane, manner):
        assert take_in(app, app.mailbox(), NOW, manner).outcomes == {"filed": 1}
        eyes.let(1)
        assert lane.wait(never)
        cases.take_in(app, receipt(1))
        assert take_in(app, app.mailbox(), NOW, manner).outcomes == {"review": 1, "ignored": 1}


def test_offices_are_looked_at_before_strangers_and_else_who_came_first(app: Application) -> None:
    eyes = Eyes()
    app = eyes.of(app)
    senders = (STRANGER, "b@local.example", OFFICE, "d@local.example", "trang@local.example", OFFICE)
    cases.take_in(app, *(photo(number, sender) for number, sender in enumerate(senders)))
    with lane_of(app) as (lane, manner):
        take_in(app, app.mailbox(), NOW, manner)
        eyes.let(6)
        taken_up(app, lane, manner)
    assert eyes.looked == names(0, 2, 4, 5, 1, 3)


def test_who_is_to_be_woken_is_woken_when_a_mail_can_be_taken_up(app: Application) -> None:
    eyes, woken = Eyes(), []
    app = eyes.of(app)
    cases.take_in(app, photo(1))
    with ScanLane(app.understanding, app.spool, lambda: woken.append(lane.turns())) as lane:
        take_in(app, app.mailbox(), NOW, Manner(lambda _done, _of: None, lane=lane))
        assert woken == []
        eyes.let()
        (waiting,) = app.store.waiting(9)
        assert wait_for(lambda: woken == [(waiting.sha256,)])


def test_where_nothing_can_look_a_picture_is_decided_on_at_once(
    app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    cases.take_in(app, photo(1))
    with lane_of(app) as (lane, manner):
        assert take_in(app, app.mailbox(), NOW, manner).outcomes == {"review": 1}
        assert lane.mails == []


# ── a pass that waits for its lane ──────────────────────────────────────────────────────────────


class Marked(FolderMailbox):
    """A real folder that remembers marks, and what of it bears none."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.marks: dict[MailKey, Outcome] = {}
        self.known: set[MailKey] = set()

    def mark(self, outcomes: Mapping[MailKey, Outcome]) -> None:
        self.marks |= outcomes

    def unmarked(self, known: Known) -> list[MailKey]:
        there = [mail.key for chunk in super().waiting(lambda _key: False) for mail in chunk]
        return [key for key in there if known(key) and key not in self.marks]


def test_a_pass_without_a_daemon_waits_and_files_and_marks_all(office: Office) -> None:
    office.put(*(photo(number) for number in range(3)), word_mail(ONE, 3))
    eyes, mailbox = Eyes(quick=True), Marked(office.folder / "inbox")
    with office.open() as opened:
        app = eyes.of(opened)
        assert take_in(app, mailbox, NOW, silent()).outcomes == {"review": 3, "filed": 1}
        assert (eyes.looked, app.spool.left_over()) == (names(0, 1, 2), ())
        told = sorted(outcome.value for outcome in mailbox.marks.values())
    assert told == ["filed", "review", "review", "review"]


def test_told_to_stop_a_pass_waits_no_longer(app: Application) -> None:
    eyes = Eyes()
    app = eyes.of(app)
    cases.take_in(app, photo(1))
    asked = iter([False] * 10)
    report = take_in(app, app.mailbox(), NOW, Manner(lambda _done, _of: None, stop=lambda: next(asked, True)))
    assert (dict(report.outcomes), eyes.stopped, outcomes(app)) == ({}, names(1), {"waiting": 1})


# ── ends, good and bad ──────────────────────────────────────────────────────────────────────────


def test_the_end_of_a_daemon_ends_the_look_and_the_mails_wait_for_the_next(office: Office) -> None:
    eyes = Eyes()
    with office.open() as opened:
        app = eyes.of(opened)
        cases.take_in(app, photo(1), photo(2))
        with lane_of(app) as (_lane, manner):
            take_in(app, app.mailbox(), NOW, manner)
            assert wait_for(lambda: eyes.looked)
        assert (eyes.stopped, app.spool.left_over(), outcomes(app)) == (names(1), (), {"waiting": 2})
    with office.open() as opened:
        again = Eyes(quick=True)
        app = again.of(opened)
        assert app.in_hand == ()
        assert take_in(app, app.mailbox(), NOW, silent()).outcomes == {"review": 2}
    assert again.looked == names(1, 2)


def test_a_look_that_raises_is_told_in_the_log_and_costs_what_would_have_been_seen(app: Application) -> None:
    eyes = Eyes(quick=True, blind_at="1.jpg")
    app = eyes.of(app)
    mails = cases.take_in(app, photo(1), photo(2))
    with capture_logs() as logs:
        assert take_in(app, app.mailbox(), NOW, silent()).outcomes == {"review": 2}
    failed = [(line["mail"], line["log_level"]) for line in logs if line["event"] == "pictures-failed"]
    assert failed == [(mails[0].sha256, "error")]
    assert eyes.looked == names(1, 2)
    assert cases.told(app, "SELECT attempts FROM mail") == [(0,), (0,)]


def test_a_mail_that_cannot_be_filed_when_it_was_looked_at_is_not_looked_at_again(app: Application) -> None:
    eyes, tries = Eyes(quick=True), []

    def answers(waiting: WaitingMail) -> bool:
        tries.append(waiting.attempts)
        if len(tries) < 3:
            raise RuntimeError("something is wrong with this mail")
        return False

    app = eyes.of(app)
    cases.take_in(app, photo(1))
    with capture_logs():
        report = take_in(app, app.mailbox(), NOW, Manner(lambda _done, _of: None, answers))
    assert (dict(report.outcomes), tries, eyes.looked) == ({"review": 1}, [0, 1, 2], names(1))


def test_a_mail_that_got_its_outcome_meanwhile_does_not_keep_the_lane(app: Application) -> None:
    eyes = Eyes()
    app = eyes.of(app)
    first, _ = cases.take_in(app, photo(1), photo(2))
    with lane_of(app) as (lane, manner):
        take_in(app, app.mailbox(), NOW, manner)
        hold_for_person(app, first, NOW, Reason("internal-error"))
        eyes.let(2)
        assert taken_up(app, lane, manner) == {"review": 1}
        assert lane.mails == []
    assert eyes.looked == names(1, 2)


# ── deaths ──────────────────────────────────────────────────────────────────────────────────────


def died(office: Office, number: int, deaths: int = 1) -> None:
    """As if the process had died so often while it looked at the pictures of a mail that waits."""
    with office.open() as app:
        mail = app.store.waiting(9)[number]
        for _ in range(deaths - 1):
            app.store.crashed(mail.sha256)
        app.spool.hold(mail.sha256, IN_LANE)


def test_a_death_is_counted_once_however_many_passes_go_by_while_the_mail_waits(office: Office) -> None:
    with office.open() as app:
        cases.take_in(app, photo(1), photo(2))
    died(office, 1)
    with office.open() as opened:
        app = Eyes().of(opened)
        with lane_of(app) as (_lane, manner):
            for _ in range(MOST_CRASHES + 1):
                take_in(app, app.mailbox(), NOW, manner)
        assert [mail.crashes for mail in app.store.waiting(9)] == [0, 1]


@pytest.mark.parametrize("deaths", [MOST_CRASHES - 1, MOST_CRASHES])
def test_a_mail_at_whose_pictures_the_process_dies_again_and_again_is_left_to_a_person(
    office: Office, deaths: int
) -> None:
    with office.open() as app:
        cases.take_in(app, photo(1), photo(2))
    died(office, 1, deaths)
    eyes = Eyes(quick=True)
    with office.open() as opened:
        app = eyes.of(opened)
        assert take_in(app, app.mailbox(), NOW, silent()).outcomes["review"] == (
            1 if deaths == MOST_CRASHES else 2
        )
        crashed = [held.subject for held in app.store.held() if held.reasons[0].code == "internal-error"]
    assert (eyes.looked, len(crashed)) == ((names(1), 1) if deaths == MOST_CRASHES else (names(1, 2), 0))


@pytest.mark.parametrize(
    ("number", "committed"),
    [
        pytest.param(0, [0, 1, 2], id="while it is looked at each mail has a commit of its own"),
        pytest.param(1, [0, 0, 0], id="while it waits for the lane the others share theirs"),
    ],
)
def test_care_is_taken_while_the_mail_of_a_death_is_met(
    office: Office, number: int, committed: list[int]
) -> None:
    with office.open() as app:
        cases.take_in(app, photo(1), photo(2))
    died(office, number)
    with office.open() as opened:
        app = Eyes().of(opened)
        with lane_of(app) as (lane, _manner):
            done: list[int] = []
            manner = Manner(lambda _done, _of: done.append(cases.committed(app)), lane=lane)
            take_in(app, app.mailbox(), NOW, manner)
            cases.take_in(app, *(receipt(number) for number in range(3)))
            take_in(app, app.mailbox(), NOW, manner)
    assert done == committed
