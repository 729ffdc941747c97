"""Tells a mail that no person wrote: its `Machine`, or None for a person's; decides nothing about what becomes of it.

A sign is one that the mail itself bears. Many machines give none (of 88 real bounces 5, of 17 vacation replies some), so
whoever answers mail needs limits as well. Rules after RFC 3834, RFC 3464, RFC 6522, RFC 8098, RFC 5965, RFC 2369.
"""

from collections.abc import Sequence

from collector.mail.mail_signs import NO, Signed
from collector.mail.notices import meeting_of, recall_of, report_of, returned_by, system_of, word_of
from collector.mail.words import MailWords
from collector.message_ids import recognise as is_ours
from collector.model.mail import Machine, MachineKind, Mail

_STUB_HEAD = 8192  # bytes within which a stub says what it is


def _own(signed: Signed, own: str, secret: bytes) -> Machine | None:
    if is_ours(signed.mail.message_id, secret):
        return Machine(MachineKind.OWN, f"Message-ID: {signed.mail.message_id}")
    from_us = own.lower() in {signed.mail.sender.email, signed.domain} - {""}
    submitted = signed.keyword("auto-submitted")
    return (
        Machine(MachineKind.OWN, f"Auto-Submitted: {submitted}") if from_us and submitted not in NO else None
    )


def _stub(signed: Signed, words: Sequence[str]) -> Machine | None:
    said = f"{signed.subject}\n{signed.mail.text[:500]}".lower()
    return next((Machine(MachineKind.STUB, text) for text in words if text in said), None)


def _bounce(signed: Signed, own: str) -> Machine | None:
    if "x-failed-recipients" in signed.headers:
        return Machine(MachineKind.BOUNCE, "X-Failed-Recipients")
    if signed.sender_in("bounce_senders") or signed.sender_like("bounce_sender_patterns"):
        return Machine(MachineKind.BOUNCE, f"From: {signed.mail.sender.email}")
    subject = signed.subject_like("bounce_subjects")
    if subject and not _only_worded_so(signed, own):
        return Machine(MachineKind.BOUNCE, f"Subject: {subject}")
    if signed.no_return and signed.sender_in("mail_system_senders"):
        return Machine(MachineKind.BOUNCE, "Return-Path: <>")
    # Exchange writes its header without a value.
    if header := signed.header_of("bounce_headers", NO - {""}):
        return Machine(MachineKind.BOUNCE, header)
    return returned_by(signed, own)


def _only_worded_so(signed: Signed, own: str) -> bool:
    """Whether a person may have such a subject, who answers the bounce that he got: he brings a file, and no other sign is there."""
    if signed.brings_only_mails or signed.returns_ours(own) or signed.answers_ours:
        return False
    system = signed.sender_in("mail_system_senders") or signed.sender_in("service_senders")
    told = system or signed.text_says("server_answer_patterns")
    return not (told or _vacation(signed) or _automatic(signed) or _list(signed))


def _vacation(signed: Signed) -> Machine | None:
    if header := signed.header_of("vacation_headers"):
        return Machine(MachineKind.VACATION, header)
    if (precedence := signed.keyword("precedence")) in signed.signs.words["vacation_precedence"]:
        return Machine(MachineKind.VACATION, f"Precedence: {precedence}")
    subject = signed.subject_like("vacation_subjects")
    # A person's Outlook sets X-Auto-Response-Suppress too; it only counts together with such a subject.
    if subject and ("x-auto-response-suppress" in signed.headers or not signed.brings_file):
        return Machine(MachineKind.VACATION, f"Subject: {subject}")
    return None


def _automatic(signed: Signed) -> Machine | None:
    submitted = signed.keyword("auto-submitted")
    if submitted not in NO:
        kind = MachineKind.VACATION if submitted == "auto-replied" else MachineKind.AUTOMATIC
        return Machine(kind, f"Auto-Submitted: {submitted}")
    if header := signed.header_of("automatic_headers"):
        return Machine(MachineKind.AUTOMATIC, header)
    if signed.no_return:
        return Machine(MachineKind.AUTOMATIC, "Return-Path: <>")
    if signed.sender_in("silent_senders") or signed.sender_like("silent_sender_patterns"):
        return Machine(MachineKind.AUTOMATIC, f"From: {signed.mail.sender.email}")
    return None


def _list(signed: Signed) -> Machine | None:
    if header := signed.header_of("list_headers"):
        return Machine(MachineKind.LIST, header)
    precedence = signed.keyword("precedence")
    return (
        Machine(MachineKind.LIST, f"Precedence: {precedence}")
        if precedence in signed.signs.words["list_precedence"]
        else None
    )


def may_be_stub(data: bytes, words: MailWords) -> bool:
    """Whether raw bytes look like Exchange's word that it could not hand out a mail; only such need be parsed to be sure."""
    start = data[:_STUB_HEAD].lower()
    return any(text.encode() in start for text in words.signs.words["stub_texts"])


def recognise(mail: Mail, words: MailWords, own: str, secret: bytes = b"") -> Machine | None:
    """The machine that sent the mail, with the sign that gave it away; None if a person wrote it, as far as can be told.

    `own` is our address or domain, `secret` the one our Message-IDs are sealed with. In this order: own (our letter came
    back), stub (Exchange could not hand out the mail), reports, meetings, recalls, bounce, vacation, automatic, list.
    `Auto-Submitted: no` says that a person wrote it, and is believed over subjects (RFC 3834, 5).
    """
    signed = Signed(mail, words.signs)
    stub = _stub(signed, sorted(words.signs.words["stub_texts"]))
    sure = _own(signed, own, secret) or stub or report_of(signed) or meeting_of(signed) or recall_of(signed)
    if sure or signed.keyword("auto-submitted") == "no":
        return sure or _list(signed)
    told = _bounce(signed, own) or _vacation(signed) or _automatic(signed) or _list(signed)
    return told or system_of(signed) or word_of(signed)
