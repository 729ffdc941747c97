"""Who may import whom: the rows of docs/architecture.md and the few modules that know each library, as tables."""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

# The house from the ground up. A part (a folder or a module) imports only from rows below its own; what stands in one
# row does not know its neighbours.
ROWS = (
    {
        "errors",
        "thai",
        "periods",
        "shipped",
        "english",
        "toml_text",
        "stop",
        "thai_domains",
        "public_domains",
        "possible_times",
        "direction",
    },
    {
        "model",
        "typed_addresses",
        "retry_pauses",
        "disk",
        "privacy",
        "programs",
        "templating",
        "message_ids",
        "unit_kinds",
        "csv_rows",
        "calendar_names",
        "holidays_th",
    },
    {"formats", "registry", "wording", "sender_rights"},
    {"mail", "readers", "forms", "store", "contacts_file", "presumed_place"},
    {"registry_files"},
    {"settings", "confined"},
    {"signin"},
    {"mailbox", "filing", "letters", "summary", "demo"},
    {"letters_in_mail"},
    {"understanding"},
    {"application"},
    {"intake"},
    {"jobs"},
    {"daemon"},
    {"doctor"},
    {"commands"},
    {"cli"},
    {"__main__"},
)

# What a part may not know although it lies below.
STRANGERS = {
    "readers": {"registry", "wording", "shipped"},  # a document says what it says, whoever sends it
    "mail": {"registry", "wording", "shipped"},
    "forms": {"formats", "programs", "disk", "wording", "shipped"},
    "confined": {
        "registry",
        "wording",
        "shipped",
        "store",
        "disk",
        "programs",
    },  # it knows neither people nor places
    "store": {"registry", "wording", "formats", "programs"},
    "filing": {"settings", "signin", "mail", "readers", "wording", "shipped"},
    "summary": {"store", "settings", "mail", "readers", "shipped"},
    "letters": {"store", "mail", "readers"},
    "mailbox": {"store", "readers", "forms", "settings"},
}

# Which modules may know which library: one folder, or one module. Those of the standard library are here where they
# reach out of the process.
LIBRARIES = {
    "docx": ("letters.blank_document", "summary.*", "demo.*"),
    "flufl": ("mail.bounce",),
    "holidays": ("holidays_th",),
    "jinja2": ("templating", "wording", "summary.*"),
    "lxml": ("readers.*",),
    "msoffcrypto": ("readers.sheets.default_password",),
    "markupsafe": ("summary.*",),
    "msal": ("signin.microsoft",),
    "openpyxl": ("letters.blank_workbook", "summary.*", "demo.*"),
    "pypdfium2": ("readers.*",),
    "pydantic": ("settings.*",),
    "pydantic_core": ("settings.*",),
    "python_calamine": ("readers.sheets.workbook_by_calamine",),
    "PIL": ("readers.scan.*",),
    "rich": ("commands.*", "summary.*"),
    "schedule": ("daemon.loop",),
    "structlog": ("cli", "commands.*", "daemon.*", "jobs.*", "intake.*", "mailbox.*", "letters.outbox"),
    "typer": ("cli", "commands.*"),
    # Only store/ speaks SQL.
    "sqlite3": ("store.*",),
    # Only mailbox/, signin/ and the SMTP module touch the network; the doctor asks a server for its certificate, the
    # daemon tells systemd over a socket of this computer.
    "imap_tools": ("mailbox.*",),
    "imaplib": ("mailbox.*",),
    "smtplib": ("letters.smtp",),
    "ssl": ("letters.smtp", "mailbox.*", "doctor.servers"),
    "socket": ("mailbox.*", "daemon.systemd", "daemon.signals", "doctor.servers"),
    "asyncio": (),
    "ftplib": (),
    "http": (),
    "poplib": (),
    "urllib.request": (),
    "xmlrpc": (),
    # Only these have threads beside the one that works and alone speaks with the database: to fetch, to look at pictures,
    # to flush files, to run Tesseract twice, to hear signals. mailbox/ is handed the event that ends a wait.
    "concurrent": ("intake.fetching", "intake.scan_lane", "disk", "readers.scan.text"),
    "threading": ("daemon.signals", "mailbox.*"),
    # Only two modules start programs; what is read is read in the worker.
    "subprocess": ("programs", "readers.worker.process"),
    "multiprocessing": ("readers.worker.*",),
    "resource": ("readers.worker.bounds", "programs"),
    "ctypes": (
        "readers.pdf.attached",
        "readers.pdf.clips",
        "readers.pdf.page",
        "readers.pdf.page_fields",
        "readers.worker.syscalls",
        "readers.worker.landlock",
        "readers.worker.seccomp",
    ),
    "marshal": (),
    "pickle": (),
    "shelve": (),
}

# Parts of the standard library that only compute, or open files: free for all but where MIDDLE says otherwise.
FREE = set(sys.stdlib_module_names) - set(LIBRARIES)

# The pure middle: modules that open no file, not even on first use. What they need of data/ is handed to them.
MIDDLE = (
    "forms.*",
    "mail.*",
    "filing.decide",
    "filing.difference",
    "filing.receipt",
    "filing.rule_on_report",
    "filing.understood",
    "filing.without_report",
    "letters.policy",
    "letters.reminders",
    "letters.content",
    "summary.table",
    "summary.standings",
    "model",
    "periods",
    "thai",
)
FILES = {"pathlib", "os", "shutil", "tempfile", "glob", "tomllib", "importlib"}


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
        allowed = other == part or (_row(other) < _row(part) and other not in STRANGERS.get(part, set()))
        return "" if allowed else f"{module or 'collector'} may not import collector.{other}"
    library = next((known for known in LIBRARIES if name == known or name.startswith(f"{known}.")), None)
    if library is not None:
        return "" if _fits(module, LIBRARIES[library]) else f"{module} may not import {library}"
    if top not in FREE:
        return f"{module} imports {top}, which no table names"
    return f"{module} is pure and may not import {top}" if top in FILES and _fits(module, MIDDLE) else ""


def _row(part: str) -> int:
    """The row in which a part stands; a part that stands in none is above all, and may be imported by nobody."""
    return next((number for number, row in enumerate(ROWS) if part in row), len(ROWS))


def _fits(module: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(module, pattern) for pattern in patterns)


def opens_files(source: str) -> list[int]:
    """The lines in which a source calls `open`."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "open"]


def test_each_module_imports_only_what_the_tables_allow(project: Path) -> None:
    found = [
        fault
        for name, path in modules(project / "collector")
        for fault in faults(name, path.read_text("utf-8"))
    ]
    assert found == []


def test_each_part_of_the_package_stands_in_one_row(project: Path) -> None:
    parts = {name.partition(".")[0] for name, _ in modules(project / "collector")} - {""}
    assert sorted(parts) == sorted(part for row in ROWS for part in row)


def test_the_middle_opens_no_file(project: Path) -> None:
    found = {name: path for name, path in modules(project / "collector") if _fits(name, MIDDLE)}
    assert len(found) > 30
    assert [name for name, path in found.items() if opens_files(path.read_text("utf-8"))] == []
    assert opens_files("with open(name) as file:\n    pass") == [1]


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
        ("model", "import collector.newcomer", "model may not import collector.newcomer"),
        ("summary.table", "from collector.letters import write", "summary.table may not import collector.letters"),
        ("letters.compose", "from collector.store.store import Store", "letters.compose may not import collector.store"),
        ("letters.compose", "def late():\n    import sqlite3", "letters.compose may not import sqlite3"),
        ("summary.table", "from urllib import request", "summary.table may not import urllib.request"),
        ("readers.word.docx", "import python_calamine", "readers.word.docx may not import python_calamine"),
        ("mail.message", "import requests", "mail.message imports requests, which no table names"),
        ("filing.decide", "from pathlib import Path", "filing.decide is pure and may not import pathlib"),
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
