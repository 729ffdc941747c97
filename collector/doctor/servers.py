"""The mailbox and the way out → whether they can be reached, step by step: name, port, certificate, sign-in, folder."""

import os
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from collector.application import Application, imap_account
from collector.doctor.finding import Finding, none, well, wrong
from collector.errors import CollectorError
from collector.letters.smtp import SmtpTransport
from collector.mail.imap_account import Patience
from collector.mail.imap_connection import Connection
from collector.server_settings import Server
from collector.settings import FolderMailbox, FolderOutgoing, ImapMailbox, SmtpOutgoing
from collector.sign_in import secret_of, tokens_of

_SECONDS = 15.0
_SOON = 14  # days for which a certificate should still be good

Step = Callable[[], Finding]


def check(app: Application, now: datetime) -> Iterator[Finding]:
    """Where mail comes from and where letters go."""
    settings = app.settings
    mailbox, outgoing = settings.mailbox, settings.outgoing
    if isinstance(mailbox, FolderMailbox):
        yield _mail_folder(app, mailbox.path)
    else:
        yield from _until_wrong("mailbox", mailbox, mailbox.usual_port, lambda: _imap(app, mailbox), now)
    if isinstance(outgoing, FolderOutgoing):
        yield _letter_folder(outgoing.path)
    else:
        yield from _until_wrong("outgoing", outgoing, outgoing.usual_port, lambda: _smtp(app, outgoing), now)
    yield _microsoft(app, now)


def _mail_folder(app: Application, path: Path) -> Finding:
    try:
        count = app.mailbox().missing(lambda _key: False)
    except CollectorError as error:
        return wrong("mailbox", str(error), f"make the folder, or set path of [mailbox] (now {path})")
    return well("mailbox", f"{path}: {count} mails")


def _letter_folder(path: Path) -> Finding:
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return wrong("outgoing", f"{path} cannot be written", "change its rights, or path of [outgoing]")
    return well("outgoing", f"letters are written into {path}")


def _until_wrong(section: str, server: Server, port: int, sign_in: Step, now: datetime) -> Iterator[Finding]:
    """The steps in their order; after the first that fails the others cannot be known."""
    steps: dict[str, Step] = {
        "name": lambda: _name(section, server.host),
        "port": lambda: _port(section, server.host, port),
    }
    if server.security == "tls":
        steps["certificate"] = lambda: _certificate(section, server, port, now)
    steps["sign-in"] = sign_in
    failed = False
    for name, step in steps.items():
        if failed:
            yield none(f"{section} {name}", "not tried, for the step before it failed")
            continue
        finding = step()
        failed = finding.state == "wrong"
        yield finding


def _name(section: str, host: str) -> Finding:
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)}
    except OSError as error:
        return wrong(
            f"{section} name",
            f"{host} is not known ({error.strerror})",
            f"check {section}.host and this computer's name server",
        )
    return well(f"{section} name", f"{host} is {', '.join(sorted(map(str, found)))}")


def _port(section: str, host: str, port: int) -> Finding:
    try:
        socket.create_connection((host, port), timeout=_SECONDS).close()
    except OSError as error:
        return wrong(
            f"{section} port",
            f"{host}:{port} does not answer ({error.strerror or error})",
            f"check {section}.port; does a firewall stand in the way?",
        )
    return well(f"{section} port", f"{host}:{port} answers")


def _certificate(section: str, server: Server, port: int, now: datetime) -> Finding:
    check = f"{section} certificate"
    try:
        trust = ssl.create_default_context(cafile=str(server.ca_file) if server.ca_file else None)
        with (
            socket.create_connection((server.host, port), timeout=_SECONDS) as line,
            trust.wrap_socket(line, server_hostname=server.host) as secured,
        ):
            ends = str((secured.getpeercert() or {}).get("notAfter", ""))
    except ssl.SSLCertVerificationError as error:
        return wrong(
            check,
            f"not trusted: {error.verify_message}",
            f"check {section}.host, this computer's clock, and {section}.ca_file for a certificate of your own",
        )
    except OSError as error:
        return wrong(
            check,
            f"no TLS on this port ({error.strerror or error})",
            f'check {section}.port, or set {section}.security = "starttls"',
        )
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
    if (until - now).days < _SOON:
        return wrong(check, f"runs out on {until:%Y-%m-%d}", "tell those who run the server")
    return well(check, f"good until {until:%Y-%m-%d}")


def _imap(app: Application, mailbox: ImapMailbox) -> Finding:
    try:
        line = Connection(imap_account(mailbox, app.settings), Patience.shipped())
        try:
            line.select(read_only=True)
            count, idle = len(line.uids()), line.has("IDLE")
        finally:
            line.close()
    except CollectorError as error:
        return wrong("mailbox sign-in", str(error))
    news = "tells of new mail at once" if idle else "is asked for new mail"
    return well("mailbox sign-in", f"signed in; {mailbox.folder} holds {count} mails; the server {news}")


def _smtp(app: Application, outgoing: SmtpOutgoing) -> Finding:
    try:
        with SmtpTransport.from_settings(outgoing, secret_of(outgoing, app.settings)) as transport:
            transport.open()
    except CollectorError as error:
        return wrong("outgoing sign-in", str(error))
    return well("outgoing sign-in", "signed in" if outgoing.user else "open without signing in")


def _microsoft(app: Application, now: datetime) -> Finding:
    asking = [
        place
        for place in (app.settings.mailbox, app.settings.outgoing)
        if getattr(place, "auth", "") == "oauth2"
    ]
    if not asking:
        return none("microsoft", "no sign-in with Microsoft is set")
    try:
        standing = tokens_of(app.settings).standing()
    except CollectorError as error:
        return wrong("microsoft", str(error))
    if standing is None or standing.refused or standing.ends < now:
        return wrong(
            "microsoft", standing.refused if standing else "nobody has signed in", "run `collector login`"
        )
    return well("microsoft", f"{standing.account}, good for {(standing.ends - now).days} days if never used")
