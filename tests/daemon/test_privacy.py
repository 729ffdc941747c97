"""The daemon's log tells what happened and nothing of what anybody wrote."""

from email.message import EmailMessage

import pytest

from collector.demo import forms
from tests.daemon.running import Daemon, configure, wait_for
from tests.e2e.office import Office, form

pytestmark = pytest.mark.slow

CANARY = "ความลับ"
PASSWORD = "zebra-47-geheim"


def test_no_subject_sender_text_or_password_is_in_the_log(office: Office) -> None:
    configure(office.folder, "[daemon]", "poll_seconds = 1")
    config = office.folder / "config.toml"
    smtp = (
        f'type = "smtp"\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\nuser = "u"\npassword = "{PASSWORD}"'
    )
    config.write_text(
        config.read_text(encoding="utf-8").replace('type = "folder"\npath = "outbox"', smtp), encoding="utf-8"
    )
    mail = EmailMessage()
    mail["From"] = f"{CANARY}ผู้ส่ง <canary.sender@local.example>"
    mail["To"], mail["Subject"] = "helpcenter@dept.example", f"{CANARY}ชื่อเรื่อง canary-subject"
    mail["Date"], mail["Message-ID"] = "Fri, 04 Jan 2019 09:00:00 +0700", "<canary-id@local.example>"
    mail.set_content(f"{CANARY} canary-body")
    document = forms.word(form(((f"1. {CANARY} canary-entry", "แก้ไข", "-", ""),)))
    mail.add_attachment(document, maintype="application", subtype="octet-stream", filename="canary-file.docx")
    broken = bytes(mail).replace(b"octet-stream", b"\xff\xfe-canary")
    office.put(bytes(mail), broken, b"canary-nonsense")
    with Daemon(office.folder) as daemon:
        assert wait_for(lambda: sum(event["taken_in"] for event in daemon.events("pass")) == 3)
        assert wait_for(lambda: daemon.events("send-failed"))
        daemon.stop()
    log = daemon.log()
    assert "canary" not in log
    assert CANARY not in log
    assert PASSWORD not in log
    assert all(line.startswith("{") for line in log.splitlines())
