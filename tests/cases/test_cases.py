"""The measure as a promise: nearly every case exact, and never a report under the wrong unit or month."""

from pathlib import Path

import pytest

from tests.cases.measure import Result, difference, measure, table

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module", params=["cases", "cases-second"])
def results(request: pytest.FixtureRequest) -> list[Result]:
    return measure(DATA / request.param)


@pytest.mark.slow
def test_nothing_is_filed_under_the_wrong_unit_or_month(results: list[Result]) -> None:
    misfiled = [line for result in results if result.misfiled for line in difference(result)]
    assert not misfiled, "\n".join(misfiled)


@pytest.mark.slow
def test_nearly_every_case_is_exact(results: list[Result]) -> None:
    scored = [result for result in results if result.scored]
    exact = sum(result.exact for result in scored)
    assert len(scored) >= 400
    assert exact >= 0.98 * len(scored), "\n".join(table(results))
