"""Tells the mails that programs write to each other or for their users: reports, bounces, meetings, recalls, reactions, receipts of tickets.

Where a standard says how such a mail is marked, that mark counts and no word: RFC 3464, 6522, 8098 and 6533, RFC 5965,
RFC 8460 and 7489, RFC 5545 and 6047. What has no mark is known by words only where it brings nothing a person sends.
"""

import re

from collector.mail.mail_signs import Signed
from collector.model.mail import Machine, MachineKind

_REPORTS = {
    "delivery-status": MachineKind.BOUNCE,
    "disposition-notification": MachineKind.DISPOSITION,
}
_PART_REPORTS = {
    "message/delivery-status": MachineKind.BOUNCE,
    "message/global-delivery-status": MachineKind.BOUNCE,
    "message/disposition-notification": MachineKind.DISPOSITION,
    "message/global-disposition-notification": MachineKind.DISPOSITION,
    "message/feedback-report": MachineKind.AUTOMATIC,
    "application/tlsrpt+gzip": MachineKind.AUTOMATIC,
    "application/tlsrpt+json": MachineKind.AUTOMATIC,
    "text/vnd.google.email-reaction+json": MachineKind.AUTOMATIC,
}
_METHOD = re.compile(rb"^METHOD:[ \t]*([A-Za-z]{1,20})", re.MULTILINE | re.IGNORECASE)
_METHOD_WITHIN = 65_536  # bytes of an entry
_MEETING = "urn:content-classes:calendarmessage"  # [MS-OXCMAIL] 2.1.3.1.2


def report_of(signed: Signed) -> Machine | None:
    """Reports by their type (RFC 6522), also where a relay rewrote the outer type and left the inner one."""
    if told := signed.mail.report_type:
        return Machine(_REPORTS.get(told, MachineKind.AUTOMATIC), f"report-type={told}")
    for part in signed.mail.parts:
        if kind := _PART_REPORTS.get(part.content_type):
            return Machine(kind, part.content_type)
        if signed.signs.patterns["report_name_patterns"].fullmatch(part.name[:300]):
            return Machine(MachineKind.AUTOMATIC, part.name)
    if subject := signed.subject_like("report_subjects"):
        return Machine(MachineKind.AUTOMATIC, f"Subject: {subject}")
    return receipt_of(signed)


def receipt_of(signed: Signed) -> Machine | None:
    """Read receipts that their programs gave no type, as Outlook and web mailers send them."""
    subject = signed.subject_like("receipt_subjects")
    if subject and signed.is_short and not signed.mail.parts:
        return Machine(MachineKind.DISPOSITION, f"Subject: {subject}")
    if signed.is_short and signed.brings_only_words and (said := signed.says("receipt_patterns")):
        return Machine(MachineKind.DISPOSITION, said)
    return None


def meeting_of(signed: Signed) -> Machine | None:
    """An invitation, the answer to one, or its end (RFC 5546), unless a file comes with it: that is a person's mail."""
    if not signed.brings_no_file:
        return None
    for part in signed.calendars:
        if method := _METHOD.search(part.data[:_METHOD_WITHIN]):
            return Machine(MachineKind.CALENDAR, f"METHOD:{method[1].decode('ascii').upper()}")
    if signed.headers.get("content-class", "").strip().lower() == _MEETING:
        return Machine(MachineKind.CALENDAR, f"Content-Class: {_MEETING}")
    if not signed.brings_only_words:
        return None
    subject = signed.subject_like("calendar_subjects")
    if said := signed.says("calendar_patterns") or (subject if signed.is_short else ""):
        return Machine(MachineKind.CALENDAR, said)
    return None


def recall_of(signed: Signed) -> Machine | None:
    """A mail that calls another back, or tells what came of it, by its subject; it may repeat any words of the other."""
    if not signed.brings_only_words:
        return None
    subject = signed.subject_like("recall_subjects")
    if not subject and not signed.text_promises:
        subject = signed.subject_like("withdrawal_subjects")
    return Machine(MachineKind.AUTOMATIC, f"Subject: {subject}") if subject else None


def word_of(signed: Signed) -> Machine | None:
    """A recall, a reaction, or another system's word that something has reached it, by its words alone.

    A text that speaks of an attachment is a person's, unless it says what only a program says, or bears two signs: such a
    system repeats the subject of what it got.
    """
    if not signed.brings_only_words:
        return None
    said = signed.says("unanswerable_patterns") or signed.subject_like("gateway_subjects")
    said = said or signed.subject_like("account_subjects")
    if not said and not signed.says("promise_patterns"):
        said = signed.says("recall_patterns") or signed.says("reaction_patterns")
    said = said or _acknowledged(signed)
    return Machine(MachineKind.AUTOMATIC, said) if said else None


def _acknowledged(signed: Signed) -> str:
    """What tells that another system has received something; "" where a person may have said it."""
    ticket, received = signed.says("ticket_patterns"), signed.says("received_patterns")
    alone = signed.from_service or not signed.says("promise_patterns")
    if alone:
        return ticket or received
    return received if ticket or signed.says("register_patterns") else ""


def returned_by(signed: Signed, own: str) -> Machine | None:
    """A letter of ours that a mail system gives back in words of its own: no report type, no subject that is known."""
    if not signed.brings_only_mails:
        return None
    is_system, answer = signed.sender_in("mail_system_senders"), signed.says("server_answer_patterns")
    returns = signed.returns_ours(own)
    if is_system and returns:
        return Machine(MachineKind.BOUNCE, f"From: {signed.mail.sender.email}")
    if answer and (is_system or returns or signed.answers_ours):
        return Machine(MachineKind.BOUNCE, answer)
    if returns and (said := signed.says("given_back_patterns")):
        return Machine(MachineKind.BOUNCE, said)
    return None


def system_of(signed: Signed) -> Machine | None:
    """A mail system that speaks of a mail which did not arrive, and brings files: those of that mail, as a rule.

    They are read, for a gateway may pass on what somebody sent.
    """
    if not signed.sender_in("mail_system_senders"):
        return None
    said = signed.says("server_answer_patterns") or signed.says("given_back_patterns")
    return Machine(MachineKind.AUTOMATIC, said) if said else None
