"""This computer → its clock, its time zones and the programs that some formats need; knows no mail."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from collector.doctor.finding import Finding, none, well, wrong

YEARS = range(2024, 2100)
_PROGRAMS = (
    ("tesseract", "tesseract-ocr tesseract-ocr-tha", "scans are not read and wait for a person"),
    ("bsdtar", "libarchive-tools", ".rar and .7z files are not opened"),
    ("soffice", "libreoffice-writer-nogui", "nothing the collector needs; handy for looking at old files"),
)


def check(zone: ZoneInfo, now: datetime) -> Iterator[Finding]:
    """Clock, time zone, optional programs."""
    yield _clock(zone, now)
    for program, package, lost in _PROGRAMS:
        if found := shutil.which(program):
            yield well(program, found)
        else:
            yield none(program, f"not installed: {lost} (Debian: {package})")


def _clock(zone: ZoneInfo, now: datetime) -> Finding:
    shown = f"{now.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
    if now.year not in YEARS:
        return wrong("clock", f"the clock shows {shown}", "set it: timedatectl set-ntp true")
    if zone.key == "Asia/Bangkok" and now.astimezone(zone).utcoffset() != timedelta(hours=7):
        return wrong("clock", "the time zone data are damaged", "install the package tzdata again")
    return well("clock", shown)
