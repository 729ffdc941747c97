"""Hostile files end in a document or in UnreadableError, in time, and leave the parent as it was."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from collector.errors import UnreadableError
from collector.model.files import Attachment
from collector.readers.limits import ReadingLimits
from collector.readers.worker.reader import Reader
from tests.readers.cost import PATIENT
from tests.readers.hostile import FILES

pytestmark = pytest.mark.slow

COMMITTED = Path(__file__).parents[1] / "data" / "hostile"
EXPECTED = {
    "empty.xlsx": "empty-file",
    "empty.docx": "empty-file",
    "truncated.xlsx": "damaged",
    "truncated.docx": "damaged",
    "truncated.ods": "damaged",
    "far-corners.xlsx": "document",
    "zip-bomb.xlsx": "too-large",
    "zip-bomb.docx": "too-large",
    "zip-bomb-that-lies.xlsx": "damaged",
    "many-entries.docx": "too-large",
    "laughs.xlsx": "damaged",
    "laughs.docx": "damaged",
    "laughs.ods": "damaged",
    "quadratic.docx": "damaged",
    "xxe.docx": "damaged",
    "xxe.ods": "damaged",
    "nul.html": "document",
    "nul.txt": "document",
    "word-inside.xlsx": "damaged",
    "excel-inside.docx": "damaged",
    "deep.docx": "damaged",
    "deep.ods": "damaged",
    "wide.html": "too-large",
    "wide.ods": "too-large",
    "tall.ods": "too-large",
    "million-rows.xlsx": "too-large",
    "expanding-strings.xlsx": "too-large",
    "encrypted.xlsx": "encrypted",
    "encrypted.docx": "encrypted",
    "encrypted-entry.docx": "encrypted",
    "long-line.txt": "too-large",
    "many-lines.html": "too-large",
}
"""Of the others only that they end well is promised: what noise means is nobody's business."""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(PATIENT) as opened:
        yield opened


@pytest.fixture(scope="module")
def campaign() -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.readers.campaign"],
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {result["name"]: result for result in found}


def test_every_file_ends_well_and_the_next_good_one_is_read(campaign: dict[str, dict[str, Any]]) -> None:
    assert campaign.keys() == {*FILES, ""}
    codes = {"document", "damaged", "encrypted", "too-large", "timeout", "crashed", "empty-file"}
    for name in FILES:
        assert campaign[name]["result"] in codes, campaign[name]
        assert campaign[name]["good"], name
        assert campaign[name]["seconds"] < ReadingLimits().wall_seconds, campaign[name]


@pytest.mark.parametrize(("name", "result"), EXPECTED.items())
def test_the_result_names_what_is_wrong(campaign: dict[str, dict[str, Any]], name: str, result: str) -> None:
    assert campaign[name]["result"] == result, campaign[name]


@pytest.mark.parametrize("name", ["xxe.docx", "xxe.ods", "xxe.html"])
def test_no_file_of_ours_is_read_into_a_document(campaign: dict[str, dict[str, Any]], name: str) -> None:
    assert "root:" not in campaign[name]["said"]


def test_the_parent_stays_small(campaign: dict[str, dict[str, Any]]) -> None:
    assert campaign[""]["peak"] < 200 * 1024 * 1024


@pytest.mark.parametrize("path", sorted(COMMITTED.iterdir()), ids=lambda path: path.name)
def test_the_committed_ones_end_as_the_fresh_ones_do(reader: Reader, path: Path) -> None:
    attachment = Attachment(path.name, path.read_bytes(), path.suffix[1:])
    if EXPECTED[path.name] == "document":
        assert reader.read(attachment).sections
        return
    with pytest.raises(UnreadableError) as raised:
        reader.read(attachment)
    assert raised.value.code == EXPECTED[path.name]
