"""The three ways in which a setting may name a password → the password, read when it is needed; never shown."""

import shlex
import subprocess
from pathlib import Path

from collector.errors import ConfigError
from collector.settings.server import ServerSettings

SECONDS = 60  # a password manager may ask its user first


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
        done = subprocess.run(words, capture_output=True, check=True, timeout=SECONDS)  # noqa: S603 - the administrator's own command, read by no shell
        return done.stdout.decode()
    except UnicodeDecodeError:
        raise _failed(server, "answered something that is not UTF-8 text") from None
    except ValueError as error:
        raise _failed(server, f"is not a command: {error}") from error
    except OSError as error:
        raise _failed(server, f"cannot be started: {error.strerror}") from error
    except subprocess.TimeoutExpired:
        raise _failed(
            server, f"gave no answer in {SECONDS} seconds"
        ) from None  # its text would hold the output
    except subprocess.CalledProcessError as error:
        raise _failed(server, f"ended with code {error.returncode}") from None


def _failed(server: ServerSettings, what: str) -> ConfigError:
    program = Path(server.password_command.partition(" ")[0])
    return ConfigError(program, [f"password_command: it {what}"])


def _first_line(text: str) -> str:
    return text.partition("\n")[0].removesuffix("\r")
