"""Whether a domain is everybody's: a public suffix, or a mail service's; nobody's own. What they are is data.

collector/data/public-suffixes.txt holds the rules of the Public Suffix List (publicsuffix.org), below which everybody may have a
domain; collector/data/public-mail.txt the domains in which everybody, or every office, may have a mailbox.
"""

from functools import cache
from importlib import resources

# Second levels of two-letter countries that their registries do not list (RFC 1591).
_SECOND_LEVELS = frozenset(
    "ac co com edu go gob gov gv in mi mil net ne nom or org sch".split()  # noqa: SIM905 - a list of names
)
_TWO_LETTERS = 2


def is_everybodys(domain: str) -> bool:
    """Whether everybody may have an address in a domain, as DNS writes it, or register a name right below it."""
    domain = domain.lower().rstrip(".")
    name, _, above = domain.partition(".")
    if not above or domain in _listed("public-mail.txt"):
        return True
    if len(above) == _TWO_LETTERS and name in _SECOND_LEVELS:
        return True
    rules = _listed("public-suffixes.txt")
    below = domain in rules or f"*.{domain}" in rules
    return below or (f"*.{above}" in rules and f"!{domain}" not in rules)


@cache
def _listed(name: str) -> frozenset[str]:
    """The lines of a list of collector/data, without its remarks."""
    told = resources.files("collector").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(line for line in told.splitlines() if line and not line.startswith("//"))
