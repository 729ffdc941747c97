"""docs/senders.md says of each sender what the code does."""

import re
from pathlib import Path

from collector.model.mail import SenderVerdict
from collector.sender_rights import RIGHTS

DOCUMENT = (Path(__file__).parents[1] / "docs/senders.md").read_text(encoding="utf-8")


def test_the_table_of_rights_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| (\w+) \| (?:a |its )?(\w+)", DOCUMENT, re.MULTILINE)
    said = {standing: (empty, other, letter) for standing, empty, other, letter in rows}
    assert said == {
        standing.value: (rights.month_empty.value, rights.other_on_file.value, rights.letter.value)
        for standing, rights in RIGHTS.items()
    }


def test_every_verdict_is_explained() -> None:
    assert set(re.findall(r"^\| `(\w+)` \| [^|]+ \|$", DOCUMENT, re.MULTILINE)) == {
        v.value for v in SenderVerdict
    }
