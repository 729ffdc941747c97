"""Alerts of a real daemon: told once, over once, by every way, also over restarts and with a broken disk."""

import json
import re
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from collector.daemon.troubles import KINDS
from collector.jobs.verifying import verify
from collector.letters.alert import Notice, alert
from collector.model.letters import JournalHead, LetterKind
from collector.wording import Wording
from tests.daemon.running import Daemon, configure, wait_for
from tests.e2e.office import NOW, Office, text_of
from tests.letters.samples import letterhead
from tests.letters.test_compose import parsed, visible

NOBODY_REMINDED = ("[reminders]", "enabled = false")


def silent_for_hours(office: Office) -> None:
    """As a daemon leaves it that was killed two hours ago."""
    (office.folder / "data").mkdir(exist_ok=True)
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    (office.folder / "data" / "heartbeat").write_text(json.dumps({"last_fetch": long_ago.isoformat()}))


HEAD = JournalHead(17, "9f3a41c277be0d15a6c8" + "0" * 44)


def subjects(office: Office) -> list[str]:
    return [str(make_header(decode_header(str(letter["Subject"])))) for letter in office.letters()]


@pytest.mark.slow
def test_a_mailbox_that_is_gone_is_told_once_and_over_once(office: Office) -> None:
    inbox, told = office.folder / "inbox", office.folder / "told"
    script = office.folder / "messenger"
    script.write_text(f'#!/bin/sh\ncat >>"{told}"\nenv | grep -c COLLECTOR_ >>"{told}.environ"\n')
    script.chmod(0o755)
    configure(
        office.folder, "[daemon]", "poll_seconds = 1", "[alerts]", f'command = "{script}"',
        *NOBODY_REMINDED,
    )  # fmt: skip
    silent_for_hours(office)
    inbox.rmdir()
    alert_file = office.folder / "data" / "ALERT.txt"
    secret = {"COLLECTOR_DEPARTMENT__PHONE": "0"}
    with Daemon(office.folder, secret) as daemon:
        assert wait_for(alert_file.exists)
        assert wait_for(office.letters)
        assert "no-fetch" in alert_file.read_text(encoding="utf-8")
        assert str(inbox) in alert_file.read_text(encoding="utf-8")
        (raised,) = daemon.events("alert")
        assert (raised["level"], raised["kind"]) == ("error", "no-fetch")
        assert re.search(r"for 12[0-9] minutes", raised["why"])
        daemon.process.kill()
    with Daemon(office.folder, secret) as daemon:  # a restart repeats nothing
        assert wait_for(lambda: daemon.events("fetch-failed"))
        assert not daemon.events("alert")
        inbox.mkdir()
        assert wait_for(lambda: not alert_file.exists())
        assert wait_for(lambda: len(office.letters()) == 2)
        assert [event["kind"] for event in daemon.events("alert-over")] == ["no-fetch"]
        daemon.stop()
    first, second = office.letters()
    assert [first["To"], second["To"]] == ["staff@dept.example"] * 2
    assert first["Auto-Submitted"] == "auto-generated"
    assert subjects(office) == [
        "แจ้งเหตุขัดข้อง ระบบไม่สามารถรับไปรษณีย์อิเล็กทรอนิกส์เข้าได้",
        "แจ้งการสิ้นสุดเหตุขัดข้อง ระบบไม่สามารถรับไปรษณีย์อิเล็กทรอนิกส์เข้าได้",
    ]
    assert re.search("๑๒[๐-๙] นาที", text_of(first))
    seen = [
        re.search(r"สมุดทะเบียนลำดับที่ [๐-๙]+ รหัสตรวจสอบ [0-9a-f-]{24}", text_of(each))
        for each in (first, second)
    ]
    with office.open(read_only=True) as app:
        assert verify(app, datetime.now(UTC), [found[0] for found in seen if found]) == ()
    assert all(seen)
    logged = {event["journal"] for event in daemon.events("letters")}
    assert len(logged) == 1
    lines = told.read_text(encoding="utf-8").splitlines()
    assert [line.partition("]")[0] for line in lines if line.startswith("[")] == [
        "[no-fetch",
        "[over: no-fetch",
    ]
    assert Path(f"{told}.environ").read_text().split() == ["0", "0"]


@pytest.mark.slow
def test_a_disk_that_runs_low_and_no_letters_wanted(office: Office) -> None:
    config = office.folder / "config.toml"
    configure(office.folder, *NOBODY_REMINDED, "[alerts]", "free_megabytes = 999999999", 'email_via = "none"')
    with Daemon(office.folder) as daemon:
        assert wait_for(lambda: [event["kind"] for event in daemon.events("alert")] == ["disk"])
        config.write_text(config.read_text(encoding="utf-8").replace("999999999", "1"), encoding="utf-8")
        daemon.send(signal.SIGHUP)
        assert wait_for(lambda: daemon.events("alert-over"))
        daemon.stop()
    assert office.letters() == []


@pytest.mark.slow
def test_a_command_that_fails_is_in_the_log(office: Office) -> None:
    configure(office.folder, "[alerts]", "free_megabytes = 999999999", 'command = "no-such-program-here"')
    with Daemon(office.folder) as daemon:
        assert wait_for(
            lambda: any(
                "cannot be started" in event["why"] for event in daemon.events("alert-command-failed")
            )
        )
        daemon.stop()


@pytest.mark.slow
def test_letters_that_pile_up_or_were_given_up(office: Office) -> None:
    with office.open() as app:
        for number in range(12):
            notice = Notice("disk", NOW + timedelta(minutes=number), "", values={"megabytes": "1"})
            made = alert(notice, (f"p{number}@local.example",), app.letterhead, app.wording, NOW)
            app.store.queue([made], datetime.now(UTC) - timedelta(hours=2))
        for waiting in app.store.due_letters(datetime.now(UTC), 50):
            again = None if waiting.id == 1 else datetime.now(UTC) + timedelta(days=1)
            app.store.letter_failed(waiting.id, "550 no", again, datetime.now(UTC))
    with Daemon(office.folder) as daemon:
        assert wait_for(lambda: len(daemon.events("alert")) == 2)
        assert {event["kind"] for event in daemon.events("alert")} == {"letters-waiting", "letters-failed"}
        daemon.stop()


@pytest.mark.slow
def test_letters_to_strangers_that_wait_or_fail_alarm_nobody(office: Office) -> None:
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    with office.open() as app:
        for number in range(30):
            notice = Notice("disk", NOW + timedelta(minutes=number), "", values={"megabytes": "1"})
            address = f"p{number}@x.example"
            made = alert(notice, (address,), app.letterhead, app.wording, NOW)
            app.store.queue([replace(made, kind=LetterKind.REVIEW, stranger=address)], long_ago)
        for waiting in app.store.due_letters(datetime.now(UTC), 50):
            again = None if waiting.id < 12 else datetime.now(UTC) + timedelta(days=1)
            app.store.letter_failed(waiting.id, "550 5.1.1 no such user", again, datetime.now(UTC))
    with Daemon(office.folder) as daemon:
        heartbeat = office.folder / "data" / "heartbeat"
        assert wait_for(heartbeat.exists)  # written after the troubles were looked for
        assert daemon.events("alert") == []
        daemon.stop()


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("kind", [*KINDS, "something-new"])
def test_the_letter_in_formal_thai(kind: str, over: bool) -> None:
    values = {"minutes": "31", "count": "12", "megabytes": "480"}
    wording = Wording(strict=True)
    letter = alert(
        Notice(kind, NOW, "x < y", over, values, HEAD), ("staff@dept.example",), letterhead(), wording, NOW
    )
    message = parsed(letter)
    text = text_of(message)
    assert "ขอแสดงความนับถือ" in text
    assert "จึงเรียนมาเพื่อ" in text
    assert "{" not in text
    html = message.get_body(("html",))
    assert html is not None
    assert ("x<y" in visible(html.get_content())) is not over
    assert "สมุดทะเบียนลำดับที่ ๑๗ รหัสตรวจสอบ 9f3a-41c2-77be-0d15-a6c8" in text
    assert "9f3a-41c2-77be-0d15-a6c8" in visible(html.get_content())
    assert str(message["Subject"]).startswith("แจ้งการสิ้นสุดเหตุขัดข้อง" if over else "แจ้งเหตุขัดข้อง")
