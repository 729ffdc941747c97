"""Checks an unpacked proof with nothing but Python 3.9 or newer: python verify.py [--head "17 9f3a-41c2-77be-0d15-a6c8"]

It lies in each proof of the collector as verify.py. README.txt says in Thai what is in the proof; docs/journal.md of the
collector gives the recipe of the hashes, so that this program can be written again by somebody who trusts nobody.
"""

import hashlib
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PROOF, ROWS, JOURNAL, WORDS = "proof.json", "rows.json", "journal.json", "words.json"
Fault = tuple[str, str]  # the key of its words, and where
_CODE = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){4}")


def sha256(data: bytes) -> str:
    """In hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON as it is hashed: sorted names, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def code_of(hashed: str) -> str:
    """How people compare a hash of the journal: its first twenty digits in groups of four."""
    return "-".join(hashed[place : place + 4] for place in range(0, 20, 4))


def check(folder: Path, heads: Iterable[str] = ()) -> list[Fault]:
    """Everything that does not agree in an unpacked proof; each of `heads` is a line of a letter to staff."""
    try:
        proof, rows, journal = (json.loads((folder / name).read_bytes()) for name in (PROOF, ROWS, JOURNAL))
        faults = [*_files(folder, proof), *_chain(journal, proof), *_rows(rows, journal)]
        faults += _contents(folder, rows)
        faults += [fault for head in heads for fault in _witness(journal, head)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        return [("damaged", f"{type(error).__name__}: {error}")]
    return list(dict.fromkeys(faults))


def _files(folder: Path, proof: Any) -> Iterator[Fault]:
    """Every file is the one that was put in, and no other is there."""
    sealed = {name: value for name, value in proof.items() if name != "seal"}
    if sha256(canonical(sealed)) != proof["seal"] or (folder / PROOF).read_bytes() != pretty(proof):
        yield "file-changed", PROOF
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    there = {name for name in there if "__pycache__" not in name}
    for name, digest in proof["files"].items():
        if name not in there:
            yield "file-missing", name
        elif sha256((folder / name).read_bytes()) != digest:
            yield "file-changed", name
    for name in sorted(there - set(proof["files"]) - {PROOF}):
        yield "file-added", name


def pretty(value: Any) -> bytes:
    """JSON as it lies in the proof, for people."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _hashes(journal: Any) -> Iterator[tuple[int, str]]:
    """The journal's hashes, computed anew from the first row of the extract on."""
    before = journal["before"]
    for number, kind, changes in journal["rows"]:
        before = sha256(f"{before}\n{number}\n{kind}\n{changes}".encode())
        yield number, before


def _chain(journal: Any, proof: Any) -> Iterator[Fault]:
    """The rows follow each other up to the head, and cover the lines that are shown."""
    numbers = [number for number, _, _ in journal["rows"]]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        yield "journal-gap", JOURNAL
    last = list(_hashes(journal))[-1]
    if [last[0], last[1]] != [proof["head"]["number"], proof["head"]["hash"]]:
        yield "journal-broken", JOURNAL
    covered = {str(number): changes for number, _, changes in journal["rows"]}
    for number, lines in journal["lines"].items():
        digests = [line if "\t" not in line else sha256(line.encode()) for line in lines]
        if covered.get(number) != sha256("".join(f"{digest}\n" for digest in digests).encode()):
            yield "journal-lines", f"{JOURNAL}: {number}"


def _rows(rows: Any, journal: Any) -> Iterator[Fault]:
    """Each row is as the newest line of the journal says, from its first line on, and none is left out."""
    newest: dict[tuple[str, str], str] = {}
    for number in sorted(journal["lines"], key=int):
        for line in journal["lines"][number]:
            if "\t" in line:
                table, key, before, digest, _ = line.split("\t")
                if newest.get((table, key), "") != before:
                    yield "row-rewritten", f"{table} {key}: {number}"
                newest[table, key] = digest
    for row in rows:
        digest = newest.pop((row["table"], row["key"]), "")
        if sha256(canonical(row["columns"])) != digest:
            yield "row-changed", f"{row['table']} {row['key']}"
    for (table, key), digest in newest.items():
        if digest:
            yield "row-missing", f"{table} {key}"


def _contents(folder: Path, rows: Any) -> Iterator[Fault]:
    """The files are those that the rows speak of, and the reports say what their JSON says."""
    for row in rows:
        columns = row["columns"]
        if row["table"] == "mail":
            yield from _same(folder, f"mails/{columns['sha256']}.eml", columns["sha256"])
        elif row["table"] == "archived_file":
            yield from _same(folder, f"archive/{columns['path']}", columns["sha256"])
        elif row["table"] == "letter":
            yield from _same(folder, f"letters/{columns['id']}.eml", columns["raw"].partition(":")[2])
        elif row["table"] == "report" and columns["archive"]:
            yield from _report(folder, rows, columns)


def _same(folder: Path, name: str, digest: str) -> Iterator[Fault]:
    path = folder / name
    if not path.is_file():
        yield "file-missing", name
    elif sha256(path.read_bytes()) != digest:
        yield "row-unlike-file", name


def _report(folder: Path, rows: Any, columns: Any) -> Iterator[Fault]:
    """One report on file against the JSON in its folder."""
    paths = [row["columns"]["path"] for row in rows if row["table"] == "archived_file"]
    inside = [
        path for path in paths if path.rpartition("/")[0] == columns["archive"] and path.endswith(".json")
    ]
    told = [json.loads((folder / "archive" / path).read_bytes()) for path in inside]
    told = [item for item in told if isinstance(item, dict) and item.get("mail_sha256") == columns["mail"]]
    if not told:
        yield "file-missing", f"archive/{columns['archive']}"
        return
    entries = [
        {"number": entry["number"], **{field["key"]: field["text"] for field in entry["fields"]}}
        for entry in json.loads(columns["entries"])
    ]
    said = {
        name: columns.get(name) for name in ("form", "unit", "period", "outcome", "revision", "timeliness")
    }
    if told[0]["entries"] != entries or any(told[0][name] != value for name, value in said.items()):
        yield "row-unlike-file", f"archive/{inside[0]}"


def _witness(journal: Any, text: str) -> Iterator[Fault]:
    """A line with number and code, as a letter to staff says it, against the row of that number."""
    plain = text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")).lower()
    code = _CODE.search(plain)
    numbers = re.findall("[0-9]+", plain[: code.start()]) if code else []
    if not code or not numbers:
        yield "head-unreadable", text
    elif {number: code_of(hashed) for number, hashed in _hashes(journal)}.get(int(numbers[-1])) != code[0]:
        yield "head-differs", text


def main(arguments: list[str]) -> int:
    """Prints what was found; 0 when all agrees."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    folder = Path(__file__).resolve().parent
    faults = check(folder, arguments[1:] if arguments[:1] == ["--head"] else ())
    try:
        words = json.loads((folder / WORDS).read_bytes())
        head = json.loads((folder / PROOF).read_bytes())["head"]
    except (OSError, ValueError, LookupError, TypeError):
        words, head = {}, {"number": "?", "hash": ""}
    for key, place in faults:
        print(f"{words.get(key, key)}: {place}")  # noqa: T201 - a program of its own
    said = words.get("unsound" if faults else "sound", f"{len(faults)} faults")
    print(said.replace("{count}", str(len(faults))))  # noqa: T201
    print(f"{words.get('head', 'head')} {head['number']} {code_of(head['hash'])}")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
