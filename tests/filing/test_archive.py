"""The archive: browsable without the program, whole or not at all, never over something else."""

import hashlib
import json
import stat
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from collector.errors import StoreError
from collector.filing.archive import Archive
from collector.filing.layout import FilingPlan, plan
from collector.filing.spool import Spool
from collector.model.files import Attachment
from collector.model.outcomes import Outcome
from collector.model.reports import ChangeKind, Difference, Report
from tests.filing.cases import LABELS, WORDS, case, planned, raw, report, ruling, verdict

FOLDER = "2561/12 ธันวาคม/กระบี่ (TH-81)/ฉบับที่ 1 help-centre"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    Spool(tmp_path).keep([raw(number) for number in range(1, 4)])
    return Archive(tmp_path)


def read_json(archive: Archive, path: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(archive.read(path))
    return loaded


def unfinished(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "unfinished").glob("*.tmp"))


def test_a_report_lies_where_staff_look_for_it(archive: Archive) -> None:
    archive.put(planned(raw(), verdict(ruling())))
    assert sorted(archive.paths()) == sorted(
        f"{FOLDER}/{name}" for name in ("รายงาน.json", "แบบรายงาน.xlsx", "จดหมาย.eml")
    )
    assert archive.read(f"{FOLDER}/จดหมาย.eml") == raw().data
    assert archive.read(f"{FOLDER}/แบบรายงาน.xlsx") == b"workbook of " + raw().data


def test_the_mail_is_the_spools_file_under_a_second_name_that_nobody_may_write_to(
    archive: Archive, tmp_path: Path
) -> None:
    spool = Spool(tmp_path)
    archive.put(planned(raw(), verdict(ruling())))
    filed = (archive.root / FOLDER / "จดหมาย.eml").stat()
    assert filed.st_ino == spool.path(raw().sha256).stat().st_ino
    assert stat.filemode(filed.st_mode) == "-r--------"
    assert not unfinished(tmp_path)


def test_an_archive_on_another_file_system_gets_copies(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        (tmp_path / "spool").symlink_to(elsewhere)
        spool = Spool(tmp_path)
        spool.keep([raw()])
        archive.put(planned(raw(), verdict(ruling())))
        assert archive.read(f"{FOLDER}/จดหมาย.eml") == raw().data
        assert spool.path(raw().sha256).stat().st_nlink == 1


def test_the_report_says_everything_about_itself(archive: Archive) -> None:
    differences = (Difference(ChangeKind.CHANGED, 1, "problem", "เดิม", "ใหม่"),)
    archive.put(planned(raw(), verdict(replace(ruling(), differences=differences))))
    told = read_json(archive, f"{FOLDER}/รายงาน.json")
    assert (
        told
        | {
            "form": "help-centre",
            "unit": "TH-81",
            "unit_name": "กระบี่",
            "period": "2018-12",
            "month": "เดือน 2018-12",
            "revision": 1,
            "receipt": "HC-2561-12/TH-81/1",
            "timeliness": "on_time",
            "nil": False,
            "entries": [{"number": 1, "problem": "ขาดบุคลากร", "solution": "อบรมเพิ่ม", "law": ""}],
            "received": "2019-01-03T14:05:00+07:00",
            "sender": "krabi@example.go.th",
            "mail_sha256": raw().sha256,
            "attachment": "แบบรายงาน.xlsx",
            "attachment_sha256": hashlib.sha256(b"workbook of " + raw().data).hexdigest(),
            "differences": [
                {"kind": "changed", "number": 1, "key": "problem", "before": "เดิม", "after": "ใหม่"}
            ],
            "notes": [
                {"code": "month-assumed", "values": {"period": "2018-12"}, "text": "เพราะ month-assumed"}
            ],
        }
        == told
    )
    assert "ขาดบุคลากร" in archive.read(f"{FOLDER}/รายงาน.json").decode()  # readable in an editor


def test_a_revision_lies_beside_the_one_before(archive: Archive) -> None:
    archive.put(planned(raw(1), verdict(ruling())))
    before = {path: archive.read(path) for path in archive.paths()}
    archive.put(planned(raw(2), verdict(ruling(report(problem="ใหม่"), Outcome.REVISED, 2))))
    assert {path: archive.read(path) for path in before} == before
    names = {path.split("/")[3] for path in archive.paths()}
    assert names == {"ฉบับที่ 1 help-centre", "ฉบับที่ 2 help-centre"}


@pytest.mark.parametrize(
    ("outcome", "word"), [("review", "รอตรวจสอบ"), ("returned", "ส่งคืน"), ("duplicate", "ส่งซ้ำ")]
)
def test_a_mail_that_was_not_filed_lies_by_its_outcome(archive: Archive, outcome: str, word: str) -> None:
    decided = verdict(ruling(report(unit=None), Outcome(outcome), 0), outcome=Outcome(outcome))
    archive.put(planned(raw(), decided))
    folder = f"2562/{word}/2562-01-03 krabi@example.go.th {raw().sha256[:12]}"
    assert sorted(archive.paths()) == sorted([f"{folder}/ผลการพิจารณา.json", f"{folder}/จดหมาย.eml"])
    told = read_json(archive, f"{folder}/ผลการพิจารณา.json")
    assert told["outcome"] == outcome
    assert told["reasons"] == [{"code": "because", "values": {}, "text": "เพราะ because"}]


def test_an_ignored_mail_gets_no_place() -> None:
    assert planned(raw(), verdict(outcome=Outcome.IGNORED)) == FilingPlan(None, ())


def test_a_mail_with_several_outcomes_lies_in_all_their_places() -> None:
    rulings = (ruling(), ruling(report("TH-20")), ruling(report(unit=None), Outcome.REVIEW, 0))
    decided = planned(raw(), verdict(*rulings, outcome=Outcome.REVIEW))
    assert decided.mail_place.folder.startswith("2562/รอตรวจสอบ/")
    assert [place.folder.split("/")[2:3] for place in decided.report_places] == [
        ["กระบี่ (TH-81)"],
        ["ชลบุรี (TH-20)"],
        [],
    ]


def test_names_from_outside_cannot_leave_the_folder_or_take_another_files_name() -> None:
    def names(path: str) -> list[str]:
        found = replace(report(), attachment=path)
        planned_case = case(raw(), verdict(ruling(found)), [Attachment(path, b"x", "xlsx")])
        (folder,) = plan(planned_case, LABELS, WORDS).folders
        assert folder.path == FOLDER
        return [file.name for file in folder.files]

    assert names("../../../etc/cron.d/x")[2] == "x.xlsx"
    assert names("report.zip/..\\..\\form.xlsx")[2] == "_.._form.xlsx"
    assert names("รายงาน.json") == ["รายงาน.json", "จดหมาย.eml", "รายงาน.json.xlsx"]
    assert names("..")[2] == "ไม่มีชื่อ.xlsx"


def test_unit_names_from_a_registry_are_one_folder_each() -> None:
    labels = replace(LABELS, unit=lambda code: "../เมือง/" + "ก" * 200)
    paths = {
        plan(case(raw(), verdict(ruling(report(code)))), labels, WORDS).folders[0].path
        for code in ("A", "B", "A" * 99)
    }
    assert len(paths) == 3
    assert {path.count("/") for path in paths} == {3}


def test_a_report_in_the_body_has_no_attachment(archive: Archive) -> None:
    body = replace(report(), attachment="")
    archive.put(planned(raw(), verdict(ruling(body))))
    assert len(list(archive.paths())) == 2


def test_putting_again_changes_nothing_and_completes_what_is_missing(archive: Archive) -> None:
    decided = planned(raw(), verdict(ruling()))
    archive.put(decided)
    before = {path: ((archive.root / path).stat().st_ino, archive.read(path)) for path in archive.paths()}
    archive.put(decided)
    assert {
        path: ((archive.root / path).stat().st_ino, archive.read(path)) for path in archive.paths()
    } == before
    (archive.root / FOLDER / "จดหมาย.eml").unlink()
    archive.put(decided)
    assert {path: archive.read(path) for path in archive.paths()} == {
        path: told[1] for path, told in before.items()
    }


def test_something_else_is_never_replaced(tmp_path: Path, archive: Archive) -> None:
    archive.put(planned(raw(1), verdict(ruling())))
    before = {path: archive.read(path) for path in archive.paths()}
    with pytest.raises(StoreError, match="ever replaced"):
        archive.put(planned(raw(2), verdict(ruling(), ruling(report("TH-20")))))
    assert {path: archive.read(path) for path in archive.paths()} == before
    assert unfinished(tmp_path) == []


def test_a_group_appears_at_its_end(tmp_path: Path, archive: Archive) -> None:
    with archive.group():
        archive.put(planned(raw(1), verdict(ruling())))
        archive.put(planned(raw(2), verdict(ruling(report("TH-20")))))
        with pytest.raises(StoreError, match="ever replaced"):  # what is staged counts as there
            archive.put(planned(raw(3), verdict(ruling(report(problem="อื่น")))))
        assert list(archive.paths()) == []
    assert len(list(archive.paths())) == 6
    assert unfinished(tmp_path) == []


def test_a_group_that_raises_and_a_mail_taken_back_leave_nothing(tmp_path: Path, archive: Archive) -> None:
    def interrupted() -> None:
        with archive.group():
            archive.put(planned(raw(), verdict(ruling())))
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    with archive.group():
        archive.put(planned(raw(), verdict(ruling())))
        archive.discard(planned(raw(), verdict(ruling())))
    assert list(archive.paths()) == []
    assert unfinished(tmp_path) == []


def test_sweeping_removes_what_no_row_speaks_of_with_its_empty_folders(archive: Archive) -> None:
    archive.put(planned(raw(1), verdict(ruling())))
    archive.put(planned(raw(2), verdict(ruling(report("TH-20")))))
    (archive.root / "2561" / "note.txt").write_text("not ours")
    removed = archive.sweep(lambda path: "TH-81" in path)
    assert len(removed) == 3
    assert all("TH-20" in path for path in removed)
    assert not (archive.root / "2561/12 ธันวาคม/ชลบุรี (TH-20)").exists()
    assert len(list(archive.paths())) == 4
    assert archive.sweep(lambda path: False) == ()  # the journal is done with


def test_a_torn_line_of_the_journal_and_a_forged_one_do_no_harm(tmp_path: Path, archive: Archive) -> None:
    archive.put(planned(raw(), verdict(ruling())))
    (tmp_path / "collector.db").write_text("precious")
    journal = tmp_path / "unfinished" / "journal"
    journal.write_text(f"{FOLDER}/รายงาน.json")
    assert archive.sweep(lambda path: False) == ()
    journal.write_text("../collector.db\n")
    with pytest.raises(StoreError, match="not in the archive"):
        archive.sweep(lambda path: False)
    assert (tmp_path / "collector.db").exists()


def test_a_plan_is_the_same_every_time() -> None:
    decided: Report = report()
    assert planned(raw(), verdict(ruling(decided))) == planned(raw(), verdict(ruling(decided)))
