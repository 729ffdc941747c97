"""Settings → the secret with which one signs in to a server: a password, or a token of the sign-in with Microsoft."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from collector.settings.sections import Settings
from collector.settings.server import ServerSettings
from collector.signin.passwords import password_of

if TYPE_CHECKING:
    from collector.signin.microsoft import Tokens


def tokens_of(settings: Settings) -> "Tokens":
    """The one sign-in with Microsoft, for as much as the settings need of it; asks nobody yet.

    Loads msal, which a department with a password never needs and which takes as much memory as all that signs in else.
    """
    from collector.signin.microsoft import Registration, Tokens  # noqa: PLC0415

    reading, sending = _asks_for_token(settings.mailbox), _asks_for_token(settings.outgoing)
    neither = not (reading or sending)  # signed in first, set later
    registration = Registration(
        settings.microsoft.client_id,
        settings.microsoft.tenant,
        imap=reading or neither,
        smtp=sending or neither,
    )
    return Tokens(registration, settings.storage.path)


def secret_of(server: ServerSettings, settings: Settings) -> Callable[[], str]:
    """What gives the server's password or token; to be called at each sign-in, so that a changed one counts at once.

    It raises ConfigError for a password that cannot be had; SignInError and MailboxError as `Tokens` does.
    """
    if server.auth == "oauth2":
        return tokens_of(settings)
    return lambda: password_of(server)


def _asks_for_token(place: object) -> bool:
    return isinstance(place, ServerSettings) and place.auth == "oauth2"
