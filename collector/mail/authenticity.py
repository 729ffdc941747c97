"""What our own server wrote of a mail's sender (Authentication-Results, RFC 8601) → a verdict; asks no server and no DNS.

Only the topmost field of our own server can prove; its others, the topmost of any server and what else that one wrote may
contradict, as that makes things stricter only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from collector.model.mail import Authenticity, SenderVerdict

MICROSOFT = "microsoft"  # its servers name themselves nowhere: the topmost field without a name is theirs
_LONGEST = 90_000  # characters of one field that are read; in one that is longer the sender may have hidden a failure
_SHOWN = 200  # characters of it that are kept as evidence
_PARTS = "; \t\r\n="  # what parts results, words and values
_DMARC_PASSES = frozenset({"pass", "bestguesspass"})
# Some servers write what the sender's policy asks for, or how hard it failed, in place of the one word of RFC 7489.
_DMARC_FAILS = re.compile(r"(?:hard|soft)?fail|reject|quarantine")
_MARKS = str.maketrans('()"\\', "    ")
# What a Return-Path holds: nothing, or an address without anything that could pass for a server's words.
_PLAIN_PATH = re.compile(r"<?[^\s<>()\";,\\]*>?")
# The blanks that may stand within a result (RFC 8601, 2.2): around `/` before a version, before `=`, and behind it, unless
# nothing was found and the next pair follows: `smtp.mailfrom= smtp.helo=x`.
_AT_VERSION = re.compile(r"(?<!\s)\s*/\s*(?=[0-9]{1,9}\s*=)")
_BEFORE_SIGN = re.compile(r"(?<!\s)\s+=")
_BEHIND_SIGN = re.compile(r"=\s+(?=[^\s;=]+(?:[\s;]|\Z))")


@dataclass(frozen=True, slots=True)
class _Result:
    """One method's result with its properties: `dkim=pass header.d=dla.go.th`."""

    method: str
    value: str
    properties: Mapping[str, str]

    def domain(self, *names: str) -> str:
        """The domain of the first of these properties that is there."""
        said = next((self.properties[name] for name in names if name in self.properties), "")
        return said.rpartition("@")[2].strip(".")


def judge_sender(
    fields: Sequence[str], email: str, trusted: str, path: str = "", before: Sequence[str] = ()
) -> Authenticity:
    """How far the mail is from who its From says.

    `fields` are the values of Authentication-Results from top to bottom, `email` the one address of From in lower case
    ("" if there is none), `trusted` the name of our own server in them, "microsoft", or "" where none is known, `path`
    the Return-Path: what the sender gave as his own address, which servers copy into their field. `before`: values in our
    server's name from before a foreign one had the mail, as where ours hands it to a filter. They prove nothing; but nobody
    writes a failure against himself.
    """
    domain = email.rpartition("@")[2]
    if not domain or not (fields or before):
        return Authenticity(SenderVerdict.UNKNOWN)
    if failed := next((text for text in before if _tells_of_failed_dmarc(text, path)), None):
        return Authenticity(SenderVerdict.CONTRADICTED, _shown(failed))
    own = [text for text in fields if is_of(text, trusted)] if trusted else []
    if own:
        first = _by_our_server(own[0], domain, path)
        failed = next((text for text in own[1:] if _tells_of_failed_dmarc(text, path)), None)
        failed = failed or next((text for text in own if len(text) > _LONGEST), None)
        return replace(first, verdict=SenderVerdict.CONTRADICTED, said=_shown(failed)) if failed else first
    failed = next(_failures(fields, domain, path), None)
    return (
        Authenticity(SenderVerdict.CONTRADICTED, _shown(failed))
        if failed
        else Authenticity(SenderVerdict.UNKNOWN)
    )


def _failures(fields: Sequence[str], domain: str, path: str) -> Iterator[str]:
    """The topmost field where it contradicts, and those by the same server that tell of a failure, whichever server that is."""
    if fields and _verdict(list(_results(_plain(fields[0])[0])), domain) is SenderVerdict.CONTRADICTED:
        yield fields[0]
    for field in fields[1:]:
        if server_named_in(field) == server_named_in(fields[0]) and _tells_of_failed_dmarc(field, path):
            yield field


def server_named_in(field: str) -> str:
    """The name of the server that wrote a field, in lower case; "" where it gives none, as Microsoft's do."""
    head = _plain(field)[0].partition(";")[0].split()
    return "" if not head or "=" in head[0] else head[0].strip('"').lower()


def _by_our_server(field: str, domain: str, path: str) -> Authenticity:
    """What our server's field says; where it may hold words that the sender chose, only what speaks against him."""
    results, sound = _of_our_server(field, path)
    verdict = _verdict(results, domain)
    if sound:
        return Authenticity(verdict, _shown(field), tuple(_passed_by(results)))
    proves = verdict is SenderVerdict.PROVEN
    return Authenticity(SenderVerdict.UNPROVEN if proves else verdict, _shown(field))


def _of_our_server(field: str, path: str) -> tuple[list[_Result], bool]:
    """The results of a field of ours, and whether they are the server's own; if not, all that look like results."""
    text, closed = _plain(field)
    if closed and _is_whole(text) and _PLAIN_PATH.fullmatch(path):
        return list(_results(text)), True
    return list(_results(_all_words(field))), False


def _tells_of_failed_dmarc(field: str, path: str) -> bool:
    """Whether a field says so: filters of one server may write one each, of which the topmost alone can prove."""
    return any(
        one.method == "dmarc" and _DMARC_FAILS.match(one.value) for one in _of_our_server(field, path)[0]
    )


def is_of(field: str, trusted: str) -> bool:
    """Whether a field bears the name of our own server ("microsoft": none)."""
    named = server_named_in(field)
    return named == ("" if trusted == MICROSOFT else trusted.lower())


def _verdict(results: Sequence[_Result], domain: str) -> SenderVerdict:
    """DMARC speaks first; a signature or a path of the sender's own domain proves where it says nothing."""
    written = [said for result in results if (said := result.domain("header.from"))]
    dmarc = {result.value for result in results if result.method == "dmarc"}
    rules = (
        # it saw another From
        (not all(_aligned(said, domain) for said in written), SenderVerdict.CONTRADICTED),
        (any(map(_DMARC_FAILS.match, dmarc)), SenderVerdict.CONTRADICTED),
        (bool(written and dmarc) and dmarc <= _DMARC_PASSES, SenderVerdict.PROVEN),
        (any(_proves(one, domain, "dkim", "header.d", "header.i") for one in results), SenderVerdict.PROVEN),
        (any((one.method, one.value) == ("compauth", "fail") for one in results), SenderVerdict.CONTRADICTED),
        (any(_proves(one, domain, "spf", "smtp.mailfrom") for one in results), SenderVerdict.PROVEN),
    )
    return next((verdict for holds, verdict in rules if holds), SenderVerdict.UNPROVEN)


def _passed_by(results: Sequence[_Result]) -> Iterator[str]:
    """Whose mail it is by its path and its signatures, whatever From says: addresses, and domains as `@krabi.go.th`."""
    for result in (one for one in results if one.value == "pass"):
        path, signer = result.properties.get("smtp.mailfrom"), result.domain("header.d", "header.i")
        if result.method == "spf" and path:
            yield path
            yield f"@{result.domain('smtp.mailfrom')}"
        elif result.method == "dkim" and signer:
            yield f"@{signer}"


def _proves(result: _Result, domain: str, method: str, *properties: str) -> bool:
    return result.method == method and result.value == "pass" and _aligned(result.domain(*properties), domain)


def _aligned(one: str, other: str) -> bool:
    """Whether two domains are the same or one lies below the other: nobody else can sign for either.

    DMARC also joins domains side by side below one organisation; its own result says so, no list of suffixes is needed.
    """
    return (
        "." in one and "." in other and (f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}"))
    )


def _results(text: str) -> Iterator[_Result]:
    """The results of a field without its comments, Microsoft's stray words between them passed over."""
    for part in text.split(";"):
        pairs = [
            (key.partition("/")[0].lower(), value.strip('"').lower())
            for word in part.split()
            for key, sign, value in [word.partition("=")]
            if sign
        ]
        if pairs and "." not in pairs[0][0]:
            yield _Result(*pairs[0], dict(reversed(pairs[1:])))


def _is_whole(text: str) -> bool:
    """Whether no address was cut into words: some servers write a quoted one, with all that is in it, without quotes.

    The sender's domain stands behind what he chose. So there is a word with @ that is no property's value, or a result
    that has one, or a second path, which he began to hide it in.
    """
    words = [word.partition("=") for word in text.replace(";", " ").lower().split()]
    paths = sum(key == "smtp.mailfrom" for key, _, _ in words)
    strays = any("@" in key or ("@" in value and "." not in key) for key, _, value in words)
    return not strays and paths <= 1


def _plain(field: str) -> tuple[str, bool]:
    """The field without what stands in parentheses (RFC 5322, 3.2.2), which may nest and says nothing that counts.

    Within quotes a sender may have chosen the words: what parts results there becomes an underline. And whether all that is
    opened is closed, and a backslash stands within it only; else nothing hides anything.
    """
    field = field[:_LONGEST]
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in field:
        if escaped or char == "\\":
            if not (quoted or depth):
                return _all_words(field), False
            escaped = not escaped
            continue
        if char == '"' and not depth:
            quoted = not quoted
        elif char == "(" and not quoted:
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            continue
        if not depth:
            kept.append("_" if quoted and char in _PARTS else char)
    closed = not depth and not quoted
    return (_joined("".join(kept)) if closed else _all_words(field)), closed


def _all_words(field: str) -> str:
    """The field with all that stands in quotes and parentheses."""
    return _joined(field.translate(_MARKS))


def _joined(text: str) -> str:
    """The text without the blanks within its results."""
    return _BEHIND_SIGN.sub("=", _BEFORE_SIGN.sub("=", _AT_VERSION.sub("/", text)))


def _shown(field: str) -> str:
    return " ".join(field.split())[:_SHOWN]
