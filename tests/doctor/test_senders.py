"""Whose word on senders the last mails bear, and whether the settings believe it."""

import pytest

from collector.doctor import senders
from collector.doctor.finding import Finding
from tests.e2e.office import Office

pytestmark = pytest.mark.slow

OURS = "Authentication-Results: mx.dept.example; dmarc=pass header.from=local.example"
MICROSOFTS = (
    "Authentication-Results: spf=pass smtp.mailfrom=local.example; dmarc=pass header.from=local.example"
)


def mail(number: int, *lines: str) -> bytes:
    head = (f"Message-ID: <{number}@x.example>", "From: a@local.example", "Subject: hello", *lines)
    return "\r\n".join([*head, "", "hello"]).encode()


def found(office: Office, trusted: str, *mails: bytes) -> Finding:
    config = office.folder / "config.toml"
    text = config.read_text(encoding="utf-8").replace(
        "[mailbox]\n", f'[mailbox]\nauthserv_id = "{trusted}"\n'
    )
    config.write_text(text, encoding="utf-8")
    if mails:
        office.receive(*mails)
    with office.open(read_only=True) as app:
        (finding,) = senders.check(app)
    return finding


def test_the_server_of_the_settings_signs_the_mails(office: Office) -> None:
    finding = found(office, "MX.dept.example", mail(1, OURS), mail(2))
    assert (finding.state, finding.text) == (
        "well",
        "MX.dept.example says who wrote them of 1 of the last 2 mails",
    )


def test_microsofts_servers_give_no_name(office: Office) -> None:
    assert found(office, "microsoft", mail(1, MICROSOFTS)).state == "well"


@pytest.mark.parametrize(
    ("trusted", "line", "said"),
    [
        ("", OURS, "mx.dept.example (1)"),
        ("", MICROSOFTS, "microsoft (1)"),
        ("mx.other.example", OURS, "mx.dept.example (1)"),
    ],
)
def test_a_server_that_the_settings_do_not_believe_is_named(
    office: Office, trusted: str, line: str, said: str
) -> None:
    finding = found(office, trusted, mail(1, line))
    assert (finding.state, said in finding.text) == ("wrong", True)


@pytest.mark.parametrize("mails", [(), (mail(1),)], ids=["no mail", "a mail that says nothing"])
def test_where_no_mail_says_anything_there_is_nothing_to_mend(
    office: Office, mails: tuple[bytes, ...]
) -> None:
    assert found(office, "", *mails).state == "none"
