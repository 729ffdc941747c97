"""Killed (SIGKILL) at random moments of passes over a mailbox on a server, with letters going to a real mail server.

COLLECTOR_KILLS sets how many kills and COLLECTOR_MAILS how many mails; `make kill-campaign` runs the full size.
"""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from email.parser import BytesHeaderParser
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.e2e import killing
from tests.letters.mailserver import Office, free_port
from tests.mailbox import aftermath
from tests.mailbox.imap_office import FOLDERS, ImapOffice, moved, truth

KILLS = int(os.environ.get("COLLECTOR_KILLS", "8"))
MAILS = max(int(os.environ.get("COLLECTOR_MAILS", "40")), KILLS * 3 // 2)  # there is always work to kill
EARLY = 0.05  # of the kills fall into the start: it always comes, while other work may be done already
WITHIN = (0.0, 0.15)  # seconds from the sign of some work until a kill
MOST_DOUBTS = 2  # how often a letter may have been on the wire, until a person has to see to it
SMTP_SERVER = """[outgoing]
type = "smtp"
host = "127.0.0.1"
port = {port}
security = "none"
[letters]
max_per_hour = 10000
max_per_recipient_per_day = 10000
"""


class Careful(Office):
    """A mail server that looks into each letter for a moment, as real ones do, before it says that it has it."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(0.005)
        return answer

    def received(self) -> Counter[str]:
        """How often each letter came, by its Message-ID."""
        return Counter(
            str(BytesHeaderParser().parsebytes(envelope.content)["Message-ID"])
            for envelope in self.taken
            if isinstance(envelope.content, bytes)
        )


@pytest.fixture
def server(imap_office: ImapOffice) -> Iterator[Careful]:
    """The department's mail server."""
    careful = Careful()
    controller = Controller(careful, hostname="127.0.0.1", port=free_port())
    controller.start()
    path = imap_office.folder / "config.toml"
    text = path.read_text("utf-8").replace('[outgoing]\ntype = "folder"\npath = "outbox"\n', "")
    path.write_text(text + SMTP_SERVER.format(port=controller.port), "utf-8")
    yield careful
    controller.stop()


def signs(imap_office: ImapOffice, server: Careful, before: str) -> tuple[Callable[[], bool], ...]:
    """That a pass has started, holds the storage, keeps mails, reads them, moves them, or sends letters."""
    storage = imap_office.folder / "data"
    inbox = imap_office.dovecot_folder.server.maildir(imap_office.dovecot_folder.user)
    letters, waiting, kept = len(server.taken), standing(inbox), spooled(storage)
    noted = aftermath.in_hand(storage)

    def held() -> bool:
        return aftermath.lock(storage) not in (before, "")

    return (
        lambda: True,
        held,
        lambda: spooled(storage) > kept,
        lambda: aftermath.in_hand(storage) not in (noted, ("", 0)),
        lambda: not waiting <= standing(inbox),
        lambda: len(server.taken) > letters,
    )


def spooled(storage: Path) -> int:
    return len(list((storage / "spool").glob("*/*")))


def standing(inbox: Path) -> frozenset[str]:
    """The inbox's mails; flags stand behind a colon."""
    return frozenset(path.name.partition(":")[0] for path in (*inbox.glob("new/*"), *inbox.glob("cur/*")))


@pytest.mark.slow
def test_kills_lose_and_repeat_nothing(
    imap_office: ImapOffice, server: Careful, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = imap_office.months(MAILS)
    first = len(mails) // 10
    imap_office.deliver([path for path, _ in mails[:first]])
    waiting = [path for path, _ in mails[first:]]
    chance, phases, doubts = random.Random(KILLS), Counter[str](), Counter[str]()
    while phases.total() < KILLS:
        more = len(waiting) - (KILLS - phases.total() - 1) * (len(mails) - first) // KILLS
        imap_office.deliver(waiting[:more])
        waiting = waiting[more:]
        before = aftermath.lock(imap_office.folder / "data")
        early, *later = signs(imap_office, server, before)
        begun = early if chance.random() < EARLY else chance.choice(later)
        if killing.killed_once(imap_office.folder / "config.toml", chance, WITHIN, begun):
            after = aftermath.of(imap_office, before)
            phases[after.phase] += 1
            doubts.update(after.on_the_wire)
    imap_office.once()
    if "COLLECTOR_KILLS" in os.environ:
        with capsys.disabled():
            sys.stdout.write(f"\n{phases.total()} kills over {MAILS} mails: {dict(phases.most_common())}\n")

    with imap_office.open(read_only=True) as app:
        counts = {outcome: number for outcome, number in app.store.mail_counts().items() if number}
        letters = app.store.letters()
    assert counts == truth(mails)
    assert imap_office.standing(*FOLDERS) == moved(truth(mails))
    assert {letter.state for letter in letters} <= {"sent", "failed"}
    assert len({letter.letter.cause for letter in letters}) == len(letters)
    given_up = {letter.letter.message_id for letter in letters if letter.state != "sent"}
    assert all(doubts[message_id] >= MOST_DOUBTS for message_id in given_up)  # left to a person, and told
    received, written = server.received(), {letter.letter.message_id for letter in letters}
    assert written - given_up <= set(received) <= written
    assert received - Counter(set(received)) <= doubts  # repeated: only what the server had not confirmed
    assert killing.gone_within(300)
    assert len(phases) >= min(5, KILLS // 3), phases  # all over its work
