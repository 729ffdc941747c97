"""Styles of a web page → whether what bears them is seen; it knows no element and no mail.

Only what hides text is looked at, and only simple selectors (`tr`, `.note`, `td.note`, `#note`): mail programs and
office programs write no others (CSS 2.2, 9.2, 11.2; CSS Fonts 3, 3.5).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CONCERNS = re.compile(r"display|visibility|mso-hide|font-size|opacity|max-height|font\s*:", re.IGNORECASE)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?|<!--|-->")  # one that does not end hides the rest
_BRACE = re.compile("[{}]")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_WORDS = ("none", "hidden", "mso-hide", "visibility", "opacity", "<template", "<dialog")
_NO_SIZE = re.compile(r"(?:font-size|max-height)\s*:\s*[.0]")
_NOTHING = re.compile(r"(?:0++(?:\.0*+)?|\.0++)(?:[a-z]+|%)?", re.IGNORECASE)
_RELATIVE = re.compile(r"em|%|smaller|larger|inherit")  # nothing of nothing is nothing
_MOST_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Sight:
    """What styles say of an element."""

    gone: bool = False  # it is not there at all, nor what is inside of it
    faint: bool | None = None  # its text is not to be seen; None: as that of the element around


SEEN = Sight()


def may_hide(html: str) -> bool:
    """Whether a page may hide any of its text; most hide none, and that is told at once."""
    folded = html.lower()
    return any(word in folded for word in _WORDS) or _NO_SIZE.search(folded) is not None


def sight(declarations: str) -> Sight:
    """Return what declarations (`display: none; …`) say; of several for one property the last counts."""
    if not CONCERNS.search(declarations):
        return SEEN
    said = dict(_properties(declarations))
    gone = (
        said.get("display") == "none"
        or said.get("mso-hide") == "all"
        or _is_nothing(said.get("opacity"))
        or (_is_nothing(said.get("max-height")) and said.get("overflow") == "hidden")
    )
    faint: bool | None = None
    if visibility := said.get("visibility"):
        faint = visibility in {"hidden", "collapse"} if visibility != "inherit" else None
        gone = gone or visibility == "collapse"
    size = said.get("font-size", "")
    if size and (_is_nothing(size) or not _RELATIVE.search(size)):
        faint = bool(faint) or _is_nothing(size)
    elif "font" in said and faint is None:
        faint = False
    return Sight(gone, faint)


def rules_of(css: str) -> dict[str, str]:
    """Return the declarations that concern sight by simple selector, in lower case; those for other screens left out."""
    found: dict[str, str] = {}
    for number, (selectors, declarations) in enumerate(_rules(_COMMENT.sub(" ", css))):
        if number >= _MOST_RULES:
            break
        if CONCERNS.search(declarations):
            for selector in selectors.split(","):
                name = selector.strip().lower()
                if name and _SELECTOR.fullmatch(name):
                    found[name] = f"{found.get(name, '')};{declarations}"
    return found


def hiding(css: str) -> Iterator[str]:
    """Yield the selectors, as they are written, of the rules that may hide something."""
    for rule in css.lower().split("}"):
        selectors, _, declarations = rule.partition("{")
        if may_hide(declarations):
            yield selectors.strip()


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold everywhere, those of `@media` and its like left out."""
    depth = at = 0
    selectors = ""
    for brace in _BRACE.finditer(css):
        text, at = css[at : brace.start()], brace.end()
        if brace[0] == "{":
            selectors = text.rpartition(";")[2].strip() if depth == 0 else "@"
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and not selectors.startswith("@"):
                yield selectors, text


def declarations_for(name: str, attributes: Mapping[str, str], rules: Mapping[str, str]) -> str:
    """Return all declarations for an element: those of its name, its classes, its id, and its own, the weightiest last."""
    own = attributes.get("style") or ""
    if not rules:
        return own
    named = [name]
    for each in (attributes.get("class") or "").lower().split()[:20]:
        named += (f".{each}", f"{name}.{each}")
    if number := (attributes.get("id") or "").lower():
        named += (f"#{number}", f"{name}#{number}")
    return ";".join((*(rules[each] for each in named if each in rules), own))


def _properties(declarations: str) -> Iterator[tuple[str, str]]:
    for each in declarations.lower().split(";"):
        name, colon, value = each.partition(":")
        if colon:
            yield name.strip(), value.replace("!important", "").strip()


def _is_nothing(value: str | None) -> bool:
    return value is not None and _NOTHING.fullmatch(value) is not None
