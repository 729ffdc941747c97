"""The department's own folder of templates, held against the shipped ones → what in it changes nothing, or cannot be filled in."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from collector.templating import templates_folder
from collector.toml_text import parsed

_TABLES = ("words.toml", "reasons.toml", "summary/words.toml")
_OF_REASONS = {"text": "", "remedy": "", "staff": "", "returned": True, "told": True}
_OPEN = {("summary/words.toml", "grouping")}  # to which a department adds words of its own
_WITHOUT_FORM = {"names", "formats", "labels", "files", "outcomes", "timeliness", "sources"}  # of words.toml
_SORT = {bool: "true or false", list: 'a list like ["a", "b"]', str: "text in quotes"}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def faults(own: Path) -> Iterator[str]:
    """One sentence for each file, section, key or {placeholder} that nothing shipped has; files that are no TOML are told elsewhere."""
    shipped = templates_folder()
    known = sorted(path.relative_to(shipped).as_posix() for path in shipped.rglob("*") if path.is_file())
    files = sorted(path for path in own.rglob("*") if path.is_file())
    used = "".join(path.read_text("utf-8", errors="replace") for path in files if path.suffix == ".j2")
    for path in files:
        name = path.relative_to(own).as_posix()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        if name in _TABLES:
            yield from _of_words(name, _tables(path), _tables(shipped / name))
        elif name not in known and not hidden and name not in used:  # one template may include another
            yield f"{name}: no template is called so, and nothing is replaced by it{_meant(name, known)}"


def _of_words(name: str, own: Mapping[str, Any], shipped: Mapping[str, Any]) -> Iterator[str]:
    form = {*_tables(templates_folder() / "words.toml")["form"], "issue", "grouping"}
    for section, keys in own.items():
        if section not in shipped:
            yield f"{name}: the section [{section}] is unknown{_meant(section, shipped)}"
        elif not isinstance(keys, dict):
            yield f"{name}: {section} must be a section of its own: [{section}]"
        elif (name, section) not in _OPEN:
            spoken = set() if name == "words.toml" and section in _WITHOUT_FORM else form
            for key, fault in _of_section(name, keys, shipped[section], spoken):
                yield f"{name}: {section}.{key}: {fault}"


def _of_section(
    name: str, own: Mapping[str, Any], shipped: Mapping[str, Any], spoken: set[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with the keys of one section; `spoken` are the words of the form that can be filled in there."""
    of_reason = name == "reasons.toml"
    known = {**_OF_REASONS, **shipped} if of_reason else shipped
    every = {place for text in shipped.values() for place in _PLACEHOLDER.findall(str(text))}
    for key, text in own.items():
        if key not in known:
            yield key, f"unknown key{_meant(key, known)}"
            continue
        if type(text) is not type(known[key]):
            yield key, f"must be {_SORT[type(known[key])]}"
            continue
        may = spoken | (every if of_reason else set(_PLACEHOLDER.findall(str(known[key]))))
        for place in sorted(set(_PLACEHOLDER.findall(str(text))) - may):
            there = ", ".join(f"{{{one}}}" for one in sorted(may)) or "none"
            yield key, f"{{{place}}} is not filled in there; there are: {there}"


def _meant(name: str, known: Mapping[str, Any] | list[str]) -> str:
    near = get_close_matches(name, list(known), 1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def _tables(path: Path) -> dict[str, Any]:
    """What the file says; nothing where it is no TOML, which whoever renders it tells."""
    try:
        return parsed(path.read_bytes())
    except (ValueError, OSError):
        return {}
