"""The administrator's own command for a password: what it may do, and that nothing of it ever stands in an error."""

import traceback

import pytest

from collector.errors import ConfigError
from collector.programs import ProgramLimits
from collector.settings.server import ServerSettings
from collector.signin import passwords
from collector.signin.passwords import password_of


def server(command: str) -> ServerSettings:
    return ServerSettings.model_construct(password_file=None, password_command=command)


def test_its_first_line_is_the_password_and_what_it_leaves_behind_holds_nothing_up() -> None:
    assert password_of(server("sh -c 'sleep 20 & echo \" geheim \"; echo more'")) == " geheim "


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("sh -c 'echo geheim; echo geheim >&2; sleep 60'", "it did not end within 0.5 seconds"),
        ("yes geheim", "it writes too much"),
        ("sh -c 'echo geheim >&2; exit 7'", "it ended with code 7"),
        ("   ", "it has no name"),
    ],
)
def test_what_it_said_stands_in_no_error(command: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "LIMITS", ProgramLimits(seconds=0.5, output_bytes=1000))
    with pytest.raises(ConfigError) as caught:
        password_of(server(command))
    assert why in str(caught.value)
    assert "geheim" not in "".join(traceback.format_exception(caught.value))
