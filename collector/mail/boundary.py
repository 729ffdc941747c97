"""The fields of a mail → the values of Authentication-Results, without those of our server's name that it cannot have written.

Servers write on top. What stands below a line of Received of a foreign server was there before ours had the mail.
"""

import re

from collector.mail.authenticity import MICROSOFT, is_of
from collector.mail.headers import unfold
from collector.mail.mime import Entity

_MICROSOFTS = "outlook.com"  # whose hosts pass a mail on, as Received has it
_BY = re.compile(r"(?:^|\s)by\s+([^\s;()]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_HOST = re.compile(r"[a-z0-9_.-]+\.[a-z-]{2,}")
_WITHIN = frozenset({"local", "localdomain", "lan", "internal"})  # names that no server of the Internet has


def results_of(top: Entity, trusted: str) -> tuple[list[str], list[str]]:
    """The values from top to bottom, and apart those in our server's name from before a foreign one had the mail.

    `trusted` is the name of our own server in them, "microsoft", or "" where none is known.

    A line of Received says by whom the mail was received. A foreign server's above all of ours is that of a mailbox
    elsewhere, to which our server passes the mail on; one below ours had the mail before.
    """
    found: list[str] = []
    before: list[str] = []
    ours = foreign = False
    for name, raw in top.fields:
        if name == "received":
            host = _received_by(unfold(raw))
            is_ours = bool(trusted) and _is_near(host, trusted)
            foreign = foreign or (ours and not is_ours and _is_elsewhere(host))
            ours = ours or is_ours
        elif name == "authentication-results":
            value = unfold(raw)
            (before if foreign and is_of(value, trusted) else found).append(value)
    return found, before


def _received_by(line: str) -> str:
    found = _BY.search(_COMMENT.sub(" ", line))
    return found[1].lower().rstrip(".") if found else ""


def _is_near(host: str, trusted: str) -> bool:
    """Whether a host is our server, or one beside or below it: `mx.krabi.go.th` and `mail.krabi.go.th`."""
    own = _MICROSOFTS if trusted == MICROSOFT else trusted.lower()
    beside = own.partition(".")[2] if own.count(".") > 1 else own
    return f".{host}".endswith((f".{own}", f".{beside}"))


def _is_elsewhere(host: str) -> bool:
    """Whether it is a host of the Internet: not the address or the bare name that servers give to their own inner parts."""
    return bool(_HOST.fullmatch(host)) and host.rpartition(".")[2] not in _WITHIN
