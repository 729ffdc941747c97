"""What people who run a command see of the stages' log: sentences, not the log's own lines."""

import re
from pathlib import Path

import pytest
import structlog

from collector.commands import logs
from tests.conftest import Collector


@pytest.mark.parametrize(
    ("event", "values", "said"),
    [
        (
            "no-address",
            {"form": "beds", "units": 3, "first": "KB001"},
            "warning: no reporter to write to in contacts.csv for units that owe beds: 3, the first is KB001",
        ),
        ("letter-failed", {"letter": 4, "to": ("a@b.example", "c@d.example"), "why": "no such user"},
         "warning: letter 4 to a@b.example, c@d.example was not accepted: no such user"),
        ("letters-held", {"why": "a flood", "held": 7, "remedy": "collector letters --release"},
         "warning: all letters are held (7 of them): a flood; `collector letters --release` lets them go"),
        ("mails-not-marked", {"mails": 2, "outcome": "filed", "why": "x\ny"},
         "warning: 2 mails could not be marked in the mailbox (filed): x y"),
        ("mail-withheld-by-server", {"mailbox": "m", "uid": 5}, "warning: the server does not give out mail 5 of m"),
        ("something-new", {"uids": [1, 2], "why": "\x1b[31mred"}, "warning: something new: uids 1, 2, why [31mred"),
        ("bare", {}, "warning: bare"),
    ],
)  # fmt: skip
def test_an_event_is_a_sentence(
    event: str, values: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.to_stderr(everything=False, details=False)
    structlog.get_logger().warning(event, **values)
    assert capsys.readouterr().err == f"{said}\n"


def test_each_sentence_is_that_of_an_event_that_is_logged(project: Path) -> None:
    sources = "".join(path.read_text("utf-8") for path in (project / "collector").rglob("*.py"))
    logged = set(re.findall(r'log\.(?:warning|error|exception)\(\s*"([a-z-]+)"', sources))
    assert set(logs._SENTENCES) <= logged


def test_remind_says_who_cannot_be_reminded(department: Path, collector: Collector) -> None:
    done = collector("remind", "--now", "2019-01-10T09:00", "--dry-run")
    first, last = done.stderr.splitlines()
    assert first.startswith(
        "warning: no reporter to write to in contacts.csv for units that owe help-centre: 75"
    )
    assert last.endswith("to be sent")
