"""Our letters in the mailbox of a province: shown in the thread of the mail that they answer, as RFC 5256 makes threads."""

import re

import pytest

from tests.letters.cases import CASES
from tests.letters.test_compose import WORDING, parsed
from tests.mailbox.dovecot_folder import DovecotFolder

RENAMED = "<TYZPR04MB0001@TYZPR04MB0001.apcprd04.prod.outlook.com>"


def written(message_id: str, *lines: str) -> bytes:
    heads = (f"Message-ID: {message_id}", "From: a@b.example", "Date: Fri, 4 Jan 2019 09:00:00 +0700", *lines)
    return "\r\n".join((*heads, "Subject: x", "", "text", "")).encode()


@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("begun", [False, True])
def test_question_answer_and_reply_are_one_thread(
    renamed: bool, begun: bool, dovecot_folder: DovecotFolder
) -> None:
    """Also where the province's own mail is not in the folder, and where the server gave our letter another name."""
    letter = CASES["filed"](WORDING)
    headers = parsed(letter)
    name = RENAMED if renamed else letter.message_id
    raw = letter.raw.replace(letter.message_id.encode(), name.encode(), 1)
    assert raw.count(b"Message-ID:") == 1
    references = f"References: {' '.join(headers['References'].split())} {name}"
    reply = written("<reply@krabi.example>", f"In-Reply-To: {name}", references)
    dovecot_folder.put(*([written(headers["In-Reply-To"])] if begun else []), raw, reply)
    with dovecot_folder.person() as client:
        status, threads = client.uid("THREAD", "REFERENCES", "UTF-8", "ALL")
    assert status == "OK"
    assert re.sub(rb"\s+", b" ", threads[0]) == (b"(1 2 3)" if begun else b"(1 2)")


@pytest.mark.parametrize("renamed", [False, True])
def test_a_reminder_begins_a_thread(renamed: bool, dovecot_folder: DovecotFolder) -> None:
    letter = CASES["reminder-due"](WORDING)
    name = RENAMED if renamed else letter.message_id
    raw = letter.raw.replace(letter.message_id.encode(), name.encode(), 1)
    references = f"References: {parsed(letter)['References']} {name}"
    dovecot_folder.put(raw, written("<reply@krabi.example>", f"In-Reply-To: {name}", references))
    with dovecot_folder.person() as client:
        assert client.uid("THREAD", "REFERENCES", "UTF-8", "ALL") == ("OK", [b"(1 2)"])
