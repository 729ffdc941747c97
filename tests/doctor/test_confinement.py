"""What the doctor says of the confinement, for each kernel that there is."""

from types import SimpleNamespace
from typing import Any

import pytest

from collector.doctor.confinement import check
from collector.errors import WorkerError
from collector.readers.worker.confinement import Confinement


def app(given: Confinement | Exception) -> Any:
    def told() -> Confinement:
        if isinstance(given, Exception):
            raise given
        return given

    return SimpleNamespace(understanding=SimpleNamespace(room=SimpleNamespace(confinement=told)))


@pytest.mark.parametrize(
    ("given", "state", "words"),
    [
        pytest.param(Confinement(True, 6, True), "well", "Landlock 6 (files, truncating, TCP, signals), seccomp", id="all of it"),
        pytest.param(Confinement(True, 7, True), "well", "Landlock 7", id="a newer kernel"),
        pytest.param(Confinement(True, 3, True), "none", "without Landlock's TCP and Landlock's signals", id="Linux 6.2"),
        pytest.param(Confinement(True, 0, True), "none", "without Landlock (Linux 5.13)", id="no Landlock"),
        pytest.param(Confinement(True, 0, False), "none", "without Landlock (Linux 5.13) and seccomp", id="an unknown machine"),
        pytest.param(Confinement(), "none", "this system confines no process", id="another system"),
        pytest.param(WorkerError("does not start"), "wrong", "does not start", id="no process"),
    ],
)  # fmt: skip
def test_what_is_in_force_is_said(given: Confinement | Exception, state: str, words: str) -> None:
    found = check(app(given))
    assert found.state == state
    assert words in found.text
