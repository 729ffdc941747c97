"""The program as a user meets it: usage, exit codes, messages, and nothing but the answer on stdout."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import collector.commands
from collector import cli
from collector.commands.terminal import cleaned, write_json
from collector.errors import ConfigError, MailboxError, SendError, StoreError, UsageError
from collector.periods import Period
from collector.settings.sections import STAGES
from collector.store.store import Store
from tests.conftest import PROJECT, Collector

pytestmark = pytest.mark.slow

# ── usage ────────────────────────────────────────────────────────────────────────────────────────


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    said = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f" {name} " not in said] == []


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([name, "--help"]) == 0
    assert f"Usage: collector {name}" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("collector 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["explain"],
        ["config", "--yaml"],
        ["form", "--format", "pdf"],
        ["form", "--period", "10/11"],
        ["explain", "--received", "yesterday", "config.toml"],
        ["status", "--year", "2019"],
        ["status", "--year", "2562", "--period", "2018-12"],
        ["remind", "--now", "25 ธันวาคม"],
    ],
)
def test_wrong_usage_is_2_and_says_why_on_stderr(
    arguments: list[str],
    department: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(department.parent)
    assert cli.run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Usage: collector" in said.err
    assert not (department.parent / "data").exists()


# ── settings ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "command", [["once"], ["run"], ["remind"], ["status"], ["summary"], ["verify"], ["config"]]
)
def test_without_settings_2_and_how_to_begin(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(command) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "collector: config.toml cannot be used:\n  there is no such file; `collector init` writes one to begin with\n"
    )


def test_a_named_file_must_be_there_even_for_explain(collector: Collector, tmp_path: Path) -> None:
    (tmp_path / "mail.eml").touch()
    assert collector("--config", "elsewhere.toml", "explain", "mail.eml").returncode == 2


def test_all_problems_in_one_message(collector: Collector, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[letters]\nshaddow = true\n", encoding="utf-8")
    done = collector("config")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[1:] == [
        "  department.name: must be set",
        "  department.address: must be set",
        "  letters.shaddow: unknown key; did you mean shadow?",
    ]


def test_the_environment_is_read_and_passwords_are_hidden(department: Path, collector: Collector) -> None:
    environ = {
        "COLLECTOR_OUTGOING__TYPE": "smtp",
        "COLLECTOR_OUTGOING__HOST": "smtp.dept.example",
        "COLLECTOR_OUTGOING__PASSWORD": "geheim",
    }
    text = department.read_text(encoding="utf-8").replace('path = "outbox"', "")
    department.write_text(text, encoding="utf-8")
    done = collector("config", environ=environ)
    assert done.returncode == 0
    assert 'outgoing.password = "***"' in done.stdout.splitlines()
    assert 'department.name = "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น"' in done.stdout
    assert "geheim" not in done.stdout + done.stderr


def test_config_as_json(department: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--config", str(department), "config", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["registry"]["since"] == "2018-10"
    assert shown["storage"]["path"] == str(department.parent / "data")
    assert [stage["name"] for stage in shown["reminders"]["stages"]] == [stage.name for stage in STAGES]
    assert shown["outgoing"] == {"type": "folder", "path": str(department.parent / "outbox")}


# ── init ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def _months_now() -> set[Period]:
    """The present month in Bangkok, also where it ends while the test runs."""
    now = datetime.now(ZoneInfo("Asia/Bangkok"))
    return {Period.of(now), Period.of(now - timedelta(minutes=10))}


def test_what_init_writes_can_be_used_as_it_is(collector: Collector, tmp_path: Path) -> None:
    done = collector("init", "กอง")
    assert (done.returncode, done.stdout) == (0, "กอง/config.toml\nกอง/contacts.csv\n")
    example, month = (PROJECT / "config.example.toml").read_text("utf-8"), tmp_path / "กอง/config.toml"
    (since,) = re.findall(r'^since = "(.+)"$', month.read_text("utf-8"), re.MULTILINE)
    assert Period.parse(since) in _months_now()
    assert month.read_text("utf-8") == example.replace('since = "2018-10"', f'since = "{since}"')
    assert (
        (tmp_path / "กอง/contacts.csv").read_bytes().startswith("\ufeffunit,email,name,role,phone\n".encode())
    )
    assert collector("config", folder=tmp_path / "กอง").returncode == 0
    checked = collector("once", "--json", folder=tmp_path / "กอง")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_init_overwrites_nothing(department: Path, collector: Collector) -> None:
    before = department.read_bytes()
    done = collector("init")
    assert done.returncode == 1
    assert done.stderr == "collector: config.toml and contacts.csv exists already; nothing was written\n"
    assert department.read_bytes() == before


# ── errors ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError(Path("config.toml"), ["x: must be set"]), 2),
        (UsageError("no"), 1),
        (StoreError("no"), 1),
        (MailboxError("no"), 3),
        (SendError("no", permanent=False), 3),
        (SendError("no", permanent=True), 1),
    ],
)
def test_exit_codes(error: ConfigError, code: int) -> None:
    assert cli.exit_code(error) == code


def test_a_unit_that_nobody_knows(collector: Collector) -> None:
    done = collector("form", "--unit", "TH-99")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("collector: no unit has the code TH-99")


def test_a_place_where_nothing_can_be_written(collector: Collector) -> None:
    done = collector("form", "--out", "nowhere/form.xlsx")
    assert (done.returncode, done.stderr) == (1, "collector: nowhere/form.xlsx: No such file or directory\n")


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command with a mistake of ours in it."""
    (tmp_path / "broken.py").write_text(
        "import typer\n\n"
        'def command(as_json: bool = typer.Option(False, "--json")) -> None:\n'
        '    """Fail."""\n    raise KeyError("จังหวัด")\n',
        "utf-8",
    )
    monkeypatch.setattr(collector.commands, "__path__", [*collector.commands.__path__, str(tmp_path)])
    monkeypatch.setitem(cli.COMMANDS, "broken", "broken")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_an_error_of_ours_goes_to_a_file(
    broken: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["broken"]) == 1
    said = capsys.readouterr()
    (log,) = tmp_path.glob("collector-error-*.txt")
    assert (said.out, "Traceback" in said.err) == ("", False)
    assert said.err == f"collector: internal error (KeyError); the details are in {log}, --debug shows them\n"
    assert "KeyError: 'จังหวัด'" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_debug_shows_an_error_of_ours(
    broken: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--debug", "broken"]) == 1
    assert "Traceback" in capsys.readouterr().err
    assert not list(tmp_path.glob("collector-error-*.txt"))


# ── --json ───────────────────────────────────────────────────────────────────────────────────────

# Each command that takes --json, with what else it has to be given.
WITH_JSON = {
    "config": [],
    "login": ["--status"],
    "explain": ["mail.eml"],
    "once": [],
    "remind": [],
    "letters": [],
    "status": [],
    "import": ["mail.eml"],
    "verify": [],
    "doctor": [],
    "forms": [],
    "history": ["--unit", "TH-81", "--period", "2018-12"],
}


def json_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_all_commands_with_json_are_known_here(capsys: pytest.CaptureFixture[str]) -> None:
    found = set()
    for name in cli.COMMANDS:
        cli.run([name, "--help"])
        if "--json" in capsys.readouterr().out:
            found.add(name)
    assert found == set(WITH_JSON)


@pytest.mark.parametrize("name", WITH_JSON)
def test_settings_that_cannot_be_used_are_json_too(
    name: str, department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    department.write_text(department.read_text("utf-8") + "\n[letters]\nshaddow = true\n", "utf-8")
    code = cli.run(["--config", str(department), name, *WITH_JSON[name], "--json"])
    said = json_lines(capsys)
    if name == "doctor":  # it says of each thing how it stands, the settings among them
        assert (code, said[0]["check"], said[0]["state"]) == (1, "settings", "wrong")
        return
    assert code == 2
    assert said == [
        {
            "error": f"{department} cannot be used:\n  letters.shaddow: unknown key; did you mean shadow?",
            "exit_code": 2,
            "problems": ["letters.shaddow: unknown key; did you mean shadow?"],
        }
    ]


@pytest.mark.parametrize("name", WITH_JSON)
def test_wrong_usage_is_json_too(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([name, "--json", "--frobnicated"]) == 2
    (said,) = json_lines(capsys)
    assert said["error"].startswith("No such option: --frobnicated")
    assert said["exit_code"] == 2


@pytest.mark.parametrize("name", ["once", "remind", "import"])
def test_a_storage_that_another_works_on_is_json_too(
    name: str, department: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(department.parent)
    Path("mail.eml").write_bytes(b"Subject: x\n\n")
    with Store(department.parent / "data"):
        assert cli.run(["--config", str(department), name, *WITH_JSON[name], "--json"]) == 1
    (said,) = json_lines(capsys)
    assert "held by process" in said["error"]


def test_reminders_are_shown_beside_a_running_collector(
    department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(department.parent / "data"):
        assert cli.run(["--config", str(department), "remind", "--dry-run", "--json"]) == 0


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2019-01-12T10:00:00+07:00", True),  # a Saturday
        ("2019-01-11T17:00:00+07:00", True),
        ("2019-01-11T10:00:00+07:00", False),
    ],
)
def test_that_offices_are_closed_is_told(
    now: str, told: bool, department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--config", str(department), "remind", "--dry-run", "--now", now]) == 0
    said = capsys.readouterr().err
    assert "to be sent\n" in said
    assert ("offices are closed at 2019-01-1" in said) is told
    assert ("reminders leave next at 2019-01-14 08:30" in said) is told


@pytest.mark.parametrize("name", ["explain", "status", "verify", "letters"])
def test_a_database_that_cannot_be_opened_is_json_too(
    name: str, department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (department.parent / "data").mkdir()
    (department.parent / "data" / "collector.db").write_bytes(b"no database at all" * 100)
    assert cli.run(["--config", str(department), name, *WITH_JSON[name], "--json"]) == 1
    (said,) = json_lines(capsys)
    assert "this is no database" in said["error"]
    assert said["exit_code"] == 1


def test_a_link_in_the_inbox_is_json_too(department: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = department.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "mail.eml").symlink_to(department)
    assert cli.run(["--config", str(department), "once", "--json"]) == 3
    (said,) = json_lines(capsys)
    assert said["exit_code"] == 3
    assert "mail.eml: is a link" in said["error"]


def test_what_is_not_there_to_be_imported_is_json_too(
    department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--config", str(department), "import", "--json", "nowhere.mbox", "gone.eml"]) == 1
    (said,) = json_lines(capsys)
    assert said["error"].splitlines() == [
        "nowhere.mbox: there is no such file or folder",
        "gone.eml: there is no such file or folder",
    ]


def test_what_may_never_end_is_not_imported(
    department: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe.eml"
    os.mkfifo(pipe)
    assert cli.run(["--config", str(department), "import", "--json", "/dev/zero", str(pipe)]) == 1
    (said,) = json_lines(capsys)
    why = "this is neither a file nor a folder; import takes .eml files, mbox files and Maildirs"
    assert said["error"].splitlines() == [f"/dev/zero: {why}", f"{pipe}: {why}"]


def test_what_is_no_file_is_not_explained(
    department: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe.eml"
    os.mkfifo(pipe)
    for path in ("/dev/zero", str(pipe), str(tmp_path)):
        assert cli.run(["--config", str(department), "explain", "--json", path]) == 1
        (said,) = json_lines(capsys)
        assert said["error"] == "this is no file; explain takes mails (.eml) and documents"


@pytest.mark.parametrize("option", ["--release", "--retry"])
def test_what_was_done_to_letters_is_json_too(
    option: str, department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--config", str(department), "letters", option, "--json"]) == 0
    assert json_lines(capsys) == [{"released" if option == "--release" else "retried": 0}]


@pytest.mark.parametrize(
    "number", [0, 7, 2**63, 10**400], ids=["none", "small", "64 bits", "beyond any float"]
)
def test_a_number_of_no_letter(number: int, department: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--config", str(department), "letters", "--json", "--retry", str(number)]) == 1
    assert json_lines(capsys) == [{"error": f"there is no letter {number}", "exit_code": 1}]


def test_an_error_of_ours_is_json_too(broken: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["broken", "--json"]) == 1
    assert json_lines(capsys) == [{"error": "internal error (KeyError)", "exit_code": 1}]


# ── the terminal ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_a_reader_who_has_seen_enough(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "collector", "explain", "--json", *["missing.eml"] * 2000]
    environ = os.environ | {"PYTHONPATH": str(PROJECT)}
    with (
        (tmp_path / "stderr").open("w+") as errors,
        subprocess.Popen(
            command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b'{"source": "missing.eml"')
        process.stdout.close()
        assert process.wait(timeout=600) == 1
    noise = {
        line
        for line in (tmp_path / "stderr").read_text().splitlines()
        if not line.startswith("missing.eml: ")
    }
    assert noise == set()


def test_thai_comes_out_whatever_the_locale(department: Path, collector: Collector) -> None:
    done = collector("config", environ={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert 'department.name = "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น"' in done.stdout


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mแดง\x1b[0m", "[31mแดง[0m"),
        ("title\x1b]0;owned\x07", "title]0;owned"),
        ("\x9b2J", "2J"),
        ("form\u202excod.exe", "formxcod.exe"),
        ("line\r\nend\there", "line\nend\there"),
        ("\udce0", ""),
        ("น้ำ ที่ ก่ำ", "น้ำ ที่ ก่ำ"),
    ],
)
def test_text_from_outside_cannot_steer_the_terminal(hostile: str, shown: str) -> None:
    assert cleaned(hostile) == shown


def test_a_json_line_is_one_line_for_every_reader(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"text": "ก\x85ข\u2028ค\x9b\n\x1b\u202e\u2066", "path": "\udce0"}
    write_json(value)
    line = capsys.readouterr().out
    assert len(line.splitlines()) == 1
    assert json.loads(line) == value
    assert "ก" in line
    assert not {"\x9b", "\u202e", "\u2066"} & set(line)
