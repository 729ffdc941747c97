"""The mailbox and the way out → whether they can be reached, step by step: name, port, certificate, sign-in, folder, clock."""

import os
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from collector.application import Application
from collector.doctor import mailbox as imap
from collector.doctor.finding import Finding, none, well, wrong
from collector.english import counted
from collector.errors import CollectorError
from collector.settings.sections import FolderMailboxSettings, FolderOutgoingSettings, SmtpOutgoingSettings
from collector.settings.server import ServerSettings
from collector.signin.secrets import tokens_of

_SECONDS = 15.0
_SOON = 14  # days for which a certificate should still be good

Steps = Callable[[], Iterator[Finding]]


def check(app: Application, now: datetime) -> Iterator[Finding]:
    """Where mail comes from and where letters go."""
    settings = app.settings
    mailbox, outgoing = settings.mailbox, settings.outgoing
    if isinstance(mailbox, FolderMailboxSettings):
        yield _mail_folder(app, mailbox.path)
    else:
        way = _Way("mailbox", mailbox, mailbox.usual_port, now)
        yield from way.steps(("sign-in", "folder", "clock"), lambda: imap.check(app, mailbox, now))
    if isinstance(outgoing, FolderOutgoingSettings):
        yield _letter_folder(outgoing.path)
    else:
        way = _Way("outgoing", outgoing, outgoing.usual_port, now)
        yield from way.steps(("sign-in",), lambda: iter((_sign_in_to_send(app, outgoing),)))
    yield _microsoft(app, now)


def _mail_folder(app: Application, path: Path) -> Finding:
    try:
        count = app.mailbox().missing(lambda _key: False)
    except CollectorError as error:
        return wrong("mailbox", str(error), f"make the folder, or set path of [mailbox] (now {path})")
    return well("mailbox", f"{path}: {counted(count, 'mail')}")


def _letter_folder(path: Path) -> Finding:
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return wrong("outgoing", f"{path} cannot be written", "change its rights, or path of [outgoing]")
    return well("outgoing", f"letters are written into {path}")


@dataclass(frozen=True, slots=True)
class _Way:
    """The way to one of the two servers, up to where it asks who we are."""

    section: str
    server: ServerSettings
    port: int
    now: datetime

    def steps(self, last: tuple[str, ...], inside: Steps) -> Iterator[Finding]:
        """The steps in their order, `last` those that `inside` takes; after the first that fails the others cannot be known."""
        outer = {"name": self._name, "port": self._port}
        if self.server.security == "tls":
            outer["certificate"] = self._certificate
        names = [*outer, *last]
        for name, step in outer.items():
            finding = step()
            yield finding
            if finding.state == "wrong":
                yield from (self._not_tried(later) for later in names[names.index(name) + 1 :])
                return
        found = list(inside())
        yield from found
        yield from (self._not_tried(later) for later in last[len(found) :])

    def _not_tried(self, step: str) -> Finding:
        return none(f"{self.section} {step}", "not tried, for the step before it failed")

    def _name(self) -> Finding:
        check, host = f"{self.section} name", self.server.host
        try:
            found = {entry[4][0] for entry in socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)}
        except OSError as error:
            remedy = f"check {self.section}.host and this computer's name server"
            return wrong(check, f"{host} is not known ({error.strerror})", remedy)
        return well(check, f"{host} is {', '.join(sorted(map(str, found)))}")

    def _port(self) -> Finding:
        check, place = f"{self.section} port", f"{self.server.host}:{self.port}"
        try:
            socket.create_connection((self.server.host, self.port), timeout=_SECONDS).close()
        except OSError as error:
            remedy = f"check {self.section}.port; does a firewall stand in the way?"
            return wrong(check, f"{place} does not answer ({error.strerror or error})", remedy)
        return well(check, f"{place} answers")

    def _certificate(self) -> Finding:
        check, section = f"{self.section} certificate", self.section
        try:
            until = self._good_until()
        except ssl.SSLCertVerificationError as error:
            remedy = f"check {section}.host, this computer's clock, and {section}.ca_file for a certificate of your own"
            return wrong(check, f"not trusted: {error.verify_message}", remedy)
        except OSError as error:
            remedy = f'check {section}.port, or set {section}.security = "starttls"'
            return wrong(check, f"no TLS on this port ({error.strerror or error})", remedy)
        if (until - self.now).days < _SOON:
            return wrong(check, f"runs out on {until:%Y-%m-%d}", "tell those who run the server")
        return well(check, f"good until {until:%Y-%m-%d}")

    def _good_until(self) -> datetime:
        trust = ssl.create_default_context(cafile=str(self.server.ca_file) if self.server.ca_file else None)
        with (
            socket.create_connection((self.server.host, self.port), timeout=_SECONDS) as line,
            trust.wrap_socket(line, server_hostname=self.server.host) as secured,
        ):
            ends = str((secured.getpeercert() or {}).get("notAfter", ""))
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)


def _sign_in_to_send(app: Application, outgoing: SmtpOutgoingSettings) -> Finding:
    try:
        with app.transport() as transport:
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
