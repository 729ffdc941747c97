"""A decided mail → the folders and files it gets in the archive, as a plan; pure, touches no disk.

    2561/12 ธันวาคม/กระบี่ (TH-81)/ฉบับที่ 1 help-centre/   รายงาน.json · the attachment · จดหมาย.eml
                                  /ฉบับที่ 2 help-centre/   a revision: the highest number is the current one
    2562/รอตรวจสอบ/2562-01-03 krabi@example.go.th 1a2b3c4d5e6f/   ผลการพิจารณา.json · จดหมาย.eml

The unit's code and the form's id stand in the path because names alone need not be unique. Mails that are
ignored get no place: they stay in the mailbox and in the spool.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from collector.filing.describe import Case, Labels, report_file, verdict_file
from collector.filing.naming import distinct, fitting_name, safe_name
from collector.model.outcomes import Outcome, Ruling
from collector.periods import BUDDHIST_ERA, Period
from collector.store.records import ArchivedFile, Placement

_MARK = 12  # digits of the mail's hash that tell apart two mails of one sender and day
_MOST_WORDS = 120  # bytes of a name from outside that share a folder's name with other words


@dataclass(frozen=True, slots=True)
class ArchiveNames:
    """The words of the archive's folders and files, those of data/archive.toml, and the names of the months."""

    months: tuple[str, ...]
    outcomes: Mapping[str, str]
    patterns: Mapping[str, str]  # by their key in the file


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file to be put, by its name in its folder."""

    name: str
    sha256: str
    size: int  # bytes
    data: bytes | None  # None: the mail as it came, which the spool keeps under its hash


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder to be made, with its files; the path is below the archive's root, with slashes."""

    path: str
    files: tuple[PlannedFile, ...]

    @property
    def place(self) -> Placement:
        return Placement(
            self.path,
            tuple(ArchivedFile(f"{self.path}/{file.name}", file.sha256, file.size) for file in self.files),
        )


@dataclass(frozen=True, slots=True)
class FilingPlan:
    """All folders of one mail: its own, if it has one, and one for each ruling that was filed."""

    mail: Folder | None
    reports: tuple[Folder | None, ...]  # one a ruling, in their order

    @property
    def folders(self) -> tuple[Folder, ...]:
        return tuple(folder for folder in (self.mail, *self.reports) if folder)

    @property
    def report_places(self) -> tuple[Placement, ...]:
        return tuple(folder.place if folder else Placement() for folder in self.reports)

    @property
    def mail_place(self) -> Placement:
        """The mail's own folder; else the first report's, in which it lies too; else nowhere."""
        if self.mail:
            return self.mail.place
        return Placement(next((folder.path for folder in self.reports if folder), ""))


def plan(case: Case, labels: Labels, names: ArchiveNames) -> FilingPlan:
    """Every path and every byte that the archive gets for this mail; the same case always gives the same plan."""
    reports = tuple(_report_folder(case, ruling, labels, names) for ruling in case.verdict.rulings)
    held = case.verdict.outcome in names.outcomes
    return FilingPlan(_mail_folder(case, labels, names) if held else None, reports)


def _report_folder(case: Case, ruling: Ruling, labels: Labels, names: ArchiveNames) -> Folder | None:
    report = ruling.report
    if ruling.outcome not in {Outcome.FILED, Outcome.REVISED} or not report.unit or not report.period:
        return None
    path = (
        *_month(report.period, names),
        _filled(names, "unit", name=_outside(labels.unit(report.unit), names), code=report.unit),
        _filled(names, "revision", revision=str(ruling.revision), form=report.form),
    )
    files = [_file(names.patterns["report"], report_file(case, ruling, labels)), _mail(case, names)]
    if attachment := case.attachment(report):
        name = fitting_name(safe_name(attachment.name, names.patterns["unnamed"]), attachment.kind)
        files.append(_file(name, attachment.data))
    return Folder("/".join(path), _named(files))


def _mail_folder(case: Case, labels: Labels, names: ArchiveNames) -> Folder:
    received = case.mail.received.astimezone(labels.zone)
    year = received.year + BUDDHIST_ERA
    path = (
        str(year),
        names.outcomes[case.verdict.outcome],
        _filled(
            names,
            "held",
            date=f"{year}-{received:%m-%d}",
            sender=_outside(case.mail.sender.email, names),
            mark=case.sha256[:_MARK],
        ),
    )
    return Folder(
        "/".join(path),
        (_file(names.patterns["verdict"], verdict_file(case, labels)), _mail(case, names)),
    )


def _month(period: Period, names: ArchiveNames) -> tuple[str, str]:
    name = names.patterns["month"].format(number=period.month, name=names.months[period.month - 1])
    return str(period.buddhist_year), name


def _filled(names: ArchiveNames, key: str, **values: str) -> str:
    """A pattern with its values filled in: one folder's name, whatever the values hold."""
    return safe_name(names.patterns[key].format(**values), names.patterns["unnamed"])


def _outside(text: str, names: ArchiveNames) -> str:
    return safe_name(text, names.patterns["unnamed"], _MOST_WORDS)


def _file(name: str, data: bytes) -> PlannedFile:
    return PlannedFile(name, hashlib.sha256(data).hexdigest(), len(data), data)


def _mail(case: Case, names: ArchiveNames) -> PlannedFile:
    return PlannedFile(names.patterns["mail"], case.sha256, case.size, None)


def _named(files: Sequence[PlannedFile]) -> tuple[PlannedFile, ...]:
    names = distinct(file.name for file in files)
    return tuple(replace(file, name=name) for file, name in zip(files, names, strict=True))
