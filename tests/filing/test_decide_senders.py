"""Who wrote it: what a mail may do whose server contradicts its sender, and one of an address that nobody registered."""

from dataclasses import replace

import pytest

from collector.filing.decide import decide
from collector.filing.understood import Understood
from collector.model.files import OtherKind
from collector.model.letters import LetterSays
from collector.model.mail import Authenticity, Machine, MachineKind, Mail, SenderVerdict
from collector.model.outcomes import Outcome, SenderFacts, Standing, Verdict
from collector.model.reasons import Reason
from collector.model.reports import Report
from collector.sender_rights import RIGHTS, standing_of
from tests.filing.decisions import KRABI, RULES, codes, decided, filed, mail, report, shelf, unread

FORGED = replace(mail(), authenticity=Authenticity(SenderVerdict.CONTRADICTED, "dmarc=fail"))
PROVEN = replace(mail(), authenticity=Authenticity(SenderVerdict.PROVEN, "dmarc=pass"))


@pytest.mark.parametrize("units", [(KRABI,), ()], ids=["registered", "stranger"])
@pytest.mark.parametrize(
    "there", [(), (filed(report("อื่น")),), (filed(report()),)], ids=["empty", "other", "the same"]
)
def test_a_contradicted_sender_files_replaces_and_repeats_nothing(
    units: tuple[str, ...], there: tuple[object, ...]
) -> None:
    verdict = decided(report(), about=FORGED, on_file=shelf(*there), sender_units=units)  # type: ignore[arg-type]
    (ruling,) = verdict.rulings
    assert (verdict.outcome, ruling.outcome, ruling.standing) == (
        Outcome.REVIEW,
        Outcome.REVIEW,
        Standing.CONTRADICTED,
    )
    assert (codes(ruling.reasons), ruling.revision, ruling.receipt, ruling.differences) == (
        ["sender-contradicted"],
        0,
        "",
        (),
    )
    assert codes(verdict.reasons) == ["sender-contradicted"]
    assert verdict.reasons[0].values == {"said": "dmarc=fail"}


@pytest.mark.parametrize(
    ("reports", "beside"),
    [((), ()), ((), (unread(OtherKind.UNKNOWN),)), ((report(blank=True),), ())],
    ids=["conversation", "a broken file", "a blank form"],
)
def test_a_contradicted_mail_is_neither_sent_back_nor_passed_over(
    reports: tuple[Report, ...], beside: tuple[object, ...]
) -> None:
    verdict = decided(*reports, about=FORGED, beside=beside)  # type: ignore[arg-type]
    assert verdict.outcome is Outcome.REVIEW
    assert codes(verdict.reasons)[0] == "sender-contradicted"


def test_a_machines_contradicted_mail_is_passed_over_unless_it_speaks_in_a_units_name_or_brings_a_report() -> (
    None
):
    machine = Machine(MachineKind.LIST, "List-Id")
    assert decided(about=FORGED, machine=machine, sender_units=()).outcome is Outcome.IGNORED
    assert decided(about=FORGED, machine=machine).outcome is Outcome.REVIEW
    assert decided(report(), about=FORGED, machine=machine, sender_units=()).outcome is Outcome.REVIEW


def test_a_proven_stranger_is_a_stranger_all_the_same() -> None:
    verdict = decided(report("อื่น"), about=PROVEN, on_file=shelf(filed(report())), sender_units=())
    assert (verdict.outcome, codes(verdict.reasons)) == (Outcome.REVIEW, ["unknown-sender-would-replace"])


def strict(*reports: Report, units: tuple[str, ...], on_file: bool = False) -> Verdict:
    rules = replace(RULES, strangers_to_review=True)
    return decide(
        Understood(mail(), None, reports, sender_units=units),
        rules,
        shelf(filed(report())) if on_file else shelf(),
    )


def test_a_department_may_want_every_stranger_before_a_person() -> None:
    verdict = strict(report(), units=())
    assert (verdict.outcome, codes(verdict.reasons)) == (Outcome.REVIEW, ["unknown-sender"])
    assert strict(report(), units=(KRABI,)).outcome is Outcome.FILED
    assert strict(report(), units=(), on_file=True).outcome is Outcome.DUPLICATE


def test_the_verdict_says_who_wrote_the_mail() -> None:
    assert decided(report(), about=PROVEN).sender == SenderFacts(
        mail().sender.email, SenderVerdict.PROVEN, (KRABI,)
    )
    assert decided(sender_units=()).sender == SenderFacts(mail().sender.email, SenderVerdict.UNKNOWN, ())


@pytest.mark.parametrize(
    ("unit", "registered", "verdict", "is_strict", "standing"),
    [
        (KRABI, (KRABI,), SenderVerdict.PROVEN, False, Standing.REGISTERED),
        (KRABI, (KRABI,), SenderVerdict.UNPROVEN, True, Standing.REGISTERED),
        (KRABI, ("TH-92", KRABI), SenderVerdict.UNKNOWN, False, Standing.REGISTERED),
        (KRABI, (KRABI,), SenderVerdict.CONTRADICTED, False, Standing.CONTRADICTED),
        (KRABI, (), SenderVerdict.CONTRADICTED, True, Standing.CONTRADICTED),
        (KRABI, ("TH-92",), SenderVerdict.PROVEN, False, Standing.STRANGER),
        (KRABI, (), SenderVerdict.UNKNOWN, True, Standing.STRANGER_TO_REVIEW),
        (None, (KRABI,), SenderVerdict.PROVEN, False, Standing.STRANGER),
    ],
)
def test_who_the_sender_is_to_a_unit(
    unit: str | None, registered: tuple[str, ...], verdict: SenderVerdict, is_strict: bool, standing: Standing
) -> None:
    assert standing_of(unit, registered, verdict, strict=is_strict) is standing


def test_only_the_registered_may_replace_and_read_what_is_on_file() -> None:
    assert {standing for standing in Standing if RIGHTS[standing].other_on_file is not Outcome.REVIEW} == {
        Standing.REGISTERED
    }
    assert {standing for standing in Standing if RIGHTS[standing].letter is LetterSays.EVERYTHING} == {
        Standing.REGISTERED
    }


@pytest.mark.parametrize("verdict", [SenderVerdict.UNPROVEN, SenderVerdict.UNKNOWN])
def test_a_machines_mail_that_the_server_does_not_prove_replaces_nothing(verdict: SenderVerdict) -> None:
    """Nobody is answered on it, so the only reporter of a unit would never hear of it."""
    machine, about = Machine(MachineKind.LIST, "List-Id"), replace(mail(), authenticity=Authenticity(verdict))
    (ruling,) = decided(
        report("อื่น"), about=about, machine=machine, on_file=shelf(filed(report())), sender_units=(KRABI,)
    ).rulings
    assert (ruling.outcome, ruling.revision, ruling.receipt) == (Outcome.REVIEW, 0, "")
    assert [(reason.code, reason.values) for reason in ruling.reasons] == [
        ("machine-would-replace", {"sign": "List-Id"})
    ]
    assert ruling.differences


@pytest.mark.parametrize(
    ("about", "reasons"),
    [
        pytest.param(mail(), ["filed", "by-machine"], id="nobody knows whose it is"),
        pytest.param(PROVEN, ["filed"], id="the server proves the office's own system"),
    ],
)
def test_a_machines_report_is_filed_and_marked_unless_it_is_proven(about: Mail, reasons: list[str]) -> None:
    verdict = decided(
        report(), about=about, machine=Machine(MachineKind.LIST, "List-Id"), sender_units=(KRABI,)
    )
    assert (verdict.outcome, codes(verdict.reasons)) == (Outcome.FILED, reasons)


def test_a_machines_mail_that_is_proven_or_says_the_same_again_is_dealt_with_as_a_persons() -> None:
    machine, there = Machine(MachineKind.LIST, "List-Id"), shelf(filed(report()))
    proven = decided(report("อื่น"), about=PROVEN, machine=machine, on_file=there, sender_units=(KRABI,))
    again = decided(report(), machine=machine, on_file=there, sender_units=(KRABI,))
    assert (proven.outcome, again.outcome) == (Outcome.REVISED, Outcome.DUPLICATE)


def test_of_a_contradicted_mail_what_is_in_doubt_is_told_too() -> None:
    doubted = replace(report(), doubts=(Reason("month-missing"),))
    (ruling,) = decided(doubted, about=FORGED, sender_units=(KRABI,)).rulings
    assert codes(ruling.reasons) == ["sender-contradicted", "month-missing"]
