"""Values → JSON lines on stdout, messages on stderr, and text from outside made safe for a terminal."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from collector.direction import MARKS

Tick = Callable[[int, int], None]  # how many are done, how many there are

# Escape sequences begin with a control character (ECMA-48); the others turn the direction of writing round.
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{MARKS}\ud800-\udfff]")
# json.dumps leaves these as they are; they turn the line round, end it for str.splitlines or cannot be written as UTF-8.
_UNSAFE_IN_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029{MARKS}\ud800-\udfff]")


def cleaned(text: object) -> str:
    """Text from outside without what would steer the terminal; tabs and line ends stay."""
    return _UNSAFE.sub("", str(text))


def plain(text: object, style: str = "") -> Text:
    """Text from outside for a table or panel: cleaned, and its square brackets are no markup."""
    return Text(cleaned(text), style=style)


def write_json(value: Mapping[str, Any]) -> None:
    """One JSON line on stdout, Thai readable."""
    line = json.dumps(value, ensure_ascii=False)
    typer.echo(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", line))


def write(text: object) -> None:
    """One line of the answer, on stdout."""
    typer.echo(cleaned(text))


def note(text: object) -> None:
    """One line about the work, on stderr."""
    typer.echo(cleaned(text), err=True)


def console() -> Console:
    """Where tables and panels are shown."""
    return Console(soft_wrap=False, highlight=False, emoji=False)


@contextmanager
def progress(what: str) -> Iterator[Tick]:
    """A bar on stderr while people watch; nothing where stderr is a file or a pipe."""
    screen = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def tick(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        yield tick
