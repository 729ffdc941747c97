"""`collector letters`: what became of our letters; releases held ones and has given-up ones tried again."""

from typing import Annotated

import typer

from collector.commands import terminal
from collector.commands.invocation import invocation, moment
from collector.english import counted
from collector.jobs import letters
from collector.model.letters import Letter
from collector.settings.sections import Settings


def command(
    context: typer.Context,
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="[NUMBER]…", help="With --retry: these letters only.")
    ] = None,
    bounced: Annotated[bool, typer.Option("--bounced", help="Contacts that letters did not reach.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Let held letters go out.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Try given-up letters again.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line for each, or for what was done.")
    ] = False,
) -> None:
    """List letters that failed or are held; release them, or try them again."""
    if bounced + release + retry > 1 or (numbers and not retry):
        raise typer.BadParameter("give one of --bounced, --release and --retry; numbers go with --retry")
    settings = invocation(context).settings()
    if release:
        _tell(letters.release(settings, moment(None, settings)), "released", as_json)
    elif retry:
        _tell(letters.retry(settings, numbers or ()), "retried", as_json)
    elif bounced:
        _show_bounced(settings, as_json)
    else:
        _show_letters(settings, as_json)


def _tell(count: int, done: str, as_json: bool) -> None:
    if as_json:
        terminal.write_json({done: count})
        return
    how = "released, to go out" if done == "released" else "to be tried again"
    terminal.write(f"{counted(count, 'letter')} {how} with the next pass")


def _show_letters(settings: Settings, as_json: bool) -> None:
    zone = settings.department.zone
    found = letters.wanting_somebody(settings)
    for item in found.chosen:
        letter, created = item.letter, item.created.astimezone(zone)
        if as_json:
            terminal.write_json(
                {
                    "number": item.id, "state": item.state, "kind": letter.kind, "unit": letter.unit or None,
                    "to": letter.to, "cc": letter.cc, "subject": letter.subject, "created": created.isoformat(),
                    "attempts": item.attempts, "answer": item.answer, "stranger": bool(letter.stranger),
                }
            )  # fmt: skip
        else:
            terminal.write(
                f"{item.id}  {item.state}  {created:%Y-%m-%d %H:%M}  {letter.kind} to {_who(letter)}: {item.answer}"
            )
    if found.breaker:
        since = found.breaker.tripped.astimezone(zone)
        terminal.note(
            f"all letters are held since {since:%Y-%m-%d %H:%M}: {found.breaker.why}; `collector letters --release` lets them go"
        )
    terminal.note(", ".join(f"{name} {count}" for name, count in found.counts.items()))


def _who(letter: Letter) -> str:
    return f"{', '.join(letter.to)}{' (registered for nothing)' if letter.stranger else ''}"


def _show_bounced(settings: Settings, as_json: bool) -> None:
    for item in letters.bounced(settings):
        failure, happened = item.failure, item.happened.astimezone(settings.department.zone)
        if as_json:
            terminal.write_json(
                {
                    "address": failure.address, "permanent": failure.permanent, "status": failure.status or None,
                    "diagnostic": failure.diagnostic, "happened": happened.isoformat(), "letter": item.letter,
                    "unit": item.unit or None, "subject": item.subject or None,
                }
            )  # fmt: skip
        else:
            how = "for good" if failure.permanent else "for now"
            terminal.write(
                f"{happened:%Y-%m-%d %H:%M}  {item.unit or '-'}  {failure.address}  not reached {how}: {failure.diagnostic}"
            )
