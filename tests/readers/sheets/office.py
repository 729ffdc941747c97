"""A file → what LibreOffice makes of it, in another format; starts the program with a profile of its own."""

import subprocess
from pathlib import Path


def converted(path: Path, target: str) -> bytes:
    """The file in another format: "csv", "ods", or a format with its filter and options behind a colon."""
    suffix = target.partition(":")[0]
    done = subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{path.parent / 'profile'}",
            "--convert-to",
            target,
            "--outdir",
            str(path.parent / "out"),
            str(path),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    made = path.parent / "out" / f"{path.stem}.{suffix}"
    assert made.exists(), done.stderr
    return made.read_bytes()
