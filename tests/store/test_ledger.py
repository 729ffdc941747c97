"""Which mails came and what became of them: idempotent, oldest first, one outcome for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from collector.errors import StoreError
from collector.model.mail import Machine, MachineKind, MailKey
from collector.model.outcomes import Outcome
from collector.store.records import WaitingMail
from collector.store.store import Store
from tests.filing.cases import NOW, completed, kept, raw, ruling, verdict


def test_a_mail_taken_in_twice_waits_once(store: Store) -> None:
    store.take_in(kept([raw(), raw()]))
    store.take_in(kept([raw()]))
    assert store.waiting(10) == (WaitingMail(raw().sha256, raw().key, NOW, attempts=0, size=len(raw().data)),)
    assert store.knows(raw().key)
    assert not store.knows(MailKey("INBOX", 0, "other"))
    assert not store.knows(MailKey("INBOX", 1, "1"))  # the UID of another UIDVALIDITY is another mail


def test_the_same_bytes_under_another_name_are_one_mail_with_two_names(store: Store) -> None:
    again = replace(raw(), key=MailKey("INBOX", 7, "99"))
    store.take_in(kept([raw(), again]))
    assert len(store.waiting(10)) == 1
    assert store.knows(raw().key)
    assert store.knows(again.key)


def test_the_mails_that_were_taken_in_last_come_first(store: Store) -> None:
    mails = [replace(raw(), data=b"%d" % number, key=MailKey("INBOX", 0, f"{number}")) for number in range(3)]
    for mail in mails:
        store.take_in(kept([mail]))
    assert store.newest(2) == (mails[2].sha256, mails[1].sha256)
    assert store.newest(9) == tuple(mail.sha256 for mail in reversed(mails))


def test_other_bytes_under_a_known_name_are_not_lost(store: Store) -> None:
    other = replace(raw(), data=b"other bytes")
    store.take_in(kept([raw()]))
    store.take_in(kept([other]))
    store.take_in(kept([other]))
    assert {mail.sha256 for mail in store.waiting(10)} == {raw().sha256, other.sha256}
    assert not list(store.broken_rules())


def test_the_oldest_comes_first_and_undated_mail_last(store: Store) -> None:
    late, early, undated = raw(1), raw(2, arrived=NOW - timedelta(days=1)), raw(3, arrived=None)
    store.take_in(kept([undated, late, early]))
    assert [mail.key.uid for mail in store.waiting(10)] == ["2", "1", "3"]
    assert [mail.key.uid for mail in store.waiting(2)] == ["2", "1"]
    assert store.waiting(10)[-1].arrived is None


def test_attempts_and_crashes_are_counted_and_survive(store: Store) -> None:
    store.take_in(kept([raw()]))
    assert [store.fail(raw().sha256, "Traceback", NOW) for _ in range(3)] == [1, 2, 3]
    assert [store.crashed(raw().sha256) for _ in range(2)] == [1, 2]
    (mail,) = store.waiting(1)
    assert (mail.attempts, mail.crashes) == (3, 2)
    assert store.connection.execute("SELECT error FROM mail").fetchone()[0] == "Traceback"


def test_a_done_mail_stays_as_it_is_whatever_is_called(filled: Store) -> None:
    before = filled.connection.execute("SELECT * FROM mail").fetchone()
    assert filled.fail(raw().sha256, "late", NOW) == 0
    assert filled.crashed(raw().sha256) == 0
    filled.record([completed(raw(), verdict(outcome=Outcome.IGNORED))])
    filled.take_in(kept([raw()]))
    assert tuple(filled.connection.execute("SELECT * FROM mail").fetchone()) == tuple(before)
    assert filled.waiting(1) == ()


def test_a_mail_that_never_came_cannot_be_recorded(store: Store) -> None:
    with pytest.raises(StoreError, match="never taken in"):
        store.record([completed(raw(), verdict(ruling()))])
    with pytest.raises(StoreError, match="never taken in"):
        store.fail(raw().sha256, "", NOW)


def test_outcomes_are_counted_and_told_by_name(filled: Store) -> None:
    filled.take_in(kept([raw(2), raw(3)]))
    ignored = replace(
        verdict(outcome=Outcome.IGNORED), machine=Machine(MachineKind.BOUNCE, "multipart/report")
    )
    filled.record([completed(raw(2), ignored, letters=())])
    assert filled.mail_counts() == {
        "review": 0, "returned": 0, "filed": 1, "revised": 0, "duplicate": 0, "ignored": 1, "waiting": 1,
    }  # fmt: skip
    assert filled.outcome(raw(1).key) is Outcome.FILED
    assert filled.outcome(raw(2).key) is Outcome.IGNORED
    assert filled.outcome(raw(3).key) is None
    assert filled.outcome(MailKey("INBOX", 0, "none")) is None


def test_half_a_surrogate_pair_in_a_header_is_no_reason_to_fail(store: Store) -> None:
    store.take_in(kept([raw()]))
    done = completed(raw(), verdict(outcome=Outcome.REVIEW), letters=())
    store.record([replace(done, mail=replace(done.mail, subject="ก\udce1ข"))])
    assert store.held()[0].subject == "ก?ข"
