"""Who gets the letter about a mail, and what of it he may read."""

from dataclasses import replace

import pytest

from collector.letters.addressee import Addressee, addressee_of, mailbox_of
from collector.model.mail import Address, Authenticity, Mail, SenderVerdict
from collector.model.outcomes import Standing
from collector.model.units import Contact, Role
from collector.registry import Registry
from tests.letters.samples import CONTACTS, REGISTRY, UNITS, mail, report, ruling

FORGED, PROVEN = Authenticity(SenderVerdict.CONTRADICTED), Authenticity(SenderVerdict.PROVEN)
HOTMAIL = Registry(UNITS, (*CONTACTS, Contact("TH-81", "somchai@hotmail.example", "", Role.REPORTER)))


@pytest.mark.parametrize(
    ("reply_to", "goes_to"),
    [
        ("", "krabi@dla.example"),
        (" Officer@DLA.example ", "officer@dla.example"),
        ("somchai@hotmail.example", "somchai@hotmail.example"),
        ("trang@dla.example", "trang@dla.example"),
        ("evil@attacker.example", "krabi@dla.example"),
        ("krabi@dla.example.attacker.example", "krabi@dla.example"),
        ("officer@krabi.go.th", "krabi@dla.example"),
        ("not an address", "krabi@dla.example"),
        ("noreply@dla.example", "krabi@dla.example"),  # nobody would hear of a forged report
        ("MAILER-DAEMON@dla.example", "krabi@dla.example"),
    ],
)
def test_reply_to_is_followed_within_the_unit_and_the_domain_only(reply_to: str, goes_to: str) -> None:
    assert addressee_of(mail(reply_to=reply_to), HOTMAIL).email == goes_to


@pytest.mark.parametrize("domain", ["gmail.com", "hotmail.fr", "mail.go.th", "github.io"])
def test_reply_to_within_a_public_mail_service_is_not_followed(domain: str) -> None:
    stranger = Address("", f"somebody@{domain}")
    written = replace(mail(reply_to=f"victim@{domain}"), sender=stranger)
    assert addressee_of(written, HOTMAIL).email == f"somebody@{domain}"


def test_reply_to_of_another_unit_is_not_followed() -> None:
    contacts = (*CONTACTS, Contact("TH-92", "trang@hotmail.example", "", Role.REPORTER))
    assert (
        addressee_of(mail(reply_to="trang@hotmail.example"), Registry(UNITS, contacts)).email
        == "krabi@dla.example"
    )


def test_a_mail_that_names_nobody_is_answered_nowhere() -> None:
    nobody = replace(mail(), sender=Address("krabi@dla.example, evil@x.example", ""))
    assert addressee_of(replace(nobody, reply_to=Address("", "krabi@dla.example")), REGISTRY).email == ""


def test_a_contradicted_mail_is_answered_to_its_from_alone() -> None:
    forged = replace(mail(reply_to="officer@dla.example"), authenticity=FORGED)
    assert addressee_of(forged, REGISTRY) == Addressee("krabi@dla.example", True, False, ("TH-81",))


@pytest.mark.parametrize(
    ("about", "registered", "own_words"),
    [
        (mail(), True, True),
        (mail(sender="stranger@x.example"), False, False),
        (replace(mail(sender="stranger@x.example"), authenticity=PROVEN), False, True),
        (replace(mail(), authenticity=FORGED), True, False),
    ],
    ids=["registered", "stranger", "proven stranger", "forged"],
)
def test_whose_words_may_be_repeated(about: Mail, registered: bool, own_words: bool) -> None:
    found = addressee_of(about, REGISTRY)
    assert (found.registered, found.own_words) == (registered, own_words)


@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("own_words", [True, False])
def test_only_the_units_own_reporter_may_read_what_was_read(standing: Standing, own_words: bool) -> None:
    told = replace(ruling(report()), standing=standing)
    reads = Addressee("a@b.example", True, own_words, ("TH-92", "TH-81")).may_read(told)
    assert reads is (standing is Standing.REGISTERED and own_words)
    assert not Addressee("a@b.example", True, own_words, ("TH-92",)).may_read(told)


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [
        ("victim+1@x.example", "victim@x.example"),
        ("Victim@X.example", "victim@x.example"),
        ("a+b+c@x.example", "a@x.example"),
        ("v.i.c.t.i.m@x.example", "v.i.c.t.i.m@x.example"),
        ("V.Ictim+1@gmail.com", "victim@gmail.com"),
        ("vic.tim@GoogleMail.com", "victim@gmail.com"),
        ("victim@mail.gmail.com.example", "victim@mail.gmail.com.example"),
        ("", ""),
    ],
)
def test_the_mailbox_behind_an_address(email: str, mailbox: str) -> None:
    assert mailbox_of(email) == mailbox
