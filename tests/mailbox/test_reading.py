"""Signing in, listing and fetching, beside people who work in the same mailbox."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from collector.errors import MailboxError
from collector.mailbox.imap_connection import uid_sets
from tests.mailbox.dovecot import TOKEN, free_port
from tests.mailbox.dovecot_folder import DovecotFolder, nothing, read, written
from tests.mailbox.proxy import proxied


def test_mails_come_oldest_first_with_bytes_names_and_times(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1), when=" 3-Jan-2019 08:00:00 +0700")
    dovecot_folder.put(written(2), when=" 2-Jan-2019 08:00:00 +0700")
    mailbox = dovecot_folder.mailbox()
    second, first = read(mailbox)
    assert (first.data, second.data) == (written(1), written(2))
    assert first.arrived == datetime(2019, 1, 3, 1, tzinfo=UTC)
    assert first.key.mailbox == f"imap://{dovecot_folder.user}@127.0.0.1/INBOX"
    assert first.key.uid == "1"
    assert first.key.uidvalidity > 1
    assert read(mailbox, [first]) == [second]
    assert read(mailbox, [first, second]) == []


def test_nobodys_flags_change(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1), written(2))
    mailbox = dovecot_folder.mailbox()
    assert len(read(mailbox)) == 2
    assert dovecot_folder.flags() == [set(), set()]


def test_what_a_person_has_read_comes_all_the_same(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    with dovecot_folder.person() as client:
        client.store("1", "+FLAGS", r"(\Seen \Flagged \Deleted)")
    assert [mail.data for mail in read(dovecot_folder.mailbox())] == [written(1)]
    assert dovecot_folder.flags() == [{"\\Seen", "\\Flagged", "\\Deleted"}]


def test_a_mail_that_goes_between_listing_and_fetching_is_passed_over(
    dovecot_folder: DovecotFolder,
) -> None:
    dovecot_folder.put(*(written(number) for number in range(300)))
    mailbox = dovecot_folder.mailbox()
    chunks = mailbox.waiting(nothing)
    first = next(chunks)
    with dovecot_folder.person() as client:
        client.store("260:270", "+FLAGS", r"(\Deleted)")
        client.store("280", "+FLAGS", r"(\Seen)")
        client.expunge()
        client.create("Elsewhere")
        client.uid("MOVE", "290:299", "Elsewhere")
    rest = [mail for group in chunks for mail in group]
    uids = [int(mail.key.uid) for mail in [*first, *rest]]
    assert uids == [uid for uid in range(1, 301) if not 260 <= uid <= 270 and not 290 <= uid <= 299]


def test_a_mail_of_no_bytes_and_one_that_is_all_line_ends(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(b"\r\n", b"\r\n\r\n\r\n", b'"quoted" \\ {5}\r\n\r\n)')
    assert [mail.data for mail in read(dovecot_folder.mailbox())] == [
        b"\r\n",
        b"\r\n\r\n\r\n",
        b'"quoted" \\ {5}\r\n\r\n)',
    ]


@pytest.mark.parametrize("folder", ["รายงานประจำเดือน", "A & B/ศูนย์ช่วยเหลือ", 'with "quotes" and \\'])
def test_folders_of_any_name(dovecot_folder: DovecotFolder, folder: str) -> None:
    dovecot_folder.make(folder)
    dovecot_folder.put(written(1), folder=folder)
    (mail,) = read(dovecot_folder.mailbox(folder=folder))
    assert mail.key.mailbox.endswith(f"/{folder}")


def test_a_folder_that_is_not_there_names_those_that_are(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.make("ศูนย์ช่วยเหลือ")
    with pytest.raises(MailboxError, match=r"check mailbox\.folder.*INBOX, ศูนย์ช่วยเหลือ"):
        read(dovecot_folder.mailbox(folder="ศูนย์ช่วยเหลอ"))


def test_another_uidvalidity_makes_other_names(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.make("Box")
    dovecot_folder.put(written(1), folder="Box")
    mailbox = dovecot_folder.mailbox(folder="Box")
    first = read(mailbox)
    with dovecot_folder.person() as client:
        client.delete("Box")
        client.create("Box")
    dovecot_folder.put(written(1), written(2), folder="Box")
    again = read(mailbox, first)
    assert [mail.data for mail in again] == [written(1), written(2)]
    assert {mail.key.uidvalidity for mail in again} != {mail.key.uidvalidity for mail in first}
    assert first[0].key not in {mail.key for mail in again}


def test_how_many_the_ledger_misses(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1), written(2), written(3))
    mailbox = dovecot_folder.mailbox()
    keys = {mail.key for mail in read(mailbox)[:1]}
    assert mailbox.missing(nothing) == 3
    assert mailbox.missing(keys.__contains__) == 2


def test_chunks_are_bounded_by_number_and_by_bytes(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(*(written(number) for number in range(410)))
    dovecot_folder.put(*(written(number, 12 << 20) for number in range(3)), when=" 4-Jan-2019 08:00:00 +0700")
    sizes = [len(group) for group in dovecot_folder.mailbox().waiting(nothing)]
    assert sizes == [20, 200, 192, 1]  # two of 12 MB fit beside the last small ones, the third does not


# ── signing in ──────────────────────────────────────────────────────────────────────────────────


def test_tls_and_starttls_with_the_servers_certificate(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    trusted = {"host": "localhost", "ca_file": dovecot_folder.server.certificate}
    for way in (
        {"security": "tls", "port": dovecot_folder.server.tls_port},
        {"security": "starttls", "port": dovecot_folder.server.port},
    ):
        assert len(read(dovecot_folder.mailbox(**trusted, **way))) == 1


def complaint(dovecot_folder: DovecotFolder, **account: object) -> str:
    with pytest.raises(MailboxError) as caught:
        read(dovecot_folder.mailbox(**account))
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_trusts(dovecot_folder: DovecotFolder, security: str) -> None:
    port = dovecot_folder.server.tls_port if security == "tls" else dovecot_folder.server.port
    said = complaint(dovecot_folder, host="localhost", security=security, port=port)
    assert f"localhost:{port}: its certificate is not trusted (self-signed certificate)" in said
    assert "mailbox.ca_file" in said


def test_a_certificate_for_another_name(dovecot_folder: DovecotFolder) -> None:
    said = complaint(
        dovecot_folder,
        security="tls",
        port=dovecot_folder.server.tls_port,
        ca_file=dovecot_folder.server.certificate,
    )
    assert "its certificate is for another name" in said
    assert "check mailbox.host" in said


def test_tls_on_a_port_without(dovecot_folder: DovecotFolder) -> None:
    said = complaint(dovecot_folder, security="tls", ca_file=dovecot_folder.server.certificate)
    assert 'this port does not begin with TLS; set mailbox.security = "starttls"' in said


def test_starttls_where_there_is_none(dovecot_folder: DovecotFolder) -> None:
    with proxied(dovecot_folder.server.port, rewrite=lambda data: data.replace(b" STARTTLS", b"")) as proxy:
        said = complaint(
            dovecot_folder,
            security="starttls",
            port=proxy.port,
            ca_file=dovecot_folder.server.certificate,
        )
    assert 'the server offers no STARTTLS; set mailbox.security = "tls"' in said


def test_a_wrong_password(dovecot_folder: DovecotFolder) -> None:
    said = complaint(dovecot_folder, secret=lambda: "wrong")
    assert f"signing in as {dovecot_folder.user}" in said
    assert "check mailbox.user and the password" in said
    assert "wrong" not in said


def test_xoauth2(dovecot_folder: DovecotFolder) -> None:
    dovecot_folder.put(written(1))
    assert len(read(dovecot_folder.mailbox(auth="oauth2", secret=lambda: TOKEN + dovecot_folder.user))) == 1
    for token in ("bad", f"{TOKEN}somebody-else"):
        said = complaint(dovecot_folder, auth="oauth2", secret=lambda token=token: token)
        assert "the token was not accepted: run `collector login` again" in said
        assert token not in said


def test_nobody_answers(dovecot_folder: DovecotFolder) -> None:
    assert "nothing answers there (connection refused)" in complaint(dovecot_folder, port=free_port())


def test_a_name_that_does_not_exist(dovecot_folder: DovecotFolder) -> None:
    said = complaint(dovecot_folder, host="imap.department.invalid", security="tls")
    assert "the name imap.department.invalid was not found; check mailbox.host" in said


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (b"NO Basic authentication is disabled.", 'set mailbox.auth = "oauth2", then run `collector login`'),
        (b"NO [UNAVAILABLE] Temporary authentication failure.", "it is tried again"),
        (b"BAD User is authenticated but not connected.", "that IMAP is switched on for it"),
        (b"NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "check mailbox.user and the password"),
        (b"NO [ALERT] Application-specific password required", "a password made for the program"),
    ],
)
def test_what_servers_say_and_what_to_do(dovecot_folder: DovecotFolder, answer: bytes, meant: str) -> None:
    def refuse(data: bytes) -> bytes:
        return re.sub(rb"(?m)^(\w+) OK [^\r\n]*Logged in", rb"\1 " + answer, data)

    with proxied(dovecot_folder.server.port, rewrite=refuse) as proxy:
        said = complaint(dovecot_folder, port=proxy.port)
    assert meant in said


def test_the_names_hold_no_way_to_the_server(dovecot_folder: DovecotFolder) -> None:
    account = dovecot_folder.account
    assert replace(account, port=993, security="tls").name == account.name


def test_a_command_about_scattered_mails_is_not_too_long_for_a_server() -> None:
    scattered = range(1, 20_001, 2)
    sets = list(uid_sets(scattered))
    assert len(sets) > 5
    assert max(map(len, sets)) <= 7_000
    assert [int(uid) for some in sets for uid in some.split(",")] == list(scattered)
    assert list(uid_sets([7, 3, 1, 2])) == ["1:3,7"]
    assert list(uid_sets([])) == []
