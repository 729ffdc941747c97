"""The style sheets of a web page → the declarations for an element; it knows no property but by name, and no mail.

Only simple selectors (`tr`, `.note`, `td.note`, `#note`) are looked at: mail programs and office programs write no
others. Of rules with conditions (CSS Conditional Rules 3) those count that hold on every large screen.
"""

import re
from collections.abc import Iterator, Mapping

from collector.formats.html_colour import may_drown
from collector.formats.html_hiding import CLEAR, CONCERNS, unescaped

_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?|<!--|-->")  # one that does not end hides the rest
_BRACE = re.compile("[{}]")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_WORDS = (
    "none",
    "hidden",
    "mso-hide",
    "visibility",
    "opacity",
    "<template",
    "<dialog",
    "<details",
    "<datalist",
    "<noscript",
    "<svg",
    "<canvas",
    "<video",
    "<audio",
    "<meter",
    "<progress",
    "<rp",
    "popover",
    "var(",
)
_COLON = r"\s*+:\s*+"
_INNER_COMMENT = re.compile(
    r"/\*(?:(?!/\*).){0,200}?\*/", re.DOTALL
)  # in words of the page another may have begun
_SMALL = rf"{_COLON}(?:(?:0++(?:\.0*+)?|\.0++)(?![\d.])|[0-2]?(?:\.\d*+)?p[xt]|0?\.[01]|\d%)"
_DISTANT = rf"{_COLON}[^;:\"'<>]{{0,60}}?(?:-\d\d|\d{{4}})"
# What begins with a word, and may hide; each pattern begins with its word, which is looked for first: most pages lack it.
_WITH_WORD = {
    "font-size": re.compile(rf"font-size{_SMALL}"),
    "font": re.compile(rf"font{_COLON}[^;:\"'<>]{{0,60}}?(?<![\w.,#])(?:[.0]|[12]p[xt])"),
    "height": re.compile(rf"height(?<!line-height){_SMALL}"),
    "width": re.compile(rf"width(?<!er-width){_SMALL}"),
    "color": re.compile(rf"color(?<!d-color)(?<!r-color){_COLON}(?:{CLEAR})"),
    **{word: re.compile(word + _DISTANT) for word in ("left", "right", "top", "indent", "margin")},
    "scale": re.compile(r"scale(?<!grayscale)(?:(?:x|y|3d)?\(|\s*+:)"),
    "translate": re.compile(r"translate(?:x|3d)?\(\s*+-?\d\d"),
    "zoom": re.compile(r"zoom\s*+:\s*+(?:0?\.0|\d(?:\.\d*+)?%)"),
    "clip": re.compile(r"clip(?<!background-clip)(?:-path)?\s*+:"),
}
_ENCODED = re.compile(r"style\s*+=\s*+(?:\"[^\"&]*+&#|'[^'&]*+&#|[^\"'&=>\s]*+&#)")
_LARGE_SCREEN = re.compile(
    r"(?:(?:only\s++)?(?:all|screen))?"
    r"(?:(?:\s*+and)?\s*+\((?:min-(?:device-)?width\s*+:\s*+(?:\d{1,3}|10[0-2]\d)|max-(?:device-)?width\s*+:\s*+\d{4,6})(?:px)?\s*+\))*+"
)
_MOST_RULES = 5_000


def may_hide(html: str) -> bool:
    """Whether a page may hide any of its text; most hide none, and that is told at once."""
    folded = html.lower()
    if _may_hide(folded) or ("&#" in folded and _ENCODED.search(folded)):
        return True
    plain = unescaped(folded)
    if "/*" in plain:
        plain = _INNER_COMMENT.sub(" ", plain)
    return plain is not folded and _may_hide(plain)


def _may_hide(folded: str) -> bool:
    return (
        any(word in folded for word in _WORDS)
        or any(word in folded and pattern.search(folded) for word, pattern in _WITH_WORD.items())
        or may_drown(folded)
    )


def rules_of(css: str) -> dict[str, str]:
    """Return the declarations that concern sight by simple selector, in lower case; those for other screens left out."""
    found: dict[str, str] = {}
    for number, (selectors, declarations) in enumerate(_rules(_COMMENT.sub(" ", css))):
        if number >= _MOST_RULES:
            break
        if CONCERNS.search(declarations):
            for selector in unescaped(selectors).split(","):
                name = selector.strip().lower()
                if name and _SELECTOR.fullmatch(name):
                    found[name] = f"{found.get(name, '')};{declarations}"
    return found


def hiding(css: str) -> Iterator[str]:
    """Yield the selectors, as they are written, of the rules that may hide something."""
    folded = css.lower()
    for rule in folded.split("}") if may_hide(folded) else ():
        selectors, _, declarations = rule.partition("{")
        if _may_hide(declarations) or "\\" in declarations or "/*" in declarations:
            yield selectors.strip()


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold on every large screen."""
    at = 0
    around = [("@", True)]  # what each open brace belongs to, and whether what is inside holds
    for brace in _BRACE.finditer(css):
        text, at = css[at : brace.start()], brace.end()
        name, holds = around[-1]
        is_rule = holds and not name.startswith("@")
        if brace[0] == "{":
            before, _, head = text.rpartition(";")
            if is_rule:  # one rule inside of another
                yield name, before
            head = head.strip()
            around.append((head, holds and not is_rule and (not head.startswith("@") or _holds(head))))
        elif len(around) > 1:
            around.pop()
            if is_rule:
                yield name, text


def _holds(condition: str) -> bool:
    """Whether an @-rule's condition holds, as far as that is told at a glance."""
    word, _, asked = condition.lower().partition(" ")
    if word.startswith("@media"):
        queries = (word.removeprefix("@media") + asked).split(",")
        return any(_LARGE_SCREEN.fullmatch(query.strip()) for query in queries)
    return word == "@layer" or (word.startswith("@supports") and "not" not in asked)


def declarations_for(name: str, attributes: Mapping[str, str], rules: Mapping[str, str]) -> str:
    """Return all declarations for an element: those of its name, its classes, its id, and its own, the weightiest last."""
    own = attributes.get("style") or ""
    if name == "font" and attributes.get("color"):
        own = f"color:{attributes['color']};{own}"
    hints = f"background-color:{attributes['bgcolor']};" if attributes.get("bgcolor") else ""
    if name == "body" and attributes.get("text"):
        hints += f"color:{attributes['text']};"
    if attributes.get("background"):
        hints += "background-image:url();"
    if not rules:
        return hints + own
    named = [name]
    for each in (attributes.get("class") or "").lower().split()[:20]:
        named += (f".{each}", f"{name}.{each}")
    if number := (attributes.get("id") or "").lower():
        named += (f"#{number}", f"{name}#{number}")
    return ";".join((hints, *(rules[each] for each in named if each in rules), own))
