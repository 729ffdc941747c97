"""`collector run`: the daemon."""

import os

import typer

from collector.commands.invocation import invocation
from collector.daemon import loop


def command(context: typer.Context) -> None:
    """Do what `once` does, for ever, and send what is due each day."""
    loop.run(invocation(context).settings, os.environ)
