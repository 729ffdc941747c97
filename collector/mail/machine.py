"""Tells a mail that no person wrote: its `Machine`, or None for a person's; decides nothing about what becomes of it.

A sign is one that the mail itself bears. Many machines give none (of 88 real bounces 5, of 17 vacation replies some), so
whoever answers mail needs limits as well. Rules after RFC 3834, RFC 3464, RFC 6522, RFC 8098, RFC 5965, RFC 2369.
"""

import re
from collections.abc import Sequence

from collector.mail.words import MachineSigns, MailWords
from collector.message_ids import recognise as is_ours
from collector.model import Machine, MachineKind, Mail
from collector.thai import collapse

_REPORTS = {
    "delivery-status": MachineKind.BOUNCE,
    "disposition-notification": MachineKind.DISPOSITION,
    "feedback-report": MachineKind.AUTOMATIC,
}
_PART_REPORTS = {
    "message/delivery-status": MachineKind.BOUNCE,
    "message/disposition-notification": MachineKind.DISPOSITION,
    "message/feedback-report": MachineKind.AUTOMATIC,
}
_NOT_SAID = frozenset({"", "no", "none", "false", "0"})
_KEYWORD = re.compile(r"[\w-]+")
_PICTURES = "image/"
_STUB_HEAD = 8192  # bytes within which a stub says what it is


class _Signed:
    """A mail seen by what may give a machine away."""

    def __init__(self, mail: Mail, signs: MachineSigns) -> None:
        self.mail = mail
        self.signs = signs
        self.headers = dict(mail.headers[::-1])  # the topmost of several counts
        self.subject = collapse(mail.subject)
        self.local, _, self.domain = mail.sender.email.partition("@")
        self.brings_file = any(not part.content_type.startswith(_PICTURES) for part in mail.parts)
        # A bounce has no sender to return it to (RFC 5321, 4.5.5).
        self.no_return = self.headers.get("return-path", "").replace(" ", "") == "<>"

    def keyword(self, header: str) -> str:
        """The first word of a header: "auto-replied" of `Auto-Submitted: auto-replied; owner-email=…`."""
        word = _KEYWORD.search(self.headers.get(header, "").lower())
        return word[0] if word else ""

    def header_of(self, key: str) -> str:
        """The first header of a list in machine.toml that is there and does not say no."""
        present = (name for name in sorted(self.signs.words[key]) if name in self.headers)
        return next((name for name in present if self.headers[name].strip().lower() not in _NOT_SAID), "")

    def sender_in(self, key: str) -> bool:
        return self.local in self.signs.words[key]

    def subject_like(self, key: str) -> str:
        found = self.signs.subjects[key].match(self.subject)
        return found[0] if found else ""


def _own(signed: _Signed, own: str, secret: bytes) -> Machine | None:
    if is_ours(signed.mail.message_id, secret):
        return Machine(MachineKind.OWN, f"Message-ID: {signed.mail.message_id}")
    from_us = own.lower() in {signed.mail.sender.email, signed.domain} - {""}
    submitted = signed.keyword("auto-submitted")
    return (
        Machine(MachineKind.OWN, f"Auto-Submitted: {submitted}")
        if from_us and submitted not in _NOT_SAID
        else None
    )


def _stub(signed: _Signed, words: Sequence[str]) -> Machine | None:
    said = f"{signed.subject}\n{signed.mail.text[:500]}".lower()
    return next((Machine(MachineKind.STUB, text) for text in words if text in said), None)


def _bounce(signed: _Signed) -> Machine | None:
    if "x-failed-recipients" in signed.headers:
        return Machine(MachineKind.BOUNCE, "X-Failed-Recipients")
    if signed.sender_in("bounce_senders"):
        return Machine(MachineKind.BOUNCE, f"From: {signed.mail.sender.email}")
    if subject := signed.subject_like("bounce_subjects"):
        return Machine(MachineKind.BOUNCE, f"Subject: {subject}")
    if signed.no_return and signed.sender_in("mail_system_senders"):
        return Machine(MachineKind.BOUNCE, "Return-Path: <>")
    return None


def _report(signed: _Signed) -> Machine | None:
    """Reports by their type (RFC 6522), also where a relay rewrote the outer type and left the inner one."""
    if kind := _REPORTS.get(signed.mail.report_type):
        return Machine(kind, f"report-type={signed.mail.report_type}")
    for part in signed.mail.parts:
        if kind := _PART_REPORTS.get(part.content_type):
            return Machine(kind, part.content_type)
    subject = signed.subject_like("receipt_subjects")
    short = len(signed.mail.text) <= signed.signs.receipt_most_text
    if subject and short and not signed.mail.parts:
        return Machine(MachineKind.DISPOSITION, f"Subject: {subject}")
    return None


def _vacation(signed: _Signed) -> Machine | None:
    if header := signed.header_of("vacation_headers"):
        return Machine(MachineKind.VACATION, header)
    if (precedence := signed.keyword("precedence")) in signed.signs.words["vacation_precedence"]:
        return Machine(MachineKind.VACATION, f"Precedence: {precedence}")
    subject = signed.subject_like("vacation_subjects")
    # A person's Outlook sets X-Auto-Response-Suppress too; it only counts together with such a subject.
    if subject and ("x-auto-response-suppress" in signed.headers or not signed.brings_file):
        return Machine(MachineKind.VACATION, f"Subject: {subject}")
    return None


def _automatic(signed: _Signed) -> Machine | None:
    submitted = signed.keyword("auto-submitted")
    if submitted not in _NOT_SAID:
        kind = MachineKind.VACATION if submitted == "auto-replied" else MachineKind.AUTOMATIC
        return Machine(kind, f"Auto-Submitted: {submitted}")
    if header := signed.header_of("automatic_headers"):
        return Machine(MachineKind.AUTOMATIC, header)
    if signed.no_return:
        return Machine(MachineKind.AUTOMATIC, "Return-Path: <>")
    if signed.sender_in("silent_senders"):
        return Machine(MachineKind.AUTOMATIC, f"From: {signed.mail.sender.email}")
    return None


def _list(signed: _Signed) -> Machine | None:
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
    back), stub (Exchange could not hand out the mail), bounce, disposition, vacation, automatic, list.
    `Auto-Submitted: no` says that a person wrote it, and is believed over subjects (RFC 3834, 5).
    """
    signed = _Signed(mail, words.signs)
    sure = (
        _own(signed, own, secret) or _stub(signed, sorted(words.signs.words["stub_texts"])) or _report(signed)
    )
    if sure or signed.keyword("auto-submitted") == "no":
        return sure or _list(signed)
    return _bounce(signed) or _vacation(signed) or _automatic(signed) or _list(signed)
