"""All cases → tests/data/cases: the mails and files, and expected.jsonl beside them. `python -m tests.cases.generate [cases|cases-second]`

Needs LibreOffice for the formats that it writes; the result is committed, so that a test run needs none.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from tests.cases import (
    cells,
    conflicts,
    headings,
    lookalikes,
    mailforms,
    mailparts,
    months,
    nils,
    numbering,
    oddities,
    provinces,
    round3_entries,
    round3_layouts,
    round3_machines,
    round3_mails,
    round3_months,
    round3_nils,
    round3_units,
    sheets,
    spelling,
    tables,
    wordwork,
)
from tests.cases.case import Case, File
from tests.cases.programs import repack

FOLDER = Path(__file__).resolve().parents[1] / "data/cases"
GROUPS = (
    numbering,
    oddities,
    cells,
    provinces,
    headings,
    lookalikes,
    tables,
    nils,
    sheets,
    months,
    conflicts,
    spelling,
    mailforms,
    mailparts,
    wordwork,
)
THIRD = FOLDER.with_name("cases-second")
THIRD_GROUPS = (
    round3_layouts,
    round3_entries,
    round3_nils,
    round3_units,
    round3_months,
    round3_mails,
    round3_machines,
)


def all_cases(groups: Sequence[ModuleType] = GROUPS) -> Iterator[Case]:
    for group in groups:
        yield from group.cases()


def convert(files: Sequence[File]) -> dict[File, File]:
    """What LibreOffice makes of the files that ask for it; one call for each format."""
    done: dict[File, File] = {}
    for kind in sorted({file.via for file in files} - {""}):
        wanted = [file for file in dict.fromkeys(files) if file.via == kind]
        with tempfile.TemporaryDirectory() as folder:
            before, after = Path(folder, "before"), Path(folder, "after")
            before.mkdir()
            for number, file in enumerate(wanted):
                suffix = "docx" if kind in {"docx", "odt"} else "xlsx"
                (before / f"{number}.{suffix}").write_bytes(file.data)
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind,
                 "--outdir", str(after), *map(str, sorted(before.iterdir()))],
                check=True, capture_output=True,
            )  # fmt: skip
            for number, file in enumerate(wanted):
                made = (after / f"{number}.{kind}").read_bytes()
                done[file] = replace(file, data=made if kind == "xls" else repack(made), via="")
    return done


def write(folder: Path, groups: Sequence[ModuleType] = GROUPS) -> int:
    """Writes every case anew; returns how many."""
    cases = list(all_cases(groups))
    converted = convert([file for case in cases for file in case.files])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    seen: Counter[str] = Counter()
    with (folder / "expected.jsonl").open("w", encoding="utf-8") as truth:
        for case in cases:
            seen[case.variety[0]] += 1
            name = f"{case.variety[0]}-{seen[case.variety[0]]}{case.suffix}"
            (folder / name).write_bytes(case.seal([converted.get(file, file) for file in case.files]))
            line = {
                "file": name, "outcome": case.outcome, "reports": list(case.reports),
                "variety": list(case.variety), "received": case.received,
            }  # fmt: skip
            truth.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(cases)


if __name__ == "__main__":
    for where, groups in ((FOLDER, GROUPS), (THIRD, THIRD_GROUPS)):
        if where.name in sys.argv[1:] or len(sys.argv) == 1:
            sys.stdout.write(f"{write(where, groups)} cases in {where}\n")
