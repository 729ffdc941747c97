"""Holds every .eml of tests/data/mail against the .json beside it: what was read, unpacked and recognised.

python -m tests.mail.test_golden      writes the .json files anew; read the difference before committing it
"""

import json
from pathlib import Path

import pytest

from collector.mail.machine import recognise
from collector.mail.message import parse
from collector.mail.unpack import is_decoration, unpack
from tests.mail.samples import DATA, NOW, OWN, SECRET, WORDS, raw

FOLDER = DATA / "mail"
CASES = sorted(FOLDER.glob("*.eml"))


def understood(path: Path) -> dict[str, object]:
    mail = parse(raw(path.read_bytes()), WORDS, NOW)
    machine = recognise(mail, WORDS, OWN, SECRET)
    found = {
        "from": [mail.sender.name, mail.sender.email],
        "answer_to": mail.reply_to.email,
        "to": [[address.name, address.email] for address in mail.to],
        "subject": mail.subject,
        "message_id": mail.message_id,
        "references": mail.references,
        "received": mail.received.isoformat(),
        "text": mail.text,
        "html": mail.html,
        "parts": [[part.name, part.path, part.content_type, len(part.data)] for part in mail.parts],
        "report_type": mail.report_type,
        "attachments": [
            [item.path, item.kind, item.problem, "decoration" if is_decoration(item, mail) else ""]
            for item in unpack(mail, WORDS)
        ],
        "machine": [machine.kind, machine.sign] if machine else None,
    }
    return json.loads(json.dumps({key: value for key, value in found.items() if value}))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    assert understood(path) == json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_every_golden_has_its_mail() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {path.stem for path in CASES}
    assert len(CASES) >= 60


if __name__ == "__main__":
    for case in CASES:
        text = json.dumps(understood(case), ensure_ascii=False, indent=1)
        case.with_suffix(".json").write_text(text + "\n", "utf-8")
