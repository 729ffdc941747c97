"""All of one unit and month → one ZIP that proves itself, the same bytes for the same store; knows no SQL and no wording.

README.txt · verify.py       for people; the program that checks it, with the words that it says
proof.json                   what is in it: each file by its hash, and the head of the journal
rows.json · journal.json     the rows of the database; the part of the journal that covers them
mails/ archive/ letters/     the files that the rows speak of, as they are kept
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from collector.filing import proof_verify
from collector.filing.archive import Archive
from collector.filing.proof_verify import JOURNAL, PROOF, ROWS, canonical, pretty, sha256
from collector.filing.spool import Spool
from collector.store.proofs import Proven

VERIFIER, README = "verify.py", "README.txt"
# What the verifier says, by the keys of words.toml, [proof].
SAID = (
    "damaged", "file-added", "file-changed", "file-missing", "head", "head-differs", "head-unreadable", "journal-broken",
    "journal-gap", "journal-lines", "no-proof", "row-changed", "row-missing", "row-overwritten", "row-rewritten", "row-unlike-file", "sound", "unsound",
)  # fmt: skip
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PRIVATE = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class Subject:
    """Of what a proof is, and what it says to people."""

    unit: str
    period: str
    readme: str
    words: Mapping[str, str]


def make_proof(subject: Subject, proven: Proven, spool: Spool, archive: Archive) -> bytes:
    """The bytes of the ZIP. Raises StoreError for a file that is not there."""
    files = _texts(subject, proven) | _kept(proven, spool, archive)
    said = {
        "unit": subject.unit,
        "period": subject.period,
        "head": {"number": proven.head.number, "hash": proven.head.hash},
        "files": {name: sha256(data) for name, data in files.items()},
    }
    files[PROOF] = pretty({**said, "seal": sha256(canonical(said))})
    return _zipped(files)


def _texts(subject: Subject, proven: Proven) -> dict[str, bytes]:
    extract = proven.extract
    rows = [{"table": row.table, "key": row.key, "columns": row.columns} for row in proven.rows]
    journal = {"before": extract.before, "rows": extract.rows, "lines": extract.lines}
    return {
        README: subject.readme.replace("\n", "\r\n").encode("utf-8-sig"),  # as Windows' Notepad shows it
        VERIFIER: _verifier(subject.words),
        ROWS: pretty(rows),
        JOURNAL: f"{json.dumps(journal, ensure_ascii=False, separators=(',', ':'))}\n".encode(),
    }


def _verifier(words: Mapping[str, str]) -> bytes:
    """The program with its words in it; JSON of texts alone is Python too."""
    source = Path(proof_verify.__file__).read_bytes()
    before, place, after = source.partition(b"WORDS: dict[str, str] = {}")
    assert place  # else the program would say keys; a test looks at what it says
    return before + f"WORDS: dict[str, str] = {json.dumps(dict(words))}".encode("ascii") + after


def _kept(proven: Proven, spool: Spool, archive: Archive) -> dict[str, bytes]:
    """The files that the rows speak of."""
    files = {f"letters/{number}.eml": raw for number, raw in proven.letters.items()}
    for row in proven.rows:
        if row.table == "mail":
            sha = str(row.columns["sha256"])
            files[f"mails/{sha}.eml"] = spool.read(sha)
        elif row.table == "archived_file":
            path = str(row.columns["path"])
            files[f"archive/{path}"] = archive.read(path)
    return files


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system, member.external_attr = 3, _PRIVATE
            made.writestr(member, files[name])
    return out.getvalue()
