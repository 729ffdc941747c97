"""One case: the files, how they are sent, and what must become of them; the builders that most varieties share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.cases import envelope, programs
from tests.cases.envelope import Mail
from tests.cases.paper import KRABI, Said, Sheet, Unit

RECEIVED = "2019-01-04T09:00:00+07:00"
Report = dict[str, Any]
Content = Sequence[Any]  # lines and tables, or sheets
CONVERTED = {
    "docx-lo": ("docx", "docx"),
    "xlsx-lo": ("xlsx", "xlsx"),
    "xls": ("xlsx", "xls"),
    "ods": ("xlsx", "ods"),
    "odt": ("docx", "odt"),
}


@dataclass(frozen=True)
class File:
    """A file that some program wrote; `via` is the format that LibreOffice must make of it first."""

    name: str
    data: bytes
    via: str = ""


@dataclass(frozen=True)
class Case:
    """What is given and what is true; `seal` turns the files into the case's own bytes."""

    variety: tuple[str, ...]
    files: tuple[File, ...]
    seal: Callable[[Sequence[File]], bytes]
    suffix: str
    outcome: str
    reports: tuple[Report, ...] = ()
    received: str = RECEIVED

    def at(self, received: str) -> "Case":
        return replace(self, received=received)

    def also(self, *variety: str) -> "Case":
        return replace(self, variety=(*self.variety, *variety))


@dataclass(frozen=True)
class Truth:
    """What must become of a case."""

    outcome: str
    reports: tuple[Report, ...] = ()


def report(unit: Unit, entries: Sequence[Said], period: str = "2018-12") -> Report:
    """One filed report in the shape of expected.jsonl; no entries is a nil report."""
    keys = ("problem", "solution", "law", "remark")
    said = [dict(zip(keys, (clean(text) for text in one.cells), strict=True)) for one in entries]
    return {"unit": unit.code, "period": period, "nil": not entries, "entries": said}


def clean(text: str) -> str:
    text = " ".join(text.split())
    return "" if text == "-" else text


def filed(entries: Sequence[Said], unit: Unit = KRABI, period: str = "2018-12") -> Truth:
    return Truth("filed", (report(unit, entries, period),))


def nil(unit: Unit = KRABI, period: str = "2018-12") -> Truth:
    return Truth("filed", (report(unit, (), period),))


REVIEW, RETURNED, IGNORED = Truth("review"), Truth("returned"), Truth("ignored")


def file_of(program: str, content: Content, name: str = "form") -> File:
    """The form as a program's file: docx, docx-lo, odt, xlsx, xlsx-lo, xls, ods, html, html.xls."""
    kind, via = CONVERTED.get(program, (program, ""))
    blocks = [block for block in content if not isinstance(block, Sheet)]
    sheets = [block for block in content if isinstance(block, Sheet)] or [Sheet("Sheet1", blocks)]
    if kind == "docx":
        return File(f"{name}.{via or 'docx'}", programs.docx(blocks), via)
    if kind == "docx-paragraphs":
        return File(f"{name}.docx", programs.docx(blocks, paragraphs=True))
    if kind == "xlsx":
        return File(f"{name}.{via or 'xlsx'}", programs.xlsx(sheets), via)
    if kind == "html.xls":
        return File(f"{name}.xls", programs.page(blocks, "excel").encode())
    return File(f"{name}.html", programs.page(blocks, "word").encode())


def document(variety: str, program: str, content: Content, truth: Truth) -> Case:
    """A case that is the bare file; nobody is known to have sent it."""
    file = file_of(program, content)
    suffix = file.name[file.name.rfind(".") :]
    return Case(
        (variety, program), (file,), lambda files: files[0].data, suffix, truth.outcome, truth.reports
    )


def mailed(variety: str, mail: Mail, truth: Truth, *files: File) -> Case:
    """A case that is a mail with these files attached."""
    return Case(
        (variety,),
        files,
        lambda sealed: envelope.attached(mail, [(file.name, file.data) for file in sealed]),
        ".eml",
        truth.outcome,
        truth.reports,
    )


def in_body(variety: str, mail: Mail, page: str, truth: Truth) -> Case:
    """A case that is a mail with the form in its HTML body."""
    return Case(
        (variety,),
        (),
        lambda _: envelope.attached(replace(mail, page=page), []),
        ".eml",
        truth.outcome,
        truth.reports,
    )


def raw(variety: str, data: Callable[[Sequence[File]], bytes], truth: Truth, *files: File) -> Case:
    """A case whose mail is written byte by byte."""
    return Case((variety,), files, data, ".eml", truth.outcome, truth.reports)
