"""`collector run`: the daemon."""

import os

import typer

from collector import daemon
from collector.commands.invocation import invocation


def command(context: typer.Context) -> None:
    """Do what `once` does, for ever, and send what is due each day."""
    daemon.run(invocation(context).settings, os.environ)
