"""The tables of one page, of which one is open: whether it belongs to the report beside it only a person can say.

So that no half of a report is filed: what waits on a page holds what stands beside it.
"""

from collections.abc import Sequence
from dataclasses import replace

from collector.model.reasons import Reason
from collector.model.reports import Report

OPEN = frozenset({"form-unsure", "unit-unknown"})
ASSUMED = "month-assumed"
Page = tuple[str, str]  # a file, and its sheet


def whole(pages: Sequence[Page], reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports, each of which `pages` tells the page; a clear one that has an open one beside it is in doubt."""
    filled = [report for report in reports if not report.blank]
    if len(filled) < 2 or not any(map(_may_be_open, filled)):
        return tuple(reports)
    return tuple(
        replace(report, doubts=(Reason("beside-open-table"),))
        if not report.blank and not report.doubts and _is_held(report, _others(number, pages, reports))
        else report
        for number, report in enumerate(reports)
    )


def _others(number: int, pages: Sequence[Page], reports: Sequence[Report]) -> list[Report]:
    """The filled tables on the page of one."""
    here = pages[number]
    return [
        report
        for place, (page, report) in enumerate(zip(pages, reports, strict=True))
        if page == here and place != number and not report.blank
    ]


def _may_be_open(report: Report) -> bool:
    return _is_open(report) or _is_assumed(report)


def _is_held(report: Report, others: Sequence[Report]) -> bool:
    """Whether one beside it is open, or only one of the two says of which month it is and the other seems of another."""
    return any(
        _is_open(other)
        or (
            other.period is not None
            and other.period != report.period
            and _is_assumed(other) is not _is_assumed(report)
        )
        for other in others
    )


def _is_open(report: Report) -> bool:
    return any(reason.code in OPEN for reason in report.doubts)


def _is_assumed(report: Report) -> bool:
    return any(reason.code == ASSUMED for reason in report.notes)
