"""What a taken-over process can do: nothing to the parent, the database, the spool or the network, where the kernel gives it."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from collector.confined import room as rooms
from collector.confined.room import ConfinedRoom
from collector.demo.mails import File
from collector.readers.worker import landlock, seccomp, syscalls
from collector.readers.worker.confinement import Confinement
from tests.confined import taken_over
from tests.confined.test_room import LIMITS, SETUP, order, paths
from tests.intake.mails import LETTER, WORD, sent

pytestmark = pytest.mark.slow


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "data"
    folder.mkdir()
    made = {name: folder / name for name in ("database", "mail", "settings")}
    for path in made.values():
        path.write_bytes(b"precious")
    return {name: str(path) for name, path in made.items()} | {"folder": str(folder)}


def attacked(
    files: Mapping[str, str], without: Sequence[str] = (), *, programs: bool = False
) -> dict[str, str]:
    """What came of each attack from inside a real process."""
    mail = sent(File("attack.txt", json.dumps({**files, "without": list(without)}).encode()))
    with ConfinedRoom(SETUP, LIMITS) as room:
        contents = room._with_programs(order(), mail) if programs else room.contents(order(), mail)
    (told,) = [item.code for item in contents.unread if item.path == "attack.txt"]
    found: dict[str, str] = json.loads(told)
    return found


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The process is taken over from its first document on."""
    if not syscalls.MACHINE:
        pytest.skip("no filter is known for this machine")
    monkeypatch.setenv("COLLECTOR_MAILBOX__PASSWORD", "secret")
    monkeypatch.setattr(rooms, "PROGRAM", "tests.confined.taken_over")
    return monkeypatch


@pytest.mark.parametrize("programs", [False, True], ids=["the room", "the one that may start programs"])
def test_a_taken_over_process_is_refused_all_that_harms(
    files: dict[str, str], programs: bool, taken: pytest.MonkeyPatch
) -> None:
    if not landlock.version():
        pytest.skip("this kernel has no Landlock")
    allowed = taken_over.STARTING if programs else ()
    found = attacked(files, allowed, programs=programs)
    assert {name: came for name, came in found.items() if came != "refused"} == {}
    assert len(found) > 30
    assert sorted(path.name for path in Path(files["folder"]).iterdir()) == ["database", "mail", "settings"]
    assert Path(files["database"]).read_bytes() == b"precious"


def test_without_landlock_the_filter_still_refuses_writing_and_the_network(
    files: dict[str, str], taken: pytest.MonkeyPatch
) -> None:
    taken.setattr(rooms, "PROGRAM", "tests.confined.without_landlock")
    found = attacked(files)
    done = {name for name, came in found.items() if came != "refused"}
    assert {name for name in done if not name.startswith(("read ", "list ", "parent's "))} == set()
    assert Path(files["database"]).read_bytes() == b"precious"


def test_the_attacks_are_real(files: dict[str, str], taken: pytest.MonkeyPatch) -> None:
    """Where nothing is confined they succeed."""
    taken.setattr(rooms, "PROGRAM", "tests.confined.unconfined")
    found = attacked(
        files, ("exec", "mount", "chroot", "namespaces", "remove folder", "ptrace", "kill group")
    )
    done = {name for name, came in found.items() if came == "done"}
    assert {
        "socket",
        "read database",
        "read settings",
        "unlink mail",
        "parent's environment",
        "fork",
    } - done == set()
    assert len(done) > 20


def test_the_room_says_what_is_in_force_and_reads_as_before() -> None:
    with ConfinedRoom(SETUP, LIMITS) as room:
        assert paths(room.contents(order(), sent(WORD, LETTER))) == ["form.docx"]
        given = room.confinement()
    if syscalls.LINUX:
        assert given == Confinement(True, landlock.version(), bool(syscalls.MACHINE))


def test_charsets_and_modules_are_still_loaded_late() -> None:
    with ConfinedRoom(SETUP, replace(LIMITS)) as room:
        for charset in ("koi8-r", "iso-2022-jp", "cp874", "utf-7", "gb18030", "mac-cyrillic"):
            head = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\n\n".encode()
            text = room.contents(order(), head + "abc ".encode(charset) + b"\n").mail.text
            assert text.strip() == "abc"


def test_a_hidden_process_is_not_dumpable() -> None:
    if not syscalls.LINUX:
        pytest.skip("only Linux hides a process")
    script = (
        "from collector.readers.worker import confinement, syscalls\n"
        "import ctypes\n"
        "assert confinement.hide()\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("programs", [False, True])
def test_every_jump_of_the_filter_stays_in_it(machine: str, programs: bool) -> None:
    made = seccomp.instructions(machine, 4711, programs=programs)
    assert len(made) < 4096
    for at, (code, yes, no, value) in enumerate(made):
        assert 0 <= value < 2**32
        if code & 0x07 == 0x05:  # a jump
            assert max(yes, no) < 256
            assert at + 1 + max(yes, no) < len(made)
    assert made[-1][0] == 0x06
