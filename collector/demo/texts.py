"""data/demo.toml → what invented provinces write in mails and forms; knows no file format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from collector.model.units import Unit
from collector.periods import Period
from collector.shipped import shipped
from collector.thai import thai_digits


@dataclass(frozen=True, slots=True)
class Said:
    """One entry as a province words it."""

    problem: str
    solution: str
    law: str = ""
    remark: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return self.problem, self.solution, self.law, self.remark


@dataclass(frozen=True, slots=True)
class MachineText:
    """What a machine, or a person with another matter, writes."""

    kind: str
    sender: str  # "": a unit's own address
    name: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything in demo.toml; templates are filled by `fill`."""

    title: str
    footnotes: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    month_lines: tuple[str, ...]
    nil_words: tuple[str, ...]
    remarks: tuple[str, ...]
    signature: tuple[str, ...]
    people: tuple[str, ...]
    headers: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    form_names: tuple[str, ...]
    sheet_names: tuple[str, ...]
    scan_name: str
    forwarded_name: str
    subjects: tuple[str, ...]
    bodies: tuple[str, ...]
    mails: Mapping[str, str]
    machines: tuple[MachineText, ...]
    entries: tuple[Said, ...]

    def fill(self, template: str, unit: Unit, period: Period, name: str = "") -> str:
        """Puts unit, month and the writer's name into a template of demo.toml."""
        year = str(period.year + 543)
        return template.format(
            unit=unit.name,
            name=name,
            month=self.months[period.month - 1],
            short=self.short_months[period.month - 1],
            year=year,
            year2=year[2:],
            thai_year=thai_digits(year),
            thai_year2=thai_digits(year[2:]),
        )

    def draw(self, random: Random, count: int) -> tuple[Said, ...]:
        """Some different entries, each with a remark or none."""
        return tuple(
            Said(said.problem, said.solution, said.law, random.choice(self.remarks))
            for said in random.sample(self.entries, count)
        )


def load_texts() -> Texts:
    """Reads the data file that is shipped with the package."""
    data = shipped("demo.toml")
    mails, files, laws = data["mails"], data["files"], data["laws"]
    return Texts(
        title=data["title"],
        footnotes=_strings(data["footnotes"]),
        months=_strings(data["months"]),
        short_months=_strings(data["short_months"]),
        month_lines=_strings(data["month_lines"]),
        nil_words=_strings(data["nil_words"]),
        remarks=_strings(data["remarks"]),
        signature=_strings(data["signature"]),
        people=_strings(data["people"]),
        headers={key: _strings(columns) for key, columns in data["headers"].items()},
        words=data["words"],
        form_names=_strings(files["form"]),
        sheet_names=_strings(files["sheet"]),
        scan_name=files["scan"],
        forwarded_name=files["forwarded"],
        subjects=_strings(mails["subjects"]),
        bodies=_strings(mails["body"]),
        mails={key: text for key, text in mails.items() if isinstance(text, str)},
        machines=tuple(MachineText(**item) for item in data["machines"]),
        entries=tuple(_said(item, laws) for item in data["entries"]),
    )


def _strings(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _said(item: Mapping[str, str], laws: Mapping[str, str]) -> Said:
    return Said(item["problem"], item["solution"], laws[item["law"]] if item["law"] else "")
