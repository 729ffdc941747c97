"""The worker process: limits, replacement, and what becomes of it when somebody dies."""

import fcntl
import os
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from collector.errors import UnreadableError
from collector.model.files import Attachment
from collector.readers.limits import ReadingLimits
from collector.readers.worker.reader import Reader
from tests.readers.cost import PATIENT, processor_seconds
from tests.readers.hostile import GOOD_DOCX, GOOD_XLSX, empty_rows_xlsx, many_rows_xlsx
from tests.readers.short_form import lines

pytestmark = pytest.mark.slow

GOOD = Attachment("good.docx", GOOD_DOCX, "docx")
QUICK = ReadingLimits(wall_seconds=3.0)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(condition: Callable[[], bool], seconds: float = 150.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def code_of(reader: Reader, attachment: Attachment) -> str:
    with pytest.raises(UnreadableError) as raised:
        reader.read(attachment)
    return raised.value.code


def kill_when_it_was_given_something(pid: int) -> None:
    with Path(f"/proc/{pid}/fd/0").open("rb", buffering=0) as pipe:
        assert eventually(lambda: any(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))))
    os.kill(pid, signal.SIGKILL)


def worker_of(reader: Reader) -> int:
    assert reader.pid is not None
    return reader.pid


def test_it_starts_when_needed_serves_many_and_ends_with_the_block() -> None:
    with Reader() as reader:
        assert reader.pid is None
        reader.read(GOOD)
        first = worker_of(reader)
        reader.read(GOOD)
        assert worker_of(reader) == first
    assert not Path(f"/proc/{first}").exists()  # no zombie either


def test_a_hanging_worker_is_replaced_after_the_wall_time() -> None:
    with Reader(QUICK) as reader:
        reader.read(GOOD)
        hanging = worker_of(reader)
        os.kill(hanging, signal.SIGSTOP)
        begun = time.monotonic()
        assert code_of(reader, GOOD) == "timeout"
        assert 3.0 <= time.monotonic() - begun < 90
        assert worker_of(reader) != hanging
        assert not Path(f"/proc/{hanging}").exists()
        assert lines(reader.read(GOOD)) == ["ดี"]


def test_a_worker_that_takes_no_data_does_not_block_the_parent() -> None:
    with Reader(QUICK) as reader:
        reader.read(GOOD)
        os.kill(worker_of(reader), signal.SIGSTOP)
        assert code_of(reader, Attachment("a.txt", bytes(8_000_000), "text")) == "timeout"


def test_a_worker_killed_while_it_reads_has_crashed() -> None:
    with Reader() as reader:
        reader.read(GOOD)
        pid = worker_of(reader)
        os.kill(pid, signal.SIGSTOP)
        killing = threading.Thread(target=kill_when_it_was_given_something, args=(pid,))
        killing.start()
        assert code_of(reader, GOOD) == "crashed"
        killing.join()
        assert lines(reader.read(GOOD)) == ["ดี"]


def test_a_worker_that_died_while_idle_is_not_the_fault_of_the_next_attachment() -> None:
    with Reader() as reader:
        reader.read(GOOD)
        os.kill(worker_of(reader), signal.SIGKILL)
        assert eventually(lambda: not is_alive(worker_of(reader)))
        assert lines(reader.read(GOOD)) == ["ดี"]


def test_the_kernel_ends_what_takes_too_much_processor_time() -> None:
    slow = Attachment("slow.xlsx", empty_rows_xlsx(600_000), "xlsx")
    with Reader(replace(PATIENT, cpu_seconds=0)) as reader:
        assert code_of(reader, slow) == "timeout"
        assert lines(reader.read(GOOD)) == ["ดี"]


def test_memory_is_limited_and_the_worker_needs_little_of_it() -> None:
    small = replace(PATIENT, memory_bytes=160 * 1024 * 1024)
    with Reader(small) as reader:
        assert lines(reader.read(GOOD)) == ["ดี"]
        assert reader.read(Attachment("good.xlsx", GOOD_XLSX, "xlsx")).reader == "xlsx"
        assert code_of(reader, Attachment("m.xlsx", many_rows_xlsx(600_000), "xlsx")) == "too-large"
        reader.read(GOOD)  # so that the next worker is ready
        status = Path(f"/proc/{worker_of(reader)}/limits").read_text(encoding="ascii")
        assert str(small.memory_bytes) in status


def test_any_failure_replaces_the_worker() -> None:
    with Reader() as reader:
        reader.read(GOOD)
        before = worker_of(reader)
        assert code_of(reader, Attachment("a.docx", b"PK\3\4 no zip", "docx")) == "damaged"
        assert worker_of(reader) != before


def test_a_worker_is_replaced_after_its_share() -> None:
    with Reader(replace(QUICK, attachments_per_worker=2)) as reader:
        pids = []
        for _ in range(4):
            reader.read(GOOD)
            pids.append(reader.pid)
        assert pids[0] == pids[1] != pids[2] == pids[3]


def test_the_worker_inherits_two_pipes_and_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLLECTOR_MAILBOX__PASSWORD", "secret")
    with (tmp_path / "database").open("w") as open_file, Reader() as reader:
        os.set_inheritable(open_file.fileno(), True)
        reader.read(GOOD)
        process = Path(f"/proc/{worker_of(reader)}")
        opened = {str(item.readlink()).partition(":")[0] for item in (process / "fd").iterdir()}
        assert opened == {"pipe", "/dev/null"}
        assert b"secret" not in (process / "environ").read_bytes()


PARENT = """
import sys, time
from collector.model.files import Attachment
from collector.readers.worker.reader import Reader
reader = Reader()
reader.read(Attachment("a.txt", b"x", "text"))
print(reader.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_worker_ends_when_its_parent_is_killed(sent: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_alive(worker)
        parent.send_signal(sent)
        parent.wait(timeout=300)
    assert eventually(lambda: not is_alive(worker))


def test_a_hundred_documents_take_little_longer_than_reading_them() -> None:
    with Reader() as reader:
        reader.read(GOOD)
        begun = processor_seconds(reader)
        for _ in range(100):
            reader.read(GOOD)
        assert processor_seconds(reader) - begun < 2.0  # usually some 0.1 s
