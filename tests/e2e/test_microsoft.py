"""Sign-in with Microsoft and sending with its token, by the program as an administrator starts it; no secret is shown."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.conftest import DEPARTMENT, Collector
from tests.e2e.office import ONE, word_mail
from tests.letters.mailserver import TokenOffice, free_port, make_certificate, serving
from tests.signin.authority import ACCOUNT, CLIENT, Authority, in_microsofts_place, refusal

pytestmark = pytest.mark.slow

PASSWORD = "geheim-1234"


@pytest.fixture
def microsoft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    with in_microsofts_place(tmp_path / "authority", monkeypatch) as authority:
        yield authority


@pytest.fixture
def outlook(tmp_path: Path) -> Iterator[TokenOffice]:
    """A mail server that takes one token; its settings are in config.toml of `tmp_path`."""
    (tmp_path / "tls").mkdir()
    certificate = make_certificate(tmp_path / "tls")
    office = TokenOffice("nothing yet", ACCOUNT)
    controller = Controller(
        office, hostname="localhost", port=free_port(), tls_context=serving(certificate), require_starttls=True,
        auth_required=True, auth_exclude_mechanism=["LOGIN", "PLAIN"],
    )  # fmt: skip
    controller.start()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "contacts.csv").write_text(
        "unit,email,name,role\nTH-81,krabi@local.example,,reporter\n", "utf-8"
    )
    outgoing = f"""[outgoing]
type = "smtp"
host = "localhost"
port = {controller.port}
security = "starttls"
user = "{ACCOUNT}"
auth = "oauth2"
ca_file = "{certificate.with_suffix(".crt")}"
[microsoft]
client_id = "{CLIENT}"
"""
    text = DEPARTMENT.replace('[outgoing]\ntype = "folder"\npath = "outbox"\n', outgoing)
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    yield office
    controller.stop()


def test_from_the_code_to_a_letter_and_no_secret_on_the_way(
    microsoft: Authority, outlook: TokenOffice, collector: Collector, tmp_path: Path
) -> None:
    said: list[str] = []

    def start(code: int, *arguments: str) -> str:
        done = collector(*arguments)
        said.append(done.stdout + done.stderr)
        assert done.returncode == code, said[-1]
        return said[-1]

    (tmp_path / "inbox" / "1.eml").write_bytes(word_mail(ONE, 1))
    assert "Nobody has signed in" in start(1, "login", "--status")
    assert "collector login" in start(0, "once", "--json")  # taken in; the letter waits
    microsoft.pending = 1
    invited = start(0, "--debug", "login")
    for words in ("https://microsoft.com/devicelogin", "FJC3RRX9", "15 minutes", f"Signed in as {ACCOUNT}"):
        assert words in invited
    status = json.loads(start(0, "login", "--status", "--json"))
    assert (status["account"], status["days_since_renewal"], status["works"]) == (ACCOUNT, 0, True)
    assert "last renewed: 0 days ago" in start(0, "login", "--status")
    start(0, "--debug", "once")  # refused: the mail server knows another token
    assert len(outlook.challenges) == 1
    outlook.good = next(token for token in microsoft.issued if token.startswith("access"))
    assert "sent 1" in start(0, "--debug", "once")
    assert [envelope.rcpt_tos for envelope in outlook.taken] == [["krabi@local.example"]]
    start(0, "config")
    start(0, "config", "--json")
    start(0, "letters")
    start(0, "verify")
    everything = "\n".join(said)
    assert [secret for secret in microsoft.issued if secret in everything] == []
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and b"refresh-secret" in path.read_bytes()]
    assert kept
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_a_sign_in_that_microsoft_refuses(
    microsoft: Authority, outlook: TokenOffice, collector: Collector
) -> None:
    microsoft.refuse = refusal("invalid_client", 7000218, "The request body must contain client_secret")
    done = collector("login")
    assert done.returncode == 3
    assert "Allow public client flows" in done.stderr
    assert "Traceback" not in done.stderr


def test_login_needs_a_registration(department: Path, collector: Collector) -> None:
    done = collector("login")
    assert done.returncode == 2
    assert "microsoft.client_id: must be set" in done.stderr
    assert "docs/microsoft.md" in done.stderr


def test_no_password_is_shown(department: Path, collector: Collector) -> None:
    text = department.read_text("utf-8").replace(
        '[outgoing]\ntype = "folder"\npath = "outbox"',
        f'[outgoing]\ntype = "smtp"\nhost = "127.0.0.1"\nport = {free_port()}\nsecurity = "none"\nuser = "u"\npassword = "{PASSWORD}"',
    )
    department.write_text(text, encoding="utf-8")
    (department.parent / "inbox" / "1.eml").write_bytes(word_mail(ONE, 1))
    commands = (
        ["config"],
        ["config", "--json"],
        ["--debug", "once"],
        ["letters"],
        ["--debug", "remind"],
        ["status"],
    )
    said = [collector(*arguments) for arguments in commands]
    assert [done.returncode for done in said] == [0] * len(commands)
    assert "refused" in said[2].stdout
    assert not [done for done in said if PASSWORD in done.stdout + done.stderr]


def test_held_letters_are_listed_and_released(department: Path, collector: Collector) -> None:
    text = department.read_text("utf-8")
    department.write_text(text + "[letters]\nshadow = true\n", encoding="utf-8")
    (department.parent / "inbox" / "1.eml").write_bytes(word_mail(ONE, 1))
    assert collector("once").returncode == 0
    listed = collector("letters", "--json")
    (letter,) = [json.loads(line) for line in listed.stdout.splitlines()]
    assert (letter["state"], letter["kind"], letter["to"]) == (
        "held",
        "acknowledgement",
        ["krabi@local.example"],
    )
    refused = collector("letters", "--release")
    assert (refused.returncode, "shadow" in refused.stderr) == (1, True)
    department.write_text(text, encoding="utf-8")
    assert "1 letter released" in collector("letters", "--release").stdout
    assert collector("letters", "--retry", "1").stdout.startswith("0 letters")
    assert collector("once").returncode == 0
    assert len(list((department.parent / "outbox").glob("*.eml"))) == 1
    assert collector("letters", "7").returncode == 2
