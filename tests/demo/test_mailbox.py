"""The demo's mails are real mails with real files in them, the same for the same seed."""

import io
import time
from collections import Counter
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
import pytest
from docx import Document

from collector.demo.mailbox import DemoTruth, build, write_contacts
from collector.demo.texts import load_texts
from collector.periods import Period
from collector.registry import Registry
from collector.registry_files import load_registry

pytestmark = pytest.mark.slow

PERIOD = Period(2018, 12)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(None, None)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, registry: Registry) -> tuple[Path, DemoTruth]:
    folder = tmp_path_factory.mktemp("demo")
    truth = build(folder, registry, PERIOD)
    assert truth.mails
    return folder, truth


def mail_of(built: tuple[Path, DemoTruth], kind: str) -> EmailMessage:
    folder, truth = built
    name = next(mail.file for mail in truth.mails if mail.kind == kind)
    message = message_from_bytes((folder / name).read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def only_attachment(message: EmailMessage) -> tuple[str, bytes]:
    (part,) = message.iter_attachments()
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return part.get_filename() or "", content


def test_a_month_of_mails_of_every_kind(built: tuple[Path, DemoTruth], registry: Registry) -> None:
    folder, truth = built
    assert [mail.file for mail in truth.mails] == sorted(path.name for path in folder.iterdir())
    assert 85 <= len(truth.mails) <= 95
    outcomes = Counter(mail.outcome for mail in truth.mails)
    assert set(outcomes) == {"filed", "revised", "duplicate", "returned", "review", "ignored"}
    reporting = {mail.unit for mail in truth.mails if mail.outcome != "ignored"}
    assert reporting.isdisjoint(truth.silent)
    assert reporting | set(truth.silent) == {unit.code for unit in registry.units}


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes(
    built: tuple[Path, DemoTruth], registry: Registry, tmp_path: Path
) -> None:
    folder, truth = built
    again = build(tmp_path / "again", registry, PERIOD)
    assert again == truth
    assert all(
        (folder / mail.file).read_bytes() == (tmp_path / "again" / mail.file).read_bytes()
        for mail in truth.mails
    )
    other = build(tmp_path / "other", registry, PERIOD, seed=1)
    assert other.silent != truth.silent


def test_receipt_stands_in_the_top_header_and_in_the_files_time(built: tuple[Path, DemoTruth]) -> None:
    folder, truth = built
    moments = []
    for mail in truth.mails:
        message = message_from_bytes((folder / mail.file).read_bytes(), policy=policy.default)
        top = message.get_all("Received", [])[0]
        assert parsedate_to_datetime(top.rpartition(";")[2].strip()) == mail.received
        assert (
            datetime.fromtimestamp((folder / mail.file).stat().st_mtime, mail.received.tzinfo)
            == mail.received
        )
        moments.append(mail.received)
    assert moments == sorted(moments)
    assert all(Period.of(moment) == PERIOD.next() for moment in moments)


def test_every_mail_parses_without_a_defect(built: tuple[Path, DemoTruth]) -> None:
    folder, truth = built
    for mail in truth.mails:
        message = message_from_bytes((folder / mail.file).read_bytes(), policy=policy.default)
        assert [part.defects for part in message.walk() if part.defects] == [], mail
        assert message["Message-ID"]


def test_word_and_excel_hold_the_form(built: tuple[Path, DemoTruth]) -> None:
    texts = load_texts()
    problems = {said.problem for said in texts.entries}
    name, data = only_attachment(mail_of(built, "word"))
    assert name.endswith(".docx")
    (table,) = Document(io.BytesIO(data)).tables
    assert [cell.text for cell in table.rows[0].cells] == list(texts.headers["printed"])
    assert all(row.cells[1].text.partition(". ")[2] in problems for row in table.rows[1:])
    name, data = only_attachment(mail_of(built, "excel"))
    assert name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["A1"].value == texts.title
    assert sheet["B4"].value in problems


def test_windows_874_is_in_headers_and_body(built: tuple[Path, DemoTruth]) -> None:
    folder, truth = built
    name = next(mail.file for mail in truth.mails if mail.kind == "windows-874")
    raw = (folder / name).read_bytes()
    assert b"=?windows-874?" in raw.partition(b"\r\n\r\n")[0]
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    texts = load_texts()
    heard = raw.decode("cp874")
    assert any(line in heard for body in texts.bodies for line in body.split("\n\n")[:1])


def test_the_damaged_file_cannot_be_opened_and_the_scan_holds_no_text(built: tuple[Path, DemoTruth]) -> None:
    _, data = only_attachment(mail_of(built, "damaged"))
    with pytest.raises(BadZipFile):
        Document(io.BytesIO(data))
    _, scan = only_attachment(mail_of(built, "scanned-pdf"))
    assert scan.startswith(b"%PDF-1.4")
    assert b"BT" not in scan.partition(b"DCTDecode")[0]
    start = int(scan.rpartition(b"startxref\n")[2].split()[0])
    assert scan[start:].startswith(b"xref")


def test_a_revision_says_more_than_the_first_and_a_duplicate_the_same(built: tuple[Path, DemoTruth]) -> None:
    folder, truth = built

    def rows(file: str) -> list[str]:
        message = message_from_bytes((folder / file).read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        return [row.cells[1].text for row in Document(io.BytesIO(only_attachment(message)[1])).tables[0].rows]

    revised = [mail for mail in truth.mails if mail.kind == "revised"]
    assert revised
    for mail in revised:
        first = next(one for one in truth.mails if one.unit == mail.unit and one.kind == "word")
        assert first.received < mail.received
        assert rows(mail.file)[:-1] == rows(first.file)
    duplicates = [mail for mail in truth.mails if mail.kind == "duplicate"]
    assert duplicates
    for mail in duplicates:
        first = next(one for one in truth.mails if one.unit == mail.unit and one.kind == "excel")
        attached = [
            only_attachment(message)[1]
            for message in (
                message_from_bytes((folder / one.file).read_bytes(), policy=policy.default)
                for one in (first, mail)
            )
            if isinstance(message, EmailMessage)
        ]
        assert len(attached) == 2
        assert attached[0] == attached[1]


def test_contacts_are_the_senders(built: tuple[Path, DemoTruth], registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    write_contacts(path, registry)
    known = load_registry(None, path)
    folder, truth = built
    for mail in truth.mails:
        message = message_from_bytes((folder / mail.file).read_bytes(), policy=policy.default)
        units = known.units_of(message["From"].addresses[0].addr_spec)
        assert units == (() if mail.kind in {"unknown-sender", "bounce", "newsletter"} else (mail.unit,)), (
            mail
        )


def test_another_month_and_a_small_registry(registry: Registry, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    few = Registry(registry.units[:9])
    truth = build(tmp_path, few, Period(2019, 12), progress=lambda done, of: seen.append((done, of)))
    assert truth.mails
    assert seen == [(n, len(truth.mails)) for n in range(1, len(truth.mails) + 1)]
    assert all(mail.received.year == 2020 for mail in truth.mails)
    assert len(truth.silent) == 4


@pytest.mark.slow
def test_ninety_mails_take_seconds(registry: Registry, tmp_path: Path) -> None:
    began = time.process_time()
    build(tmp_path, registry, PERIOD)
    assert time.process_time() - began < 60


def test_there_are_thirty_different_problems() -> None:
    entries = load_texts().entries
    assert len({said.problem for said in entries}) == len(entries) >= 30
