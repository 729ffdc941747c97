"""The daemon as it is started and stopped: takes in what comes, ends when told, lets no second one in."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.daemon.running import PATIENCE, wait_for
from tests.e2e.office import ONE, Office, word_mail

pytestmark = pytest.mark.slow


def start(config: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "collector", "--config", str(config), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_daemon_takes_in_mail_and_stops_when_told(office: Office) -> None:
    config = office.folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + "[daemon]\npoll_seconds = 1\n", encoding="utf-8")
    running = start(config, "run")
    try:
        assert wait_for((office.folder / "data" / "collector.db").exists)
        office.put(word_mail(ONE, 1))
        assert wait_for(lambda: list((office.folder / "outbox").glob("*.eml")))
        second = start(config, "once")
        _, complaint = second.communicate(timeout=PATIENCE)
        assert second.returncode == 1
        assert str(running.pid) in complaint
        assert "Traceback" not in complaint
    finally:
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, said
    assert "Traceback" not in said
