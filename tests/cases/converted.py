"""`python -m tests.cases.converted`: some of the Word cases again as .doc, .odt and .rtf, written by LibreOffice.

A .doc is made through .odt: LibreOffice loses the table of a .docx that it writes as .doc at once. Left out are cases
whose point LibreOffice's export drops (text boxes, content controls).
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
SOURCE, TARGET = DATA / "cases", DATA / "cases-converted"
EVERY = 4
NOT_EXPORTED = ("word-text-box", "word-control", "numbers-automatic")


def main() -> int:
    """Writes the files and their expected.jsonl."""
    lines = [
        json.loads(line) for line in (SOURCE / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    docx = [
        one for one in lines if one["file"].endswith(".docx") and not one["file"].startswith(NOT_EXPORTED)
    ]
    chosen = [one for one in docx if "ambiguous" not in one["variety"]][::EVERY]
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        converted(folder, "odt", [SOURCE / one["file"] for one in chosen], TARGET)
        converted(folder, "rtf", [SOURCE / one["file"] for one in chosen], TARGET)
        converted(folder, "doc", [TARGET / one["file"].replace(".docx", ".odt") for one in chosen], TARGET)
    truth = [
        {**one, "file": one["file"].replace(".docx", suffix), "variety": [*one["variety"], suffix[1:]]}
        for suffix in (".odt", ".rtf", ".doc")
        for one in chosen
    ]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in truth)
    (TARGET / "expected.jsonl").write_text(text, encoding="utf-8")
    return 0


def converted(profile: str, kind: str, files: list[Path], out: Path) -> None:
    """All files in one call: LibreOffice takes seconds to start."""
    office = shutil.which("soffice") or "soffice"
    command = [office, "--headless", f"-env:UserInstallation=file://{profile}/profile", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=600
    )


if __name__ == "__main__":
    sys.exit(main())
