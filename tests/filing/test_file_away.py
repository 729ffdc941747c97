"""Files and rows together or neither; what a killed process left is swept, entered, and told."""

from pathlib import Path

import pytest

from collector.errors import StoreError
from collector.filing.archive import Archive
from collector.filing.file_away import Recovery, file_away, recover
from collector.filing.spool import IN_LANE, Spool
from collector.filing.verify import find_problems
from collector.store.store import Store
from tests.filing.cases import NOW, completed, kept, planned, raw, report, ruling, verdict


def leave_badly(storage: Path) -> Store:
    """A store whose last process did not end well."""
    (storage / "lock").write_text("1\n")
    return Store(storage)


def test_a_mail_that_cannot_be_recorded_leaves_no_file_and_the_others_stay(
    tmp_path: Path, store: Store
) -> None:
    archive, spool = Archive(tmp_path), Spool(tmp_path)
    mails, good = [raw(1), raw(2)], verdict(ruling())
    impossible = verdict(
        ruling(report("TH-20")), ruling(report("TH-20"), revision=1)
    )  # one revision filed twice
    spool.keep(mails)
    store.take_in(kept(mails))
    with store.group(), archive.group():
        file_away(store, archive, planned(mails[0], good), completed(mails[0], good))
        with pytest.raises(StoreError):
            file_away(store, archive, planned(mails[1], impossible), completed(mails[1], impossible))
        store.fail(mails[1].sha256, "Traceback", NOW)
    assert {path.split("/")[2] for path in archive.paths()} == {"กระบี่ (TH-81)"}
    assert find_problems(store, spool, archive, NOW) == ()
    assert [mail.attempts for mail in store.waiting(9)] == [1]


def test_if_the_files_cannot_be_made_no_row_is_kept(tmp_path: Path, store: Store) -> None:
    archive, decided = Archive(tmp_path), verdict(ruling())
    store.take_in(kept([raw()]))
    (tmp_path / "archive").write_text("in the way")
    with pytest.raises(StoreError), store.group(), archive.group():
        file_away(store, archive, planned(raw(), decided), completed(raw(), decided))
    assert store.mail_counts()["waiting"] == 1
    assert store.letters() == ()


def test_after_a_good_end_there_is_nothing_to_do(tmp_path: Path, filled: Store) -> None:
    Spool(tmp_path).keep([raw(5)])  # put there by hand: only `verify` looks for it
    assert recover(filled, Spool(tmp_path), Archive(tmp_path)) == Recovery((), 0, ())
    assert [problem.code for problem in find_problems(filled, Spool(tmp_path), Archive(tmp_path), NOW)] == [
        "spool-orphan"
    ]


def test_a_mail_kept_and_not_entered_is_entered_even_if_the_mailbox_lost_it(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.keep([raw(1), raw(2)])
    with leave_badly(tmp_path) as store:
        store.take_in(kept([raw(2)]))
        assert recover(store, spool, Archive(tmp_path)).adopted == 1
        assert {(mail.key.mailbox, mail.arrived) for mail in store.waiting(9)} == {
            ("spool", NOW),
            ("INBOX", NOW),
        }
        store.take_in(kept([raw(1)]))  # the mailbox has it after all
        assert store.knows(raw(1).key)
        assert len(store.waiting(9)) == 2
        assert find_problems(store, spool, Archive(tmp_path), NOW) == ()


def test_files_put_and_not_recorded_are_taken_away(tmp_path: Path, filled: Store) -> None:
    spool, archive = Spool(tmp_path), Archive(tmp_path)
    before = list(archive.paths())
    spool.keep([raw(2)])
    archive.put(planned(raw(2), verdict(ruling(report("TH-20")))))
    assert len(recover(filled, spool, archive).removed) == 3
    assert list(archive.paths()) == before
    assert recover(filled, spool, archive) == Recovery((), 0, ())


def test_a_death_is_counted_once_with_the_mails_in_hand_and_in_the_lane_that_wait(
    tmp_path: Path, filled: Store
) -> None:
    spool, mails = Spool(tmp_path), [raw(2), raw(3), raw(4)]
    spool.keep(mails)
    filled.take_in(kept(mails))
    for in_hand, in_lane, told in (
        (raw(2), raw(3), (raw(2).sha256, raw(3).sha256)),
        (raw(3), raw(3), (raw(3).sha256,)),
        (raw(), raw(9), ()),  # one that is done, one that never came
    ):
        spool.hold(in_hand.sha256)
        spool.hold(in_lane.sha256, IN_LANE)
        assert recover(filled, spool, Archive(tmp_path)).in_hand == told
        assert recover(filled, spool, Archive(tmp_path)).in_hand == ()
    assert [mail.crashes for mail in filled.waiting(9)] == [1, 2, 0]
