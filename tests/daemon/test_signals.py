"""Stopping, reading settings again, and what systemd is told."""

import json
import signal
from datetime import datetime
from pathlib import Path

import pytest

from collector.daemon.signals import Signals
from tests.daemon.running import Daemon, configure, wait_for
from tests.e2e.office import ONE, Office, text_of, word_mail

pytestmark = pytest.mark.slow

QUICK = ("[daemon]", "poll_seconds = 1")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_daemon_that_waits_ends_soon(number: int, office: Office) -> None:
    configure(office.folder, "[daemon]", "poll_seconds = 3600")
    with Daemon(office.folder) as daemon:
        assert wait_for((office.folder / "data" / "heartbeat").exists)
        daemon.stop(number)
        assert daemon.process.returncode == 0
        assert daemon.told("STOPPING=1") == 1
        assert daemon.events("stopped")


def test_each_thing_that_is_asked_for_wakes_until_it_is_told() -> None:
    signals = Signals()
    signals.nudge()
    assert signals.wake.is_set()
    assert (signals.nudged(), signals.nudged(), signals.wake.is_set()) == (True, False, False)
    signals.nudge()
    assert (signals.reload_asked(), signals.wake.is_set()) == (False, True)
    signals.stop()
    assert (signals.nudged(), signals.stopping, signals.wake.is_set()) == (True, True, True)


def test_a_daemon_in_the_middle_of_many_mails_finishes_the_one_in_hand(office: Office) -> None:
    for number in range(60):
        office.put(word_mail(ONE, number, f"unknown{number}@local.example"))
    with Daemon(office.folder) as daemon:
        spool = office.folder / "data" / "spool"
        assert wait_for(lambda: any(spool.rglob("*.eml")))
        daemon.stop()
        assert daemon.process.returncode == 0
    with office.open(read_only=True) as app:
        counts = app.store.mail_counts()
    waiting = counts.pop("waiting")
    assert waiting + sum(counts.values()) in (50, 60)  # whole chunks are taken in
    assert waiting
    office.once()
    with office.open(read_only=True) as app:
        counts = app.store.mail_counts()
        assert counts.pop("waiting") == 0
        assert sum(counts.values()) == 60


def test_new_settings_take_effect_and_bad_ones_are_refused(office: Office) -> None:
    configure(office.folder, *QUICK)
    config = office.folder / "config.toml"
    good = config.read_text(encoding="utf-8")
    with Daemon(office.folder) as daemon:
        config.write_text(
            good.replace('type = "folder"\npath = "inbox"', 'type = "floppy"') + "speed = 3\n", "utf-8"
        )
        daemon.send(signal.SIGHUP)
        assert wait_for(lambda: len(daemon.events("settings-refused")) >= 3)
        causes = " ".join(event["why"] for event in daemon.events("settings-refused"))
        assert "mailbox.type" in causes
        assert "daemon.speed" in causes
        assert wait_for(lambda: daemon.told("READY=1") == 2)  # it goes on

        (office.folder / "letters").mkdir()
        config.write_text(good.replace('path = "outbox"', 'path = "letters"'), "utf-8")
        daemon.send(signal.SIGHUP)
        assert wait_for(lambda: daemon.told("READY=1") == 3)
        assert daemon.told("RELOADING=1") == 2
        assert daemon.process.poll() is None
        office.put(word_mail(ONE, 1))
        assert wait_for(lambda: list((office.folder / "letters").glob("*-acknowledgement-*.eml")))
        daemon.stop()


def test_contacts_that_cannot_be_read_are_refused_as_well(office: Office) -> None:
    with Daemon(office.folder) as daemon:
        contacts = office.folder / "contacts.csv"
        contacts.write_text("unit,email\nTH-99,nobody@local.example\n", encoding="utf-8")
        daemon.send(signal.SIGHUP)
        assert wait_for(lambda: any("TH-99" in event["why"] for event in daemon.events("settings-refused")))
        contacts.write_text("unit,email\nTH-81,krabi@local.example\n", encoding="utf-8")
        daemon.send(signal.SIGHUP)
        assert wait_for(lambda: daemon.events("settings-read"))
        daemon.stop()


def test_contacts_are_read_again_when_their_file_changes(office: Office) -> None:
    configure(office.folder, *QUICK)
    contacts, config = office.folder / "contacts.csv", office.folder / "config.toml"
    good = config.read_text(encoding="utf-8")
    with Daemon(office.folder) as daemon:
        assert wait_for(lambda: daemon.told("READY=1") == 1)
        config.write_text(good + "[unfinished\n", encoding="utf-8")  # somebody is at work on it
        contacts.write_text("unit,email\nTH-99,nobody@local.example\n", encoding="utf-8")
        assert wait_for(lambda: any("TH-99" in event["why"] for event in daemon.events("settings-refused")))
        assert wait_for(lambda: daemon.told("READY=1") == 2)  # it goes on with those before
        replaced = office.folder / "new.csv"
        replaced.write_text("unit,email\nTH-81,new.krabi@local.example\n", encoding="utf-8")
        replaced.replace(contacts)
        assert wait_for(lambda: daemon.events("settings-read"))
        office.put(word_mail(ONE, 1, "new.krabi@local.example"))
        assert wait_for(lambda: list((office.folder / "outbox").glob("*-acknowledgement-*.eml")))
        daemon.stop()
        assert len(daemon.events("contacts-changed")) == 2  # told once, not at each look
    config.write_text(good, encoding="utf-8")
    (acknowledgement,) = (letter for letter in office.letters() if "แจ้งการได้รับ" in letter["Subject"])
    assert "ขาดเจ้าหน้าที่" in text_of(acknowledgement)  # a registered sender reads what was filed


def test_systemd_hears_that_the_daemon_is_alive(office: Office) -> None:
    with Daemon(office.folder, {"WATCHDOG_USEC": "600000"}) as daemon:
        assert wait_for(
            lambda: daemon.told("WATCHDOG=1") >= 5, 60
        )  # at one a tick it would take five minutes
        daemon.stop()


def test_the_heartbeat_tells_how_the_daemon_stands(office: Office) -> None:
    configure(office.folder, *QUICK)
    path = office.folder / "data" / "heartbeat"
    with Daemon(office.folder) as daemon:
        assert wait_for(path.exists)
        first = json.loads(path.read_text())
        assert first["process"] == daemon.process.pid
        assert datetime.fromisoformat(first["last_fetch"]) <= datetime.fromisoformat(first["time"])
        assert (first["waiting_letters"], first["waiting_pictures"]) == (0, 0)
        before = path.stat().st_mtime_ns
        assert wait_for(lambda: path.stat().st_mtime_ns > before)
        daemon.stop()


def test_a_second_daemon_is_told_who_works_already(office: Office) -> None:
    with Daemon(office.folder) as daemon:
        second = Daemon(office.folder)
        with pytest.raises(AssertionError, match=f"held by process {daemon.process.pid}"), second:
            pass
        assert second.process.returncode == 1
        assert daemon.process.poll() is None
        daemon.stop()


def test_a_worker_that_outlives_nobody(office: Office) -> None:
    """The reading process ends with the daemon, however it ends."""
    office.put(word_mail(ONE, 1))
    with Daemon(office.folder) as daemon:
        assert wait_for(lambda: list((office.folder / "outbox").glob("*.eml")))
        pid = daemon.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        assert children
        daemon.process.kill()
        daemon.process.wait()
        assert wait_for(lambda: not any(Path(f"/proc/{child}").exists() for child in children))
