"""Months, days, moments and fiscal years as administrators type them, in either era."""

from datetime import date
from pathlib import Path

import pytest

from collector.periods import Period
from collector.settings.load import load_settings
from collector.settings.typed_dates import typed_day, typed_fiscal_year, typed_moment, typed_month
from tests.conftest import Collector


@pytest.mark.parametrize(
    "text",
    [
        "2026-10", "2569-10", "๒๕๖๙-๑๐", "2026/10", "10/2569", "10-2569", "10/2026", "10/69", "69-10", "ต.ค. 69", "ต.ค.69",
        "ตุลาคม ๒๕๖๙", "ตุลาคม พ.ศ. 2569", "ต.ค. 2026", "Oct 2026", " 2569-10 ",
    ],
)  # fmt: skip
def test_a_month_in_either_era(text: str) -> None:
    assert typed_month(text) == Period(2026, 10)


@pytest.mark.parametrize(
    "text",
    ["10/11", "2569", "ต.ค.", "2569-13", "2569-00", "2300-01", "2569-10-01", "ต.ค. พ.ศ. 2026", "ต.ค. 11", "", "last"],
)  # fmt: skip
def test_what_is_no_month_or_two(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month with its year, like 2018-12"):
        typed_month(text)


@pytest.mark.parametrize(
    ("text", "year"), [("2569", 2569), ("69", 2569), ("๒๕๖๙", 2569), ("พ.ศ. 2569", 2569)]
)
def test_a_fiscal_year(text: str, year: int) -> None:
    assert typed_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026", "2569 is October 2025 to September 2026"), ("12", "like 2562"), ("x", "like 2562")],
)
def test_what_is_no_fiscal_year(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        typed_fiscal_year(text)


def test_days_and_moments_in_either_era() -> None:
    assert typed_day("2567-02-29") == typed_day("๒๕๖๗-๒-๒๙") == date(2024, 2, 29)
    assert typed_moment("2567-02-29T09:00") == typed_moment("2024-02-29 09:00")
    assert typed_moment("2567-02-29T09:00").isoformat() == "2024-02-29T09:00:00"
    assert typed_moment("2562-01-04T09:00+07:00").isoformat() == "2019-01-04T09:00:00+07:00"
    for wrong in ("2568-02-29", "0004-01-01", "yesterday"):
        with pytest.raises(ValueError, match="is not a day"):
            typed_day(wrong)
        with pytest.raises(ValueError, match="is not a moment"):
            typed_moment(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2561-12", "12/2561", "ธ.ค. 61"])
@pytest.mark.parametrize("command", [("status", "--json"), ("summary", "--out", "out"), ("form",)])
def test_every_command_understands_it(
    department: Path, collector: Collector, command: tuple[str, ...], period: str
) -> None:
    assert collector("once").returncode == 0
    said = collector(*command, "--period", period)
    assert (said.returncode, "2018-12" in said.stdout or "2561-12" in said.stdout) == (0, True)


def test_the_settings_understand_it(department: Path) -> None:
    text = department.read_text("utf-8").replace('since = "2018-10"', 'since = "2561-11"')
    department.write_text(text + "[calendar]\nextra_days_off = [2562-04-12]\n", encoding="utf-8")
    settings = load_settings(department)
    assert settings.registry.since == Period(2018, 11)
    assert settings.calendar.extra_days_off == (date(2019, 4, 12),)
