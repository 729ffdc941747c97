"""Checks an unpacked proof with nothing but Python 3.9 or newer: python3 -I verify.py [FOLDER] [--head "17 9f3a-41c2-77be-0d15-a6c8"]

It lies in each proof of the collector as verify.py, and looks at the folder that it lies in unless another is named: a copy
of one's own is changed by nobody who changes a proof. README.txt says in Thai what is in the proof; docs/journal.md of the
collector gives the recipe of the hashes, so that this program can be written again by somebody who trusts nobody.
"""

import sys

if __name__ == "__main__":
    # Python looks for modules beside a program first: a json.py that somebody laid into the proof would be run here, with
    # the rights of who checks it. What this folder holds is to be looked at, never run, so it leaves the path before
    # anything else is imported: sys is built in, and os is loaded at Python's start. `python3 -I` does the same.
    if not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
        del sys.path[0]
    sys.path[:] = [entry for entry in sys.path if entry not in {"", "."}]
    import os

    _HERE = os.path.realpath(os.path.split(__file__)[0])
    sys.path[:] = [entry for entry in sys.path if os.path.realpath(entry) != _HERE]

import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PROOF, ROWS, JOURNAL = "proof.json", "rows.json", "journal.json"
# What is said of each fault, in Thai: filled in as a proof is written. The words are the program's, so that no file of a
# proof can put others into its mouth.
WORDS: dict[str, str] = {}
Fault = tuple[str, str]  # the key of its words, and where
# What files say that are no proof, whoever wrote them: not there, no JSON, other kinds, nothing there, too large, too deep.
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
_CODE = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){4}")
# The tables in which the collector writes something again, by their columns: * may change, ! closes the row once it is
# filled. All else that changes or goes after it was written, somebody else changed.
COLUMNS = {
    "letter": (
        "id kind cause unit periods recipients copies subject message_id raw created state* attempts* next_attempt* "
        "answer* sent! uncertain* stranger withdrawn!"
    ),
    "mail": (
        "sha256 size arrived state* attempts* crashes* error* failed_at* received* sender* sender_name* subject* "
        "message_id* outcome! reasons* machine_kind* machine_sign* archive* processed_at* "
        "presumed_unit* presumed_period*"
    ),
}
# What a line says of a row: its digest before and after, four digits a column, the digest of what stays.
_NOTHING, _NO_MARK = [""] * 4, "0000"
# The states of a letter, the first as it is written, and those that may follow each.
STATES = {
    "queued": "queued sending sent failed held",
    "sending": "queued sending sent failed held",
    "held": "queued",
    "failed": "queued",
    "sent": "",
}


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
        proof = _proof(folder)
    except _UNREADABLE as error:
        return [("no-proof", f"{PROOF}: {_cause(error)}")]
    try:
        rows, journal = (_loaded(folder / name) for name in (ROWS, JOURNAL))
        faults = [*_files(folder, proof), *_chain(journal, proof), *_rows(rows, journal)]
        faults += _contents(folder, rows)
        faults += [fault for head in heads for fault in _witness(journal, head)]
    except _UNREADABLE as error:
        return [("damaged", _cause(error))]
    return list(dict.fromkeys(faults))


def _proof(folder: Path) -> Any:
    """proof.json with all that it has to have, of the right kinds. Raises one of _UNREADABLE for whatever else lies there."""
    proof = _loaded(folder / PROOF)
    head = proof["head"]
    texts = [proof["unit"], proof["period"], proof["seal"], head["hash"], *proof["files"].values()]
    if not all(isinstance(text, str) for text in texts) or type(head["number"]) is not int:
        raise ValueError("a value of another kind than in a proof")
    canonical(proof)  # what cannot be hashed is none either
    return proof


def _loaded(path: Path) -> Any:
    """The JSON of a file, in which no name may stand twice: readers would take one or the other."""
    if not path.is_file():  # a pipe would be waited for
        raise OSError(f"no file: {path}")
    return json.loads(path.read_bytes(), object_pairs_hook=_distinct)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _cause(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    return f"{type(error).__name__}: {error}"


def _files(folder: Path, proof: Any) -> Iterator[Fault]:
    """Every file is the one that was put in, and no other is there; a link is no file."""
    sealed = {name: value for name, value in proof.items() if name != "seal"}
    if sha256(canonical(sealed)) != proof["seal"] or (folder / PROOF).read_bytes() != pretty(proof):
        yield "file-changed", PROOF
    below = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    there = {name for name, path in below.items() if path.is_file() and not path.is_symlink()}
    for name, digest in proof["files"].items():
        if name not in there:
            yield "file-missing", name
        elif sha256((folder / name).read_bytes()) != digest:
            yield "file-changed", name
    others = {name for name, path in below.items() if path.is_symlink() or not path.is_dir()}
    for name in sorted(others - set(proof["files"]) - {PROOF}):
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
    newest: dict[tuple[str, str], list[str]] = {}
    for number, table, key, later in _lines(journal):
        earlier = newest.get((table, key), _NOTHING)
        if earlier[1] != later[0]:
            yield "row-rewritten", f"{table} {key}: {number}"
        elif earlier[1] and _forbidden(table, earlier, later):
            yield "row-overwritten", f"{table} {key}: {number}"
        newest[table, key] = later
    for row in rows:
        said = newest.pop((row["table"], row["key"]), _NOTHING)
        if sha256(canonical(row["columns"])) != said[1]:
            yield "row-changed", f"{row['table']} {row['key']}"
        elif not _told_truly(row["table"], row["columns"], said):
            yield "row-overwritten", f"{row['table']} {row['key']}"
    for (table, key), said in newest.items():
        if said[1]:
            yield "row-missing", f"{table} {key}"


def _lines(journal: Any) -> Iterator[tuple[str, str, str, list[str]]]:
    """The lines that are shown, in order: number, table, key, and what is said of the row; an older one says less."""
    for number in sorted(journal["lines"], key=int):
        for line in journal["lines"][number]:
            if "\t" in line:
                table, key, *said = line.split("\t")
                yield number, table, key, [*said, ""][:4]


def _forbidden(table: str, earlier: list[str], later: list[str]) -> bool:
    """Whether a line changes a row as the collector never does."""
    if table not in COLUMNS or not later[1] or (earlier[3] and earlier[3] != later[3]):
        return True
    for place, name in enumerate(COLUMNS[table].split()):
        before, after = _mark_at(earlier, place), _mark_at(later, place)
        if (name[-1] == "!" and before != _NO_MARK) or (name[-1] not in "*!" and before != after):
            return True
        if table == "letter" and name == "state*" and after not in _STEPS.get(before, ()):
            return True
    return False


def _told_truly(table: str, columns: Any, said: list[str]) -> bool:
    """Whether the marks and the digest of what stays are those of the row as it stands."""
    names = COLUMNS.get(table, "").split()
    marks = [
        _mark(str(columns[name.rstrip("*!")])) if name.rstrip("*!") in columns else _NO_MARK for name in names
    ]
    stays = {name: columns[name] for name in names if name in columns}
    return [_mark_at(said, place) for place in range(len(names))] == marks and (
        said[3] in {"", sha256(canonical(stays))}
    )


def _mark(text: str) -> str:
    return f"{zlib.crc32(text.encode()) & 0xFFFF:04x}"


def _mark_at(said: list[str], place: int) -> str:
    """The four digits of one column; a row that was written before the column came has none."""
    return said[2][4 * place :][:4] or _NO_MARK


_STEPS = {
    _NO_MARK if state == "queued" else _mark(state): [
        _NO_MARK if step == "queued" else _mark(step) for step in steps.split()
    ]
    for state, steps in STATES.items()
}


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
    told = [_loaded(folder / "archive" / path) for path in inside]
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


def _say(line: str) -> None:
    """Names come from the proof: what would steer the terminal is shown as a question mark."""
    print("".join(letter if letter.isprintable() else "?" for letter in line))  # noqa: T201 - a program of its own


def main(arguments: list[str]) -> int:
    """Prints what was found; 0 when all agrees."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    named = [argument for argument in arguments[:1] if not argument.startswith("--")]
    folder = Path(*named) if named else Path(__file__).resolve().parent
    rest = arguments[len(named) :]
    faults = check(folder, rest[1:] if rest[:1] == ["--head"] else ())
    for key, place in faults:
        _say(f"{WORDS.get(key, key)}: {place}")
    said = WORDS.get("unsound" if faults else "sound", f"{len(faults)} faults")
    _say(said.replace("{count}", str(len(faults))))
    if all(key != "no-proof" for key, _ in faults):
        head = _proof(folder)["head"]
        _say(f"{WORDS.get('head', 'head')} {head['number']} {code_of(head['hash'])}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
