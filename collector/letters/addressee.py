"""A mail and the registry → who gets the letter about it, and how much of the mail it may repeat to him; pure."""

import re
from dataclasses import dataclass

from collector.model.letters import LetterSays
from collector.model.mail import Mail, SenderVerdict
from collector.model.outcomes import Ruling
from collector.public_domains import is_everybodys
from collector.registry import Registry
from collector.sender_rights import RIGHTS

_NOBODY = re.compile(
    r"(no[-_.]?reply|do[-_.]?not[-_.]?reply|never[-_.]?reply|mailer[-_.]?daemon|postmaster|daemon|bounces?|nobody"
    r"|listserv|majordomo|root|abuse)([-_+.=].*)?"
    r"|owner-.*|.*-(request|owner|bounces?|noreply|no-reply|relay)|.*[-_.](noreply|donotreply)",
    re.IGNORECASE,
)
_GMAIL = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where the answer goes, and what is known of who reads it there."""

    email: str  # lower case; "" where the mail names nobody
    registered: bool  # the sender is, for some unit
    own_words: bool  # what the mail says may be repeated: it is certain enough that he wrote it
    units: tuple[str, ...] = ()  # for which the letter's own address is registered
    named: bool = False  # it is registered itself, or the server proves its domain: one that its domain alone registers may be nobody's

    def may_read(self, ruling: Ruling) -> bool:
        """Whether a letter to him may say what was read of a report, and what it changed."""
        whole = RIGHTS[ruling.standing].letter is LetterSays.EVERYTHING
        return self.own_words and whole and ruling.report.unit in self.units


def addressee_of(mail: Mail, registry: Registry) -> Addressee:
    """The sender, or the address of Reply-To where that is registered for the same unit or of the sender's own domain.

    A domain in which everybody may have an address is nobody's own. Where a registered sender wants answers at an address that
    nobody reads (noreply@…) they go to him: a forger would else see to it that the office hears nothing.

    RFC 3834, 4 advises services against Reply-To. Offices send from a copier or a shared account and put the officer
    who waits for the answer into it; anybody else's address would get letters that he did not ask for. A mail whose
    sender the server contradicts is answered to the address in From alone, and in no words of its own.
    """
    sender, wanted = mail.sender.email.lower(), mail.reply_to.email.strip().lower()
    units, verdict = set(registry.units_of(sender)), mail.authenticity.verdict
    contradicted = verdict is SenderVerdict.CONTRADICTED
    domain = sender.rpartition("@")[2]
    same_domain = wanted.rpartition("@")[2] == domain and not is_everybodys(domain)
    unheard = bool(units) and leads_to_nobody(wanted)
    follows = wanted and not contradicted and (same_domain or units & set(registry.units_of(wanted)))
    trusted = not contradicted and (bool(units) or verdict is SenderVerdict.PROVEN)
    email = wanted if follows and not unheard else sender
    named = registry.names_address(email) or verdict is SenderVerdict.PROVEN
    return Addressee(email, bool(units), trusted, registry.units_of(email), named and not contradicted)


def leads_to_nobody(email: str) -> bool:
    """Whether an address is that of a program by its name: MAILER-DAEMON, owner-…, …-request, noreply and their like."""
    return _NOBODY.fullmatch(email.partition("@")[0]) is not None


def mailbox_of(email: str) -> str:
    """The mailbox to which an address leads: `somchai+reports@x.example` is somchai@x.example (RFC 5233).

    At Gmail dots are no part of a name, and googlemail.com is another word for gmail.com.
    """
    name, at, domain = email.strip().lower().rpartition("@")
    name = name.partition("+")[0]
    if domain in _GMAIL:
        return f"{name.replace('.', '')}@gmail.com"
    return f"{name}{at}{domain}"
