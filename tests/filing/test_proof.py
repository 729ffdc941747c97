"""A proof checks itself with plain Python, and names whatever is changed in it afterwards."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from collector.filing.archive import Archive
from collector.filing.proof import SAID, Subject, make_proof
from collector.filing.proof_verify import COLUMNS, STATES, canonical, check, pretty
from collector.filing.spool import Spool
from collector.model.mail import ContactFailure
from collector.model.outcomes import Outcome
from collector.store.later_changes import LATER
from collector.store.records import ReminderLetter
from collector.store.store import Store
from collector.store.table_shapes import table_shapes
from tests.filing.cases import DECEMBER, FORM, NOW, completed, kept, letter, raw, verdict
from tests.filing.one_pass import mailbox, one_pass
from tests.filing.tampering import Change, covered, same_marks, sql, tamper

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


def test_a_copy_of_ones_own_looks_at_a_proof_and_no_file_of_it_chooses_its_words(
    folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.py"
    (folder / "verify.py").rename(own)
    (folder / "words.json").write_text(
        '{"unsound": "<sound>", "file-added": "<sound>", "file-missing": "<sound>"}'
    )
    command = [sys.executable, "-I", "-S", str(own), str(folder)]
    done = subprocess.run(command, cwd=folder, env={}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:3] == [
        "<file-missing>: verify.py", "<file-added>: words.json", "<unsound>"
    ]  # fmt: skip


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
    assert {"README.txt", "verify.py", "proof.json", "rows.json", "journal.json"} <= set(names)
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


def forged(storage: Path, folder: Path, name: str) -> Path:
    """The proof that the collector itself makes of a store in which a commit of somebody's covers a change, unpacked."""
    copy = folder / "forged"
    shutil.copytree(storage, copy)
    tamper(copy, FORGED[name][0])
    with zipfile.ZipFile(io.BytesIO(proof_of(copy))) as archive:
        archive.extractall(folder / "proof")
    return folder / "proof"


KRABI, LETTER = ("report", "t.unit = 'TH-81'"), ("letter", "t.kind = 'reminder'")
FORGED: dict[str, tuple[Change, str]] = {
    "entries": (covered(sql("UPDATE report SET entries = '[]' WHERE unit = 'TH-81'"), KRABI), "report"),
    "the time of receipt": (
        covered(
            sql("UPDATE mail SET received = '2018-12-31T00:00:00.000000+00:00' WHERE outcome = 'filed'"),
            ("mail", "t.outcome = 'filed'"),
        ),
        "mail",
    ),
    "a file's hash": (
        covered(sql("UPDATE archived_file SET size = size + 1"), ("archived_file", "TRUE")),
        "archived_file",
    ),
    "a letter that was sent": (
        covered(sql("UPDATE letter SET state = 'failed', sent = NULL WHERE id = 1"), ("letter", "t.id = 1")),
        "letter [1]",
    ),
    "a reminder's receivers": (covered(same_marks("reminder"), LETTER), "letter"),
    "and its hash not told": (
        covered(same_marks("reminder"), LETTER, lie=lambda line, was: replace(line, lasting=was.lasting)),
        "letter",
    ),
    "a held letter that is sent": (
        covered(sql("UPDATE letter SET state = 'sent', sent = created WHERE kind = 'reminder'"), LETTER),
        "",  # a queued letter is sent by the collector in one commit, too
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_a_later_commit_changes_against_the_rule_is_named(
    storage: Path, tmp_path: Path, name: str
) -> None:
    folder = forged(storage, tmp_path, name)
    told = [place for key, place in check(folder) if key == "row-overwritten"]
    assert bool(told) == bool(FORGED[name][1])
    assert all(place.startswith(FORGED[name][1]) for place in told)


def test_the_verifier_knows_the_same_rule_as_the_collector(storage: Path) -> None:
    """It lies alone in the proof, and so says again what `later_changes` says."""
    with Store(storage, read_only=True) as store:
        shapes = {shape.name: shape.columns for shape in table_shapes(store.connection)}
        proven = {row.table for row in store.proven("TH-81", "2018-12").rows}
    assert set(COLUMNS) == {name for name in proven if LATER[name].changes}
    for table, written in COLUMNS.items():
        rule = LATER[table]
        signs = [
            "!" if name in rule.closes else "*" if name in rule.changes else "" for name in shapes[table]
        ]
        assert written.split() == [f"{name}{sign}" for name, sign in zip(shapes[table], signs, strict=True)]
    assert {state: tuple(steps.split()) for state, steps in STATES.items()} == dict(LATER["letter"].steps)
    assert LATER["letter"].steps.keys() == STATES.keys()
    assert next(iter(STATES)) == next(iter(LATER["letter"].steps))


@pytest.mark.parametrize("name", ["proof.json", "rows.json", "journal.json", "README.txt"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    code, said = verified(folder)
    assert (code, name in said) == (1, True)


SHADOW = "import pathlib; pathlib.Path(__file__).with_name('RAN').write_bytes(b'')"


@pytest.mark.parametrize("environ", [{}, {"PYTHONPATH": ":."}])
@pytest.mark.parametrize("how", [["verify.py"], ["./verify.py"], ["{folder}/verify.py"], ["-I", "verify.py"]])
def test_nothing_beside_the_verifier_is_run(folder: Path, how: list[str], environ: dict[str, str]) -> None:
    for name in ("hashlib", "io", "json", "re", "pathlib", "typing", "collections", "os", "site", "decimal"):
        (folder / f"{name}.py").write_text(SHADOW)
    command = [sys.executable, *(each.format(folder=folder) for each in how)]
    done = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert not (folder / "RAN").exists()
    assert (done.returncode, done.stderr) == (1, "")
    assert "<file-added>: json.py" in done.stdout


def test_a_verifier_that_is_reached_by_a_link_runs_nothing_beside_it(folder: Path, tmp_path: Path) -> None:
    (folder / "json.py").write_text(SHADOW)
    (tmp_path / "here.py").symlink_to(folder / "verify.py")
    done = subprocess.run(
        [sys.executable, "here.py"], cwd=tmp_path, env={}, capture_output=True, encoding="utf-8", check=False
    )
    assert not (folder / "RAN").exists()
    assert "<file-added>: json.py" in done.stdout


DEEP = b"[" * 1_000_000
NO_PROOFS = {
    "nested a million deep": DEEP,
    "closed as well": DEEP + b"]" * 1_000_000,
    "names nested": b'{"a":' * 1_000_000,
    "a list": b"[]",
    "a word": b'"proof"',
    "nothing": b"",
    "no text": b"\xff\xfe\x00",
    "no key": b"{}",
    "a name twice": b'{"head": {"number": 1, "number": 2}}',
    "a huge number": b'{"head": ' + b"9" * 100_000 + b"}",
}


@pytest.mark.parametrize("name", NO_PROOFS)
def test_what_is_no_proof_is_said_to_be_none(folder: Path, name: str) -> None:
    (folder / "proof.json").write_bytes(NO_PROOFS[name])
    code, said = verified(folder)
    assert code == 1
    assert said.startswith("<no-proof>: proof.json")
    assert said.endswith("<unsound>\n")


@pytest.mark.parametrize("value", [None, 7, 1e999, "x", [], {}, [[]], True, "\ud800", 10**4000, -1])
@pytest.mark.parametrize("key", ["unit", "files", "head", "seal", "hash", "number"])
def test_values_of_other_kinds_give_an_answer(folder: Path, key: str, value: object) -> None:
    proof = json.loads((folder / "proof.json").read_bytes())
    (proof["head"] if key in {"hash", "number"} else proof)[key] = value
    (folder / "proof.json").write_text(json.dumps(proof), "ascii")
    code, said = verified(folder)
    assert code == 1
    assert "proof.json" in said


@pytest.mark.parametrize("name", ["rows.json", "journal.json"])
@pytest.mark.parametrize(
    "data", [DEEP, b"[]", b"{}", b"7", b'{"sound": 7}', b'[{"table": {}}]', b'{"rows": [[1e999,1,1]]}']
)
def test_other_members_of_other_kinds_give_an_answer(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    code, said = verified(folder)
    assert code == 1
    assert name in said or "<damaged>" in said


def test_archived_json_that_is_nested_too_deep_gives_an_answer(folder: Path) -> None:
    next(folder.rglob("รายงาน.json")).write_bytes(DEEP)
    code, said = verified(folder)
    assert (code, "<damaged>: nested too deep" in said) == (1, True)


def test_a_name_that_stands_twice_in_the_zip_is_found_whichever_was_unpacked(
    storage: Path, tmp_path: Path
) -> None:
    sound = proof_of(storage)
    for forged_last in (False, True):
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(made, "w") as new:
            members = [(name, old.read(name)) for name in old.namelist()]
            members.insert(len(members) if forged_last else 0, ("rows.json", b"[]"))
            with warnings.catch_warnings(action="ignore"):
                for name, data in members:
                    new.writestr(name, data)
        folder = tmp_path / str(forged_last)
        with zipfile.ZipFile(made) as archive:
            archive.extractall(folder)  # the last one counts
        code, said = verified(folder)
        assert (code, "rows.json" in said) == (int(forged_last), forged_last)


def test_a_link_is_no_file_of_the_proof(folder: Path, tmp_path: Path) -> None:
    path = next((folder / "mails").iterdir())
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert f"<file-missing>: mails/{path.name}" in verified(folder)[1]


def test_names_in_a_proof_do_not_steer_the_terminal(folder: Path) -> None:
    (folder / "\x1b[2Jgone").write_bytes(b"")
    assert "<file-added>: ?[2Jgone" in verified(folder)[1]
