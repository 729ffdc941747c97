"""Every regular expression of the package is linear: each is fed its worst texts, a megabyte of the worst of them."""

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import collector
from collector.forms import nil
from collector.forms.units import UnitNames
from collector.settings.kind_files import load_unit_kinds
from collector.settings.mail_words import load_mail_words
from collector.settings.reading_words import reading_words
from tests.shipped import load_forms
from tests.worst_text import texts

METHODS = ("match", "fullmatch", "search", "finditer", "sub", "split", "findall", "subn")
USED = re.compile(rf"(?:(\w+)(?:\[\w+\]|\(\))?)\.({'|'.join(METHODS)})\b")
FULL = 1_000_000
SCREENED = 8_000
SECONDS = 20.0  # of processor time for a megabyte, usually a tenth of one; what is not linear takes minutes
SCREEN_SECONDS = 0.12  # for that part of it; what is not linear takes seconds

# What the code around a pattern never gives it more of, in characters; and the patterns that see no stranger's text.
BOUNDED: Mapping[str, int] = {"mail.sender._QUOTED": 2_000}
# Patterns that a function makes, with the methods that its callers use.
USED_AS: Mapping[str, frozenset[str]] = {
    "nil._label": frozenset({"fullmatch"}),
    "nil._pattern": frozenset({"fullmatch"}),
}
TRUSTED: Mapping[str, str] = {
    "signin.microsoft._TRACE": "what Microsoft answers, some hundred letters",
    "toml_text._VALUE": "one line of the administrator's own settings",
}


class TooSlowError(Exception):
    """Raised in the middle of a match."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Ends what takes more processor time than that."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds_of(pattern: re.Pattern[Any], method: str, text: str, most: float) -> float:
    """The processor time of one use; `most` where it takes longer."""
    given: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    begun = time.process_time()
    try:
        with within(most):
            if method in ("match", "fullmatch"):
                getattr(pattern, method)(given)
            else:
                for _ in pattern.finditer(given):
                    pass
    except TooSlowError:
        return most
    return time.process_time() - begun


def source_files() -> Iterator[tuple[str, Path]]:
    root = Path(collector.__file__).parent
    for path in sorted(root.rglob("*.py")):
        yield ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"), path


@cache
def uses() -> Mapping[str, frozenset[str]]:
    """How each name is used: `_X.search(…)` in its module, `marks.sender.fullmatch(…)` anywhere in the package."""
    found: dict[str, set[str]] = {}
    for module, path in source_files():
        for name, method in USED.findall(path.read_text("utf-8")):
            key = f"{module}.{name}" if name.startswith("_") else name
            found.setdefault(key, set()).add("search" if method not in ("match", "fullmatch") else method)
    return {name: frozenset(methods) for name, methods in found.items()}


def constants() -> Iterator[tuple[str, str, re.Pattern[Any]]]:
    """The patterns that stand in modules, those inside of tables too."""
    for info in pkgutil.walk_packages(collector.__path__, "collector."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for pattern in inside(value):
                yield info.name.removeprefix("collector."), name, pattern


def inside(value: Any) -> Iterator[re.Pattern[Any]]:
    """The patterns that a value is or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from inside(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from inside(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from inside(getattr(value, field.name))


def loaded() -> Iterator[tuple[str, str, re.Pattern[Any]]]:
    """The patterns that are made of word lists."""
    words, kinds = load_mail_words(), load_unit_kinds(None)
    for held, place in ((words.quoted, "quoted"), (reading_words().months, "months")):
        for field in fields(held):
            for pattern in inside(getattr(held, field.name)):
                yield place, field.name, pattern
    for key, pattern in words.signs.patterns.items():
        yield "machine", key, pattern
    yield "kinds", "pattern", kinds.pattern
    yield "kinds", "before_another", kinds.before_another
    for spec in load_forms(("help-centre",), reading_words()):
        yield "nil", "_word", nil._word(spec.nil)
        yield "nil", "_label", nil._label(spec.nil_objects, spec.nil_filler)
        words, rest = spec.words.vocabulary, (*spec.nil_objects, *spec.nil_filler)
        yield "nil", "_pattern", nil._pattern(spec.nil, spec.nil_objects, rest, spec.nil_filler)
        leads = (*spec.nil_filler, *words.nil_frames, *words.nil_leads)
        yield "nil", "_pattern", nil._pattern(spec.nil, spec.nil_objects, rest, leads, alone=False)
    names = UnitNames((), kinds)
    yield "names", "kind_words", names.kind_words.pattern


def written_out() -> Iterator[tuple[str, str, re.Pattern[Any], str]]:
    """`re.split("…", text)` within a function, where the pattern is a constant."""
    for module, path in source_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                    args=[ast.Constant(value=str() | bytes() as source), *_],
                ) if method in METHODS:
                    flags = re.MULTILINE if any(word.arg == "flags" for word in node.keywords) else 0
                    yield module, f"line {node.lineno}", re.compile(source, flags), method


def cases() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    seen = set()
    for module, name, pattern in (*constants(), *loaded()):
        asked = (
            USED_AS.get(f"{module}.{name}")
            or uses().get(f"{module}.{name}")
            or uses().get(name)
            or {"match", "search"}
        )
        if "_subjects" in name:
            asked = {"match"}
        for method in sorted(asked):
            if (pattern, method) not in seen:
                seen.add((pattern, method))
                yield f"{module}.{name}.{method}", pattern, method
    for module, place, pattern, method in written_out():
        plain = method if method in ("match", "fullmatch") else "search"
        if (pattern, plain) not in seen:
            seen.add((pattern, plain))
            yield f"{module} {place} {plain}", pattern, plain


def worst(pattern: re.Pattern[Any], method: str, size: int) -> tuple[bool, str]:
    """Whether a text costs too much, and the worst one; tried with ever longer texts, as the worst may never end."""
    length, text = 32, ""
    while length < size:
        length = min(length * 2, size)
        limit = SCREEN_SECONDS * max(length / SCREENED, 0.1)
        timed = [(seconds_of(pattern, method, text, limit * 4), text) for text in texts(pattern, length)]
        seconds, text = max(timed, default=(0.0, ""))
        if seconds > limit and seconds_of(pattern, method, text, limit * 4) > limit:
            return True, text
    return False, text


def complaint(name: str, pattern: re.Pattern[Any], method: str) -> str:
    """What is wrong with a pattern, "" if it is linear in its worst text."""
    most = BOUNDED.get(name.rsplit(".", 1)[0], FULL)
    too_slow, text = worst(pattern, method, min(SCREENED, most))
    if too_slow:
        return f"{name} in {len(text)} characters: {text[:60]!r}"
    long = text * (min(FULL, most) // max(len(text), 1) or 1)
    one = text[:-1] + text[-2:-1] * (min(FULL, most) - len(text)) + text[-1:]
    if any(seconds_of(pattern, method, given, 4 * SECONDS) >= SECONDS for given in (long, one)):
        return f"{name} in a megabyte of {text[:60]!r}"
    return ""


@pytest.mark.slow
def test_each_pattern_is_linear_in_its_worst_text() -> None:
    asked = [case for case in cases() if case[0].rsplit(".", 1)[0] not in TRUSTED]
    assert len(asked) > 100
    assert [said for case in asked if (said := complaint(*case))] == []


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?:a|aa)+$", "match"),
        (r"\s*x?\s*$", "match"),
        (r"<a@a>|(?:<!--.{0,2000}?-->)*<html", "match"),
        (r"^--([^\r\n]{1,2000}?)[ \t]*\r?\n", "search"),
    ],
)
def test_what_is_not_linear_is_found(pattern: str, method: str) -> None:
    assert worst(re.compile(pattern, re.MULTILINE), method, SCREENED)[0]
