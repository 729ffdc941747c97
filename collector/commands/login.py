"""`collector login`: sign-in with Microsoft, and how it stands."""

from datetime import datetime
from typing import Annotated

import typer

from collector.commands import terminal
from collector.commands.invocation import Invocation, invocation, moment
from collector.errors import ConfigError
from collector.settings.sections import Settings
from collector.signin.microsoft import Invitation, SignInState
from collector.signin.secrets import tokens_of

_NEARLY_OUT = 14  # days


def command(
    context: typer.Context,
    status: Annotated[
        bool, typer.Option("--status", help="Show who is signed in and when it was last renewed.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --status: one JSON line.")] = False,
) -> None:
    """Sign in with Microsoft, once, for a mailbox of Outlook.com, Hotmail or Microsoft 365."""
    if as_json and not status:
        raise typer.BadParameter("--json goes with --status: signing in is a conversation")
    called = invocation(context)
    settings = _registered(called)
    tokens = tokens_of(settings)
    if status:
        _show(tokens.standing(), moment(None, settings), as_json)
        return
    standing = tokens.sign_in(_invite)
    terminal.write(f"Signed in as {standing.account}. This lasts as long as the collector runs now and then.")
    for section, user in _others(standing, settings):
        terminal.note(
            f"{section}.user is {user}: right for a shared mailbox that {standing.account} may use, else sign in as {user}"
        )


def _registered(called: Invocation) -> Settings:
    settings = called.settings()
    if not settings.microsoft.client_id:
        problem = "microsoft.client_id: must be set before anyone can sign in; docs/microsoft.md says how to get one"
        raise ConfigError(called.path, [problem])
    return settings


def _invite(invitation: Invitation) -> None:
    terminal.write(
        "To sign in to the mailbox, on any computer or telephone with a browser:\n"
        f"  1. open   {invitation.url}\n"
        f"  2. type   {invitation.code}\n"
        "  3. sign in with the mailbox's own address and accept what is asked for.\n"
        f"The code is good for {invitation.minutes} minutes. Waiting …"
    )


def _others(standing: SignInState, settings: Settings) -> list[tuple[str, str]]:
    """The sections that name another user than the one who signed in."""
    named = [("mailbox", settings.mailbox), ("outgoing", settings.outgoing)]
    users = [
        (section, str(getattr(place, "user", "")))
        for section, place in named
        if getattr(place, "auth", "") == "oauth2"
    ]
    return [(section, user) for section, user in users if user.lower() != standing.account.lower()]


def _show(standing: SignInState | None, now: datetime, as_json: bool) -> None:
    """How the sign-in stands; exit 1 where a person has to sign in."""
    works = standing is not None and not standing.refused and now < standing.ends
    if as_json:
        terminal.write_json(_shape(standing, now) | {"works": works})
    elif standing is None:
        terminal.write("Nobody has signed in with this client_id yet: run `collector login`.")
    else:
        _tell(standing, now)
    if not works:
        raise typer.Exit(1)


def _shape(standing: SignInState | None, now: datetime) -> dict[str, object]:
    if standing is None:
        return {"account": None, "renewed": None, "days_since_renewal": None, "refused": None}
    return {
        "account": standing.account,
        "renewed": standing.renewed.astimezone(now.tzinfo).isoformat(),
        "days_since_renewal": (now - standing.renewed).days,
        "refused": standing.refused or None,
    }


def _tell(standing: SignInState, now: datetime) -> None:
    terminal.write(f"signed in as: {standing.account}")
    when = standing.renewed.astimezone(now.tzinfo)
    terminal.write(f"last renewed: {(now - standing.renewed).days} days ago ({when:%Y-%m-%d %H:%M})")
    left = (standing.ends - now).days
    if standing.refused:
        terminal.write(standing.refused)
    elif left < 0:
        terminal.write("run out: it was not renewed for 90 days; run `collector login`")
    else:
        terminal.write(
            f"runs out: in {left} days, unless it is renewed before; the collector renews it while it runs"
        )
    if 0 <= left < _NEARLY_OUT and not standing.refused:
        terminal.note("no mail was read or sent with it for a long time: does the collector run?")
