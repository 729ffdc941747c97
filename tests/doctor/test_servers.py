"""What `collector doctor` says of a real IMAP server, step by step, of certificates, and of clocks that differ."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from collector.doctor import probe, servers
from collector.doctor.finding import Finding
from tests.conftest import Collector
from tests.doctor.test_doctor import findings
from tests.e2e.office import Office
from tests.letters.mailserver import Renaming, free_port, serving
from tests.mailbox.dovecot import PASSWORD
from tests.mailbox.dovecot_folder import DovecotFolder, written

STEPS = ("name", "port", "certificate", "sign-in", "folder", "clock")


def set_up(office: Office, dovecot_folder: DovecotFolder, **keys: str | int | Path | None) -> None:
    """The mailbox is the dovecot_folder's, over STARTTLS unless said otherwise."""
    values: dict[str, object] = {
        "type": "imap", "host": "localhost", "port": dovecot_folder.server.port, "security": "starttls", "user": dovecot_folder.user,
        "password": PASSWORD, "ca_file": dovecot_folder.server.certificate, **keys,
    }  # fmt: skip
    lines = [
        f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"'
        for key, value in values.items()
        if value is not None
    ]
    replace(office, 'type = "folder"\npath = "inbox"', "\n".join(lines))


def replace(office: Office, before: str, after: str) -> None:
    config = office.folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    assert before in text
    config.write_text(text.replace(before, after), encoding="utf-8")


def states(found: dict[str, dict[str, str]]) -> dict[str, str]:
    return {step: found[f"mailbox {step}"]["state"] for step in STEPS if f"mailbox {step}" in found}


def failing_at(step: str, *before: str) -> dict[str, str]:
    """All is well before the step, and nothing is tried after it."""
    after = STEPS[STEPS.index(step) + 1 :]
    return dict.fromkeys(before, "well") | {step: "wrong"} | dict.fromkeys(after, "none")


def seen(office: Office) -> dict[str, dict[str, str]]:
    """What is found of the servers, by this process."""
    with office.open(read_only=True) as app:
        return {finding.check: asdict(finding) for finding in servers.check(app, datetime.now(UTC))}


def round_trip(office: Office) -> Finding:
    with office.open(read_only=True) as app:
        return probe.check(app, datetime.now(UTC), 600.0)


def told_in(moment: datetime) -> str:
    """A moment as IMAP has it (RFC 3501, 9: date-time)."""
    return f"{moment:%d-%b-%Y %H:%M:%S} +0000"


def test_a_mailbox_that_works(office: Office, dovecot_folder: DovecotFolder) -> None:
    set_up(office, dovecot_folder)
    dovecot_folder.put(written(1), written(2))
    found = seen(office)
    assert states(found) == dict.fromkeys(("name", "port", "sign-in", "folder", "clock"), "well")
    assert "holds 2 mails; the server tells of new mail at once" in found["mailbox folder"]["text"]
    assert dovecot_folder.flags() == [set(), set()]  # nobody's \Seen was touched


def test_a_password_that_is_wrong(
    office: Office, dovecot_folder: DovecotFolder, collector: Collector
) -> None:
    set_up(office, dovecot_folder, password="zebra-47-geheim")
    found = findings(collector, office.folder)  # which looks that no password is shown
    assert states(found) == failing_at("sign-in", "name", "port")
    assert "check mailbox.user and the password" in found["mailbox sign-in"]["text"]


def test_a_folder_that_is_missing(office: Office, dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.make("รายงาน")
    set_up(office, dovecot_folder, folder="รายงาน 2562")
    found = seen(office)
    assert states(found) == failing_at("folder", "name", "port", "sign-in")
    assert "The folders there are: INBOX, รายงาน" in found["mailbox folder"]["text"]


@pytest.mark.parametrize(("after", "state"), [("leave", "well"), ("mark", "wrong"), ("move", "wrong")])
def test_a_folder_that_may_only_be_read(
    after: str, state: str, office: Office, dovecot_folder: DovecotFolder
) -> None:
    set_up(office, dovecot_folder, after=after)
    dovecot_folder.put(written(1))
    maildir = dovecot_folder.server.maildir(dovecot_folder.user)
    folders = [maildir, *(path for path in maildir.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    try:
        found = seen(office)["mailbox folder"]
    finally:
        for path in folders:
            path.chmod(0o755)
    assert found["state"] == state
    assert ('set mailbox.after = "leave"' in found["text"]) is (state == "wrong")


# ── certificates ────────────────────────────────────────────────────────────────────────────────


def test_a_certificate_of_its_own_that_nobody_was_told_of(
    office: Office, dovecot_folder: DovecotFolder
) -> None:
    set_up(office, dovecot_folder, security="tls", port=dovecot_folder.server.tls_port, ca_file=None)
    found = seen(office)
    assert states(found) == failing_at("certificate", "name", "port")
    assert "self-signed" in found["mailbox certificate"]["text"].replace("self signed", "self-signed")
    assert "mailbox.ca_file" in found["mailbox certificate"]["remedy"]
    replace(office, 'security = "tls"', 'security = "starttls"')
    replace(office, f"port = {dovecot_folder.server.tls_port}", f"port = {dovecot_folder.server.port}")
    found = seen(office)
    assert states(found) == failing_at("sign-in", "name", "port")
    assert "set mailbox.ca_file" in found["mailbox sign-in"]["text"]


def test_a_certificate_that_runs_out_soon(office: Office, dovecot_folder: DovecotFolder) -> None:
    """Dovecot's of the tests is good for a week."""
    set_up(office, dovecot_folder, security="tls", port=dovecot_folder.server.tls_port)
    found = seen(office)
    assert states(found) == failing_at("certificate", "name", "port")
    assert "runs out on" in found["mailbox certificate"]["text"]


def test_a_certificate_for_another_name(office: Office, dovecot_folder: DovecotFolder) -> None:
    set_up(office, dovecot_folder, security="tls", port=dovecot_folder.server.tls_port, host="127.0.0.1")
    said = seen(office)["mailbox certificate"]
    assert (said["state"], "mismatch" in said["text"]) == ("wrong", True)


@pytest.mark.server
def test_a_certificate_that_has_run_out(office: Office) -> None:
    folder, subject = office.folder, ("-subj", "/CN=localhost")
    for words in (
        (
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            *subject,
            "-keyout",
            "key.pem",
            "-out",
            "request.pem",
        ),
        ("x509", "-req", "-in", "request.pem", "-signkey", "key.pem", "-days", "-1", "-out", "old.crt"),
    ):
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "old.crt").read_bytes())
    port = free_port()
    server = Controller(Renaming(), hostname="localhost", port=port, ssl_context=serving(both))
    with reached(server):
        smtp = f'type = "smtp"\nhost = "localhost"\nport = {port}\nca_file = "{folder / "old.crt"}"'
        replace(office, 'type = "folder"\npath = "outbox"', smtp)
        said = seen(office)["outgoing certificate"]
    assert (said["state"], said["text"]) == ("wrong", "not trusted: certificate has expired")
    assert "this computer's clock" in said["remedy"]


@contextmanager
def reached(server: Controller) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.stop()


# ── clocks ──────────────────────────────────────────────────────────────────────────────────────


def test_a_clock_behind_the_newest_mail(office: Office, dovecot_folder: DovecotFolder) -> None:
    set_up(office, dovecot_folder)
    dovecot_folder.put(written(1), when=told_in(datetime.now(UTC) + timedelta(minutes=47)))
    dovecot_folder.put(written(2))  # moved here later: a newer UID, an older time
    said = seen(office)["mailbox clock"]
    assert said["state"] == "wrong"
    assert said["text"] in {
        f"this computer's clock is {n} minutes behind the mail server's" for n in (46, 47)
    }
    assert "timedatectl" in said["remedy"]


def test_a_clock_that_differs_by_a_little_and_no_mail_to_go_by(
    office: Office, dovecot_folder: DovecotFolder
) -> None:
    set_up(office, dovecot_folder)
    assert seen(office)["mailbox clock"]["state"] == "none"
    dovecot_folder.put(written(1), when=told_in(datetime.now(UTC) + timedelta(minutes=4)))
    assert seen(office)["mailbox clock"]["state"] == "well"


class Carrier(Renaming):
    """Delivers into the dovecot_folder's mailbox under a Message-ID of its own, by a clock of its own."""

    def __init__(self, dovecot_folder: DovecotFolder, fast: timedelta) -> None:
        super().__init__()
        self.dovecot_folder, self.fast = dovecot_folder, fast

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        answer = await super().handle_DATA(server, session, envelope)
        assert isinstance(envelope.content, bytes)
        self.dovecot_folder.put(envelope.content, when=told_in(datetime.now(UTC) + self.fast))
        return answer


@pytest.mark.parametrize(
    ("minutes", "state", "words"),
    [
        (0, "well", "known as our own, with another Message-ID"),
        (30, "wrong", "this computer's clock is 30 minutes behind"),
        (-180, "wrong", "this computer's clock is 3 hours ahead"),
    ],
)
def test_the_round_trip_by_way_of_a_server_with_a_clock_and_names_of_its_own(
    minutes: int, state: str, words: str, office: Office, dovecot_folder: DovecotFolder
) -> None:
    set_up(office, dovecot_folder)
    port = free_port()
    carrier = Carrier(dovecot_folder, timedelta(minutes=minutes))
    with reached(Controller(carrier, hostname="127.0.0.1", port=port, ready_timeout=10)):
        smtp = f'type = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"'
        replace(office, 'type = "folder"\npath = "outbox"', smtp)
        said = round_trip(office)
    assert said.state == state
    assert words in said.text
