"""Where staff find a report or a mail: the folders' and files' names are told from the case alone, for ever the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from collector.filing.describe import Labels
from collector.filing.layout import FilingPlan, plan
from collector.model.files import Attachment
from collector.model.mail import Address
from collector.model.outcomes import Outcome, Ruling
from collector.periods import Period
from collector.store.records import ArchivedFile, Placement
from tests.filing.cases import LABELS, WORDS, case, planned, raw, report, ruling, verdict

FILED, REVISED, DUPLICATE = Outcome.FILED, Outcome.REVISED, Outcome.DUPLICATE
REVIEW, RETURNED, IGNORED = Outcome.REVIEW, Outcome.RETURNED, Outcome.IGNORED
KRABI = "2561/12 ธันวาคม/กระบี่ (TH-81)"


def paths(found: FilingPlan) -> list[list[str]]:
    return [[f"{folder.path}/{file.name}" for file in folder.files] for folder in found.folders]


def from_sender(email: str) -> FilingPlan:
    """A mail of that sender that waits for a person."""
    given = case(raw(), verdict(outcome=REVIEW))
    return plan(replace(given, mail=replace(given.mail, sender=Address("", email))), LABELS, WORDS)


def folder_of(found: FilingPlan) -> str:
    assert found.mail
    return found.mail.path.split("/", 2)[2]


def test_the_words_that_are_shipped() -> None:
    words = WORDS
    assert (words.months[0], words.months[11], len(words.months)) == ("มกราคม", "ธันวาคม", 12)
    assert words.outcomes == {"review": "รอตรวจสอบ", "returned": "ส่งคืน", "duplicate": "ส่งซ้ำ"}
    assert (words.patterns["report"], words.patterns["mail"]) == ("รายงาน.json", "จดหมาย.eml")


@pytest.mark.parametrize(
    ("outcome", "revision", "folders"),
    [
        pytest.param(FILED, 1, [f"{KRABI}/ฉบับที่ 1 help-centre"], id="filed"),
        pytest.param(REVISED, 2, [f"{KRABI}/ฉบับที่ 2 help-centre"], id="a revision lies beside the first"),
        pytest.param(DUPLICATE, 1, [f"2562/ส่งซ้ำ/2562-01-03 krabi@example.go.th {raw().sha256[:12]}"], id="again"),
        pytest.param(REVIEW, 0, [f"2562/รอตรวจสอบ/2562-01-03 krabi@example.go.th {raw().sha256[:12]}"], id="review"),
        pytest.param(RETURNED, 0, [f"2562/ส่งคืน/2562-01-03 krabi@example.go.th {raw().sha256[:12]}"], id="returned"),
        pytest.param(IGNORED, 0, [], id="ordinary conversation stays in the mailbox"),
    ],
)  # fmt: skip
def test_each_outcome_has_its_place_and_only_what_is_filed_lies_by_unit_and_month(
    outcome: Outcome, revision: int, folders: list[str]
) -> None:
    found = planned(raw(), verdict(ruling(outcome=outcome, revision=revision), outcome=outcome))
    assert [folder.path for folder in found.folders] == folders
    assert found.mail_place.folder == "".join(folders)
    assert (found.mail is None) is (outcome in {FILED, REVISED, IGNORED})
    if found.mail:
        assert [file.name for file in found.mail.files] == ["ผลการพิจารณา.json", "จดหมาย.eml"]


@pytest.mark.parametrize(
    ("period", "folder"),
    [
        (Period(2018, 12), "2561/12 ธันวาคม"),
        (Period(2019, 1), "2562/01 มกราคม"),
        (Period(2019, 9), "2562/09 กันยายน"),
    ],
    ids=str,
)
def test_months_lie_in_their_calendar_year_and_in_order(period: Period, folder: str) -> None:
    found = planned(raw(), verdict(ruling(replace(report(), period=period))))
    assert found.mail_place.folder.rsplit("/", 2)[0] == folder


@pytest.mark.parametrize(
    ("received", "day"),
    [
        pytest.param(datetime(2018, 12, 31, 16, 59, tzinfo=UTC), "2561-12-31", id="a minute before midnight"),
        pytest.param(datetime(2018, 12, 31, 17, 0, tzinfo=UTC), "2562-01-01", id="midnight in Bangkok"),
    ],
)
def test_what_is_held_lies_under_the_day_on_which_it_came(received: datetime, day: str) -> None:
    found = planned(raw(arrived=received), verdict(outcome=REVIEW)).mail_place.folder
    assert found.startswith(f"{day[:4]}/รอตรวจสอบ/{day} ")


# ── the files ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("แบบรายงาน.xlsx", ["รายงาน.json", "จดหมาย.eml", "แบบรายงาน.xlsx"], id="the sender's name"),
        pytest.param("ธ.ค.zip/ก/form.docx", ["รายงาน.json", "จดหมาย.eml", "form.docx.xlsx"], id="out of a zip"),
        pytest.param("รายงาน.json", ["รายงาน.json", "จดหมาย.eml", "รายงาน.json.xlsx"], id="named like ours"),
        pytest.param("...", ["รายงาน.json", "จดหมาย.eml", "ไม่มีชื่อ.xlsx"], id="without a name"),
        pytest.param("a:b?.xls", ["รายงาน.json", "จดหมาย.eml", "a_b_.xls.xlsx"], id="a name that Windows refuses"),
    ],
)  # fmt: skip
def test_beside_a_report_lie_the_mail_and_the_file_it_was_read_from(path: str, expected: list[str]) -> None:
    attachment = Attachment(path, b"form", "xlsx")
    decided = verdict(ruling(report(attachment=path)))
    (folder,) = plan(
        case(raw(), decided, [Attachment("other", b"", "xlsx"), attachment]), LABELS, WORDS
    ).folders
    assert [file.name for file in folder.files] == expected
    assert folder.files[2].data == b"form"
    assert [file.data is None for file in folder.files] == [False, True, False]
    assert (folder.files[1].sha256, folder.files[1].size) == (raw().sha256, len(raw().data))


def test_a_report_from_the_body_has_the_mail_alone_beside_it() -> None:
    found = planned(raw(), verdict(ruling(report(attachment=""))))
    assert paths(found) == [[f"{KRABI}/ฉบับที่ 1 help-centre/{name}" for name in ("รายงาน.json", "จดหมาย.eml")]]


def test_every_file_is_told_to_the_store_by_path_hash_and_size() -> None:
    found = planned(raw(), verdict(ruling()))
    (folder,) = found.folders
    assert found.report_places == (folder.place,)
    assert folder.place == Placement(
        folder.path,
        tuple(ArchivedFile(f"{folder.path}/{file.name}", file.sha256, file.size) for file in folder.files),
    )
    assert folder.place.files[1] == ArchivedFile(f"{folder.path}/จดหมาย.eml", raw().sha256, len(raw().data))


# ── several reports in a mail ───────────────────────────────────────────────────────────────────

NOVEMBER = replace(report(), period=Period(2018, 11))
TWICE, HELD = ruling(NOVEMBER, DUPLICATE), ruling(NOVEMBER, REVIEW, 0)


@pytest.mark.parametrize(
    ("rulings", "outcome", "mail_lies"),
    [
        pytest.param([ruling(), ruling(NOVEMBER)], FILED, f"{KRABI}/ฉบับที่ 1 help-centre", id="with the first report"),
        pytest.param([TWICE, ruling()], FILED, f"{KRABI}/ฉบับที่ 1 help-centre", id="with the first that was filed"),
        pytest.param([ruling(), HELD], REVIEW, "2562/รอตรวจสอบ", id="in its own folder where one is held"),
    ],
)  # fmt: skip
def test_a_mail_with_several_reports_lies_in_one_place_and_each_filed_report_in_its_own(
    rulings: list[Ruling], outcome: Outcome, mail_lies: str
) -> None:
    found = planned(raw(), verdict(*rulings, outcome=outcome))
    assert found.mail_place.folder.startswith(mail_lies)
    places = [bool(place.folder) for place in found.report_places]
    assert places == [one.outcome is FILED for one in rulings]
    assert len(found.folders) == sum(places) + (outcome is REVIEW)


# ── names from outside ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        pytest.param("krabi@example.go.th", "krabi@example.go.th", id="an address"),
        pytest.param("", "ไม่มีชื่อ", id="none"),
        pytest.param("../../etc@x", "_.._etc@x", id="one that would climb out of its folder"),
        pytest.param("a" * 200, "a" * 120, id="a long one, cut to 120 bytes"),
    ],
)
def test_a_sender_is_one_part_of_one_folders_name(email: str, shown: str) -> None:
    assert folder_of(from_sender(email)) == f"2562-01-03 {shown} {raw().sha256[:12]}"


def test_a_units_name_is_one_part_of_one_folders_name() -> None:
    labels = Labels(lambda _code: "อบต. ก/ข", LABELS.month, LABELS.reason, LABELS.zone)
    (folder,) = plan(case(raw(), verdict(ruling())), labels, WORDS).folders
    assert folder.path.split("/") == ["2561", "12 ธันวาคม", "อบต. ก_ข (TH-81)", "ฉบับที่ 1 help-centre"]
