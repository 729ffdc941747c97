"""Old mail out of files: what is too large to be held comes in pieces, and is kept byte by byte."""

from pathlib import Path

import pytest

from collector.filing.spool import Spool
from collector.mailbox.mailbox import MOST_BYTES
from collector.mailbox.old_mail import import_sources
from collector.model.mail import LargeMail, MailKey

HEAD = b"Subject: large\n\n"
SMALL = b"Subject: small\n\nbody\n"


def nothing(_key: MailKey) -> bool:
    return False


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one.eml", "many.mbox"])
def test_a_large_mail_out_of_a_file_is_kept_as_it_is(tmp_path: Path, name: str) -> None:
    large = HEAD + b"line of a long mail\n" * (MOST_BYTES // 20 + 1)
    mails = [large] if name == "one.eml" else [SMALL, large, SMALL.replace(b"small", b"last")]
    path, spool = tmp_path / name, Spool(tmp_path / "data")
    path.write_bytes(large if name == "one.eml" else b"\n".join(b"From a@b  1 Jan 2019\n" + m for m in mails))
    (source,) = import_sources([path])
    kinds, kept = [], []
    for chunk in source.waiting(nothing):
        kinds.append([isinstance(mail, LargeMail) for mail in chunk])
        kept.extend(spool.keep(chunk))
    assert kinds == ([[True]] if name == "one.eml" else [[False], [True], [False]])
    assert [mail.size for mail in kept] == [len(mail) for mail in mails]
    assert [spool.read(mail.sha256) for mail in kept] == mails
