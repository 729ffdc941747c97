"""The outbox with the real store: what is sent, postponed, given up and held, and what a kill leaves behind."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from collector.errors import SendError, StoreError
from collector.letters.folder_transport import FolderTransport
from collector.letters.interfaces import OutgoingLetter
from collector.letters.outbox import DeliveryReport, RetryPauses, Sending, deliver
from collector.letters.policy import SendingLimits
from collector.model.letters import Letter, LetterKind
from collector.store.store import Store

NOW = datetime(2019, 1, 3, 7, 6, tzinfo=UTC)
OPEN = SendingLimits(per_recipient_per_day=100, per_hour=1000)


def letter(number: int, to: str = "krabi@dla.example", cc: tuple[str, ...] = ()) -> Letter:
    raw = f"From: a@b.example\r\nTo: {to}\r\nSubject: {number}\r\n\r\n{number}\r\n".encode()
    return Letter("acknowledgement", f"mail {number}", (to,), cc, str(number), f"<{number}@b.example>", raw)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "data") as opened:
        yield opened


@dataclass
class Wire:
    """A way out that takes what `refuse` does not object to, and remembers it."""

    refuse: Callable[[Letter], SendError | None] = lambda _: None
    shut: str = ""
    taken: list[str] = field(default_factory=list)
    opened: int = 0
    repeatable: bool = False

    def open(self) -> None:
        self.opened += 1
        if self.shut:
            raise SendError(self.shut, permanent=False)

    def send(self, queued: OutgoingLetter) -> str:
        if error := self.refuse(queued.letter):
            raise error
        self.taken.append(queued.letter.subject)
        return "250 ok"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def test_sends_in_order_and_once(store: Store) -> None:
    store.queue([letter(number) for number in range(120)], NOW)
    wire = Wire()
    assert deliver(store, wire, OPEN, NOW) == DeliveryReport(sent=100, postponed=20)
    assert wire.taken == [str(number) for number in range(100)]
    assert wire.opened == 1
    assert store.letter_counts()["sent"] == 100
    assert store.letters("sent")[0].answer == "250 ok"
    assert deliver(store, wire, OPEN, NOW) == DeliveryReport()


def test_nothing_due_opens_nothing(store: Store) -> None:
    wire = Wire(shut="connection refused")
    assert deliver(store, wire, OPEN, NOW) == DeliveryReport()
    assert wire.opened == 0


def test_recipient_cap_lets_others_pass(store: Store) -> None:
    store.queue([*(letter(number) for number in range(5)), letter(9, "trang@dla.example")], NOW)
    limits = SendingLimits(per_recipient_per_day=2, per_hour=1000)
    wire = Wire()
    assert deliver(store, wire, limits, NOW) == DeliveryReport(sent=3, postponed=3)
    assert wire.taken == ["0", "1", "9"]
    assert deliver(store, wire, limits, NOW + timedelta(hours=2)) == DeliveryReport(postponed=3)
    assert deliver(store, wire, limits, NOW + timedelta(hours=25)) == DeliveryReport(sent=2, postponed=1)
    assert wire.taken == ["0", "1", "9", "2", "3"]


def test_copies_are_no_loop(store: Store) -> None:
    chief = "chief@krabi.example"
    store.queue([letter(number, f"office{number}@dla.example", (chief,)) for number in range(5)], NOW)
    assert deliver(store, Wire(), SendingLimits(per_recipient_per_day=2), NOW) == DeliveryReport(sent=5)


def test_hour_cap_stops_and_says_so(store: Store) -> None:
    store.queue([letter(number, f"office{number}@dla.example") for number in range(5)], NOW)
    limits = SendingLimits(per_hour=3)
    wire = Wire()
    assert deliver(store, wire, limits, NOW) == DeliveryReport(sent=3, breaker="hour-cap")
    assert deliver(store, wire, limits, NOW + timedelta(minutes=59)) == DeliveryReport(breaker="hour-cap")
    assert deliver(store, wire, limits, NOW + timedelta(minutes=61)) == DeliveryReport(sent=2)


def test_shadow_mode_holds_all_for_good(store: Store) -> None:
    store.queue([letter(1), letter(2)], NOW)
    wire = Wire()
    assert deliver(store, wire, SendingLimits(shadow=True), NOW) == DeliveryReport(held=2, breaker="shadow")
    assert deliver(store, wire, OPEN, NOW + timedelta(days=9)) == DeliveryReport()
    assert wire.taken == []
    assert store.release_letters(NOW) == 2
    assert deliver(store, wire, OPEN, NOW + timedelta(days=9)) == DeliveryReport(sent=2)


def test_server_that_is_shut_costs_no_attempt(store: Store) -> None:
    store.queue([letter(1)], NOW)
    assert deliver(store, Wire(shut="connection refused"), OPEN, NOW) == DeliveryReport(
        unreachable="connection refused"
    )
    assert store.letters()[0].attempts == 0
    assert deliver(store, Wire(), OPEN, NOW) == DeliveryReport(sent=1)


def test_refused_for_ever_is_given_up(store: Store) -> None:
    store.queue([letter(1), letter(2)], NOW)
    wire = Wire(lambda it: SendError("550 no such user", permanent=True) if it.subject == "1" else None)
    report = deliver(store, wire, OPEN, NOW)
    assert report == DeliveryReport(sent=1, failed=1, errors=("krabi@dla.example: 550 no such user",))
    assert store.letter_counts()["failed"] == 1
    assert deliver(store, wire, OPEN, NOW + timedelta(days=30)) == DeliveryReport()


def test_refused_for_now_is_tried_again_with_growing_pauses(store: Store) -> None:
    store.queue([letter(1)], NOW)
    wire = Wire(lambda _: SendError("451 busy", permanent=False))
    moment, pauses = NOW, []
    for _ in range(8):
        assert deliver(store, wire, OPEN, moment).postponed == 1
        again = store.letters()[0].next_attempt
        assert again is not None
        pauses.append(int((again - moment).total_seconds() // 60))
        assert deliver(store, wire, OPEN, again - timedelta(seconds=1)) == DeliveryReport()
        moment = again
    assert pauses == [1, 5, 15, 60, 180, 360, 360, 360]
    late = deliver(store, wire, OPEN, NOW + timedelta(days=5))
    assert (late.failed, late.postponed) == (1, 0)


def test_server_that_fails_again_and_again_is_left_alone(store: Store) -> None:
    store.queue([letter(number) for number in range(10)], NOW)
    wire = Wire(lambda _: SendError("421 too many connections", permanent=False))
    report = deliver(store, wire, OPEN, NOW)
    assert (report.postponed, report.sent) == (3, 0)
    assert report.unreachable == "421 too many connections"
    assert sum(queued.attempts for queued in store.letters()) == 3


def test_patience_is_data() -> None:
    short = RetryPauses((timedelta(minutes=2),), give_up_after=timedelta(hours=1))
    assert short.next_attempt(0, NOW, NOW) == NOW + timedelta(minutes=2)
    assert short.next_attempt(7, NOW, NOW) == NOW + timedelta(minutes=2)
    assert short.next_attempt(0, NOW, NOW + timedelta(hours=1)) is None


# ── the breaker and quiet hours ─────────────────────────────────────────────────────────────────


def refusing(it: Letter) -> SendError:
    return SendError("550 5.1.1 no such user", permanent=True)


def test_failures_in_a_row_hold_everything_until_somebody_looks(store: Store) -> None:
    store.queue([letter(number) for number in range(9)], NOW)
    wire = Wire(refusing)
    limits = SendingLimits(hold_after_failures=4)
    with capture_logs() as logged:
        report = deliver(store, wire, limits, NOW)
        assert (report.failed, report.held, report.breaker) == (4, 5, "held")
        store.queue([letter(20)], NOW)
        again = deliver(store, wire, limits, NOW + timedelta(hours=1))
    assert again == DeliveryReport(held=1, breaker="held")
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == ["letters-held"]  # once
    wire.refuse = lambda _: None
    assert store.release_letters(NOW + timedelta(hours=1)) == 6
    assert deliver(store, wire, limits, NOW + timedelta(hours=2)).sent == 6


def strangers(number: int) -> Letter:
    address = f"stranger{number}@x.example"
    return replace(letter(100 + number, address), stranger=address)


def test_the_registered_are_served_first_and_strangers_have_a_part_of_the_hour(store: Store) -> None:
    store.queue([strangers(number) for number in range(5)], NOW)
    store.queue([letter(number, f"office{number}@dla.example") for number in range(3)], NOW)
    wire = Wire()
    assert deliver(store, wire, SendingLimits(per_hour=20), NOW) == DeliveryReport(sent=5, postponed=3)
    assert wire.taken == ["0", "1", "2", "100", "101"]
    later = deliver(store, wire, SendingLimits(per_hour=20), NOW + timedelta(minutes=61))
    assert later == DeliveryReport(sent=2, postponed=1)


def test_notices_of_strangers_reports_keep_no_office_waiting(store: Store) -> None:
    """One mail of a stranger with a form for each province tells every office of it: none of that delays an answer."""
    office = "office@dla.example"
    notices = [
        replace(letter(number, office), kind=LetterKind.NOTICE, stranger="x@x.example")
        for number in range(60)
    ]
    store.queue(notices, NOW)
    store.queue([letter(100, office)], NOW)
    wire, limits = Wire(), SendingLimits(per_hour=100, per_recipient_per_day=4)
    assert deliver(store, wire, limits, NOW).sent == 4
    assert wire.taken[0] == "100"
    store.queue([letter(101, office)], NOW)
    assert deliver(store, wire, limits, NOW).sent == 1
    assert wire.taken[-1] == "101"
    day = timedelta(days=1)
    assert store.written_to_strangers("x@x.example", NOW, day) == 0  # none of them is an answer to him
    assert store.sent_around(office, NOW, day, strangers=False) == 2


def test_addresses_that_strangers_chose_do_not_hold_the_others(store: Store) -> None:
    store.queue([strangers(number) for number in range(12)], NOW)
    limits = SendingLimits(hold_after_failures=2)
    report = deliver(store, Wire(refusing), limits, NOW)
    assert (report.failed, report.held, report.breaker) == (12, 0, "")
    store.queue([letter(1)], NOW)
    assert deliver(store, Wire(), limits, NOW).sent == 1


def test_addresses_that_whoever_wrote_chose_do_not_hold_the_others_either(store: Store) -> None:
    store.queue([letter(number) for number in range(12)], NOW)
    limits, sending = SendingLimits(hold_after_failures=2), Sending(chosen=lambda _: True)
    report = deliver(store, Wire(refusing), limits, NOW, sending)
    assert (report.failed, report.held, report.breaker) == (12, 0, "")


def test_answers_to_strangers_are_no_flood(store: Store) -> None:
    store.queue([strangers(number) for number in range(30)], NOW)
    assert deliver(store, Wire(), SendingLimits(per_hour=20, hold_above_per_hour=20), NOW).held == 0


def test_what_was_written_to_a_stranger_is_counted_by_his_mailbox(store: Store) -> None:
    store.queue([strangers(1), replace(strangers(2), stranger="stranger1@x.example"), letter(1)], NOW)
    store.queue([strangers(3)], NOW - timedelta(days=3))
    day = timedelta(days=1)
    counted = [
        store.written_to_strangers(who, NOW, day) for who in ("stranger1@x.example", "nobody@x.example", None)
    ]
    assert counted == [2, 0, 2]
    assert store.written_to_strangers(None, NOW, 4 * day) == 3
    assert store.sent_to_strangers(NOW, day) == 0
    deliver(store, Wire(), OPEN, NOW)
    assert store.sent_to_strangers(NOW, day) == 3


def test_failures_in_a_row_are_counted_from_pass_to_pass(store: Store) -> None:
    limits = SendingLimits(hold_after_failures=3)
    wire = Wire(refusing)
    for number in range(3):
        store.queue([letter(number)], NOW)
        report = deliver(store, wire, limits, NOW + timedelta(minutes=number))
    assert report.breaker == "held"


def test_a_letter_that_is_taken_ends_the_row(store: Store) -> None:
    store.queue([letter(number) for number in range(9)], NOW)
    wire = Wire(lambda it: None if it.subject in "36" else SendError("550", permanent=True))
    report = deliver(store, wire, SendingLimits(hold_after_failures=4), NOW)
    assert (report.sent, report.failed, report.breaker) == (2, 7, "")


def test_a_flood_of_answers_is_held_before_the_first_leaves(store: Store) -> None:
    store.queue([letter(number, f"office{number}@dla.example") for number in range(30)], NOW)
    limits = SendingLimits(per_hour=20, hold_above_per_hour=29)
    wire = Wire()
    report = deliver(store, wire, limits, NOW + timedelta(minutes=1))
    assert report == DeliveryReport(held=30, breaker="held")
    found = store.breaker()
    assert found is not None
    assert found.why == "30 answers were written within an hour"
    released = NOW + timedelta(minutes=2)
    assert store.release_letters(released) == 30
    assert deliver(store, wire, limits, released).sent == 20  # the hour's limit still counts


def test_reminders_to_all_are_no_flood(store: Store) -> None:
    reminders = [
        replace(letter(number, f"office{number}@dla.example"), kind="reminder") for number in range(30)
    ]
    store.queue(reminders, NOW)
    assert deliver(store, Wire(), SendingLimits(per_hour=30, hold_above_per_hour=10), NOW).sent == 30


@pytest.mark.parametrize(
    ("clock", "waits"),
    [("19:59", False), ("20:00", True), ("23:30", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_span_midnight(clock: str, waits: bool, store: Store) -> None:
    store.queue([letter(1)], NOW)
    limits = SendingLimits(quiet=(time(20), time(7)))
    moment = datetime.combine(NOW.date(), time.fromisoformat(clock), ZoneInfo("Asia/Bangkok"))
    report = deliver(store, Wire(), limits, moment)
    assert report == (DeliveryReport(breaker="quiet-hours") if waits else DeliveryReport(sent=1))
    assert store.letter_counts()["failed"] == 0


def test_quiet_hours_within_a_day(store: Store) -> None:
    store.queue([letter(1)], NOW)
    noon = datetime(2019, 1, 3, 12, 15, tzinfo=ZoneInfo("Asia/Bangkok"))
    limits = SendingLimits(quiet=(time(12), time(13)))
    assert deliver(store, Wire(), limits, noon).breaker == "quiet-hours"
    assert deliver(store, Wire(), limits, noon + timedelta(hours=1)).sent == 1


# ── told to stop, and what is urgent ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("repeatable", [False, True])
def test_told_to_stop_it_ends_after_the_letter_in_hand(store: Store, repeatable: bool) -> None:
    store.queue([letter(number) for number in range(60)], NOW)
    wire = Wire(repeatable=repeatable)
    asked = Sending(stop=lambda: len(wire.taken) >= 3)
    assert deliver(store, wire, OPEN, NOW, asked) == DeliveryReport(sent=3)
    assert store.letter_counts()["queued"] == 57
    assert deliver(store, wire, OPEN, NOW, asked) == DeliveryReport()
    assert wire.opened == 1  # told before it began, it does not even connect
    assert deliver(store, wire, OPEN, NOW).sent == 57
    assert wire.taken == [str(number) for number in range(60)]


def alarm(number: int, kind: str = "alert", to: str = "staff@dept.example") -> Letter:
    return replace(letter(number, to), kind=kind)


def test_what_is_urgent_goes_before_all_others(store: Store) -> None:
    store.queue([letter(1), alarm(2), letter(3), alarm(4, "recovered")], NOW)
    wire = Wire()
    assert deliver(store, wire, OPEN, NOW).sent == 4
    assert wire.taken == ["2", "4", "1", "3"]


def test_shadow_mode_holds_what_is_urgent_too(store: Store) -> None:
    store.queue([letter(1), alarm(2)], NOW)
    wire = Wire()
    report = deliver(store, wire, SendingLimits(shadow=True), NOW)
    assert report == DeliveryReport(held=2, breaker="shadow")
    assert not wire.taken


def test_a_breaker_lets_through_what_tells_of_it(store: Store) -> None:
    store.trip("ten letters in a row were refused for good", NOW)
    store.queue([letter(1), alarm(2)], NOW)
    wire = Wire()
    assert deliver(store, wire, OPEN, NOW) == DeliveryReport(sent=1, held=1, breaker="held")
    assert wire.taken == ["2"]


def test_neither_quiet_hours_nor_the_hours_cap_keep_back_what_is_urgent(store: Store) -> None:
    store.queue([letter(1), letter(2), alarm(3)], NOW)
    wire = Wire()
    quiet = SendingLimits(quiet=(time(6), time(8)))
    assert deliver(store, wire, quiet, NOW) == DeliveryReport(sent=1, breaker="quiet-hours")
    assert deliver(store, wire, SendingLimits(per_hour=2), NOW) == DeliveryReport(sent=1, breaker="hour-cap")
    store.queue([alarm(4)], NOW)
    assert deliver(store, wire, SendingLimits(per_hour=2), NOW) == DeliveryReport(sent=1, breaker="hour-cap")
    assert wire.taken == ["3", "1", "4"]


def test_urgent_letters_are_no_loop(store: Store) -> None:
    """Somebody who answers each alert by an alert of his own gets the day's number and no more."""
    store.queue([alarm(number) for number in range(30)], NOW)
    limits = SendingLimits(per_recipient_per_day=20, quiet=(time(6), time(8)))
    assert deliver(store, Wire(), limits, NOW) == DeliveryReport(sent=20, postponed=10, breaker="quiet-hours")


def test_urgent_letters_that_are_refused_grip_once(store: Store) -> None:
    store.queue([letter(0), *(alarm(number) for number in range(1, 5))], NOW)
    with capture_logs() as logged:
        report = deliver(store, Wire(refusing), SendingLimits(hold_after_failures=2), NOW)
    assert (report.failed, report.held, report.breaker) == (4, 1, "held")
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == ["letters-held"]


# ── a clock that is set back ────────────────────────────────────────────────────────────────────


def test_caps_forget_what_was_sent_by_a_wrong_clock(store: Store) -> None:
    limits = SendingLimits(per_recipient_per_day=3, per_hour=4)
    ahead = NOW + timedelta(days=9)
    store.queue([letter(number) for number in range(3)], ahead)
    assert deliver(store, Wire(), limits, ahead).sent == 3
    store.queue([letter(number) for number in range(3, 6)], NOW)
    assert deliver(store, Wire(), limits, NOW).sent == 3
    store.queue([letter(6)], NOW)
    assert deliver(store, Wire(), limits, NOW - timedelta(minutes=30)).postponed == 1  # but not all of it


def test_a_letter_put_off_by_a_wrong_clock_is_tried_at_once(store: Store) -> None:
    ahead = NOW + timedelta(days=9)
    store.queue([letter(1)], ahead)
    busy = Wire(lambda _: SendError("451 busy", permanent=False))
    assert deliver(store, busy, OPEN, ahead).postponed == 1
    assert deliver(store, busy, OPEN, NOW).postponed == 1
    assert deliver(store, busy, OPEN, NOW) == DeliveryReport()  # from now on by the clock of now
    assert deliver(store, Wire(), OPEN, NOW + timedelta(minutes=5)).sent == 1


# ── a database that another program holds ───────────────────────────────────────────────────────


def test_a_database_locked_for_a_while_is_waited_for(store: Store) -> None:
    store.queue([letter(number) for number in range(3)], NOW)
    other = sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)
    held = threading.Timer(0.3, lambda: other.execute("ROLLBACK"))

    def lock(_it: Letter) -> None:
        if not wire.taken:
            other.execute("BEGIN IMMEDIATE")
            held.start()

    wire = Wire(lock)
    assert deliver(store, wire, OPEN, NOW).sent == 3
    held.join()
    other.close()
    assert wire.taken == ["0", "1", "2"]


@pytest.mark.parametrize("instant", ["before the letter", "while it is sent"])
def test_a_database_locked_for_long_is_named_and_nothing_sent_twice(store: Store, instant: str) -> None:
    store.queue([letter(number) for number in range(3)], NOW)
    store.connection.execute("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(store.path, isolation_level=None)

    def lock(_it: Letter) -> None:
        other.execute("BEGIN IMMEDIATE")

    wire = Wire(lock if instant == "while it is sent" else lambda _: None)
    if instant == "before the letter":
        other.execute("BEGIN IMMEDIATE")
    for _ in range(2):
        with pytest.raises(StoreError, match="another program holds the database locked"):
            deliver(store, wire, OPEN, NOW)
    other.execute("ROLLBACK")
    other.close()
    wire.refuse = lambda _: None
    deliver(store, wire, OPEN, NOW)
    assert wire.taken == ["0", "1", "2"]
    assert [item.uncertain for item in store.letters()] == [0, 0, 0]


def test_a_letter_that_may_have_arrived_twice_is_left_to_a_person(store: Store) -> None:
    store.queue([letter(1)], NOW)
    for _ in range(2):  # killed twice with it on the wire
        store.letter_sending(store.due_letters(NOW, 1)[0].id)
    wire = Wire()
    report = deliver(store, wire, OPEN, NOW)
    assert (report.sent, report.failed, wire.taken) == (0, 1, [])
    assert "arrived twice" in store.letters("failed")[0].answer
    assert store.retry_letters() == 1  # who has asked the office may send it again
    assert deliver(store, wire, OPEN, NOW).sent == 1


class KilledError(BaseException):
    """Stands for the death of the process at one instant."""


@pytest.mark.parametrize("repeatable", [False, True])
def test_killed_while_sending(store: Store, repeatable: bool) -> None:
    """The letter on the wire goes out again under its Message-ID; none before it, none is lost."""
    store.queue([letter(number) for number in range(5)], NOW)
    wire = Wire(repeatable=repeatable)

    def die(it: Letter) -> None:
        if it.subject == "2":
            wire.taken.append(it.subject)  # the server has it, but we never heard so
            raise KilledError

    wire.refuse = die
    with pytest.raises(KilledError):
        deliver(store, wire, OPEN, NOW)
    wire.refuse = lambda _: None
    assert deliver(store, wire, OPEN, NOW).sent == (5 if repeatable else 3)
    assert wire.taken == ([*"012", *"01234"] if repeatable else [*"012", *"234"])


# ── the folder ──────────────────────────────────────────────────────────────────────────────────


def test_folder_gets_one_file_a_letter(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out/box"
    store.queue([letter(1), letter(2)], NOW)
    with FolderTransport(out) as transport:
        assert deliver(store, transport, OPEN, NOW + timedelta(hours=1)).sent == 2
    files = sorted(out.iterdir())
    assert all(
        re.fullmatch(r"20190103T070600Z-acknowledgement-[0-9a-f]{10}\.eml", path.name) for path in files
    )
    assert len(files) == 2
    assert {path.read_bytes() for path in files} == {letter(1).raw, letter(2).raw}
    assert {queued.answer for queued in store.letters("sent")} == {path.name for path in files}


def test_folder_after_a_kill_still_has_one_file_a_letter(store: Store, tmp_path: Path) -> None:
    store.queue([letter(1)], NOW)
    (queued,) = store.due_letters(NOW, 5)
    with FolderTransport(tmp_path / "out") as transport:
        transport.open()
        store.letter_sending(queued.id)
        name = transport.send(queued)  # and here the process dies
        assert deliver(store, transport, OPEN, NOW + timedelta(days=1)).sent == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


def test_folder_that_cannot_be_made(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    store.queue([letter(1)], NOW)
    report = deliver(store, FolderTransport(tmp_path / "out"), OPEN, NOW)
    assert "out: " in report.unreachable
    assert store.letter_counts()["queued"] == 1
