"""Turns the raw bytes of one mail into a `Mail`: headers, time of receipt, bodies and parts; never raises.

Opens no attachment, recognises no machine, and knows nothing of reports.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from collector.formats.charset import decode_bytes, decode_page
from collector.mail.addresses import addresses
from collector.mail.authenticity import judge_sender
from collector.mail.boundary import results_of
from collector.mail.flowed import unflowed
from collector.mail.headers import file_name, header_text, message_ids, unfold
from collector.mail.html_body import html_text
from collector.mail.mime import MOST_LEAVES, Entity, content, take_apart
from collector.mail.quoted import is_forwarded, own_html, own_text
from collector.mail.received import received_at
from collector.mail.sender import sender_of
from collector.mail.transfer import split_uu
from collector.mail.words import MailWords
from collector.message_ids import may_bear_mark, shaped_like_ours
from collector.model.mail import Address, Authenticity, Mail, Part, RawMail
from collector.thai_domains import with_ascii_domains

LONGEST_SUBJECT = 1_000  # letters; nobody writes more, and RFC 5322, 2.1.1 has lines of 998
_MOST_QUOTING = 100_000  # letters of a body in which a letter of ours may stand
_MOST_BODY = 1 << 20  # letters in which links are looked for
_MOST_LINKS = 20
_BODIES = frozenset({"text/plain", "text/html"})


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A leaf decoded: what the mail's bodies and parts are chosen from."""

    kind: str
    charset: str
    name: str
    attached: bool
    content_id: str
    data: bytes
    flowed: bool = False  # wrapped by the sender's program (RFC 3676)
    delete_space: bool = False

    @property
    def is_body(self) -> bool:
        return self.kind in _BODIES and not self.attached and not self.name


def _name_of(entity: Entity) -> str:
    """The file name as the sender gave it (RFC 2183, 2.3), else the older `name` of Content-Type."""
    for parameters in (entity.disposition.parameters, entity.content_type.parameters):
        for key in ("filename", "name"):
            if name := file_name(parameters.get(key, "")):
                return name
    return ""


def _leaf(data: bytes, entity: Entity) -> _Leaf:
    told = entity.content_type.parameters
    return _Leaf(
        kind=entity.content_type.value,
        charset=told.get("charset", ""),
        name=_name_of(entity),
        attached=entity.disposition.value == "attachment",
        content_id=header_text(entity.raw("content-id")).strip("<> "),
        data=content(data, entity),
        flowed=told.get("format", "").strip().lower() == "flowed",
        delete_space=told.get("delsp", "").strip().lower() == "yes",
    )


def _uu_files(leaves: Sequence[_Leaf]) -> Iterator[_Leaf]:
    """The leaves, with files that stood uuencoded in a text taken out of it."""
    for leaf in leaves:
        rest, found = split_uu(leaf.data) if leaf.kind == "text/plain" and leaf.is_body else (leaf.data, ())
        yield replace(leaf, data=rest)
        for file in found:
            name = file_name(decode_bytes(file.name))
            yield _Leaf("application/octet-stream", "", name, True, "", file.data)


def _text_of(leaf: _Leaf | None) -> str:
    if leaf is None:
        return ""
    decode = decode_page if leaf.kind == "text/html" else decode_bytes
    text = decode(leaf.data, leaf.charset).replace("\r\n", "\n")
    return (
        unflowed(text, delete_space=leaf.delete_space) if leaf.flowed and leaf.kind == "text/plain" else text
    )


def _unique(path: str, taken: dict[str, int]) -> str:
    """`path`, or "form (2).docx" for the second file of one name."""
    stem, dot, suffix = path.rpartition(".")
    unique = path
    while unique in taken:
        taken[path] += 1
        unique = f"{stem} ({taken[path]}).{suffix}" if dot else f"{path} ({taken[path]})"
    taken[unique] = 1
    return unique


def _parts(leaves: Sequence[_Leaf], bodies: Sequence[_Leaf | None]) -> Iterator[Part]:
    taken: dict[str, int] = {}
    for number, leaf in enumerate(leaves, start=1):
        if any(leaf is body for body in bodies) or not (leaf.name or leaf.data.strip()):
            continue
        nameless = "forwarded.eml" if leaf.kind == "message/rfc822" else f"part-{number}"
        yield Part(leaf.name, leaf.kind, leaf.data, _unique(leaf.name or nameless, taken), leaf.content_id)


def _first(leaves: Sequence[_Leaf], kind: str) -> _Leaf | None:
    found = [leaf for leaf in leaves if leaf.kind == kind and leaf.is_body]
    return next((leaf for leaf in found if leaf.data.strip()), found[0] if found else None)


def _authenticity(top: Entity, sender: Address, trusted: str) -> Authenticity:
    path = unfold(top.raw("return-path"))
    fields, before = results_of(top, trusted)
    said, said_before = ([with_ascii_domains(value) for value in values] for values in (fields, before))
    return judge_sender(said, sender.email, trusted, with_ascii_domains(path), said_before)


def _answered(top: Entity) -> tuple[str, ...]:
    """Message-IDs of the mails that this one answers, nearest first (RFC 5322, 3.6.4)."""
    nearest = message_ids(top.raw("in-reply-to"))
    return tuple(dict.fromkeys((*nearest, *reversed(message_ids(top.raw("references"))))))


def _received(top: Entity, arrived: datetime | None, now: datetime) -> datetime:
    traces = [header_text(value) for value in top.every("received")]
    return received_at(traces, header_text(top.raw("date")), arrived, now)


def _links(words: MailWords, *bodies: str) -> tuple[str, ...]:
    """The beginnings of addresses under which files lie elsewhere, each once."""
    found = (link[0].lower() for body in bodies for link in words.links.finditer(body[:_MOST_BODY]))
    return tuple(dict.fromkeys(islice(found, _MOST_LINKS)))


def _quoting(written: str, html: str, answered: Sequence[str]) -> tuple[str, ...]:
    """The bodies with all that they quote, where a letter of ours may stand in one by a mark's shape or by the mail's thread.

    Programs show either, so what one of them says was said.
    """
    bodies = [text[:_MOST_QUOTING] for text in (written, html_text(html)) if text.strip()]
    ours = any(map(shaped_like_ours, answered)) or any(map(may_bear_mark, bodies))
    return tuple(dict.fromkeys(bodies)) if ours else ()


def parse(raw: RawMail, words: MailWords, now: datetime, received: datetime | None = None) -> Mail:
    """The mail in `raw`, whatever its bytes are; raises nothing.

    `received` overrides the time of receipt that the mail itself tells. `Mail.cut` is set when the mail has more parts
    than are looked at, `Mail.headers_cut` when it or a part has more headers.
    """
    tree = take_apart(raw.data)
    top = tree.top
    subject = header_text(top.raw("subject"))[:LONGEST_SUBJECT]
    found = tuple(islice(_uu_files([_leaf(raw.data, entity) for entity in tree.leaves]), MOST_LEAVES + 1))
    leaves = found[:MOST_LEAVES]
    plain, html = _first(leaves, "text/plain"), _first(leaves, "text/html")
    forwarded = is_forwarded(subject, words.quoted)
    markup = own_html(_text_of(html), words.quoted, forwarded=forwarded)
    written = _text_of(plain)
    sender = sender_of(top.every("from"))
    text = own_text(written if written.strip() else html_text(markup), words.quoted, forwarded=forwarded)
    answered = _answered(top)
    answers_to = next((address for address in addresses(top.raw("reply-to")) if address.email), sender)
    is_report = top.content_type.value == "multipart/report"
    return Mail(
        sender=sender,
        reply_to=answers_to,
        to=tuple(addresses(top.raw("to")) + addresses(top.raw("cc"))),
        subject=subject,
        message_id=next(iter(message_ids(top.raw("message-id"))), ""),
        references=answered,
        received=received or _received(top, raw.arrived, now),
        text=text,
        html=markup,
        parts=tuple(_parts(leaves, (plain, html))),
        headers=tuple((name, header_text(value)) for name, value in top.fields),
        report_type=top.content_type.parameters.get("report-type", "").lower() if is_report else "",
        cut=tree.cut or len(found) > MOST_LEAVES,
        headers_cut=tree.headers_cut,
        authenticity=_authenticity(top, sender, words.authserv_id),
        links=_links(words, text, markup),
        quoting=_quoting(written, _text_of(html), answered),
    )
