"""What is on file for a unit and month, revision by revision, and what is held."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from collector.errors import StoreError
from collector.model.outcomes import Filed, Outcome, Ruling, Timeliness
from collector.model.reports import ChangeKind, Difference, Entry, Field
from collector.periods import Period
from collector.store.records import Placement
from collector.store.store import Store
from tests.filing.cases import DECEMBER, FORM, NOW, completed, kept, raw, report, ruling, verdict


def file(store: Store, number: int, *rulings: Ruling, outcome: Outcome = Outcome.FILED) -> None:
    store.take_in(kept([raw(number)]))
    store.record([completed(raw(number), verdict(*rulings, outcome=outcome))])


def test_what_is_filed_comes_back_whole(filled: Store) -> None:
    assert filled.on_file(FORM, "TH-81", DECEMBER) == Filed(
        form=FORM,
        unit="TH-81",
        period=DECEMBER,
        revision=1,
        content_hash=report().content_hash,
        nil=False,
        entries=report().entries,
        received=NOW,
        timeliness=Timeliness.ON_TIME,
        known_sender=True,
        receipt="HC-2561-12/TH-81/1",
        sender="krabi@example.go.th",
        archive="2561/12 ธันวาคม/กระบี่ (TH-81)/ฉบับที่ 1 help-centre",
        message_id="<1@example.go.th>",
    )
    assert filled.on_file(FORM, "TH-20", DECEMBER) is None
    assert filled.on_file("other", "TH-81", DECEMBER) is None


def test_the_highest_revision_is_current_and_the_others_stay(filled: Store) -> None:
    differences = (Difference(ChangeKind.CHANGED, 1, "problem", "ก", "ข"),)
    newer = replace(ruling(report(problem="ใหม่"), Outcome.REVISED, 2), differences=differences)
    file(filled, 2, newer, outcome=Outcome.REVISED)
    file(filled, 3, ruling(report(problem="ใหม่"), Outcome.DUPLICATE, 2), outcome=Outcome.DUPLICATE)
    revisions = filled.revisions(FORM, "TH-81", DECEMBER)
    assert [(filed.revision, filed.first_received) for filed in revisions] == [(1, None), (2, NOW)]
    current = filled.on_file(FORM, "TH-81", DECEMBER)
    assert current is not None
    assert current.entries[0].text("problem") == "ใหม่"
    assert current.receipt == "HC-2561-12/TH-81/2"
    assert current.earlier == filled.revisions(FORM, "TH-81", DECEMBER)[:1]
    assert filled.current() == (replace(current, earlier=()),)


def test_current_is_one_a_unit_and_month_and_can_be_narrowed(filled: Store) -> None:
    file(filled, 2, ruling(report("TH-20")))
    november = replace(report("TH-20"), period=Period(2018, 11))
    file(filled, 3, ruling(november))
    file(filled, 4, ruling(replace(report("TH-20"), form="other")))
    told = [(filed.unit, str(filed.period), filed.form) for filed in filled.current()]
    assert told == [
        ("TH-20", "2018-11", FORM),
        ("TH-20", "2018-12", FORM),
        ("TH-20", "2018-12", "other"),
        ("TH-81", "2018-12", FORM),
    ]
    assert [filed.unit for filed in filled.current([DECEMBER], FORM)] == ["TH-20", "TH-81"]
    assert filled.current([]) == ()


def test_a_mail_later_in_the_same_group_sees_what_an_earlier_one_filed(store: Store) -> None:
    store.take_in(kept([raw(1), raw(2)]))
    with store.group():
        assert store.on_file(FORM, "TH-81", DECEMBER) is None
        store.record([completed(raw(1), verdict(ruling()))])
        filed = store.on_file(FORM, "TH-81", DECEMBER)
    assert filed is not None
    assert filed.received == NOW


def test_a_revision_cannot_be_filed_twice(filled: Store) -> None:
    filled.take_in(kept([raw(2)]))
    with pytest.raises(StoreError, match="UNIQUE"):
        filled.record([completed(raw(2), verdict(ruling(report(problem="อื่น"))))])
    assert filled.mail_counts()["waiting"] == 1


def test_a_report_without_unit_cannot_be_filed(store: Store) -> None:
    store.take_in(kept([raw()]))
    with pytest.raises(StoreError, match="CHECK"):
        store.record([completed(raw(), verdict(ruling(report(unit=None))))])


def test_places_and_reports_must_match(store: Store) -> None:
    store.take_in(kept([raw()]))
    done = completed(raw(), verdict(ruling()))
    with pytest.raises(StoreError, match="1 reports and 2 places"):
        store.record([replace(done, report_places=(Placement(), Placement()))])


def test_held_tells_reports_and_mails_once(store: Store) -> None:
    doubtful = ruling(report(unit=None), Outcome.REVIEW, 0)
    file(store, 1, ruling(), doubtful, outcome=Outcome.REVIEW)
    file(store, 2, outcome=Outcome.RETURNED)
    file(store, 3, outcome=Outcome.IGNORED)
    told = [(held.outcome, held.form, held.unit, held.period, held.sha256) for held in store.held()]
    assert sorted(told, key=str) == sorted(
        [
            (Outcome.REVIEW, FORM, None, DECEMBER, raw(1).sha256),
            (Outcome.RETURNED, None, None, None, raw(2).sha256),
        ],
        key=str,
    )
    held = next(held for held in store.held() if held.form)
    assert (held.subject, held.sender, held.received) == ("รายงาน ธ.ค. 61", "krabi@example.go.th", NOW)
    assert [reason.code for reason in held.reasons] == ["clear"]
    assert held.archive.startswith("2562/รอตรวจสอบ/2562-01-03 krabi@example.go.th ")


def test_the_columns_of_each_form_on_file_are_those_of_its_newest_entries(store: Store) -> None:
    assert store.columns_on_file({FORM}) == {}
    other = replace(report("TH-20"), form="other", entries=(Entry(1, (Field("old", "ก"),)),))
    newer = replace(
        report("TH-20"),
        period=Period(2018, 11),
        form="other",
        entries=(Entry(1, (Field("old", "ก"), Field("new", "ข"))),),
    )
    nil = replace(report("TH-20"), period=Period(2018, 10), form="other", entries=(), nil=True)
    held = ruling(replace(report(unit=None), form="held"), Outcome.REVIEW, 0)
    file(store, 1, ruling(report()), held)
    for number, found in enumerate((other, newer, nil, replace(nil, form="nil")), 2):
        file(store, number, ruling(found))
    assert store.columns_on_file({"other"})[FORM] == frozenset()  # not asked for
    assert store.columns_on_file({FORM, "other", "nil"}) == {
        FORM: frozenset(field.key for field in report().entries[0].fields),
        "other": frozenset({"old", "new"}),
        "nil": frozenset(),
    }


def _steps(store: Store) -> int:
    """Thousands of instructions of SQLite's machine that the query of all current reports takes: no clock is asked."""
    counted = count()
    store.connection.set_progress_handler(lambda: int(next(counted) < 0), 1000)
    store.current()
    store.connection.set_progress_handler(None, 0)
    return next(counted)


def test_the_query_of_current_reports_grows_with_their_number_not_with_its_square(store: Store) -> None:
    months = [replace(report(), period=Period(1980 + number // 12, number % 12 + 1)) for number in range(500)]
    with store.group():
        for number, found in enumerate(months[:250]):
            file(store, number, ruling(found))
    half = _steps(store)
    with store.group():
        for number, found in enumerate(months[250:], 250):
            file(store, number, ruling(found))
    assert half > 3
    assert _steps(store) < 2.5 * half


def test_a_duplicate_that_came_late_takes_no_timeliness_from_what_it_repeats(filled: Store) -> None:
    late = replace(ruling(report(), Outcome.DUPLICATE, 1), timeliness=Timeliness.LATE)
    file(filled, 2, late, outcome=Outcome.DUPLICATE)
    assert [filed.timeliness for filed in filled.current()] == [Timeliness.ON_TIME]


@pytest.mark.parametrize("year", [1, 1970, 2440, 9999])
def test_a_row_with_a_time_that_cannot_be_is_told_by_the_time_of_its_decision(
    store: Store, year: int
) -> None:
    never, decided = datetime(year, 12, 31, 23, 59, tzinfo=UTC), completed(raw(), verdict()).processed_at
    for number, outcome in ((1, Outcome.FILED), (2, Outcome.REVIEW)):
        store.take_in(kept([raw(number)]))
        done = completed(raw(number), verdict(*([ruling()] if number == 1 else []), outcome=outcome))
        store.record([replace(done, mail=replace(done.mail, received=never))])
    assert [filed.received for filed in store.current()] == [decided]
    assert [held.received for held in store.held()] == [decided]
