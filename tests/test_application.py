"""How settings become the parts of a running collector: here the accounts of the two mail servers."""

from dataclasses import replace
from pathlib import Path

from collector.application import imap_folder, smtp_account
from collector.mailbox.imap_account import ImapFolder
from collector.settings.load import load_settings
from collector.settings.sections import ImapMailboxSettings, SmtpOutgoingSettings
from collector.signin.account import Account

SERVERS = """
[mailbox]
type = "imap"
host = "imap.example"
user = "helpcenter@dept.example"
password = "in"
folder = "Reports"
[outgoing]
type = "smtp"
host = "mail.example"
security = "starttls"
user = "helpcenter@dept.example"
password = "out"
ca_file = "ca.pem"
"""


def _nobody() -> str:
    return ""


def test_both_servers_are_reached_by_one_kind_of_account(department: Path) -> None:
    (department.parent / "ca.pem").touch()
    head, _, rest = department.read_text("utf-8").partition("[mailbox]")
    department.write_text(head + SERVERS + "[storage]" + rest.partition("[storage]")[2], encoding="utf-8")
    settings = load_settings(department, {})
    assert isinstance(settings.mailbox, ImapMailboxSettings)
    assert isinstance(settings.outgoing, SmtpOutgoingSettings)
    reading, sending = imap_folder(settings.mailbox, settings), smtp_account(settings.outgoing, settings)
    assert (reading.secret(), sending.secret()) == ("in", "out")
    assert replace(reading, secret=_nobody) == ImapFolder(
        "imap.example", 993, "tls", "helpcenter@dept.example", _nobody, folder="Reports"
    )
    certificates = department.parent / "ca.pem"
    assert replace(sending, secret=_nobody) == Account(
        "mail.example", 587, "starttls", "helpcenter@dept.example", _nobody, ca_file=certificates
    )
    assert reading.server == "imap.example:993"
