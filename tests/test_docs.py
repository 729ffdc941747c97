"""The documents against the program: commands, settings, outcomes, libraries, links and set-up lines."""

import re
import tomllib
from pathlib import Path
from pkgutil import resolve_name

import pytest

from collector.cli import COMMANDS
from collector.model.outcomes import Outcome
from collector.settings.complaints import models_of
from collector.settings.sections import Settings
from collector.wording import Wording

DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/decisions.md",
    "docs/operations.md",
    "docs/contacts.md",
    "docs/forms.md",
)


def text_of(project: Path, name: str) -> str:
    return (project / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "docs/operations.md"])
def test_every_command_is_described(name: str, project: Path) -> None:
    text = text_of(project, name)
    said = re.findall(r"collector ([a-z]+)|^\| `([a-z]+)", text, flags=re.MULTILINE)
    assert set(COMMANDS) - {command or row for command, row in said} == set()


def test_only_commands_that_exist_are_described(project: Path) -> None:
    typed = {
        command
        for name in DOCUMENTS
        for code in re.findall(r"`(?:\.venv/bin/)?collector ([a-z-]+)[^`]*`", text_of(project, name))
        for command in [code]
    }
    assert typed
    assert typed - set(COMMANDS) == set()


def test_the_outcomes_bear_the_words_that_staff_read(project: Path) -> None:
    words = Wording()
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text_of(project, "README.md"), flags=re.MULTILINE))
    assert rows == {outcome.value: words.outcome(outcome) for outcome in Outcome}


def test_settings_named_in_the_documents_exist(project: Path) -> None:
    sections, pairs = set(), []
    for name in DOCUMENTS:
        text = text_of(project, name)
        sections |= set(re.findall(r"`\[(\w+)\]`", text))
        pairs += re.findall(r"`(\w+)(?: = \w+)?` (?:in|of) `\[(\w+)\]`", text)
    assert sections
    assert pairs
    assert sections - {"wording", "columns"} <= set(Settings.model_fields)  # tables of a form's file
    for key, section in pairs:
        assert key in {field for model in models_of(section) for field in model.model_fields}


def test_every_library_is_named_with_its_licence(project: Path) -> None:
    needed = tomllib.loads(text_of(project, "pyproject.toml"))["project"]["dependencies"]
    names = {re.split(r"[<>=\[; ]", line)[0] for line in needed}
    section = text_of(project, "README.md").partition("## Libraries")[2]
    table = re.findall(r"^\| ([a-z][\w., -]+) \| [^|]+ \| ([\w. -]+) \|$", section, flags=re.MULTILINE)
    listed = {name: licence for row, licence in table for name in row.split(", ")}
    assert set(listed) - {"library"} == names
    assert set(listed.values()) - {"licence"} <= {
        "MIT",
        "BSD-3-Clause",
        "Apache-2.0",
        "MIT or Apache-2.0",
        "BSD-2-Clause",
        "MIT-CMU",
    }


def test_links_lead_somewhere(project: Path) -> None:
    links = [
        (name, target)
        for name in DOCUMENTS
        for target in re.findall(r"\]\(([^)#]+)\)", text_of(project, name))
    ]
    assert {name for name, _ in links} >= {"README.md"}
    for name, target in links:
        assert target.startswith("https://") or (project / name).parent.joinpath(target).exists(), target


def test_make_targets_in_the_documents_exist(project: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(project, "Makefile"), flags=re.MULTILINE))
    said = {
        word
        for name in DOCUMENTS
        for word in re.findall(r"(?:^    |`)make ([a-z-]+)", text_of(project, name), re.MULTILINE)
    }
    assert {"demo", "test", "venv"} <= said <= targets


def test_the_way_of_one_mail_is_that_of_the_code(project: Path) -> None:
    """Every function that the architecture names is there, and every file."""
    text = text_of(project, "docs/architecture.md")
    steps = re.findall(r"^\| [^|]+ \| `(collector(?:\.\w+)+)` \|", text, flags=re.MULTILINE)
    assert len(steps) == 21
    for step in steps:
        assert callable(resolve_name(step)), step
    paths = set(re.findall(r"`((?:collector|templates|config)[\w./]*\.(?:py|toml|j2))`", text))
    assert len(paths) >= 15
    assert [path for path in paths if not (project / path).exists()] == []


def test_the_architecture_names_every_part(project: Path) -> None:
    text = text_of(project, "docs/architecture.md")
    folders = {path.parent.name for path in (project / "collector").glob("*/__init__.py")}
    assert folders
    assert {folder for folder in folders if f"{folder}/" not in text} == set()
