"""Whether Tesseract is installed with its Thai model; knows no picture, so that whoever asks loads nothing for pictures."""

from collector import programs
from collector.errors import ProgramError
from collector.programs import ProgramLimits, run_as_we_are

PROGRAM = "tesseract"
LANGUAGE = "tha"
LIMITS = ProgramLimits(seconds=10.0, output_bytes=1 << 20)  # for one piece of a page


def available() -> str | None:
    """The path of Tesseract where it and its Thai model are installed."""
    command = programs.find(PROGRAM)
    if command is None:
        return None
    try:
        listed = run_as_we_are((command, "--list-langs"), b"", LIMITS)
    except ProgramError:
        return None
    return command if LANGUAGE.encode() in listed.output.split() else None
