"""What is written of a mail and of a report, column by column, as the schema says."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from collector.errors import StoreError
from collector.model.mail import Machine, MachineKind, MailKey
from collector.model.outcomes import Outcome, Ruling, Standing, Timeliness, Verdict
from collector.periods import Period
from collector.store.records import ArchivedFile, Placement
from collector.store.store import Store
from tests.filing.cases import DECEMBER, FORM, NOW, completed, kept, raw, report, ruling, verdict

FILED, REVISED, DUPLICATE = Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE
REVIEW, RETURNED, IGNORED = Outcome.REVIEW, Outcome.RETURNED, Outcome.IGNORED
HASH = raw().sha256


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.connection.execute(sql)]


def record(store: Store, number: int, decided: Verdict) -> None:
    store.take_in(kept([raw(number)]))
    store.record([completed(raw(number), decided, letters=())])


# ── mails ───────────────────────────────────────────────────────────────────────────────────────


def test_each_name_of_a_mail_stands_once_and_other_bytes_of_that_name_under_their_hash(store: Store) -> None:
    other, elsewhere = replace(raw(), data=b"other"), replace(raw(), key=MailKey("Old", 7, "9"))
    for mails in ([raw()], [raw(), elsewhere], [other], [other, raw()]):
        store.take_in(kept(mails))
    assert rows(store, "SELECT mailbox, uidvalidity, uid, mail FROM ledger ORDER BY rowid") == [
        ("INBOX", 0, "1", HASH),
        ("Old", 7, "9", HASH),
        ("INBOX", 0, f"1#{other.sha256[:16]}", other.sha256),
    ]
    assert rows(store, "SELECT sha256, size, arrived FROM mail ORDER BY rowid") == [
        (HASH, len(raw().data), "2019-01-03T07:05:00.000000+00:00"),
        (other.sha256, 5, "2019-01-03T07:05:00.000000+00:00"),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(lambda store: store.has_mail(HASH), (True, True), id="it came"),
        pytest.param(lambda store: store.has_mail("0" * 64), (False, False), id="another did not"),
        pytest.param(lambda store: store.is_waiting(HASH), (True, False), id="it waits until it is done"),
        pytest.param(lambda store: store.is_waiting("0" * 64), (False, False), id="what never came does not wait"),
        pytest.param(lambda store: (store.waiting_mail(HASH),) == store.waiting(1), (True, False), id="as one that waits"),
        pytest.param(lambda store: store.waiting_mail("0" * 64), (None, None), id="another does not"),
        pytest.param(lambda store: store.is_in(HASH, "INBOX"), (True, True), id="the mailbox that offered it"),
        pytest.param(lambda store: store.is_in(HASH, "Old"), (False, False), id="a mailbox that did not"),
        pytest.param(lambda store: store.is_in("0" * 64, "INBOX"), (False, False), id="a mail that it did not offer"),
        pytest.param(lambda store: store.outcome(raw().key), (None, IGNORED), id="its outcome"),
    ],
)  # fmt: skip
def test_what_is_known_of_a_mail_that_waits_and_when_it_is_done(
    store: Store, asked: Callable[[Store], object], expected: tuple[object, object]
) -> None:
    store.take_in(kept([raw()]))
    while_it_waits = asked(store)
    store.record([completed(raw(), verdict(outcome=IGNORED), letters=())])
    assert (while_it_waits, asked(store)) == expected


def test_those_that_are_left_out_take_no_room_among_the_oldest(store: Store) -> None:
    mails = [raw(number) for number in range(5)]
    store.take_in(kept(mails))
    hashes = [mail.sha256 for mail in mails]
    assert [mail.sha256 for mail in store.waiting(2, hashes[:3])] == hashes[3:]
    assert [mail.sha256 for mail in store.waiting(2, [hashes[1], "0" * 64])] == [hashes[0], hashes[2]]
    assert [store.waiting_mail(one) for one in hashes] == list(store.waiting(5))


def test_an_empty_store_counts_nothing_of_every_kind(store: Store) -> None:
    assert store.mail_counts() == dict.fromkeys([*map(str, Outcome), "waiting"], 0)
    assert set(store.letter_counts().values()) == {0}


@pytest.mark.parametrize(
    ("machine", "written"),
    [(None, (None, None)), (Machine(MachineKind.BOUNCE, "Return-Path: <>"), ("bounce", "Return-Path: <>"))],
    ids=["a person's", "a machine's"],
)
def test_a_done_mail_keeps_what_it_said_and_why_it_ended_so(
    store: Store, machine: Machine | None, written: tuple[object, object]
) -> None:
    record(store, 1, replace(verdict(outcome=IGNORED), machine=machine))
    columns = "state, sender, sender_name, subject, message_id, outcome, reasons, archive, machine_kind, machine_sign"
    assert rows(store, f"SELECT {columns} FROM mail") == [
        (
            "done", "krabi@example.go.th", "งานธุรการ", "รายงาน ธ.ค. 61", "<1@example.go.th>", "ignored",
            '[{"code":"because","values":{}}]', "", *written,
        )
    ]  # fmt: skip
    assert rows(store, "SELECT received, processed_at FROM mail") == [
        ("2019-01-03T07:05:00.000000+00:00", "2019-01-03T07:06:00.000000+00:00")
    ]


def test_a_mail_that_never_came_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match=rf"collector\.db: the mail {HASH} was never taken in$"):
        store.crashed(HASH)


def test_a_failure_is_kept_with_its_time_until_the_next(store: Store) -> None:
    store.take_in(kept([raw()]))
    store.fail(HASH, "first", NOW)
    store.fail(HASH, "second", NOW + timedelta(hours=1))
    assert rows(store, "SELECT attempts, error, failed_at FROM mail") == [
        (2, "second", "2019-01-03T08:05:00.000000+00:00")
    ]


# ── reports ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("decided", "written"),
    [
        pytest.param(ruling(), ("TH-81", "2018-12", "filed", 1, 0, "on_time", 1, "HC-2561-12/TH-81/1"), id="filed"),
        pytest.param(
            replace(ruling(), standing=Standing.STRANGER, timeliness=Timeliness.LATE),
            ("TH-81", "2018-12", "filed", 1, 0, "late", 0, "HC-2561-12/TH-81/1"), id="a stranger's, late",
        ),
        pytest.param(
            ruling(report(unit=None), REVIEW, 0), (None, "2018-12", "review", None, 0, "on_time", 1, None),
            id="without a unit",
        ),
        pytest.param(
            replace(ruling(replace(report(), period=None, nil=True), REVIEW, 0), timeliness=None),
            ("TH-81", None, "review", None, 1, None, 1, None), id="without a month, nil",
        ),
        pytest.param(
            ruling(report(), DUPLICATE, 3), ("TH-81", "2018-12", "duplicate", 3, 0, "on_time", 1, None),
            id="a duplicate keeps the revision that it repeats, and no receipt of its own",
        ),
    ],
)  # fmt: skip
def test_a_report_keeps_its_place_and_what_became_of_it(
    store: Store, decided: Ruling, written: tuple[object, ...]
) -> None:
    record(store, 1, verdict(decided, outcome=decided.outcome))
    columns = "unit, period, outcome, revision, nil, timeliness, known_sender, receipt"
    assert rows(store, f"SELECT {columns} FROM report") == [written]
    assert rows(store, "SELECT mail, position, form, attachment, content_hash FROM report") == [
        (HASH, 0, FORM, "แบบรายงาน.xlsx", decided.report.content_hash)
    ]


def test_what_a_report_says_is_kept_as_json_that_people_can_read(store: Store) -> None:
    record(store, 1, verdict(ruling()))
    ((entries, evidence, notes, reasons),) = rows(
        store, "SELECT entries, evidence, notes, reasons FROM report"
    )
    assert "ขาดบุคลากร" in str(entries)
    assert [item["source"] for item in json.loads(str(evidence))] == ["form"]
    assert [item["code"] for item in json.loads(str(notes))] == ["month-assumed"]
    assert [item["code"] for item in json.loads(str(reasons))] == ["clear"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.ON_TIME),
        (Timeliness.LATE, Timeliness.LATE, Timeliness.LATE),
        (Timeliness.LATE, Timeliness.ON_TIME, Timeliness.LATE),
    ],
    ids=["mended late", "late twice", "a clock that went back"],
)
def test_the_first_revision_says_whether_a_report_came_on_time(
    store: Store, first: Timeliness, second: Timeliness, expected: Timeliness
) -> None:
    record(store, 1, verdict(replace(ruling(), timeliness=first)))
    mended = replace(ruling(report(problem="ใหม่"), REVISED, 2), timeliness=second)
    record(store, 2, verdict(mended, outcome=REVISED))
    elsewhere = [replace(report(), unit="TH-20"), replace(report(), period=Period(2018, 11))]
    for number, other in enumerate([*elsewhere, replace(report(), form="other")], 3):
        record(store, number, verdict(replace(ruling(other), timeliness=second)))
    (current,) = store.current([DECEMBER], FORM)[1:]
    assert (current.unit, current.revision, current.timeliness) == ("TH-81", 2, expected)
    assert {one.timeliness for one in store.revisions(FORM, "TH-81", DECEMBER)} == {expected}


def test_every_file_of_the_reports_and_of_the_mail_is_entered_once(store: Store) -> None:
    store.take_in(kept([raw()]))
    mine, shared = ArchivedFile("a/own.json", "1" * 64, 1), ArchivedFile("a/จดหมาย.eml", HASH, 2)
    held = ArchivedFile("b/ผล.json", "2" * 64, 3)
    done = completed(raw(), verdict(ruling(), ruling(report("TH-20"), REVIEW, 0), outcome=REVIEW), letters=())
    places = (Placement("a", (mine, shared)), Placement())
    store.record([replace(done, report_places=places, mail_place=Placement("b", (held, shared)))])
    assert rows(store, "SELECT path, sha256, size, mail FROM archived_file ORDER BY path") == [
        (file.path, file.sha256, file.size, HASH) for file in (mine, shared, held)
    ]
    assert rows(store, "SELECT archive FROM report ORDER BY position") == [("a",), ("",)]
    assert rows(store, "SELECT archive FROM mail") == [("b",)]
    assert [store.is_archived(path) for path in ("a/own.json", "b/own.json")] == [True, False]


def test_a_record_without_places_has_none_for_any_of_its_reports(store: Store) -> None:
    store.take_in(kept([raw()]))
    two = verdict(ruling(report(unit=None), REVIEW, 0), ruling(report("TH-20"), REVIEW, 0), outcome=REVIEW)
    store.record([replace(completed(raw(), two, letters=()), report_places=(), mail_place=Placement())])
    assert rows(store, "SELECT position, archive FROM report") == [(0, ""), (1, "")]


def test_places_that_do_not_match_are_told_with_the_mail(store: Store) -> None:
    store.take_in(kept([raw()]))
    done = replace(completed(raw(), verdict(ruling())), report_places=(Placement(), Placement()))
    with pytest.raises(StoreError, match=rf"collector\.db: 1 reports and 2 places for mail {HASH}$"):
        store.record([done])


@pytest.mark.parametrize("outcome", [REVIEW, RETURNED])
def test_a_held_report_and_a_held_mail_are_told_as_they_are(store: Store, outcome: Outcome) -> None:
    record(store, 2, verdict(outcome=outcome))
    record(store, 1, verdict(ruling(report(), outcome, 0), outcome=outcome))
    found = {held.sha256: held for held in store.held()}
    mail, one = found[raw(2).sha256], found[HASH]
    assert (one.form, one.unit, one.period, one.attachment) == (FORM, "TH-81", DECEMBER, "แบบรายงาน.xlsx")
    assert (mail.form, mail.unit, mail.period, mail.attachment) == (None, None, None, "")
    assert [(held.outcome, held.sender, held.sender_name, held.subject) for held in (mail, one)] == [
        (outcome, "krabi@example.go.th", "งานธุรการ", "รายงาน ธ.ค. 61")
    ] * 2
    assert [held.reasons[0].code for held in (mail, one)] == ["because", "clear"]
