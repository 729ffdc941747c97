"""A mail server and how to sign in to it, the same for reading and for sending; opens no connection."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


def _nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Account:
    """A mail server, and who signs in to it.

    `secret` gives the password, or the access token where `auth` is "oauth2"; it is asked at every sign-in, so a changed
    password or a token that was renewed counts at once. It may raise any CollectorError, and be `renewal.Renewable`.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = ""  # "": nobody signs in
    secret: Callable[[], str] = _nothing
    auth: Literal["password", "oauth2"] = "password"
    ca_file: Path | None = None  # certificates to trust instead of the system's

    @property
    def server(self) -> str:
        """The server as people are told of it."""
        return f"{self.host}:{self.port}"
