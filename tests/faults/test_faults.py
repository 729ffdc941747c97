"""Every write, flush, rename, link and removal of a pass goes wrong once: disk full, disk broken, process killed; nothing may be lost by it.

`make faults` tries each of them with each fault; the suite tries some, spread over the pass.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

import pytest

from collector.demo import forms, mails
from collector.demo.mails import File
from tests.conftest import DEPARTMENT, PROJECT
from tests.e2e.office import BLANK, NIL, ONE, TWO, form, letter_from, word_mail

pytestmark = [pytest.mark.slow, pytest.mark.programs]

SOURCE = Path(__file__).with_name("faults.c")
CONTACTS = "unit,email,name,role\nTH-81,krabi@local.example,,reporter\nTH-92,trang@local.example,,reporter\nTH-92,deputy@local.example,,reporter\n"
FAULTS = ("ENOSPC", "EIO", "KILL")
TRIED = 12  # faults in the suite; COLLECTOR_FAULTS: another number, or `all` for every call with every fault
PASSES = 4  # after a fault, until all is as it would have been: a mail may be met again up to three times
TEN_MAILS = (
    word_mail(ONE, 1),
    word_mail(TWO, 2),
    word_mail(TWO, 3),
    word_mail(ONE, 4, "trang@local.example", unit="จังหวัดตรัง"),
    word_mail(TWO, 5, "deputy@local.example", unit="จังหวัดตรัง"),
    word_mail(NIL, 6, "stranger@x.example", unit="จังหวัดระยอง"),
    word_mail(BLANK, 7, "trang@local.example", unit="จังหวัดตรัง"),
    mails.attached(
        letter_from("krabi@local.example", 8, "รายงานเดือนพฤศจิกายน ๒๕๖๑"),
        File("a.docx", forms.word(form(ONE))),
    ),
    mails.attached(letter_from("trang@local.example", 9), File("a.docx", b"broken")),
    b"From: somebody@x.example\r\nMessage-ID: <10@x.example>\r\nSubject: hello\r\n\r\nhello\r\n",
)


@dataclass(frozen=True, slots=True)
class State:
    """What must be the same whatever went wrong on the way."""

    outcomes: tuple[tuple[str, str], ...]  # by the mail's hash
    filed: tuple[tuple[object, ...], ...]
    letters: tuple[
        tuple[str, int], ...
    ]  # Message-ID, and how often it lies in the outbox, or is to be tried again


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    made = tmp_path_factory.mktemp("library") / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"], check=True)
    return made


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and how many calls of it changed the folder."""

    code: int
    counted: int
    said: str


class Commands:
    """The collector's commands, done by children of one process that has all loaded."""

    def __init__(self, library: Path, output: Path) -> None:
        self._library, self._output = library, output
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forking", str(library)],
            env={**os.environ, "PYTHONPATH": str(PROJECT), "LD_PRELOAD": str(library)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, folder: Path, *arguments: str, at: int | None = None, fault: str = "") -> Done:
        """One command in a department; with `at`, the call of this number goes wrong (0: none, they are counted)."""
        assert self.process.stdin
        assert self.process.stdout
        whole = ["--config", str(folder / "config.toml"), *arguments]
        asked = json.dumps([whole, str(folder), str(self._output), at, fault])
        self.process.stdin.write(asked + "\n")
        self.process.stdin.flush()
        code, counted = json.loads(self.process.stdout.readline())
        return Done(code, counted, self._output.read_text("utf-8"))

    def close(self) -> None:
        """Ends the process."""
        with self.process:
            assert self.process.stdin
            self.process.stdin.close()

    def beside(self, number: int) -> "Commands":
        """Another process of the kind, for a second core."""
        return Commands(self._library, self._output.with_suffix(f".{number}"))


@pytest.fixture(scope="module")
def commands(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    opened = Commands(library, tmp_path_factory.mktemp("output") / "output.txt")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def department(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A department that has a database, and ten mails that wait."""
    folder = tmp_path_factory.mktemp("department")
    (folder / "inbox").mkdir()
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (folder / "config.toml").write_text(DEPARTMENT, encoding="utf-8")
    assert commands.do(folder, "once").code == 0
    for number, mail in enumerate(TEN_MAILS):
        path = folder / "inbox" / f"{number}.eml"
        path.write_bytes(mail)
        os.utime(path, (1_546_500_000 + number, 1_546_500_000 + number))
    return folder


def state_of(folder: Path) -> State:
    database = folder / "data" / "collector.db"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        outcomes = connection.execute("SELECT sha256, outcome FROM mail ORDER BY sha256").fetchall()
        filed = connection.execute(
            "SELECT unit, period, outcome, revision, receipt, content_hash FROM report ORDER BY mail, position"
        ).fetchall()
        waiting = [
            f"Message-ID: {row[0]}"
            for row in connection.execute("SELECT message_id FROM letter WHERE state = 'queued'")
        ]
    connection.close()
    lines = [
        line for path in (folder / "outbox").glob("*.eml") for line in path.read_text("utf-8").splitlines()
    ]
    ids = Counter([line for line in lines if line.lower().startswith("message-id:")] + waiting)
    return State(tuple(outcomes), tuple(filed), tuple(sorted(ids.items())))


@pytest.fixture(scope="module")
def faultless(
    department: Path, commands: Commands, tmp_path_factory: pytest.TempPathFactory
) -> tuple[State, int]:
    """How it ends when nothing goes wrong, and how many calls there are."""
    folder = tmp_path_factory.mktemp("faultless") / "department"
    shutil.copytree(department, folder)
    done = commands.do(folder, "once", at=0)
    assert done.code == 0
    state = state_of(folder)
    assert len(state.outcomes) == len(TEN_MAILS)
    assert None not in dict(state.outcomes).values()
    return state, done.counted


def chosen(calls: int) -> list[tuple[int, str]]:
    """So many faults, spread over the pass, each kind in turn; every call with every fault where all are asked for."""
    asked = os.environ.get("COLLECTOR_FAULTS", str(TRIED))
    if asked == "all":
        return [(at, fault) for at in range(1, calls + 1) for fault in FAULTS]
    tried = min(int(asked), calls)
    return [(1 + turn * calls // tried, FAULTS[turn % len(FAULTS)]) for turn in range(tried)]


@dataclass(frozen=True, slots=True)
class Tried:
    """One fault, and how it ended."""

    at: int
    fault: str
    killed: bool
    wrong: str  # what was said where it did not end as without it, else ""


def try_fault(commands: Commands, folder: Path, at: int, fault: str, state: State) -> Tried:
    """A pass in which a call goes wrong, passes after it until all is as without it, and `verify`."""
    failed = commands.do(folder, "once", at=at, fault=fault)
    for _ in range(PASSES):
        commands.do(folder, "once")
        if state_of(folder) == state:
            break
    checked = commands.do(folder, "verify", "--json")
    sound = "Traceback" not in failed.said and (checked.code, state_of(folder)) == (0, state)
    return Tried(at, fault, failed.code == -signal.SIGKILL, "" if sound else failed.said + checked.said)


def test_whatever_goes_wrong_once_all_ends_as_without_it(
    department: Path,
    commands: Commands,
    faultless: tuple[State, int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    state, calls = faultless
    faults = chosen(calls)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{calls} calls that change the disk in a pass over {len(TEN_MAILS)} mails; {len(faults)} faults tried\n"
        )
    cores = os.cpu_count() or 1
    free: Queue[Commands] = Queue()
    for number in range(cores):
        free.put(commands.beside(number))

    def attempt(at: int, fault: str) -> Tried:
        folder, mine = tmp_path / f"{at}-{fault}", free.get()
        shutil.copytree(department, folder)
        try:
            tried = try_fault(mine, folder, at, fault, state)
        finally:
            free.put(mine)
        if not tried.wrong:
            shutil.rmtree(folder)
        return tried

    with ThreadPoolExecutor(cores) as pool:
        ended = list(pool.map(lambda one: attempt(*one), faults))
    while not free.empty():
        free.get().close()
    assert [tried for tried in ended if tried.wrong] == []
    # threads flush the files, so a pass may have a call more or less than that which was counted
    kills = [tried for tried in ended if tried.fault == "KILL"]
    assert sum(tried.killed for tried in kills) >= 0.9 * len(kills)


def test_the_count_is_of_a_real_pass(faultless: tuple[State, int]) -> None:
    state, calls = faultless
    assert calls > 5 * len(TEN_MAILS)
    assert Counter(outcome for _, outcome in state.outcomes) == {
        "filed": 3, "revised": 2, "duplicate": 1, "returned": 2, "review": 1, "ignored": 1,
    }  # fmt: skip
    assert json.dumps(state.letters)
    assert set(dict(state.letters).values()) == {1}
