"""The three ways in which a setting may name a password → the password, read when it is needed; never shown."""

import shlex
from pathlib import Path

from collector.errors import ConfigError, ProgramError
from collector.programs import ProgramLimits, run_as_we_are
from collector.settings.server import ServerSettings

LIMITS = ProgramLimits(seconds=60, output_bytes=1 << 20)  # a password manager may ask its user first


def password_of(server: ServerSettings) -> str:
    """The password set, or the first line of the file or of the command's output; "" where none is set.

    A changed file counts from the next sign-in on. Raises ConfigError, which never holds what was read.
    """
    if server.password_file:
        try:
            return _first_line(server.password_file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(server.password_file, [f"password_file: cannot be read: {error}"]) from error
    if server.password_command:
        return _first_line(_output(server))
    return server.password.get_secret_value()


def _output(server: ServerSettings) -> str:
    try:
        words = shlex.split(server.password_command)
    except ValueError as error:
        raise _failed(server, f"is not a command: {error}") from error
    try:
        done = run_as_we_are(words, None, LIMITS)
    except ProgramError as error:
        raise _failed(server, error.why) from None
    if done.code:
        raise _failed(server, f"ended with code {done.code}")
    try:
        return done.output.decode()
    except UnicodeDecodeError:
        raise _failed(server, "answered something that is not UTF-8 text") from None


def _failed(server: ServerSettings, what: str) -> ConfigError:
    program = Path(server.password_command.partition(" ")[0])
    return ConfigError(program, [f"password_command: it {what}"])


def _first_line(text: str) -> str:
    return text.partition("\n")[0].removesuffix("\r")
