"""The answers of `collector explain --json` held against the cases: exact and misfiled, by variety. `python -m tests.cases.measure [-v] [FOLDER…]`"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parents[1] / "data/cases"
CONTACTS = Path(__file__).resolve().parents[1] / "data/samples/contacts.csv"
PROJECT = Path(__file__).resolve().parents[2]
CONFIG = """
[department]
name = "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น"
address = "helpcenter@dept.example"
staff = ["staff@dept.example"]
[mailbox]
type = "folder"
path = "inbox"
[outgoing]
type = "folder"
path = "outbox"
[storage]
path = "data"
[registry]
contacts = "{contacts}"
since = "2018-10"
"""
AMBIGUOUS = "ambiguous"  # two truths could be defended: only misfiling counts
Answer = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """One case with what was answered."""

    want: Answer
    got: Answer

    @property
    def scored(self) -> bool:
        return AMBIGUOUS not in self.want["variety"]

    @property
    def filed(self) -> dict[tuple[str, str], Answer]:
        """The reports that were filed, by unit and month."""
        return {
            (one["unit"], one["period"]): one
            for one in self.got.get("reports", [])
            if one.get("outcome", self.got["outcome"]) in {"filed", "revised"}
        }

    @property
    def misfiled(self) -> bool:
        """Something was filed under a unit or month that the truth does not have."""
        return bool(set(self.filed) - {(one["unit"], one["period"]) for one in self.want["reports"]})

    @property
    def exact(self) -> bool:
        truth = {(one["unit"], one["period"]): one for one in self.want["reports"]}
        return (
            self.got["outcome"] == self.want["outcome"]
            and set(self.filed) == set(truth)
            and all(
                rows(self.filed[key]) == rows(one) and self.filed[key]["nil"] == one["nil"]
                for key, one in truth.items()
            )
        )


def measure(folder: Path = CASES, contacts: Path = CONTACTS) -> list[Result]:
    """Runs the command once for each time of receipt over all cases of a folder."""
    expected = [
        json.loads(line) for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    groups: defaultdict[str, list[Answer]] = defaultdict(list)
    for want in expected:
        groups[want["received"]].append(want)
    with tempfile.TemporaryDirectory() as place:
        config = Path(place, "config.toml")
        config.write_text(CONFIG.format(contacts=contacts), encoding="utf-8")
        return [
            Result(want, got)
            for received, wants in groups.items()
            for want, got in zip(
                wants, _explain(config, received, [folder / one["file"] for one in wants]), strict=True
            )
        ]


def _explain(config: Path, received: str, paths: Sequence[Path]) -> list[Answer]:
    program = [sys.executable, "-m", "collector"]
    command = [*program, "--config", str(config), "explain", "--json", "--received", received]
    here = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run([*command, *map(str, paths)], env=here, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if len(answers) != len(paths):
        raise RuntimeError(f"{len(answers)} answers for {len(paths)} paths: {done.stderr[-2000:]}")
    return answers


def rows(report: Answer) -> list[tuple[str, ...]]:
    """What was said: one spelling and no white space."""
    return [
        tuple(_bare(entry.get(key)) for key in ("problem", "solution", "law", "remark"))
        for entry in report["entries"]
    ]


def _bare(text: str | None) -> str:
    text = (
        (text or "").replace("\u200b", "").replace("\u0e4d\u0e32", "\u0e33").replace("\u0e40\u0e40", "\u0e41")
    )
    text = re.sub("\u0e4d([\u0e48-\u0e4b])\u0e32", "\\1\u0e33", text)
    return re.sub(r"\s+", "", text)


def table(results: Sequence[Result]) -> Iterator[str]:
    """One line a variety, the worst first, and the sum."""
    by_variety: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        for variety in result.want["variety"]:
            by_variety[variety].append(result)
    for variety, own in sorted(
        by_variety.items(), key=lambda item: sum(one.exact for one in item[1]) / len(item[1])
    ):
        good, wrong = sum(one.exact for one in own), sum(one.misfiled for one in own)
        yield f"{good:4d} of {len(own):4d} exact  {wrong:3d} misfiled  {variety}"
    scored = [one for one in results if one.scored]
    good, wrong = sum(one.exact for one in scored), sum(one.misfiled for one in results)
    yield f"{good} of {len(scored)} exact ({good / len(scored):.1%}), {wrong} misfiled"


def difference(result: Result) -> Iterator[str]:
    """Why a case is not exact."""
    want, got = result.want, result.got
    places = [(one["unit"], one["period"]) for one in want["reports"]]
    reasons = [reason["code"] for reason in got.get("reasons", [])]
    sign = "MISFILED" if result.misfiled else "inexact"
    yield f"{sign} {want['file']}: want {want['outcome']} {places}, got {got['outcome']} {list(result.filed)} {reasons}"
    for one in want["reports"]:
        have = rows(result.filed.get((one["unit"], one["period"]), {"entries": []}))
        if len(have) != len(rows(one)):
            yield f"    want {len(rows(one))} entries, got {len(have)}: {have}"
        for number, (left, right) in enumerate(zip(rows(one), have, strict=False), 1):
            for key, a, b in zip(("problem", "solution", "law", "remark"), left, right, strict=True):
                if a != b:
                    yield f"    {number} {key}: want {a!r}\n      {' ' * len(key)}  got  {b!r}"


def main(arguments: Sequence[str]) -> int:
    folders = [Path(one) for one in arguments if not one.startswith("-")] or [CASES]
    results = [result for folder in folders for result in measure(folder)]
    if "-v" in arguments:
        for result in results:
            if not result.exact:
                sys.stdout.writelines(f"{line}\n" for line in difference(result))
    sys.stdout.writelines(f"{line}\n" for line in table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
