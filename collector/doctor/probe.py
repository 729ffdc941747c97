"""A letter to ourselves, sent and waited for → whether the whole round works; takes nothing in and stores nothing."""

import time
from datetime import datetime, timedelta

from collector.application import Application
from collector.confined.values import Task
from collector.doctor import clock
from collector.doctor.finding import Finding, none, well, wrong
from collector.errors import CollectorError
from collector.letters.alert import probe
from collector.message_ids import conversation_name, recognise
from collector.model.letters import LetterState
from collector.model.mail import MachineKind, MailKey, RawMail
from collector.settings.sections import SmtpOutgoingSettings
from collector.store.records import QueuedLetter

_EVERY = 2.0  # seconds between looks
_CHECK = "round trip"
_HEAD = 1 << 16  # bytes of a mail in which the names of letters are looked for


def check(app: Application, now: datetime, patience: float) -> Finding:
    """Sends the letter past the outbox and looks for it until `patience` seconds have passed.

    Mails that were in the mailbox before are not fetched. A collector that runs beside takes the letter in as its own.
    """
    outgoing = app.settings.outgoing
    if not isinstance(outgoing, SmtpOutgoingSettings):
        return none(_CHECK, "letters go into a folder, not to a server")
    letter = probe(app.letterhead, app.wording, now)
    before: set[MailKey] = set()
    try:
        for _ in app.mailbox().waiting(lambda key: _noted(before, key)):
            pass
        with app.transport() as transport:
            transport.send(QueuedLetter(0, letter, LetterState.QUEUED, 0, now, None, "", None))
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if found := _found(app, letter.message_id, before):
                return _recognised(app, found, now, now + timedelta(seconds=time.monotonic() - began))
            time.sleep(_EVERY)
    except CollectorError as error:
        return wrong(_CHECK, str(error))
    return wrong(
        _CHECK,
        f"a letter to {app.letterhead.address} was sent and did not come back within {patience:.0f} seconds",
        "does department.address belong to this mailbox? Look into its spam folder too; some providers take minutes",
    )


def _noted(before: set[MailKey], key: MailKey) -> bool:
    before.add(key)
    return True


def _found(app: Application, message_id: str, before: set[MailKey]) -> RawMail | None:
    for chunk in app.mailbox().waiting(before.__contains__):
        for raw in chunk:
            names = (message_id, conversation_name(message_id))
            if isinstance(raw, RawMail) and any(name.encode() in raw.data[:_HEAD] for name in names):
                return raw
            before.add(raw.key)
    return None


def _recognised(app: Application, raw: RawMail, sent: datetime, came: datetime) -> Finding:
    understanding = app.understanding
    found = understanding.contents(understanding.order(Task.MAIL, raw.key.uid, raw.arrived, came), raw.data)
    seen = found.machine
    if seen is None or seen.kind is not MachineKind.OWN:
        return wrong(
            _CHECK,
            "the letter came back and was not known as our own: its header was changed on the way",
            "ask those who run the server whether it changes From or takes Auto-Submitted away",
        )
    if raw.arrived and (why := clock.within(raw.arrived, sent, came)):
        return wrong(_CHECK, f"the letter came back, but {why}", clock.REMEDY)
    text = f"a letter to ourselves came back after {(came - sent).seconds} seconds, known as our own"
    if not recognise(found.mail.message_id, understanding.secret):
        text += ", with another Message-ID; replies to our letters are told by their References"
    return well(_CHECK, text)
