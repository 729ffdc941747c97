"""What the tests of the summary share: a year of data, its tables, and the words."""

import pytest

from collector.periods import Period, fiscal_periods
from collector.summary.standings import SummaryTable
from collector.summary.words import SummaryWords
from collector.wording import Wording
from tests.shipped import SPEC
from tests.summary.dataset import year


@pytest.fixture(scope="session")
def month_table() -> SummaryTable:
    return year().table((Period(2018, 12),))


@pytest.fixture(scope="session")
def year_table() -> SummaryTable:
    return year().table(fiscal_periods(2562))


@pytest.fixture(scope="session")
def words() -> SummaryWords:
    return SummaryWords(Wording(), SPEC.spoken)
