"""deploy/collector.service, as systemd reads it and as the daemon needs it."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture
def unit(project: Path) -> Path:
    return project / "deploy" / "collector.service"


def values(unit: Path) -> dict[str, list[str]]:
    """The lines of [Service]; a key may stand several times."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in unit.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.programs
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd's own reader")
def test_systemd_has_nothing_to_say_against_it(unit: Path, tmp_path: Path) -> None:
    """With programs that exist on every machine in place of those that are installed later."""
    copy = tmp_path / unit.name
    text = unit.read_text(encoding="utf-8").replace("/opt/collector/.venv/bin/collector", "/bin/true")
    copy.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )
    about_it = [line for line in done.stderr.splitlines() if "collector.service" in line]
    assert about_it == []
    assert done.returncode == 0


def test_it_starts_and_stops_the_daemon_as_the_daemon_wants_it(unit: Path) -> None:
    service = values(unit)
    assert service["Type"] == ["notify"]
    assert service["KillMode"] == ["mixed"]  # a SIGTERM for the reading process would damage the mail in hand
    assert service["ExecStart"][0].endswith("config.toml run")
    assert service["ExecReload"] == ["/bin/kill -HUP $MAINPID"]
    assert "WatchdogSec" in service
    assert service["ProtectSystem"] == ["strict"]
    assert service["NoNewPrivileges"] == ["true"]
    assert service["StateDirectory"] == ["collector"]


def test_it_lets_the_process_that_opens_mail_confine_itself(unit: Path) -> None:
    allowed = " ".join(values(unit)["SystemCallFilter"]).split()
    assert {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "memfd_create"} <= set(
        allowed
    )


def test_it_is_a_unit_file(unit: Path) -> None:
    reader = configparser.ConfigParser(strict=False, interpolation=None)
    reader.optionxform = str  # type: ignore[assignment, method-assign]  # as its documentation says
    reader.read_string(unit.read_text(encoding="utf-8"))
    assert reader.sections() == ["Unit", "Service", "Install"]


def test_the_container_file_copies_what_is_there(project: Path) -> None:
    lines = (project / "deploy" / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    assert copied
    assert [name for names in copied for name in names if not (project / name).exists()] == []
    assert "USER collector" in lines
