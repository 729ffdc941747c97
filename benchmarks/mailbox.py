"""A mailbox of reports taken in completely, against the loop a user would write; both in one run, in turn.

The user's loop: `imap_tools` fetches, openpyxl opens the workbook, the rows are read and the file is written. Ours does
the complete way: the mail kept on disk for good (fsync), the workbook read in the worker process, understood, filed,
committed, the letter queued, the mail marked in the mailbox. Once over the loopback, once with a round trip of 40 ms.
Needs Dovecot. COLLECTOR_MAILS sets how many mails (the full size is 1,000), COLLECTOR_ROUNDS how often.
"""

import io
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import openpyxl
import structlog
from imap_tools import MailBoxUnencrypted

from collector.application import open_application
from collector.demo import mails
from collector.demo.mailbox import write_contacts
from collector.demo.mails import Envelope, File
from collector.demo.province import address_of
from collector.demo.texts import load_texts
from collector.intake.one_pass import Manner, take_in
from collector.model.letters import LetterState
from collector.model.units import Unit
from collector.periods import BUDDHIST_ERA, Period
from collector.registry_files import load_registry
from collector.settings.load import load_settings
from tests.mailbox.dovecot import PASSWORD, Dovecot
from tests.mailbox.dovecot_folder import DovecotFolder
from tests.mailbox.imap_office import ImapOffice

MAILS = int(os.environ.get("COLLECTOR_MAILS", "200"))
ROUNDS = int(os.environ.get("COLLECTOR_ROUNDS", "3"))
ROUND_TRIP = 0.040  # seconds
NOW = datetime(2019, 1, 4, 2, tzinfo=UTC)
LAST = Period(2018, 12)

TEMPLATE = Path(__file__).parent / "data" / "report.xlsx"

_USERS = count(1)


def workbook(unit: Unit, month: str, number: int) -> bytes:
    """A small workbook as LibreOffice saved it (data/report.xlsx), with words of its own: no two mails say the same."""
    made = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as template, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for item in template.infolist():
            text = template.read(item)
            if item.filename == "xl/sharedStrings.xml":
                words = {"{month}": month, "{unit}": unit.name, "{number}": str(number)}
                for place, word in words.items():
                    text = text.replace(place.encode(), word.encode())
            book.writestr(item.filename, text)
    return made.getvalue()


def resaved(book: bytes) -> bytes:
    """The same as openpyxl writes it: fewer styles, and so quicker to open with openpyxl."""
    opened, made = openpyxl.load_workbook(io.BytesIO(book)), io.BytesIO()
    plain = openpyxl.Workbook()
    sheet = plain.worksheets[0]
    for row in opened.worksheets[0].iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet.cell(cell.row, cell.column, cell.value)
    for merged in opened.worksheets[0].merged_cells.ranges:
        sheet.merge_cells(str(merged))
    plain.save(made)
    return made.getvalue()


def written(folder: Path, saved: Callable[[bytes], bytes]) -> list[Path]:
    """Mails with a small workbook each: every unit, month by month."""
    units, texts = load_registry(None, None).units, load_texts()
    folder.mkdir()
    found = []
    for number in range(MAILS):
        unit, period = units[number % len(units)], LAST.plus(-(number // len(units)))
        month = f"ประจำเดือน{texts.months[period.month - 1]} {period.year + BUDDHIST_ERA}"
        when = NOW - timedelta(minutes=MAILS - number)
        envelope = Envelope(address_of(unit), "", "ส่งรายงาน", "ขอส่งแบบรายงาน", when, number)
        path = folder / f"{number:05d}.eml"
        path.write_bytes(mails.attached(envelope, File("รายงาน.xlsx", saved(workbook(unit, month, number)))))
        os.utime(path, (when.timestamp(),) * 2)
        found.append(path)
    return found


def theirs(imap_office: ImapOffice, port: int) -> None:
    """A user's own loop."""
    out = imap_office.folder / "out"
    out.mkdir()
    with MailBoxUnencrypted("127.0.0.1", port).login_utf8(
        imap_office.dovecot_folder.user, PASSWORD
    ) as mailbox:
        for message in mailbox.fetch():
            for item in message.attachments:
                book = openpyxl.load_workbook(io.BytesIO(item.payload))
                rows = [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]
                assert rows
                (out / f"{message.uid}-{item.filename}").write_bytes(item.payload)
    assert len(list(out.iterdir())) == MAILS


def ours(imap_office: ImapOffice, port: int) -> None:
    """The complete way, from opening the application to closing it."""
    imap_office.configure(port, after="mark")
    with open_application(load_settings(imap_office.folder / "config.toml")) as app:
        report = take_in(app, app.mailbox(), NOW, Manner(lambda _done, _total: None))
        assert report.outcomes == {"filed": MAILS}, report
        assert app.store.letter_counts()[LetterState.QUEUED] == MAILS


def timed(way: Callable[[ImapOffice, int], None], server: Dovecot, paths: list[Path], port: int) -> float:
    """Milliseconds a mail, over a mailbox of its own.

    What was written stays until the end: ext4 is slow to make files for some seconds after many were removed.
    """
    folder = Path(tempfile.mkdtemp(dir=server.folder))
    imap_office = ImapOffice(
        folder, dovecot_folder=DovecotFolder(server, f"reports{next(_USERS)}"), store=folder
    )
    write_contacts(folder / "contacts.csv", load_registry(None, None))
    imap_office.deliver(paths)
    with imap_office.dovecot_folder.person():
        pass  # Dovecot lists the new files before the clock runs
    start = time.perf_counter()
    way(imap_office, port)
    return (time.perf_counter() - start) * 1000 / MAILS


def compared(what: str, server: Dovecot, paths: list[Path], port: int) -> None:
    """Prints the median of some rounds, each side in turn."""
    rounds = [(timed(theirs, server, paths, port), timed(ours, server, paths, port)) for _ in range(ROUNDS)]
    left, right = (statistics.median(side) for side in zip(*rounds, strict=True))
    print(
        f"{what:44} {len(paths):4} mails   theirs {left:6.1f} ms   ours {right:6.1f} ms   ratio {right / left:5.2f}"
    )


@contextmanager
def far_away(port: int) -> Iterator[int]:
    """A port behind which the server's lies, a round trip away."""
    command = [sys.executable, "-m", "benchmarks.link", str(port), str(ROUND_TRIP / 2)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as link:
        assert link.stdout is not None
        try:
            yield int(link.stdout.readline())
        finally:
            link.kill()


def main() -> None:
    """Prints two lines without delay, for two programs' workbooks, and one with."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    server = Dovecot()
    try:
        server.start()
        with tempfile.TemporaryDirectory() as name:
            office = written(Path(name) / "office", lambda book: book)
            plain = written(Path(name) / "plain", resaved)
            compared("IMAP, loopback, saved by LibreOffice", server, office, server.port)
            compared("IMAP, loopback, written by openpyxl", server, plain, server.port)
            with far_away(server.port) as port:
                compared("IMAP, round trip 40 ms, saved by LibreOffice", server, office, port)
    finally:
        server.remove()


if __name__ == "__main__":
    main()
