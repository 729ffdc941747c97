"""A connection and a length of time → whether the server has told of something new (IDLE, RFC 2177); fetches nothing.

imap-tools' own idle looks at the socket only: it misses a line that came together with the one before, takes a closed
connection for silence, and fails when a mail arrives just as IDLE begins.
"""

import imaplib
import select
import ssl
import threading
import time
from io import BufferedReader
from typing import cast

from collector.mailbox.imap_connection import Connection
from collector.mailbox.imap_trouble import wrap_imap_errors

_SLICE = 0.5  # seconds between looks at `stop`


def listen(connection: Connection, seconds: float, stop: threading.Event) -> bool:
    """True as soon as the server tells of a mail; False after the time, or when `stop` is set.

    A hint only: there may be nothing new after all, and something new without a hint. Raises LostError when the connection
    has broken or does not answer any more.
    """
    deadline = time.monotonic() + seconds
    with wrap_imap_errors(connection.account, "waiting for mail", connection.patience.answer):
        while not connection.news and not stop.is_set() and (left := deadline - time.monotonic()) > 0:
            _one_idle(connection, min(left, connection.patience.idle), stop)
    return connection.news


def _one_idle(connection: Connection, seconds: float, stop: threading.Event) -> None:
    """One IDLE from beginning to end; it ends early with news."""
    client = connection.box.client
    tag = client._command("IDLE")  # imap-tools drives imaplib so too; it has no IDLE before 3.14
    while client._get_response() is not None:  # until the continuation; news may come before it
        _still_idle(client, tag)
    deadline = time.monotonic() + seconds
    while not connection.news and not stop.is_set() and (left := deadline - time.monotonic()) > 0:
        if _has_line(client, min(left, _SLICE)):
            client._get_response()
            _still_idle(client, tag)
    client.send(b"DONE\r\n")
    client._command_complete("IDLE", tag)  # silence here is how a dead connection shows


def _still_idle(client: imaplib.IMAP4, tag: bytes) -> None:
    """Raises where the server has ended IDLE by itself; Exchange does so at times."""
    if client.tagged_commands[tag] is not None:
        raise client.abort(f"the server ended IDLE: {client.tagged_commands.pop(tag)}")


def _has_line(client: imaplib.IMAP4, seconds: float) -> bool:
    """Waits for something to read: in imaplib's buffer, in the TLS layer's, or on the socket."""
    if _held(client):
        return True
    waiting = select.poll()
    waiting.register(client.sock, select.POLLIN)
    return bool(waiting.poll(seconds * 1000)) and _held(client, readable=True)


def _held(client: imaplib.IMAP4, *, readable: bool = False) -> bool:
    """Whether there are bytes that imaplib has not looked at; takes in what is there and never waits.

    Raises abort where the socket is `readable` and gives nothing, which is its end.
    """
    kept = getattr(client, "_readbuf", None)
    if kept is not None:  # from Python 3.14 on imaplib has a buffer of its own
        return readable or any(kept) or (isinstance(client.sock, ssl.SSLSocket) and client.sock.pending() > 0)
    usual = client.sock.gettimeout()
    client.sock.settimeout(0)
    try:
        held = bool(cast("BufferedReader", client.file).peek(1))
    except ssl.SSLWantReadError:  # a part of a record, or one that is not for us
        return False
    finally:
        client.sock.settimeout(usual)
    if readable and not held:
        raise client.abort("the server closed the connection")
    return held
