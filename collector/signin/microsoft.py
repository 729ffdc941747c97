"""One sign-in with Microsoft by a person → access tokens for years, renewed as they run out; knows no mail.

The device authorisation grant (RFC 8628) and refresh tokens (RFC 6749, 6) by way of msal. A refresh token lives until it
was not used for 90 days; each renewal brings a new one. Tokens stay in the vault: no message of ours holds one.
"""

import re
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msal
from msal.exceptions import MsalError

from collector.errors import MailboxError, SignInError
from collector.signin.vault import Kept, Vault

LIFETIME = timedelta(days=90)  # of a refresh token that nobody uses
_HOST = "login.microsoftonline.com"
_SECONDS = 30  # for one answer of Microsoft's
_MARGIN = 300  # seconds before its end from which a token counts as run out
_REST = 3600  # seconds until a refused renewal is tried again: who asks each minute gets blocked
_PERSONAL = "consumers"
_NEEDS_PERSON = frozenset(
    {
        "invalid_grant", "interaction_required", "consent_required", "login_required", "invalid_client",
        "unauthorized_client", "invalid_scope",
    }
)  # fmt: skip
_CODE = re.compile(r"\bAADSTS(\d+)")
_TRACE = re.compile(r"\s*(Trace ID:|Correlation ID:|Timestamp:|\r|\n)")

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Registration:
    """The department's own app registration, and what it is to reach."""

    client_id: str
    tenant: str = _PERSONAL  # consumers | organizations | a domain or directory ID
    imap: bool = True
    smtp: bool = True

    @property
    def authority(self) -> str:
        return f"https://{_HOST}/{self.tenant}"

    @property
    def scopes(self) -> list[str]:
        """The permissions asked for; the two kinds of account know them under different hosts."""
        host = "outlook.office.com" if self.tenant == _PERSONAL else "outlook.office365.com"
        wanted = (("IMAP.AccessAsUser.All", self.imap), ("SMTP.Send", self.smtp))
        return [f"https://{host}/{name}" for name, needed in wanted if needed]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a person needs in order to sign in: any browser, on any machine."""

    url: str
    code: str
    minutes: int  # how long the code is good for


@dataclass(frozen=True, slots=True)
class SignInState:
    """How a sign-in stands."""

    account: str
    renewed: datetime  # aware
    refused: str = ""  # why the last renewal was refused, "" when it was not

    @property
    def ends(self) -> datetime:
        """When it runs out, if it is not renewed until then."""
        return self.renewed + LIFETIME


class Tokens:
    """Hands out access tokens: `tokens()`. Safe to be called from several processes.

    The tokens of `<storage>/secrets/microsoft.json` are used until they run out, then renewed. Raises SignInError where
    a person has to act, MailboxError where a later try may work.
    """

    def __init__(self, registration: Registration, storage: Path, clock: Clock = time.time) -> None:
        self.registration = registration
        self._vault = Vault(storage / "secrets" / "microsoft.json")
        self._clock = clock

    def __call__(self) -> str:
        with self._vault.locked():
            kept = self._vault.read()
            tokens = _tokens_of(kept)
            if token := self._fresh(tokens):
                return token
            self._see_that_asking_helps(kept)
            answer = self._renewed(tokens)
            if "access_token" in answer:
                self._vault.write(Kept(tokens.serialize()))
                return str(answer["access_token"])
            if answer.get("error") not in _NEEDS_PERSON:
                raise MailboxError(explained(answer))
            self._vault.write(replace(kept, refused=explained(answer), refused_at=self._clock()))
            raise SignInError(explained(answer))

    def refused(self) -> bool:
        """Told that a server did not take the token: the next call asks for another. False if it is quite new.

        It may have been withdrawn, or this computer's clock was set back and takes it for good.
        """
        with self._vault.locked():
            kept = self._vault.read()
            tokens = _tokens_of(kept)
            suspects = [
                token
                for token in self._access_tokens(tokens)
                if abs(self._clock() - int(token.get("cached_at", 0))) > _MARGIN
            ]
            for token in suspects:
                tokens.remove_at(token)
            if suspects:
                self._vault.write(replace(kept, tokens=tokens.serialize()))
        return bool(suspects)

    def sign_in(self, invite: Callable[[Invitation], None]) -> SignInState:
        """Lets a person sign in, and keeps what comes of it; waits until it is done or the code has run out.

        `invite` is called once with what the person needs. Another account that was signed in before is forgotten.
        """
        tokens = msal.SerializableTokenCache()
        with _asking():
            application = self._application(tokens)
            flow = application.initiate_device_flow(self.registration.scopes)
            if "user_code" not in flow:
                raise SignInError(explained(flow))
            invite(Invitation(flow["verification_uri"], flow["user_code"], int(flow["expires_in"]) // 60))
            answer = application.acquire_token_by_device_flow(flow)
        if "access_token" not in answer:
            raise SignInError(explained(answer))
        with self._vault.locked():
            self._vault.write(Kept(tokens.serialize()))
        standing = self.standing()
        assert standing is not None  # it was just written
        return standing

    def standing(self) -> SignInState | None:
        """How the sign-in stands, without asking Microsoft; None where nobody signed in with this registration."""
        with self._vault.locked():
            kept = self._vault.read()
        tokens = _tokens_of(kept)
        kind = tokens.CredentialType
        found = list(tokens.search(kind.REFRESH_TOKEN, query={"client_id": self.registration.client_id}))
        if not found:
            return None
        renewed = max(int(token.get("last_modification_time", 0)) for token in found)
        names = [account.get("username", "") for account in tokens.search(kind.ACCOUNT)]
        return SignInState(next(iter(names), ""), datetime.fromtimestamp(renewed, UTC), kept.refused)

    def _fresh(self, tokens: Any) -> str:
        """An access token that is good for some minutes more, "" if there is none; asks nobody."""
        found = [
            token
            for token in self._access_tokens(tokens)
            if _names(self.registration.scopes) <= _names(token.get("target", "").split())
            and int(token["expires_on"]) - self._clock() > _MARGIN
        ]
        return str(max(found, key=lambda token: int(token["expires_on"]))["secret"]) if found else ""

    def _access_tokens(self, tokens: Any) -> list[Any]:
        kind = tokens.CredentialType.ACCESS_TOKEN
        return list(tokens.search(kind, query={"client_id": self.registration.client_id}))

    def _see_that_asking_helps(self, kept: Kept) -> None:
        if kept.refused and self._clock() - kept.refused_at < _REST:
            raise SignInError(kept.refused)

    def _renewed(self, tokens: Any) -> Mapping[str, Any]:
        """Microsoft's answer to the refresh token."""
        with _asking():
            application = self._application(tokens)
            for account in application.get_accounts():
                answer = application.acquire_token_silent_with_error(
                    self.registration.scopes, account, force_refresh=True
                )
                if answer:
                    return dict(answer)
        raise SignInError("nobody has signed in with Microsoft yet: run `collector login`")

    def _application(self, tokens: Any) -> Any:
        return msal.PublicClientApplication(
            self.registration.client_id,
            authority=self.registration.authority,
            token_cache=tokens,
            timeout=_SECONDS,
            instance_discovery=False,
        )


def explained(answer: Mapping[str, Any]) -> str:
    """An answer of Microsoft's that holds no token, in words for the administrator, with the remedy where one is known."""
    said = _TRACE.split(str(answer.get("error_description") or ""))[0].strip()
    name = str(answer.get("error") or "no reason given")
    code = _CODE.search(said)
    known = _remedies()
    remedy = known["codes"].get(code[1] if code else "") or known["names"].get(name, "")
    return f"Microsoft refused the sign-in: {remedy or name}" + (f" ({said})" if said else "")


def _names(scopes: Iterable[str]) -> set[str]:
    """Permissions without their host: Microsoft does not always give back the one that was asked for."""
    return {scope.rpartition("/")[2].lower() for scope in scopes}


@cache
def _remedies() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("collector") / "data" / "microsoft.toml").read_text("utf-8"))


def _tokens_of(kept: Kept) -> Any:
    tokens = msal.SerializableTokenCache()
    if kept.tokens:
        tokens.deserialize(kept.tokens)
    return tokens


@contextmanager
def _asking() -> Iterator[None]:
    """What goes wrong on the way to Microsoft: the errors of requests are OSErrors, a page of a proxy is a ValueError."""
    try:
        yield
    except OSError as error:
        raise MailboxError(
            f"{_HOST} cannot be reached ({type(error).__name__}): is the network there, and does a proxy let it through?"
        ) from error
    except (ValueError, KeyError, MsalError) as error:
        raise MailboxError(
            f"{_HOST} gave no usable answer ({type(error).__name__}): try again later; if it stays, look at tenant in [microsoft]"
        ) from error
