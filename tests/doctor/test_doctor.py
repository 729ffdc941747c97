"""What `collector doctor` says of departments that work and of those that do not."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from collector.model.units import Unit
from collector.readers.worker import syscalls
from tests.conftest import Collector
from tests.daemon.running import Daemon, configure
from tests.e2e.office import ONE, ZONE, Office, word_mail
from tests.letters.mailserver import free_port

pytestmark = pytest.mark.slow

PASSWORD = "zebra-47-geheim"


def findings(collector: Collector, folder: Path, *options: str, code: int = 1) -> dict[str, dict[str, str]]:
    done = collector("--config", folder / "config.toml", "doctor", "--json", *options)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert PASSWORD not in done.stdout + done.stderr
    return {line["check"]: line for line in lines}


def everyone_has_a_reporter(office: Office) -> None:
    lines = [f"{unit.code},{unit.code.lower()}@local.example,,reporter" for unit in _units(office)]
    (office.folder / "contacts.csv").write_text("unit,email,name,role\n" + "\n".join(lines), "utf-8")
    config = office.folder / "config.toml"  # nothing is owed yet: reports are expected from this month on
    since = f'since = "{datetime.now(ZONE):%Y-%m}"'
    config.write_text(config.read_text("utf-8").replace('since = "2018-10"', since), "utf-8")


def _units(office: Office) -> tuple[Unit, ...]:
    with office.open(read_only=True) as app:
        return app.registry.units


def with_smtp(office: Office, port: int, *lines: str) -> None:
    config = office.folder / "config.toml"
    smtp = "\n".join(
        ('type = "smtp"', 'host = "127.0.0.1"', f"port = {port}", 'security = "none"', 'user = "reports"',
         f'password = "{PASSWORD}"', *lines)
    )  # fmt: skip
    config.write_text(
        config.read_text(encoding="utf-8").replace('type = "folder"\npath = "outbox"', smtp), "utf-8"
    )
    config.chmod(0o600)


class Postman:
    """A server that drops each letter into the inbox, as a provider does with mail to oneself."""

    def __init__(self, inbox: Path) -> None:
        self.inbox, self.delivered = inbox, 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        self.delivered += 1
        (self.inbox / f"came-{self.delivered}.eml").write_bytes(envelope.content)
        return "250 OK"


@contextmanager
def post_office(inbox: Path, *, knows: str = PASSWORD) -> Iterator[int]:
    def check(
        _server: object, _session: object, _envelope: object, _mechanism: object, data: object
    ) -> AuthResult:
        return AuthResult(success=getattr(data, "password", b"") == knows.encode(), handled=False)

    port = free_port()
    server = Controller(
        Postman(inbox), hostname="127.0.0.1", port=port, authenticator=check, auth_require_tls=False
    )
    server.start()
    try:
        yield port
    finally:
        server.stop()


def test_all_is_well_with_a_department_that_is_set_up(office: Office, collector: Collector) -> None:
    everyone_has_a_reporter(office)
    office.once()
    found = findings(collector, office.folder, code=0)
    assert not [check for check, finding in found.items() if finding["state"] == "wrong"]
    for check in ("settings", "clock", "storage", "disk", "database", "registry", "reporters", "templates",
                  "reading", "mailbox", "outgoing", "staff"):  # fmt: skip
        assert found[check]["state"] == "well", found[check]
    assert found["round trip"]["state"] == "none"
    assert found["confinement"]["state"] in ("well", "none")  # as the kernel has it
    assert "strangers' mail is opened with" in found["confinement"]["text"] or not syscalls.LINUX


def test_for_people_each_line_bears_its_mark(office: Office, collector: Collector) -> None:
    done = collector("--config", office.folder / "config.toml", "doctor")
    assert done.returncode == 1
    assert "✓ settings: every key is good" in done.stdout
    assert "✗ reporters: 74 units have no reporter" in done.stdout
    assert "    → add a line for each to contacts.csv" in done.stdout
    assert "– round trip: not asked for" in done.stdout
    assert "2 things to mend" in done.stderr


def test_months_before_an_installation_are_not_asked_for_unawares(
    office: Office, collector: Collector
) -> None:
    said = findings(collector, office.folder)["first month"]
    assert said["state"] == "wrong"
    assert said["text"].startswith("every unit owes ")
    assert "since 2018-10, and nothing was ever filed" in said["text"]
    office.receive(word_mail(ONE, 1))
    assert findings(collector, office.folder)["first month"]["state"] == "well"


def test_settings_that_cannot_be_used(office: Office, collector: Collector) -> None:
    config = office.folder / "config.toml"
    good = config.read_text(encoding="utf-8")
    configure(office.folder, "[daemon]", "speed = 3")
    found = findings(collector, office.folder)
    config.write_text(good, encoding="utf-8")
    assert (found["settings"]["state"], found["settings"]["text"]) == ("wrong", "daemon.speed: unknown key")
    assert found["mailbox"]["state"] == "none"
    assert found["clock"]["state"] == "well"


def test_contacts_that_look_wrong(office: Office, collector: Collector) -> None:
    (office.folder / "contacts.csv").write_text(
        "unit,email,name,role\nTH-81,krabi@gmial.com,,reporter\nTH-92,trang@gmail.com,,reporter\n"
        "TH-92,boss@office,,supervisor\n",
        encoding="utf-8",
    )
    said = findings(collector, office.folder)["addresses"]
    assert said["state"] == "wrong"
    assert said["text"] == "boss@office is no address, krabi@gmial.com: is gmail.com meant?"


def test_a_mailbox_that_is_not_there_and_staff_nobody_reaches(office: Office, collector: Collector) -> None:
    (office.folder / "inbox").rmdir()
    config = office.folder / "config.toml"
    text = config.read_text(encoding="utf-8").replace("staff@dept.example", "helpcenter@dept.example")
    config.write_text(text, encoding="utf-8")
    found = findings(collector, office.folder)
    assert "No such file" in found["mailbox"]["text"]
    assert found["staff"]["state"] == "wrong"
    (office.folder / "inbox").mkdir()


def test_a_template_of_the_department_with_a_mistake(office: Office, collector: Collector) -> None:
    own = office.folder / "own" / "letters"
    own.mkdir(parents=True)
    (own / "alert.j2").write_text("{% set subject %}{{ nobody }}{% endset %}", encoding="utf-8")
    configure(office.folder, "[letters]", 'templates = "own"')
    said = findings(collector, office.folder)["templates"]
    assert "alert.j2, line 1: 'nobody' is undefined" in said["text"]
    assert "own" in said["remedy"]


def test_secrets_that_everybody_may_read(office: Office, collector: Collector) -> None:
    office.once()
    secrets = office.folder / "data" / "secrets"
    secrets.mkdir(mode=0o755)
    said = findings(collector, office.folder)["secrets"]
    assert (said["state"], said["remedy"]) == ("wrong", f"chmod o-rwx {secrets}")
    secrets.rmdir()


def test_little_room(office: Office, collector: Collector) -> None:
    office.once()
    configure(office.folder, "[alerts]", "free_megabytes = 999999999")
    assert findings(collector, office.folder)["disk"]["state"] == "wrong"


def test_beside_a_daemon(office: Office, collector: Collector) -> None:
    with Daemon(office.folder) as daemon:
        assert findings(collector, office.folder)["daemon"]["state"] == "well"
        daemon.stop()


# ── servers ─────────────────────────────────────────────────────────────────────────────────────


def test_a_port_where_nobody_listens(office: Office, collector: Collector) -> None:
    port = free_port()
    with_smtp(office, port)
    found = findings(collector, office.folder)
    assert found["outgoing name"]["state"] == "well"
    assert f"127.0.0.1:{port} does not answer" in found["outgoing port"]["text"]
    assert found["outgoing sign-in"]["state"] == "none"


def test_a_password_that_is_refused(office: Office, collector: Collector) -> None:
    with post_office(office.folder / "inbox", knows="another") as port:
        with_smtp(office, port)
        said = findings(collector, office.folder)["outgoing sign-in"]
    assert said["state"] == "wrong"
    assert "535" in said["text"]


def test_a_letter_to_ourselves_comes_back_as_our_own(office: Office, collector: Collector) -> None:
    everyone_has_a_reporter(office)
    office.once()
    with post_office(office.folder / "inbox") as port:
        with_smtp(office, port)
        found = findings(collector, office.folder, "--probe", "--wait", "600", code=0)
    assert found["outgoing sign-in"]["state"] == "well"
    assert "known as our own" in found["round trip"]["text"]
    assert office.receive() == {"ignored": 1}


def test_a_letter_to_ourselves_that_does_not_come_back(office: Office, collector: Collector) -> None:
    elsewhere = office.folder / "elsewhere"
    elsewhere.mkdir()
    with post_office(elsewhere) as port:
        with_smtp(office, port)
        said = findings(collector, office.folder, "--probe", "--wait", "1")["round trip"]
    assert "did not come back within 1 seconds" in said["text"]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_speaks_no_tls(security: str, office: Office, collector: Collector) -> None:
    with post_office(office.folder / "inbox") as port:
        with_smtp(office, port)
        config = office.folder / "config.toml"
        text = config.read_text(encoding="utf-8").replace('security = "none"', f'security = "{security}"')
        config.write_text(text, encoding="utf-8")
        found = findings(collector, office.folder)
    failed = [
        check for check, finding in found.items() if finding["state"] == "wrong" and "outgoing" in check
    ]
    assert failed == ["outgoing certificate" if security == "tls" else "outgoing sign-in"]
