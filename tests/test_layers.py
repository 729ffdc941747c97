"""Who may import whom: the layers of docs/architecture.md and the few modules that know each library, as a table."""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

# What each part of the package (a folder or a module) may import of the package, beside itself.
PARTS: dict[str, set[str]] = {
    "errors": set(),
    "holidays_th": set(),
    "message_ids": set(),
    "pauses": set(),
    "periods": set(),
    "thai": set(),
    "disk": {"errors"},
    "model": {"periods", "thai"},
    "programs": {"errors"},
    "shipped": set(),
    "templating": {"errors"},
    "unit_kinds": {"thai"},
    "formats": {"errors", "model"},
    "forms": {"errors", "model", "periods", "thai", "unit_kinds"},
    "registry": {"errors", "model"},
    "store": {"disk", "errors", "message_ids", "model", "periods"},
    "wording": {"errors", "model", "periods", "templating", "thai", "unit_kinds"},
    "demo": {"model", "periods", "registry", "thai"},
    "filing": {"disk", "errors", "forms", "model", "periods", "store", "thai"},
    "mail": {"errors", "formats", "message_ids", "model", "programs", "thai"},
    "readers": {"errors", "formats", "model", "programs", "thai"},
    "summary": {"errors", "formats", "forms", "model", "periods", "registry", "templating", "wording"},
    "settings": {"errors", "forms", "mail", "periods", "registry", "shipped", "thai", "unit_kinds"},
    "understanding": {"errors", "filing", "forms", "mail", "model", "periods", "readers", "registry"},
    "signin": {"errors", "programs", "settings"},
    "letters": {
        "errors",
        "formats",
        "forms",
        "message_ids",
        "model",
        "periods",
        "registry",
        "signin",
        "wording",
    },
    "mailbox": {"errors", "mail", "model", "pauses", "signin"},
    "application": {
        "errors",
        "filing",
        "formats",
        "forms",
        "holidays_th",
        "letters",
        "mailbox",
        "message_ids",
        "periods",
        "readers",
        "registry",
        "settings",
        "shipped",
        "signin",
        "store",
        "understanding",
        "wording",
    },
    "intake": {
        "application",
        "errors",
        "filing",
        "letters",
        "mail",
        "mailbox",
        "model",
        "readers",
        "store",
        "understanding",
    },
    "jobs": {
        "application",
        "disk",
        "errors",
        "filing",
        "forms",
        "intake",
        "letters",
        "mail",
        "mailbox",
        "model",
        "periods",
        "settings",
        "store",
        "summary",
    },
    "daemon": {
        "application",
        "errors",
        "intake",
        "jobs",
        "letters",
        "model",
        "pauses",
        "periods",
        "programs",
        "settings",
        "store",
    },
    "doctor": {
        "application",
        "daemon",
        "errors",
        "forms",
        "letters",
        "mail",
        "mailbox",
        "message_ids",
        "model",
        "periods",
        "registry",
        "settings",
        "signin",
        "store",
        "summary",
    },
    "commands": {
        "application",
        "daemon",
        "demo",
        "doctor",
        "errors",
        "forms",
        "jobs",
        "letters",
        "mailbox",
        "model",
        "periods",
        "registry",
        "settings",
        "signin",
        "summary",
        "wording",
    },
    "cli": {"commands", "errors"},
    "__main__": {"cli"},
}

# Which modules may know which library. Those of the standard library are here where they reach out of the process.
LIBRARIES = {
    "docx": ("letters.blank_document", "summary.paper", "summary.wordtable", "summary.document", "demo.*"),
    "flufl": ("mail.bounce",),
    "holidays": ("holidays_th",),
    "jinja2": ("templating", "wording", "summary.words", "summary.page"),
    "lxml": ("readers.*",),
    "markupsafe": ("summary.page",),
    "msal": ("signin.microsoft",),
    "openpyxl": (
        "letters.blank_workbook",
        "summary.workbook",
        "summary.sheet",
        "readers.sheets.workbook_by_openpyxl",
        "demo.*",
    ),
    "pypdfium2": ("readers.pdf.page", "readers.scan.pages"),
    "pydantic": (
        "settings.load",
        "settings.sections",
        "settings.server",
        "settings.types",
        "settings.complaints",
        "settings.form_files",
        "settings.kind_files",
        "settings.toml_files",
    ),
    "pydantic_core": ("settings.complaints", "settings.toml_files"),
    "python_calamine": ("readers.sheets.workbook",),
    "PIL": ("readers.scan.*",),
    "rich": ("commands.*", "summary.terminal", "summary.sheet"),
    "schedule": ("daemon.loop",),
    "structlog": (
        "jobs.explaining",
        "mailbox.imap",
        "mailbox.imap_marks",
        "commands.logs",
        "intake.one_mail",
        "jobs.reminding",
        "daemon.loop",
        "daemon.receiving",
        "daemon.sending",
        "daemon.alarm",
        "cli",
        "letters.outbox",
    ),
    "typer": ("cli", "commands.*"),
    "asyncio": (),
    "ctypes": ("readers.pdf.page",),
    "ftplib": (),
    "http": (),
    "imap_tools": ("mailbox.imap*",),
    "imaplib": ("mailbox.imap*",),
    "marshal": (),
    "multiprocessing": ("readers.worker.process", "readers.worker.reader"),
    "pickle": (),
    "poplib": (),
    "resource": ("readers.worker.child", "programs"),
    "shelve": (),
    "smtplib": ("letters.smtp",),
    "socket": ("mailbox.imap_trouble", "daemon.systemd", "daemon.signals", "doctor.servers"),
    "sqlite3": ("store.*",),
    "ssl": ("letters.smtp", "mailbox.imap*", "doctor.servers"),
    "subprocess": ("programs", "readers.worker.process"),
    "urllib.request": (),
    "xmlrpc": (),
    "zipfile": ("formats.*", "mail.zipped", "readers.package", "letters.blank", "demo.*"),
}

# Parts of the standard library that only compute, or open files: free for all but where FILELESS says otherwise.
FREE = set(sys.stdlib_module_names) - set(LIBRARIES)

# Modules that must be able to run without a file system, also on first use: the pure middle.
FILELESS = (
    "forms",
    "forms.*",
    "unit_kinds",
    "filing.decide",
    "filing.layout",
    "summary.table",
    "letters.policy",
)
FILES = {"pathlib", "os", "shutil", "tempfile", "io", "glob", "tomllib", "importlib", "pkgutil"}


def modules(package: Path) -> Iterator[tuple[str, Path]]:
    """Each module below the package by its dotted name without the package's own; empty folders' docstrings too."""
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts)
        yield name.removesuffix(".__init__") if name != "__init__" else "", path


def imports(source: str, module: str = "x") -> Iterator[str]:
    """Every dotted name that a source imports, wherever the statement stands; relative imports made absolute."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["collector", *module.split(".")][: -node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            # `from collector import jobs` names a module; `from urllib import request` too
            yield from (f"{base}.{alias.name}" for alias in node.names)


def faults(module: str, source: str) -> list[str]:
    """What a module imports though the tables do not allow it."""
    return [fault for name in imports(source, module) if (fault := _fault(module, name))]


def _fault(module: str, name: str) -> str:
    part = module.partition(".")[0]
    top, _, rest = name.partition(".")
    if top == "collector":
        other = rest.partition(".")[0]
        allowed = other == part or other in PARTS.get(part, set())
        return "" if allowed else f"{module or 'collector'} may not import collector.{other}"
    library = next((known for known in LIBRARIES if name == known or name.startswith(f"{known}.")), None)
    if library is not None:
        fits = any(fnmatchcase(module, pattern) for pattern in LIBRARIES[library])
        return "" if fits else f"{module} may not import {library}"
    if top not in FREE:
        return f"{module} imports {top}, which no table names"
    pure = any(fnmatchcase(module, pattern) for pattern in FILELESS)
    return f"{module} is pure and may not import {top}" if pure and top in FILES else ""


def test_each_module_imports_only_what_the_tables_allow(project: Path) -> None:
    found = [
        fault
        for name, path in modules(project / "collector")
        for fault in faults(name, path.read_text("utf-8"))
    ]
    assert found == []


def test_each_part_of_the_package_is_in_the_table(project: Path) -> None:
    parts = {name.partition(".")[0] for name, _ in modules(project / "collector")} - {""}
    assert parts - set(PARTS) == set()


def test_the_table_has_no_circles() -> None:
    rest = {part: set(others) for part, others in PARTS.items()}
    while free := {part for part, others in rest.items() if not others}:
        rest = {part: others - free for part, others in rest.items() if part not in free}
    assert rest == {}


def test_every_module_says_what_it_is_for(project: Path) -> None:
    mute = [
        name
        for name, path in modules(project / "collector")
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert mute == []


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("forms.extract", "from collector.mail.message import parse", "forms.extract may not import collector.mail"),
        ("readers.word.docx", "import collector.forms.spec", "readers.word.docx may not import collector.forms"),
        ("readers.word.docx", "from collector import forms", "readers.word.docx may not import collector.forms"),
        ("mailbox.folder", "from ..filing import store", "mailbox.folder may not import collector.filing"),
        ("periods", "from . import thai", "periods may not import collector.thai"),
        ("newcomer", "import collector.model", "newcomer may not import collector.model"),
        ("letters.compose", "def late():\n    import sqlite3", "letters.compose may not import sqlite3"),
        ("summary.table", "from urllib import request", "summary.table may not import urllib.request"),
        ("readers.word.docx", "import python_calamine", "readers.word.docx may not import python_calamine"),
        ("mail.message", "import requests", "mail.message imports requests, which no table names"),
        ("filing.decide", "from pathlib import Path", "filing.decide is pure and may not import pathlib"),
        ("forms.units", "from importlib import resources", "forms.units is pure and may not import importlib"),
        ("forms.months", "import tomllib", "forms.months is pure and may not import tomllib"),
        ("forms.spec", "from collector.shipped import shipped", "forms.spec may not import collector.shipped"),
        ("forms.spec", "import pydantic", "forms.spec may not import pydantic"),
    ],
)  # fmt: skip
def test_what_the_tables_forbid_is_found(module: str, source: str, fault: str) -> None:
    assert faults(module, source) == [fault]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("readers.word.docx", "from lxml import etree"),
        ("mailbox.folder", "from . import source"),
        ("summary.page", "from urllib.parse import quote"),
        ("filing.decide", "from collector.forms.spec import FormSpec"),
    ],
)
def test_what_the_tables_allow_passes(module: str, source: str) -> None:
    assert faults(module, source) == []
