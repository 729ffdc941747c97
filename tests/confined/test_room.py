"""The confined room: what costs too much is held at the first try, one bad document spoils no other, and the next is served."""

import io
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped] # it ships no types
import pytest

from collector.confined.frames import contents_in, contents_out
from collector.confined.room import ConfinedRoom
from collector.confined.values import MOST_TEXT, Contents, Order, Setup, Spoiled, Task
from collector.demo import forms
from collector.demo.mails import File
from collector.errors import HeldMailError
from collector.readers.limits import ReadingLimits
from collector.readers.worker.wire import WireError
from tests.e2e.office import form
from tests.intake.mails import BROKEN, LETTER, OWN, PHOTO, REGISTRY, WORD, sent
from tests.mail.samples import NOW, WORDS
from tests.mail.slow import MAILS
from tests.mail.test_unpack import zipped
from tests.readers.hostile import empty_rows_xlsx
from tests.readers.pdf.test_attached import with_files
from tests.readers.pdf.test_reader import FORM
from tests.shipped import SPEC, names_of

pytestmark = pytest.mark.slow

SETUP = Setup((SPEC,), names_of(*REGISTRY.units), WORDS, OWN)
LIMITS = ReadingLimits(mail_seconds=60.0)


def order(task: Task = Task.MAIL, seconds: float = 60.0, name: str = "1") -> Order:
    return Order(task, name, NOW, NOW, seconds=seconds)


@pytest.fixture(scope="module")
def room() -> Iterator[ConfinedRoom]:
    with ConfinedRoom(SETUP, LIMITS) as opened:
        yield opened


def paths(contents: Contents) -> list[str]:
    return [form.path for form in contents.found]


def test_a_mail_comes_out_as_its_contents(room: ConfinedRoom) -> None:
    found = room.contents(order(), sent(WORD, BROKEN, LETTER, PHOTO))
    assert paths(found) == ["form.docx"]
    assert [(item.path, item.code) for item in found.unread] == [
        ("broken.docx", "damaged"),
        ("photo.jpg", "unsupported"),
    ]
    assert found.formless == ("letter.docx",)
    assert found.found[0].extract.spec is SPEC
    assert [bool(item.data) for item in found.attachments] == [True, False, False, True, False]
    assert found.mail.sender.email == "krabi@local.example"
    assert not any(part.data for part in found.mail.parts)


def test_of_a_body_without_end_the_beginning_is_handed_out(room: ConfinedRoom) -> None:
    found = room.contents(order(), b"From: a@b.example\n\n" + b"x" * 300_000)
    assert len(found.mail.text) == MOST_TEXT


def test_a_file_may_be_a_mail_or_a_document(room: ConfinedRoom) -> None:
    assert paths(room.contents(order(Task.FILE, name="x.docx"), WORD.data)) == ["x.docx"]
    assert paths(room.contents(order(Task.FILE, name="x"), sent(WORD))) == ["form.docx"]
    assert room.contents(order(Task.HEAD), sent(WORD)).attachments == ()


def test_a_form_attached_in_a_pdf_counts_where_the_pdf_has_none(room: ConfinedRoom) -> None:
    cover = File("cover.pdf", with_files((b"form.docx", WORD.data), (b"note.txt", b"x")))
    found = room.contents(order(), sent(cover))
    assert paths(found) == ["cover.pdf/form.docx"]
    assert [item.path for item in found.attachments if item.data] == ["cover.pdf/form.docx"]
    assert found.documents[:2] == ("cover.pdf", "cover.pdf/form.docx")


def test_a_pdf_that_is_the_form_may_bring_what_it_was_made_of(room: ConfinedRoom) -> None:
    printed, made = pypdfium2.PdfDocument(FORM.read_bytes()), io.BytesIO()
    printed.new_attachment("form.docx").set_data(WORD.data)
    printed.save(made)
    assert paths(room.contents(order(), sent(File("form.pdf", made.getvalue())))) == ["form.pdf"]


def test_a_document_that_ends_the_process_spoils_no_other() -> None:
    killer = File("many.xlsx", empty_rows_xlsx(600_000))
    limits = replace(LIMITS, cpu_seconds=0)
    with ConfinedRoom(SETUP, limits) as room:
        found = room.contents(order(), sent(killer, WORD))
        assert [(item.path, item.code) for item in found.unread] == [("many.xlsx", "timeout")]
        assert paths(found) == ["form.docx"]


def test_a_reader_that_crashed_is_passed_by_and_the_next_is_tried(room: ConfinedRoom) -> None:
    spoiled = replace(order(), spoiled=(Spoiled(0, 0, "crashed"),))
    (unread,) = room.contents(spoiled, sent(WORD)).unread
    assert unread.code == "crashed"


def test_a_mail_that_runs_out_of_its_time_is_held_and_the_next_is_served() -> None:
    slow = MAILS["multiparts in multiparts"](1_000_000) + MAILS["quoted mails"](40_000_000)
    with ConfinedRoom(SETUP, LIMITS) as room:
        room.contents(order(), sent(LETTER))
        begun = time.monotonic()
        with pytest.raises(HeldMailError) as raised:
            room.contents(order(seconds=0.5), slow)
        assert raised.value.code == "mail-timeout"
        assert time.monotonic() - begun < 120
        assert paths(room.contents(order(), sent(WORD))) == ["form.docx"]


def test_a_mail_that_runs_out_of_memory_is_held_and_the_next_is_served() -> None:
    with ConfinedRoom(SETUP, replace(LIMITS, memory_bytes=256 << 20)) as room:
        with pytest.raises(HeldMailError) as raised:
            room.contents(order(), b"From: a@b.example\n\n" + b"x\n" * 12_000_000)
        assert raised.value.code == "mail-too-large"
        assert paths(room.contents(order(), sent(WORD))) == ["form.docx"]


def test_a_mail_with_more_entries_than_a_mail_may_bring_is_held() -> None:
    rows = tuple((f"ปัญหาที่ {number}", "ประสานแล้ว", "", "") for number in range(5))
    word = File("many.docx", forms.word(form(rows)))
    with ConfinedRoom(SETUP, replace(LIMITS, entries=5)) as room:
        assert len(room.contents(order(), sent(word)).found[0].extract.entries) == 5
        with pytest.raises(HeldMailError) as raised:
            room.contents(order(), sent(word, replace(word, name="again.docx")))
        assert raised.value.code == "mail-too-large"


def test_a_mail_with_more_letters_than_entries_have_is_held() -> None:
    long = File("long.docx", forms.word(form((("ปัญหา" * 100, "แก้ไข" * 100, "", ""),))))
    with ConfinedRoom(SETUP, replace(LIMITS, letters=1000)) as room:
        assert len(room.contents(order(), sent(long)).found[0].extract.entries) == 1
        with pytest.raises(HeldMailError) as raised:
            room.contents(order(), sent(long, WORD))
        assert raised.value.code == "mail-too-large"


def test_a_mail_with_more_forms_than_a_mail_may_bring_is_held() -> None:
    with ConfinedRoom(SETUP, replace(LIMITS, forms=1)) as room:
        assert paths(room.contents(order(), sent(WORD))) == ["form.docx"]
        with pytest.raises(HeldMailError) as raised:
            room.contents(order(), sent(WORD, replace(WORD, name="again.docx")))
        assert raised.value.code == "mail-too-large"


def test_a_stopped_process_is_replaced_when_the_time_is_over() -> None:
    with ConfinedRoom(SETUP, LIMITS) as room:
        room.contents(order(), sent(LETTER))
        assert room.pid
        os.kill(room.pid, signal.SIGSTOP)
        with pytest.raises(HeldMailError) as raised:
            room.contents(order(seconds=1.0), sent(WORD))
        assert raised.value.code == "mail-timeout"
        assert paths(room.contents(order(), sent(WORD))) == ["form.docx"]


def test_a_mail_whose_process_was_killed_once_is_opened_by_the_next() -> None:
    with ConfinedRoom(SETUP, LIMITS) as room:
        room.contents(order(), sent(LETTER))
        pid = room.pid
        assert pid
        os.kill(pid, signal.SIGSTOP)
        killing = threading.Timer(0.5, os.kill, (pid, signal.SIGKILL))
        killing.start()
        assert paths(room.contents(order(), sent(WORD))) == ["form.docx"]
        killing.join()


def test_what_was_handed_over_ahead_is_asked_for_next_or_forgotten() -> None:
    first, other = sent(WORD), sent(LETTER)
    with ConfinedRoom(SETUP, LIMITS) as room:
        room.ahead(order(), first)
        assert paths(room.contents(order(), first)) == ["form.docx"]
        room.ahead(order(), first)
        assert room.contents(order(), other).formless == ("letter.docx",)
        room.ahead(order(), first)
        assert room.pid
        os.kill(room.pid, signal.SIGKILL)
        assert paths(room.contents(order(), first)) == ["form.docx"]


def test_a_process_that_is_at_its_end_leaves_no_zombie() -> None:
    with ConfinedRoom(SETUP, LIMITS) as room:
        assert room.pid is None
        room.contents(order(), sent(WORD))
        pid = room.pid
    assert not Path(f"/proc/{pid}").exists()


def test_contents_of_too_many_bytes_are_not_sent() -> None:
    zip_of_forms = File("a.zip", zipped({f"{n}.docx": WORD.data for n in range(3)}))
    with ConfinedRoom(SETUP, replace(LIMITS, files_bytes=len(WORD.data))) as room:
        with pytest.raises(HeldMailError) as raised:
            room.contents(order(), sent(zip_of_forms))
        assert raised.value.code == "mail-too-large"


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\0", struct.pack(">I", 5), struct.pack(">I", 2) + b"[]", struct.pack(">I", 8) + b"[[],[-1]]", struct.pack(">I", 2**31),
        struct.pack(">I", 9) + b"[[],[\"a\"]", struct.pack(">I", 7) + b"[[],[9]]",
    ],
)  # fmt: skip
def test_what_no_process_of_ours_would_send_is_refused(answer: bytes) -> None:
    with pytest.raises(WireError):
        contents_in(answer, (SPEC,), LIMITS)


def test_contents_come_back_as_they_were(room: ConfinedRoom) -> None:
    found = room.contents(order(), sent(WORD, PHOTO))
    pieces = contents_out(found, (SPEC,), LIMITS)
    assert pieces is not None
    sent_back = b"".join(pieces)
    assert contents_in(sent_back, (SPEC,), LIMITS) == found
    with pytest.raises(WireError):
        contents_in(sent_back + b"x", (SPEC,), LIMITS)
    with pytest.raises(WireError):
        contents_in(sent_back, (), LIMITS)


def test_a_pass_loads_no_parser_and_nothing_that_few_passes_need() -> None:
    heavy = {"python_calamine", "pypdfium2", "lxml", "openpyxl", "docx", "PIL", "msal", "requests"}
    script = f"import sys, collector.commands.once; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
