"""The command line: assembles the commands, turns errors into messages and exit codes; does none of the work.

A command's module is imported when it is called for, not before: `explain` of one file needs no workbook writer.
"""

import io
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from collector.commands.invocation import Invocation
from collector.commands.logs import to_stderr
from collector.commands.terminal import note, write, write_json
from collector.errors import CollectorError, ConfigError, MailboxError, SendError
from collector.privacy import work_in_private

# The name of each command and its module in collector/commands/, in the order of a department's way.
COMMANDS = {
    "init": "init",
    "config": "show_config",
    "login": "login",
    "explain": "explain",
    "once": "once",
    "run": "run",
    "remind": "remind",
    "letters": "letters",
    "status": "status",
    "summary": "summary",
    "import": "import_mail",
    "verify": "verify",
    "history": "history",
    "proof": "proof",
    "doctor": "doctor",
    "forms": "list_forms",
    "form": "blank_form",
    "demo": "demo",
}


class LateGroup(TyperGroup):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        for name in COMMANDS:
            self.get_command(ctx, name)
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module = import_module(f"collector.commands.{COMMANDS[cmd_name]}")
            alone = typer.Typer(add_completion=False)
            alone.command(cmd_name)(module.command)
            self.add_command(get_command(alone), cmd_name)
        return super().get_command(ctx, cmd_name)


app = typer.Typer(cls=LateGroup, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        write(f"collector {version('report-collector')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="The settings; else config.toml in this folder."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an internal error happened.")] = False,
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Collect the monthly reports that offices e-mail to one mailbox."""
    context.obj = Invocation(config, debug)
    daemon = context.invoked_subcommand == "run"
    to_stderr(everything=daemon or debug, details=daemon or debug, as_json=daemon and not sys.stderr.isatty())


def run(arguments: Sequence[str]) -> int:
    """Does what the arguments say; returns the exit code: 0 done, 1 not done, 2 wrong usage or settings, 3 no server.

    What ended a command with `--json` is told as a JSON line as well, after those that were written before it.
    """
    failure = _failure(arguments)
    if failure.told and "--json" in arguments:
        problems = {"problems": list(failure.problems)} if failure.problems else {}
        write_json({"error": failure.told, "exit_code": failure.code, **problems})
    return failure.code


@dataclass(frozen=True, slots=True)
class _Failure:
    """How a command ended."""

    code: int
    told: str = ""  # why it failed; "" where it did not, or has said all of it itself
    problems: tuple[str, ...] = ()


def _failure(arguments: Sequence[str]) -> _Failure:
    try:
        app(args=list(arguments), prog_name="collector")
    except SystemExit as end:  # how typer ends, also after it has explained a wrong usage
        return _Failure(
            end.code if isinstance(end.code, int) and end.code in range(4) else 1,
            _wrong_usage(end),
        )
    except CollectorError as error:
        note(f"collector: {error}")
        return _Failure(exit_code(error), str(error), getattr(error, "problems", ()))
    except BrokenPipeError:  # the reader has seen enough: `collector explain … | head`
        return _Failure(1)
    except OSError as error:  # a path that was named, a full disk
        told = f"{error.filename or 'this computer'}: {error.strerror or error}"
        note(f"collector: {told}")
        return _Failure(1, told)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback may reach a user
        _report_internal(error, debug="--debug" in arguments)
        return _Failure(1, f"internal error ({type(error).__name__})")
    return _Failure(0)


def _wrong_usage(end: SystemExit) -> str:
    """What typer found wrong with the arguments; "" where a command ended by itself, or its reader has seen enough."""
    said = getattr(end.__context__, "format_message", None)
    return str(said()) if said else ""


def exit_code(error: CollectorError) -> int:
    """2 for settings, 3 for a mailbox or mail server that cannot be reached, 1 for all else."""
    if isinstance(error, ConfigError):
        return 2
    unreachable = isinstance(error, MailboxError) or (isinstance(error, SendError) and not error.permanent)
    return 3 if unreachable else 1


def _report_internal(error: Exception, debug: bool) -> None:
    """Our own mistake: the details go to a file that only this user can read, or to the terminal with --debug."""
    details = "".join(traceback.format_exception(error))
    if debug:
        note(details)
        return
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        errors="backslashreplace",
        prefix="collector-error-",
        suffix=".txt",
        delete=False,
    ) as file:
        file.write(details)
    note(
        f"collector: internal error ({type(error).__name__}); the details are in {file.name}, --debug shows them"
    )


def main() -> None:
    """The `collector` program."""
    work_in_private()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # Thai, whatever the locale says
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left in the buffer goes nowhere
        code = code or 1
    sys.exit(code)
