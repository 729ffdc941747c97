"""The measure as a promise: every case exact, and never a report under the wrong unit or month."""

from pathlib import Path

import pytest

from tests.cases.measure import Result, difference, measure

DATA = Path(__file__).parents[1] / "data"


FOLDERS = {"cases": 600, "cases-second": 400, "cases-converted": 140}  # and how many cases at least


@pytest.fixture(scope="module", params=FOLDERS)
def results(request: pytest.FixtureRequest) -> list[Result]:
    return measure(DATA / request.param)


@pytest.mark.slow
def test_nothing_is_filed_under_the_wrong_unit_or_month(results: list[Result]) -> None:
    misfiled = [line for result in results if result.misfiled for line in difference(result)]
    assert not misfiled, "\n".join(misfiled)


@pytest.mark.slow
def test_every_case_is_exact(results: list[Result]) -> None:
    inexact = [
        line for result in results if result.scored and not result.exact for line in difference(result)
    ]
    assert not inexact, "\n".join(inexact)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_case_has_gone_missing(folder: str) -> None:
    cases = (DATA / folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(cases) >= FOLDERS[folder]
