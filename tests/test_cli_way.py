"""The commands of the README one after the other, on the month that `collector demo` sets up."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collector import cli
from tests.conftest import Collector

pytestmark = pytest.mark.slow

Answers = Callable[..., list[Any]]

LATER = "2031-01-31T10:00:00+07:00"  # when every month of the demo is overdue


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `collector demo` was run; tests copy it before they change it."""
    folder = tmp_path_factory.mktemp("way") / "demo"
    assert cli.run(["demo", str(folder)]) == 0
    return folder


@pytest.fixture
def config(month: Path, tmp_path: Path) -> Path:
    """The demo's settings file, in a copy of its folder."""
    copy = tmp_path / "demo"
    shutil.copytree(month, copy)
    return copy / "config.toml"


@pytest.fixture
def answers(config: Path, capsys: pytest.CaptureFixture[str]) -> Answers:
    """Runs a command on the copy; returns its JSON lines, and fails for any other word on stdout."""

    def run(*arguments: str, code: int = 0) -> list[Any]:
        capsys.readouterr()
        assert cli.run(["--config", str(config), *arguments, "--json"]) == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def period_of(config: Path) -> str:
    since = next(line for line in config.read_text(encoding="utf-8").splitlines() if line.startswith("since"))
    return since.split('"')[1]


def test_a_second_pass_finds_nothing(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters = sorted((month / "outbox").rglob("*.eml"))
    capsys.readouterr()
    assert cli.run(["--config", str(month / "config.toml"), "once", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["taken_in"], report["outcomes"]) == (0, {})
    assert cli.run(["--config", str(month / "config.toml"), "once"]) == 0
    *counts, journal = capsys.readouterr().out.splitlines()
    assert counts == ["taken in: none", "outcomes: none", "letters: none"]
    assert re.fullmatch(r"journal: \d+ [0-9a-f]{4}(-[0-9a-f]{4}){4}", journal)
    assert sorted((month / "outbox").rglob("*.eml")) == letters


def test_status_and_verify(answers: Answers, config: Path) -> None:
    (status,) = answers("status", "--period", period_of(config))
    assert set(status) >= {
        "expected", "reported", "on_time", "reporting_rate", "reporting_rate_on_time", "units", "mails"
    }  # fmt: skip
    assert status["expected"] == 76
    assert 60 < status["reported"] < 76
    assert set(status["units"][0]) >= {"unit", "period", "state", "revision", "received", "entries"}
    (verified,) = answers("verify")
    assert (verified["consistent"], verified["problems"]) == (True, [])


def test_the_head_of_a_pass_bears_witness(answers: Answers) -> None:
    (report,) = answers("once")
    (verified,) = answers("verify", "--head", report["journal"])
    assert report["journal"] == f"{verified['journal']['number']} {verified['journal']['code']}"
    number, _, code = report["journal"].partition(" ")
    (cut,) = answers("verify", "--head", f"{int(number) + 1} {code}", code=1)
    assert [problem.partition(":")[0] for problem in cut["problems"]] == ["head-missing"]
    (other,) = answers("verify", "--head", f"{int(number) - 1} {code}", code=1)
    assert [problem.partition(":")[0] for problem in other["problems"]] == ["head-differs"]
    (refused,) = answers("verify", "--head", "no head at all", code=1)
    assert "is no head of the journal" in refused["error"]


def test_verify_finds_what_is_amiss(answers: Answers, config: Path) -> None:
    victim = next(path for path in sorted((config.parent / "data").rglob("*.eml")) if path.is_file())
    victim.chmod(0o644)
    victim.write_bytes(b"forged")
    (found,) = answers("verify", code=1)
    assert found["consistent"] is False
    assert found["problems"]


def test_a_fiscal_year_has_twelve_months(answers: Answers, config: Path) -> None:
    year, month = map(int, period_of(config).split("-"))
    (status,) = answers("status", "--year", str(year + 543 + (month >= 10)))
    assert len(status["units"]) == 76 * 12


def test_reminders_are_shown_then_sent_then_done(answers: Answers, config: Path) -> None:
    def outbox() -> int:
        return len(list((config.parent / "outbox").rglob("*.eml")))

    before = outbox()
    planned = answers("remind", "--now", LATER, "--dry-run")
    assert planned
    assert all(set(line) == {"form", "unit", "to", "cc", "stage", "ordinal", "periods"} for line in planned)
    assert outbox() == before
    assert answers("remind", "--now", LATER) == planned
    assert outbox() > before
    assert answers("remind", "--now", LATER) == []


def test_the_summary_prints_the_paths(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    out = tmp_path / "สรุป"
    assert (
        cli.run(["--config", str(config), "summary", "--period", period_of(config), "--out", str(out)]) == 0
    )
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.suffix for path in paths] == [".xlsx", ".docx", ".html"]
    assert all(path.parent == out and path.stat().st_size > 1000 for path in paths)


def test_import_takes_in_and_sends_nothing(config: Path, tmp_path: Path, collector: Collector) -> None:
    folder = tmp_path / "fresh"
    assert cli.run(["init", str(folder)]) == 0
    mails = sorted((config.parent / "inbox").glob("*.eml"))[:5]
    done = collector("--config", folder / "config.toml", "import", "--json", *mails)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["taken_in"] == 5
    assert not list(folder.rglob("outbox/**/*.eml"))


def test_import_of_what_is_not_there_takes_in_nothing(
    config: Path, tmp_path: Path, collector: Collector
) -> None:
    done = collector("--config", config, "import", "nowhere.mbox", config.parent / "inbox")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "collector: nowhere.mbox: there is no such file or folder\n"


def test_a_mailbox_that_is_not_there_is_3(config: Path, collector: Collector) -> None:
    done = collector("--config", config, "once", environ={"COLLECTOR_MAILBOX__PATH": "elsewhere"})
    assert (done.returncode, done.stdout) == (3, "")
    assert "elsewhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_for_people(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, words in {
        ("status", "--period", period_of(config)): "76",
        ("remind", "--now", LATER, "--dry-run"): " → ",
    }.items():
        capsys.readouterr()
        assert cli.run(["--config", str(config), *command]) == 0
        said = capsys.readouterr().out
        assert words in said
        assert "{" not in said


def test_demo_again_starts_afresh_and_spares_other_folders(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "letters"
    precious.mkdir()
    (precious / "draft.docx").touch()
    capsys.readouterr()
    assert cli.run(["demo", str(precious)]) == 1
    assert "holds something else than a demo" in capsys.readouterr().err
    assert list(precious.iterdir()) == [precious / "draft.docx"]


def test_an_auditor_checks_a_proof_without_the_collector(
    config: Path, tmp_path: Path, answers: Answers
) -> None:
    (status,) = answers("status", "--period", period_of(config))
    unit = next(line["unit"] for line in status["units"] if line["state"] == "on_time")
    out = tmp_path / "proof.zip"
    asked = [
        "--config",
        str(config),
        "proof",
        "--unit",
        unit,
        "--period",
        period_of(config),
        "--out",
        str(out),
    ]
    assert cli.run(asked) == 0
    first = out.read_bytes()
    assert cli.run(asked) == 0
    assert out.read_bytes() == first
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "proof")
    (verified,) = answers("verify")
    head = f"{verified['journal']['number']} {verified['journal']['code']}"
    command = [sys.executable, "-I", str(tmp_path / "proof" / "verify.py"), "--head", head]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ตรวจสอบแล้ว หลักฐานชุดนี้ครบถ้วนและไม่ถูกแก้ไข\n")
    readme = (tmp_path / "proof" / "README.txt").read_text("utf-8-sig")
    assert f'--head "{head}"' in readme
    assert "{" not in readme


def test_a_proof_of_nothing_is_refused(config: Path, tmp_path: Path, collector: Collector) -> None:
    out = tmp_path / "proof.zip"
    done = collector("--config", config, "proof", "--unit", "TH-81", "--period", "1999-01", "--out", out)
    assert done.returncode == 1
    assert "nothing is on record of TH-81 for 1999-01" in done.stderr
    assert not out.exists()
