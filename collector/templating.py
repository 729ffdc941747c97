"""Template folders, the department's over the shipped ones → merged TOML words, filled sentences, rendered text, and
errors that name the line; knows no word, no letter and no page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from collector.direction import straight
from collector.errors import TemplateError
from collector.thai import within
from collector.toml_text import parsed

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_UNCERTAIN = "…"  # stands for a value that nobody gave

# What a template that staff have edited can do wrong while it runs; anything else is our own mistake.
_FAULTS = (
    jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, which takes a fifth of the time of a letter unless it is spared the values that we give."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of one of our frozen values at once, all else by the sandbox's rules."""
        if attribute in getattr(type(obj), "__dataclass_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def templates_folder() -> Path:
    """The shipped templates: inside the package once it is installed, beside it in a checkout."""
    installed = Path(__file__).parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "templates"


def environment(folders: Sequence[Path], filters: Mapping[str, Callable[..., object]]) -> jinja2.Environment:
    """A sandboxed environment in which a template of the first folder hides its namesakes in the others.

    Names that end in `.html.j2` are escaped, all others are plain text. A value that is not given is an error.
    """
    made = _Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(("html.j2",)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters)
    return made


def rendered(made: jinja2.Environment, name: str, values: Mapping[str, object]) -> str:
    """The template's text, without a mark that turns the direction of writing; TemplateError names template and line."""
    try:
        return straight(made.get_template(name).render(values))
    except _FAULTS as error:
        raise TemplateError(_described(name, error)) from error


def blocks(made: jinja2.Environment, name: str, values: Mapping[str, object]) -> dict[str, str]:
    """What a template of sentences sets with `{% set opening %}…{% endset %}`, by name, each on one line.

    For plain text only: a template whose name ends in `.html.j2` would come back escaped.
    """
    try:
        module = _module(made, made.get_template(name), values)
        names = [key for key in vars(module) if not key.startswith("_")]
        return {key: straight(" ".join(str(getattr(module, key)).split())) for key in names}
    except _FAULTS as error:
        raise TemplateError(_described(name, error)) from error


def _module(
    made: jinja2.Environment, template: jinja2.Template, values: Mapping[str, object]
) -> jinja2.environment.TemplateModule:
    try:
        return template.make_module(dict(values))
    except _FAULTS:
        made.handle_exception()  # raises it again, with the template's own lines in the traceback as render() does


def filled(template: str, values: Mapping[str, str], *, strict: bool = False, code: str = "") -> str:
    """Puts values into `{name}`; a part in [brackets] goes when a value in it is missing or empty.

    A value that begins or ends in an abbreviation stands apart from Thai words. With `strict` a value that was not
    given is a TemplateError, which names `code`.
    """

    def value(found: re.Match[str]) -> str:
        name, said = found[1], found.string
        if name not in values and strict:
            raise TemplateError(f"the words for {code or template!r} need {{{name}}}, which was not given")
        return within(values.get(name) or _UNCERTAIN, said[: found.start()], said[found.end() :])

    def part(found: re.Match[str]) -> str:
        return found[1] if all(values.get(name) for name in _PLACEHOLDER.findall(found[1])) else ""

    return _PLACEHOLDER.sub(value, _OPTIONAL.sub(part, template))


def merged(folders: Sequence[Path], name: str) -> dict[str, Any]:
    """A TOML file of the last folder, with the keys that the folders before it give laid over it."""
    words: dict[str, Any] = {}
    for folder in reversed(folders):
        path = folder / name
        if not path.is_file():
            continue
        try:
            _overlay(words, parsed(path.read_bytes()))
        except (ValueError, OSError) as error:
            raise TemplateError(f"{path}: {error}") from error
    return words


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _overlay(below[key], value)
        else:
            below[key] = value


def _described(name: str, error: BaseException) -> str:
    """`letters/review.j2, line 12: 'x' is undefined`."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.name or name}, line {error.lineno}: {error.message}"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"{name}: there is no template {error}"
    return f"{_place_in_template(error.__traceback__) or name}: {error}"


def _place_in_template(trace: TracebackType | None) -> str:
    """The innermost line of a template in a traceback; jinja2 writes the template's own lines into it."""
    place = ""
    while trace is not None:
        if (path := trace.tb_frame.f_code.co_filename).endswith(".j2"):
            place = f"{path}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
