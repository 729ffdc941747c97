"""A proof checks itself with plain Python, and names whatever is changed in it afterwards."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from collector.filing.archive import Archive
from collector.filing.proof import SAID, Subject, make_proof
from collector.filing.proof_verify import canonical, check, pretty
from collector.filing.spool import Spool
from collector.model import ContactFailure, Outcome
from collector.store.records import ReminderLetter
from collector.store.store import Store
from tests.filing.cases import DECEMBER, FORM, NOW, completed, kept, letter, raw, verdict
from tests.filing.one_pass import mailbox, one_pass

pytestmark = pytest.mark.slow

SUBJECT = Subject("TH-81", "2018-12", "อ่าน\n", {key: f"<{key}>" for key in SAID})


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three revisions of Krabi's and what others sent, a reminder, and a bounce of the first answer."""
    folder = tmp_path_factory.mktemp("proven")
    one_pass(folder, mailbox())
    with Store(folder) as store:
        keys = ((DECEMBER, "due-day"),)
        store.queue_reminders([ReminderLetter(FORM, "TH-81", keys, letter("r", "reminder"))], NOW)
        store.letter_sending(1)
        store.letter_sent(1, "250 OK", NOW)
        bounce = raw(900, arrived=NOW + timedelta(days=1))
        Spool(folder).keep([bounce])
        store.take_in(kept([bounce]))
        ours = next(each for each in store.letters() if each.letter.kind == "reminder")
        failure = ContactFailure("krabi@example.go.th", True, "5.1.1", "unknown", ours.letter.message_id)
        done = completed(bounce, verdict(outcome=Outcome.IGNORED), ())
        store.record([replace(done, failures=(failure,))])
    return folder


def proof_of(storage: Path) -> bytes:
    with Store(storage, read_only=True) as store:
        proven = store.proven("TH-81", "2018-12")
        return make_proof(SUBJECT, proven, Spool(storage), Archive(storage))


@pytest.fixture
def folder(storage: Path, tmp_path: Path) -> Path:
    """The proof, unpacked."""
    with zipfile.ZipFile(io.BytesIO(proof_of(storage))) as archive:
        archive.extractall(tmp_path / "หลักฐาน")
    return tmp_path / "หลักฐาน"


def verified(folder: Path, *arguments: str) -> tuple[int, str]:
    """What verify.py says where no package of ours can be imported."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments]
    done = subprocess.run(command, cwd="/", env={}, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def rewritten(folder: Path, name: str, change: Callable[[Any], None]) -> None:
    """Changes a JSON of the proof, and the hashes in proof.json so that they agree."""
    value = json.loads((folder / name).read_bytes())
    change(value)
    (folder / name).write_bytes(pretty(value))
    proof = json.loads((folder / "proof.json").read_bytes())
    proof["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    del proof["seal"]
    proof["seal"] = hashlib.sha256(canonical(proof)).hexdigest()
    (folder / "proof.json").write_bytes(pretty(proof))


def test_a_proof_holds_all_of_its_month_and_nothing_of_others(storage: Path, folder: Path) -> None:
    names = files_of(folder)
    assert {"README.txt", "verify.py", "words.json", "proof.json", "rows.json", "journal.json"} <= set(names)
    rows = json.loads((folder / "rows.json").read_bytes())
    assert {row["columns"]["unit"] for row in rows if row["table"] == "report"} == {"TH-81"}
    tables = [row["table"] for row in rows]
    assert set(tables) == {
        "archived_file",
        "contact_failure",
        "ledger",
        "letter",
        "mail",
        "reminder",
        "report",
    }
    assert len([name for name in names if name.startswith("mails/")]) == tables.count("mail")
    assert all(
        "TH-81" in name or "รอตรวจสอบ" in name or "ส่งซ้ำ" in name
        for name in names
        if name.startswith("archive/")
    )
    assert "ชลบุรี" not in (folder / "journal.json").read_text("utf-8")  # of others only hashes
    with Store(storage, read_only=True) as store:
        assert store.proven("TH-95", "2018-12").rows == ()


def test_the_same_store_gives_the_same_bytes(storage: Path) -> None:
    assert proof_of(storage) == proof_of(storage)


def test_a_proof_is_sound_without_the_collector(storage: Path, folder: Path) -> None:
    with Store(storage, read_only=True) as store:
        head = store.journal_head()
    code, said = verified(folder)
    assert (code, said) == (0, f"<sound>\n<head> {head.number} {head.code}\n")
    assert verified(folder, "--head", f"ลำดับที่ {head.number} รหัสตรวจสอบ {head.code}")[0] == 0


def test_whatever_member_is_changed_is_named(folder: Path) -> None:
    for name in files_of(folder):
        path = folder / name
        before = path.read_bytes()
        for data in (
            before + b"\n#",
            before[:-9] + bytes([before[-9] ^ 1]) + before[-8:],
            before[: len(before) // 2],
        ):
            if name == "verify.py" and data != before + b"\n#":
                continue  # a program that is not whole does not run
            path.write_bytes(data)
            code, said = verified(folder)
            assert code == 1, name
            assert name in said or "damaged" in said, (name, said)
        path.write_bytes(before)
    assert verified(folder)[0] == 0


def test_whatever_member_is_taken_away_is_named(folder: Path) -> None:
    for name in set(files_of(folder)) - {"verify.py"}:
        path = folder / name
        before = path.read_bytes()
        path.unlink()
        code, said = verified(folder)
        assert code == 1, name
        assert name in said
        path.write_bytes(before)
    assert verified(folder)[0] == 0


def test_a_file_that_is_put_in_is_named(folder: Path) -> None:
    (folder / "letters" / "99.eml").write_bytes(b"")
    assert verified(folder)[1].splitlines()[0] == "<file-added>: letters/99.eml"


def _unit(rows: Any) -> None:
    next(row for row in rows if row["table"] == "report")["columns"]["unit"] = "TH-95"


def _left_out(rows: Any) -> None:
    rows.remove(next(row for row in rows if row["table"] == "letter"))


def _put_in(rows: Any) -> None:
    rows.append({"table": "letter", "key": "[99]", "columns": {"id": 99, "raw": "sha256:"}})


def _line(journal: Any) -> None:
    number, lines = list(journal["lines"].items())[-1]
    journal["lines"][number] = lines[:-1]


def _cut(journal: Any) -> None:
    del journal["rows"][-1]


def _gap(journal: Any) -> None:
    del journal["rows"][1]


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("rows.json", _unit, {"row-changed", "row-unlike-file"}),
        ("rows.json", _left_out, {"row-missing"}),
        ("rows.json", _put_in, {"row-changed", "file-missing"}),
        ("journal.json", _line, {"journal-lines"}),
        ("journal.json", _cut, {"journal-broken"}),
        ("journal.json", _gap, {"journal-gap", "journal-broken"}),
    ],
)
def test_a_change_with_all_hashes_of_files_made_to_agree_is_found(
    folder: Path, name: str, change: Callable[[Any], None], found: set[str]
) -> None:
    rewritten(folder, name, change)
    told = {key for key, _ in check(folder)}
    assert found <= told
    assert "file-changed" not in told


def test_a_journal_that_was_computed_anew_differs_from_the_witness(folder: Path) -> None:
    head = json.loads((folder / "proof.json").read_bytes())["head"]
    code = "-".join(head["hash"][place : place + 4] for place in range(0, 20, 4))
    line = f"{head['number']} {code}"
    assert check(folder, [line]) == []
    assert [key for key, _ in check(folder, [f"{head['number'] - 1} {code}"])] == ["head-differs"]
    assert [key for key, _ in check(folder, [line[:-1]])] == ["head-unreadable"]
