"""The JSON that the commands promise, key by key, and the panel of `explain` beside it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from collector import cli
from collector.commands import json_objects
from collector.commands.verdict_on_terminal import VerdictWords, show_verdict
from collector.model.mail import Machine, MachineKind
from collector.model.outcomes import Outcome, Ruling, Timeliness, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Entry, Evidence, Fact, Field, Report, Source
from collector.periods import Period
from collector.registry_files import load_registry
from collector.wording import Wording
from tests.conftest import Collector
from tests.shipped import SPEC

REGISTRY = load_registry(None, None)
WORDING = Wording()

EVIDENCE = Evidence(Fact.UNIT, "TH-81", Source.FORM, "sheet ธ.ค.61, A4", "จ.กระบี่")
ENTRY = Entry(
    1,
    (
        Field("problem", "ขาดบุคลากร", "B7"),
        Field("solution", "จัดอบรม"),
        Field("law", "ระเบียบ [ฉบับที่ ๒]"),
        Field("remark", ""),
    ),
)
REPORT = Report(
    "help-centre",
    "TH-81",
    Period(2018, 12),
    nil=False,
    entries=(ENTRY,),
    attachment="form.xlsx",
    evidence=(EVIDENCE,),
    reader="xlsx",
)
RULING = Ruling(REPORT, Outcome.FILED, timeliness=Timeliness.ON_TIME, revision=1)
VERDICT = Verdict(Outcome.FILED, (Reason("damaged"),), (RULING,))


def shaped(verdict: Verdict) -> dict[str, object]:
    made = json_objects.explained("form.xlsx", verdict, WORDING, REGISTRY)
    return dict(json.loads(json.dumps(made)))


def test_explain_keeps_the_keys_of_the_interface() -> None:
    promised = {
        "source": "form.xlsx",
        "outcome": "filed",
        "reasons": [{"code": "damaged", "text": WORDING.staff(Reason("damaged"))}],
    }
    report = {
        "form": "help-centre",
        "unit": "TH-81",
        "unit_name": "กระบี่",
        "period": "2018-12",
        "nil": False,
        "outcome": "filed",
        "attachment": "form.xlsx",
        "timeliness": "on_time",
        "entries": [
            {
                "number": 1,
                "problem": "ขาดบุคลากร",
                "solution": "จัดอบรม",
                "law": "ระเบียบ [ฉบับที่ ๒]",
                "remark": "",
            }
        ],
    }
    evidence = {
        "fact": "unit",
        "value": "TH-81",
        "source": "form",
        "place": "sheet ธ.ค.61, A4",
        "text": "จ.กระบี่",
    }
    made = shaped(VERDICT)
    assert made.items() >= promised.items()
    (said,) = made["reports"]  # type: ignore[misc]  # JSON is untyped
    assert said.items() >= report.items()
    assert said["reader"] == "xlsx"
    assert said["places"] == [{"problem": "B7", "solution": "", "law": "", "remark": ""}]
    (proof,) = said["evidence"]
    assert proof.items() >= evidence.items()


def test_what_is_unknown_is_null() -> None:
    report = Report("help-centre", None, None, nil=True, entries=(), attachment="")
    made = shaped(Verdict(Outcome.REVIEW, (), (Ruling(report, Outcome.REVIEW),)))
    (said,) = made["reports"]  # type: ignore[misc]  # JSON is untyped
    assert (said["unit"], said["unit_name"], said["period"], said["timeliness"]) == (None, None, None, None)
    assert (said["nil"], said["entries"], said["evidence"]) == (True, [], [])


def test_a_mail_without_a_report() -> None:
    made = shaped(Verdict(Outcome.IGNORED, (), machine=Machine(MachineKind.BOUNCE, "multipart/report")))
    assert (made["outcome"], made["reports"], made["machine"]) == ("ignored", [], "bounce")


def test_a_unit_that_left_the_registry_keeps_its_code() -> None:
    report = Report("help-centre", "TH-10", Period(2018, 12), nil=True, entries=(), attachment="")
    made = shaped(Verdict(Outcome.FILED, (), (Ruling(report, Outcome.FILED),)))
    (said,) = made["reports"]  # type: ignore[misc]  # JSON is untyped
    assert (said["unit"], said["unit_name"]) == ("TH-10", "TH-10")


@dataclass(frozen=True)
class Owed:
    form: str = "help-centre"
    unit: str = "TH-81"
    to: tuple[str, ...] = ("krabi@local.example",)
    cc: tuple[str, ...] = ()
    stage: str = "overdue-1"
    ordinal: int = 2
    periods: tuple[Period, ...] = (Period(2018, 11), Period(2018, 12))


def test_remind_keeps_the_keys_of_the_interface() -> None:
    assert json_objects.reminded(Owed()) == {
        "form": "help-centre",
        "ordinal": 2,
        "unit": "TH-81",
        "to": ["krabi@local.example"],
        "cc": [],
        "stage": "overdue-1",
        "periods": ["2018-11", "2018-12"],
    }


# ── the panel ────────────────────────────────────────────────────────────────────────────────────


def shown(verdict: Verdict, source: str = "form.xlsx") -> str:
    screen = Console(width=200, no_color=True)
    with screen.capture() as captured:
        screen.print(show_verdict(source, verdict, VerdictWords(WORDING, REGISTRY, {SPEC.id: SPEC})))
    return captured.get()


def test_the_panel_shows_what_the_json_says() -> None:
    said = shown(VERDICT)
    for words in (
        "กระบี่ (TH-81)",
        "ธันวาคม ๒๕๖๑",
        "form.xlsx",
        "ขาดบุคลากร",
        "จัดอบรม",
        "sheet ธ.ค.61, A4",
        "B7",
        "xlsx",
    ):
        assert words in said
    assert WORDING.outcome(Outcome.FILED) in said
    assert said.count(WORDING.staff(Reason("damaged"))) == 1


def test_square_brackets_are_text_and_control_characters_are_gone() -> None:
    entry = Entry(1, (Field("problem", "[red]แดง[/red] [link=https://evil.example]\x1b[2J"),))
    report = Report("help-centre", None, None, nil=False, entries=(entry,), attachment="a[/]b.xlsx")
    said = shown(Verdict(Outcome.REVIEW, (), (Ruling(report, Outcome.REVIEW),)), source="[/]\x1b]0;x\x07.eml")
    assert "[red]แดง[/red] [link=https://evil.example][2J" in said
    assert "a[/]b.xlsx" in said
    assert "\x1b" not in said


def test_a_reason_of_the_report_that_the_mail_does_not_give_is_shown() -> None:
    ruling = Ruling(REPORT, Outcome.FILED, reasons=(Reason("encrypted"),))
    said = shown(Verdict(Outcome.FILED, (), (ruling,)))
    assert WORDING.staff(Reason("encrypted")) in said


# ── the real thing ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_explain_of_a_form_of_ours(collector: Collector, tmp_path: Path) -> None:
    assert (
        collector(
            "form", "--unit", "TH-81", "--period", "2018-12", "--out", "form.docx", "--format", "docx"
        ).returncode
        == 0
    )
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no more")
    done = collector("explain", "--json", "form.docx", "nowhere.eml", "broken.xlsx", ".")
    form, nowhere, broken, folder = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (form["source"], form["outcome"]) == ("form.docx", "returned")
    assert (form["reports"][0]["unit"], form["reports"][0]["period"]) == ("TH-81", "2018-12")
    assert (nowhere["outcome"], nowhere["error"]) == (None, "No such file or directory")
    assert broken["outcome"] == "returned"
    why = "this is no file; explain takes mails (.eml) and documents"
    assert folder["error"] == why
    assert done.stderr == f"nowhere.eml: No such file or directory\n.: {why}\n"
    assert not (tmp_path / "data").exists()


def test_received_without_a_zone_is_in_the_departments(
    department: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = department.parent / "form.xlsx"
    config = ["--config", str(department)]
    assert cli.run([*config, "form", "--unit", "TH-81", "--out", str(form)]) == 0
    capsys.readouterr()
    months = []
    for moment in ("2019-02-01T06:00:00", datetime(2019, 1, 31, 23, 0, tzinfo=UTC).isoformat(), "2019-01-31"):
        assert cli.run([*config, "explain", "--json", "--received", moment, str(form)]) == 0
        (report,) = json.loads(capsys.readouterr().out)["reports"]
        months.append(report["period"])
    assert months == ["2019-01", "2019-01", "2018-12"]
