"""One province's words and forms for a planned mail; knows neither kinds of mail nor folders."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from collector.demo import forms
from collector.demo.forms import FilledForm
from collector.demo.mails import Envelope, File
from collector.demo.plan import Job
from collector.demo.texts import Said, Texts
from collector.model.units import Unit
from collector.periods import Period


def address_of(unit: Unit) -> str:
    """The invented address of a unit's office."""
    local = "".join(char for char in (unit.name_en or unit.code).lower() if char.isascii() and char.isalnum())
    return f"{local}@local.example"


@dataclass(frozen=True, slots=True)
class Task:
    """One mail in the making; `random` is the unit's own, so that a second mail repeats the first."""

    job: Job
    number: int
    random: Random
    person: str


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the mails of all invented provinces for one month."""

    texts: Texts
    units: Sequence[Unit]
    period: Period
    seed: int

    def task(self, job: Job, number: int) -> Task:
        """What one mail is made from; a unit's second mail draws the same entries as its first."""
        random = Random(f"{self.seed}/{job.unit.code}")  # noqa: S311 - a demo must repeat itself
        return Task(job, number, random, random.choice(self.texts.people))

    def fill(self, template: str, task: Task) -> str:
        return self.texts.fill(template, task.job.unit, self.period, task.person)

    def province(self, unit: Unit) -> str:
        return self.texts.words["province"].format(unit=unit.name)

    def month_line(self, task: Task) -> str:
        return self.fill(task.random.choice(self.texts.month_lines), task)

    def entries(self, task: Task, least: int = 1) -> tuple[Said, ...]:
        return self.texts.draw(task.random, task.random.randint(least, 5))

    def envelope(
        self, task: Task, *, subject: str = "", body: str = "", sender: str = "", name: str = ""
    ) -> Envelope:
        """The head of a task's mail; without `subject`, `body` or `sender` (an address, `name` before it) those usual for its unit."""
        unit = task.job.unit
        other = Random(f"{self.seed}/{task.number}")  # noqa: S311 - words of the mail, not of the form
        return Envelope(
            sender or address_of(unit),
            name or task.person if sender else self.texts.words["office"].format(unit=unit.name),
            self.fill(subject or other.choice(self.texts.subjects), task),
            self.fill(body or other.choice(self.texts.bodies), task),
            task.job.received,
            task.number,
        )

    def printed(self, task: Task) -> FilledForm:
        rows = forms.numbered(self.entries(task))
        return forms.printed(self.texts, self.month_line(task), self.province(task.job.unit), rows)

    def document(self, task: Task, form: FilledForm) -> File:
        return File(self.fill(task.random.choice(self.texts.form_names), task) + ".docx", forms.word(form))

    def workbook(self, task: Task, form: FilledForm) -> File:
        sheet = self.fill(task.random.choice(self.texts.sheet_names), task)
        return File(
            self.fill(task.random.choice(self.texts.form_names), task) + ".xlsx", forms.excel(form, sheet)
        )
