"""What becomes of a mail with several reports and files: it bears the outcome that needs most attention, each report its own."""

import pytest

from collector.filing.understood import Unread
from collector.model.files import FileKind, OtherKind, ReadableKind
from collector.model.outcomes import Outcome
from collector.model.reports import Report
from tests.filing.cases import DECEMBER
from tests.filing.decisions import (
    KRABI,
    MONEY,
    NOVEMBER,
    OCTOBER,
    STAFF,
    codes,
    decided,
    filed,
    report,
    shelf,
    told,
    unread,
)

REVIEW, RETURNED, FILED = Outcome.REVIEW, Outcome.RETURNED, Outcome.FILED
REVISED, DUPLICATE = Outcome.REVISED, Outcome.DUPLICATE

# Five reports that end differently beside what is on file; each is of a month of its own.
ON_FILE = shelf(filed(report(period=OCTOBER)), filed(report(period=NOVEMBER)))
ONE_OF = {
    REVIEW: report(period=OCTOBER.plus(-1), doubts=("unit-conflict",)),
    RETURNED: report(period=OCTOBER.plus(-2), blank=True),
    FILED: report(),
    REVISED: report(MONEY, period=NOVEMBER),
    DUPLICATE: report(period=OCTOBER),
}


@pytest.mark.parametrize("more", list(ONE_OF), ids=str)
@pytest.mark.parametrize("less", list(ONE_OF), ids=str)
def test_of_two_outcomes_the_mail_bears_the_one_before_in_the_order(more: Outcome, less: Outcome) -> None:
    order = [REVIEW, RETURNED, FILED, REVISED, DUPLICATE]
    expected = min(more, less, key=order.index)
    for pair in ((more, less), (less, more)):
        verdict = decided(*(ONE_OF[outcome] for outcome in dict.fromkeys(pair)), on_file=ON_FILE)
        assert verdict.outcome is expected
        assert [ruling.outcome for ruling in verdict.rulings] == list(dict.fromkeys(pair))


def test_the_mails_reasons_are_those_of_all_its_reports_each_once() -> None:
    blank = (report(period=NOVEMBER, blank=True), report(period=OCTOBER, blank=True))
    verdict = decided(report(), *blank)
    assert told(verdict.reasons) == [("filed", {}), ("blank-form", {"attachment": "form.docx"})]
    named = (
        report(period=NOVEMBER, blank=True, attachment="a"),
        report(period=OCTOBER, blank=True, attachment="b"),
    )
    assert told(decided(*named).reasons) == [
        ("blank-form", {"attachment": "a"}),
        ("blank-form", {"attachment": "b"}),
    ]


# ── the same form twice ─────────────────────────────────────────────────────────────────────────


def ends(*reports: Report) -> list[tuple[str, str]]:
    """Attachment and outcome of each ruling."""
    return [(ruling.report.attachment, ruling.outcome.value) for ruling in decided(*reports).rulings]


WORD = report(STAFF, attachment="a.docx")
EXCEL = report(STAFF, attachment="a.xlsx")
OTHER = report(MONEY, attachment="a.pdf")


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param([WORD, EXCEL], [("a.docx", "filed")], id="the same content counts once, the first of them"),
        pytest.param([WORD, EXCEL, WORD], [("a.docx", "filed")], id="three times"),
        pytest.param(
            [WORD, EXCEL, report(STAFF, period=NOVEMBER, attachment="b")], [("a.docx", "filed"), ("b", "filed")],
            id="and what comes after it counts",
        ),
        pytest.param([WORD, OTHER], [("a.docx", "review"), ("a.pdf", "review")], id="different content is for a person"),
        pytest.param([WORD, OTHER, EXCEL], [("a.docx", "review"), ("a.pdf", "review")], id="two that agree and one that does not"),
        pytest.param(
            [WORD, report(STAFF, period=NOVEMBER, attachment="b")], [("a.docx", "filed"), ("b", "filed")],
            id="the same words for two months are two reports",
        ),
        pytest.param(
            [WORD, report(STAFF, unit="TH-92", attachment="b")], [("a.docx", "filed"), ("b", "filed")],
            id="and of two units",
        ),
        pytest.param(
            [WORD, report(MONEY, form="waste", attachment="b")], [("a.docx", "filed"), ("b", "filed")],
            id="and on two forms",
        ),
        pytest.param(
            [report(blank=True, attachment="a"), report(blank=True, attachment="b")], [("a", "returned")],
            id="a blank form twice",
        ),
        pytest.param(
            [report(nil=True, attachment="a"), report(nil=True, attachment="b")], [("a", "filed")],
            id="nil twice",
        ),
        pytest.param(
            [report(nil=True, attachment="a"), report(attachment="b")], [("a", "review"), ("b", "review")],
            id="nil and a problem",
        ),
    ],
)  # fmt: skip
def test_one_form_sent_twice_in_a_mail(reports: list[Report], expected: list[tuple[str, str]]) -> None:
    assert ends(*reports) == expected


def test_two_versions_that_differ_name_each_other() -> None:
    first, second = decided(WORD, OTHER).rulings
    assert told(first.reasons) == [("two-versions-differ", {"first": "a.docx", "second": "a.pdf"})]
    assert told(second.reasons) == [("two-versions-differ", {"first": "a.pdf", "second": "a.docx"})]
    doubtful = report(STAFF, doubts=("unit-conflict",))
    assert codes(decided(doubtful, OTHER).rulings[0].reasons) == ["unit-conflict", "two-versions-differ"]


@pytest.mark.parametrize("missing", [{"unit": None}, {"period": None}], ids=["unit", "month"])
def test_of_two_forms_whose_unit_or_month_is_not_known_nobody_says_that_they_are_versions(
    missing: dict[str, None],
) -> None:
    verdict = decided(report(STAFF, **missing), report(MONEY, **missing))
    assert [(ruling.outcome, codes(ruling.reasons)) for ruling in verdict.rulings] == [(REVIEW, [])] * 2


# ── what lies beside a form ─────────────────────────────────────────────────────────────────────

UNDISTURBING = {
    ReadableKind.PDF: "a scanned cover letter",
    ReadableKind.TEXT: "a note",
    ReadableKind.HTML: "a mailer's page",
    OtherKind.IMAGE: "a photo or a stamp",
    OtherKind.P7M: "a signature",
    OtherKind.UNKNOWN: "whatever a phone adds",
}


@pytest.mark.parametrize("kind", [*ReadableKind, *OtherKind])
@pytest.mark.parametrize("code", ["damaged", "unsupported"])
def test_only_a_file_that_may_have_been_a_form_returns_the_mail_beside_a_form_that_was_read(
    kind: FileKind, code: str
) -> None:
    verdict = decided(report(), beside=(unread(kind, code),))
    assert [ruling.outcome for ruling in verdict.rulings] == [FILED]
    if kind in UNDISTURBING:
        assert (verdict.outcome, codes(verdict.reasons)) == (FILED, ["filed"])
    else:
        assert verdict.outcome is RETURNED
        assert verdict.reasons[0].code == "filed"
        assert dict(verdict.reasons[1].values) == {"attachment": "beside", "kind": kind.value}


def test_a_broken_file_beside_a_report_for_review_does_not_take_it_from_the_person() -> None:
    verdict = decided(report(doubts=("unit-conflict",)), beside=(unread(ReadableKind.DOCX),))
    assert (verdict.outcome, codes(verdict.reasons)) == (REVIEW, ["unit-conflict", "damaged"])


def test_documents_without_a_form_beside_a_form_are_its_cover_letters() -> None:
    assert decided(report(), formless=("letter.docx",)).outcome is FILED


SCAN = unread(ReadableKind.PDF, "scan-only", "scan.pdf")
PHOTO = unread(OtherKind.IMAGE, "unsupported", "photo.jpg")
LYING = unread(ReadableKind.PDF, "untrusted-text", "lying.pdf")
SIGNED = unread(OtherKind.P7M, "unsupported", "signed.p7m")
BROKEN = unread(ReadableKind.DOCX, "damaged", "broken.docx")
BROKEN_PDF = unread(ReadableKind.PDF, "damaged", "broken.pdf")


@pytest.mark.parametrize(
    ("beside", "outcome", "reasons"),
    [
        pytest.param([SCAN], REVIEW, ["blank-form", "scan-only"], id="a scan"),
        pytest.param([PHOTO], REVIEW, ["blank-form", "scan-only"], id="a photo"),
        pytest.param([LYING], REVIEW, ["blank-form", "untrusted-text"], id="a page that shows something else"),
        pytest.param([SIGNED], REVIEW, ["blank-form", "read-by-person"], id="a signed mail"),
        pytest.param([BROKEN], RETURNED, ["blank-form", "damaged"], id="a broken document"),
        pytest.param([BROKEN_PDF], RETURNED, ["blank-form"], id="a broken PDF"),
        pytest.param([BROKEN, SCAN], REVIEW, ["blank-form", "damaged", "scan-only"], id="a broken document and a scan"),
        pytest.param([], RETURNED, ["blank-form"], id="nothing"),
    ],
)  # fmt: skip
def test_the_filled_form_may_be_the_picture_beside_a_blank_one(
    beside: list[Unread], outcome: Outcome, reasons: list[str]
) -> None:
    verdict = decided(report(blank=True), beside=tuple(beside))
    assert (verdict.outcome, codes(verdict.reasons)) == (outcome, reasons)


def test_beside_a_blank_and_a_filled_form_a_scan_is_a_cover_letter() -> None:
    verdict = decided(report(period=NOVEMBER, blank=True), report(period=DECEMBER), beside=(SCAN,))
    assert verdict.outcome is RETURNED
    assert codes(verdict.reasons) == ["blank-form", "filed"]


def test_each_report_of_one_mail_is_looked_up_under_its_own_unit_and_month() -> None:
    verdict = decided(report(), report(MONEY, period=NOVEMBER), on_file=shelf(filed(report(MONEY))))
    assert [(ruling.report.period, ruling.outcome, ruling.revision) for ruling in verdict.rulings] == [
        (DECEMBER, REVISED, 2),
        (NOVEMBER, FILED, 1),
    ]
    assert {ruling.report.unit for ruling in verdict.rulings} == {KRABI}
