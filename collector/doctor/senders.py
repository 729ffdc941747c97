"""The mails that came last → whose word on their senders they carry, and whether the settings believe it."""

from collections import Counter
from collections.abc import Iterator

from collector.application import Application
from collector.doctor.finding import Finding, none, well, wrong
from collector.errors import StoreError
from collector.mail.authenticity import MICROSOFT, server_named_in
from collector.mail.boundary import results_of
from collector.mail.mime import take_apart

_NEWEST = 20  # mails that are looked at
_HEAD = 65536  # bytes of a mail, which hold its headers


def check(app: Application) -> Iterator[Finding]:
    """Who the last mails say looked at their senders, beside mailbox.authserv_id."""
    heads = list(_heads(app))
    if not heads:
        yield none("senders", "no mail to go by")
        return
    servers = Counter(server for fields in heads for server in dict.fromkeys(map(server_named_in, fields)))
    trusted = app.settings.mailbox.trusted_server
    wanted = "" if trusted == MICROSOFT else trusted.lower()
    if trusted and servers[wanted]:
        yield well(
            "senders", f"{trusted} says who wrote them of {servers[wanted]} of the last {len(heads)} mails"
        )
    elif trusted:
        yield wrong(
            "senders",
            f"{trusted} of mailbox.authserv_id says nothing of the last {len(heads)} mails; {_seen(servers)}",
            "set mailbox.authserv_id to the name of your own server, or to nothing",
        )
    elif servers:
        yield wrong(
            "senders",
            f"nobody's word on who wrote a mail is believed; {_seen(servers)}",
            "set mailbox.authserv_id to the one that is your own server's: never to another's",
        )
    else:
        yield none("senders", f"none of the last {len(heads)} mails says who looked at its sender")


def _heads(app: Application) -> Iterator[list[str]]:
    """The values of Authentication-Results of each of the last mails, the topmost first."""
    for sha256 in app.store.newest(_NEWEST):
        try:
            top = take_apart(app.spool.head(sha256, _HEAD)).top
        except StoreError:
            continue  # `collector verify` names it
        yield results_of(top, "")[0]


def _seen(servers: Counter[str]) -> str:
    said = [f"{name or MICROSOFT} ({count})" for name, count in servers.most_common(5)]
    return f"they bear the word of: {', '.join(said)}" if said else "they bear nobody's word"
