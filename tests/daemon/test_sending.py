"""A real daemon before real mail servers: slow ones, ones that let nobody in, ones that refuse every letter."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from collector.letters.alert import Notice, alert
from tests.daemon.running import Daemon, always_open, configure, wait_for
from tests.e2e.office import Office
from tests.letters.mailserver import Office as MailServer
from tests.letters.mailserver import free_port

pytestmark = pytest.mark.slow

LOOKS = 5
STAFF = "staff@dept.example"
QUIETLY = ("[reminders]", "enabled = false", "[daemon]", "poll_seconds = 1")


class Slow(MailServer):
    """Takes its time for each letter."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.sleep(self.seconds)
        return await super().handle_DATA(server, session, envelope)

    def addressees(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.taken]


@contextmanager
def answering(
    server: MailServer, port: int, check: Callable[..., AuthResult] | None = None
) -> Iterator[None]:
    options: dict[str, Any] = {"authenticator": check, "auth_require_tls": False} if check else {}
    controller = Controller(server, hostname="127.0.0.1", port=port, ready_timeout=10, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@pytest.fixture
def port(office: Office) -> int:
    """The settings send by SMTP to this port; the mailbox stays a folder."""
    found = free_port()
    smtp = f'type = "smtp"\nhost = "127.0.0.1"\nport = {found}\nsecurity = "none"\n# more'
    config = office.folder / "config.toml"
    text = config.read_text(encoding="utf-8").replace('type = "folder"\npath = "outbox"', smtp)
    config.write_text(text, encoding="utf-8")
    return found


def queue(office: Office, number: int, age: timedelta = timedelta()) -> list[str]:
    """Letters to as many provinces, written some time ago; their addresses."""
    written = datetime.now(UTC) - age
    addresses = [f"p{count}@local.example" for count in range(number)]
    with office.open() as app:
        for address in addresses:
            made = alert(
                Notice(f"x-{address[:-14]}", written, ""), (address,), app.letterhead, app.wording, written
            )
            app.store.queue([replace(made, kind="notice")], written)
    return addresses


def looked_again(office: Office, times: int) -> None:
    heartbeat = office.folder / "data" / "heartbeat"
    for _ in range(times):
        before = heartbeat.stat().st_mtime_ns
        assert wait_for(lambda before=before: heartbeat.stat().st_mtime_ns != before)


def test_told_to_stop_before_a_slow_server_it_ends_after_the_letter_in_hand(
    office: Office, port: int
) -> None:
    configure(office.folder, *QUIETLY)
    addresses = queue(office, 300)
    server = Slow(0.2)
    with answering(server, port):
        with Daemon(office.folder) as daemon:
            assert wait_for(lambda: len(server.taken) >= 3)
            daemon.stop()
            assert daemon.process.returncode == 0
            assert daemon.events("stopped")
        sent = len(server.taken)
        assert sent < 150  # all would take a minute
        with office.open(read_only=True) as app:
            counts = app.store.letter_counts()
        assert counts == {"queued": 300 - sent, "sending": 0, "sent": sent, "failed": 0, "held": 0}
        server.seconds = 0.0
        with Daemon(office.folder) as daemon:
            assert wait_for(lambda: len(server.taken) >= 300)
            daemon.stop()
    assert server.addressees() == addresses  # each once, in their order


def test_a_server_that_lets_nobody_in_is_told_by_another_way_and_left_alone(
    office: Office, port: int
) -> None:
    told = office.folder / "told"
    messenger = office.folder / "messenger"
    messenger.write_text(f'#!/bin/sh\ncat >>"{told}"\n')
    messenger.chmod(0o755)
    config = office.folder / "config.toml"
    config.write_text(
        config.read_text("utf-8").replace("# more", 'user = "reports"\npassword = "x"'), "utf-8"
    )
    configure(office.folder, *QUIETLY, "[alerts]", f'command = "{messenger}"')
    addresses = queue(office, 2, timedelta(hours=2))
    sign_ins: list[bool] = []

    def check(*_about: object) -> AuthResult:
        sign_ins.append(open_to_all)
        return AuthResult(success=open_to_all, handled=False)

    open_to_all = False
    server, alert_file = Slow(0), office.folder / "data" / "ALERT.txt"
    with answering(server, port, check):
        with Daemon(office.folder) as daemon:
            assert wait_for(alert_file.exists)
            assert "no-send" in alert_file.read_text("utf-8")
            assert "535" in alert_file.read_text("utf-8")
            assert [event["kind"] for event in daemon.events("alert")] == ["no-send"]
            assert wait_for(lambda: told.exists() and "[no-send]" in told.read_text("utf-8"))
            before = len(sign_ins)
            looked_again(office, LOOKS)  # twice at each look it would send what waits
            assert len(sign_ins) - before < LOOKS
            daemon.stop()
        assert server.taken == []
        open_to_all = True
        with Daemon(office.folder) as daemon:
            assert wait_for(lambda: len(server.taken) == 4)
            assert wait_for(lambda: not alert_file.exists())
            daemon.stop()
    assert sorted(server.addressees()) == sorted([*addresses, STAFF, STAFF])  # the alert, and that it is over


def test_the_breaker_tells_staff_by_the_letter_that_it_lets_through(office: Office, port: int) -> None:
    configure(office.folder, *QUIETLY, "[letters]", "hold_after_failures = 3")
    queue(office, 5)
    server = Slow(0)
    server.on_rcpt = lambda address: "250 OK" if address == STAFF else "550 5.1.1 no such user"
    with answering(server, port), Daemon(office.folder) as daemon:
        assert wait_for(lambda: len(server.taken) >= 2)
        daemon.stop()
    assert set(server.addressees()) == {STAFF}
    assert {event["kind"] for event in daemon.events("alert")} == {"letters-failed", "letters-held"}
    (held,) = (event for event in daemon.events("alert") if event["kind"] == "letters-held")
    assert held["why"].startswith("2 letters are held")
    assert held["why"].endswith("3 letters in a row were refused for good")


def test_in_shadow_mode_what_is_wrong_is_told_without_a_letter(office: Office) -> None:
    configure(
        office.folder, "[letters]", "shadow = true", "[alerts]", "free_megabytes = 999999999", *always_open()
    )
    with Daemon(office.folder) as daemon:  # reminders are due, too
        assert wait_for((office.folder / "data" / "ALERT.txt").exists)
        assert wait_for(lambda: held(office))
        daemon.stop()
    assert not office.letters()
    assert daemon.events("alert")


def held(office: Office) -> int:
    with office.open(read_only=True) as app:
        return app.store.letter_counts()["held"]
