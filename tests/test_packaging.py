"""What is built: a wheel that runs anywhere, from a project that names what it needs and nothing of this machine."""

import ast
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# The name under which a package is installed, where it is not the name that is imported.
INSTALLED_AS = {
    "PIL": "pillow",
    "docx": "python-docx",
    "flufl": "flufl.bounce",
    "imap_tools": "imap-tools",
    "msoffcrypto": "msoffcrypto-tool",
    "python_calamine": "python-calamine",
}
DATA_ONLY = {"tzdata"}  # read by zoneinfo where the system has no time zones
BROUGHT_BY = {"pydantic_core": "pydantic", "markupsafe": "jinja2"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as pip builds it; without the network where the build backend is installed."""
    out = tmp_path_factory.mktemp("wheel")
    project = Path(__file__).parents[1]
    alone = ["--no-build-isolation"] if find_spec("hatchling") else []
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        *alone,
        "--wheel-dir",
        str(out),
        ".",
    ]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_the_data_the_words_and_the_example(wheel: Path, project: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        example = archive.read("collector/data/config.example.toml")
    data = {
        f"collector/data/{path.relative_to(project / 'collector/data').as_posix()}"
        for path in files(project / "collector/data")
    }
    words = {
        f"collector/templates/{path.relative_to(project / 'templates').as_posix()}"
        for path in files(project / "templates")
    }
    assert data
    assert words
    assert (data | words) - names == set()
    assert example == (project / "config.example.toml").read_bytes()
    assert [name for name in names if name.startswith("tests")] == []


def test_the_wheel_runs_without_the_project_beside_it(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    command = [sys.executable, "-m", "collector"]
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *arguments],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    where = [sys.executable, "-c", "import collector; print(collector.__file__)"]
    assert (
        str(tmp_path)
        in subprocess.run(where, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True).stdout
    )
    assert run("init").stdout == "config.toml\ncontacts.csv\n"
    assert run("form", "--out", "form.docx", "--format", "docx").stderr == ""
    done = run("explain", "form.docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "form.docx" in done.stdout


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def test_what_is_imported_is_what_is_declared(project: Path) -> None:
    declared = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    needed = {line.partition(">")[0] for line in declared}
    imported = set()
    for path in (project / "collector").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            imported |= {name.partition(".")[0] for name in names}
    foreign = imported - set(sys.stdlib_module_names) - {"collector"}
    assert {INSTALLED_AS.get(name, BROUGHT_BY.get(name, name)) for name in foreign} == needed - DATA_ONLY


def test_make_venv_says_what_is_missing(project: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text(
        "#!/bin/sh\n[ \"$1\" = --version ] && echo 'Python 3.9.2' && exit 0\nexit 1\n", encoding="utf-8"
    )
    old.chmod(0o755)
    environ = os.environ | {"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHON": str(old)}
    done = subprocess.run(
        [project / ".ci/python-venv"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "collector: needs Python 3.11 or newer and found Python 3.9.2; "
        "name another with: make PYTHON=/path/to/python3.12 venv\n"
    )
    assert not (tmp_path / ".venv").exists()


def test_scripts_are_sound_shell(project: Path) -> None:
    for script, shell in ((".ci/run", "bash"), (".ci/python-venv", "sh"), (".ci/debian-packages", "sh")):
        assert os.access(project / script, os.X_OK)
        subprocess.run([shell, "-n", project / script], check=True)


def test_no_index_and_no_machine_is_named(project: Path) -> None:
    for name in ("Makefile", ".ci/run", ".ci/python-venv", ".ci/debian-packages", "pyproject.toml"):
        text = (project / name).read_text("utf-8")
        assert "index-url" not in text
        assert str(project) not in text
