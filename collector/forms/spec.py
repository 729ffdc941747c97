"""A form's description in TOML → FormSpec; a new form is a new file, never new Python."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from collector.errors import ConfigError
from collector.thai import fold


class Column(BaseModel):
    """One column of an entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    heading: str  # as printed on the blank form
    words: tuple[str, ...]  # what a heading of this column says near its beginning
    issue: bool = False  # its cells make the entries
    numbered: bool = False  # the blank form numbers its rows here
    width: float = 20  # of the blank form, in characters


class FormSpec(BaseModel):
    """A form as data: how it is recognised, what its table holds, when it is due."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: str
    title_words: tuple[str, ...]
    month_label: str
    due_day: Annotated[int, Field(ge=1, le=28)]
    unit_heading: str
    unit_words: tuple[str, ...]
    columns: tuple[Column, ...]
    blank_rows: int = 3
    nil: tuple[str, ...] = ()
    nil_objects: tuple[str, ...] = ()
    nil_filler: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()

    @property
    def issue(self) -> Column:
        return next(column for column in self.columns if column.issue)

    @cached_property
    def folded_words(self) -> tuple[tuple[str, str], ...]:
        """What the headings of the columns say, folded, each with its column's key."""
        return tuple((column.key, fold(word)) for column in self.columns for word in column.words)

    @cached_property
    def folded_unit_words(self) -> tuple[str, ...]:
        """What the heading of the units' column says, folded."""
        return tuple(map(fold, self.unit_words))

    def is_title(self, text: str) -> bool:
        """Whether a text speaks of this form."""
        folded = fold(text)
        return any(fold(words) in folded for words in self.title_words)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of collector/data/recognition.toml, folded."""

    number_headings: frozenset[str]
    period_headings: tuple[str, ...]
    other_headings: tuple[str, ...]
    footer: tuple[str, ...]
    totals: tuple[str, ...]
    signs: tuple[str, ...]
    names: tuple[str, ...]
    continued: tuple[str, ...]
    month_labels: tuple[str, ...]
    not_the_month: tuple[str, ...]
    attachment_words: tuple[str, ...] = field(default=())
    report_words: tuple[str, ...] = field(default=())
    request_words: tuple[str, ...] = field(default=())


@cache
def vocabulary() -> Vocabulary:
    """The words shipped with the package; read once."""
    raw = tomllib.loads(
        resources.files("collector").joinpath("data/recognition.toml").read_text(encoding="utf-8")
    )
    words = {key: tuple(dict.fromkeys(fold(word) for word in value)) for key, value in raw.items()}
    return Vocabulary(number_headings=frozenset(words.pop("number_headings")) | {"#"}, **words)


def load_spec(path: Path | None = None) -> FormSpec:
    """The form described in a TOML file, None for the one shipped; raises ConfigError listing every problem."""
    name = path or Path("help-centre.toml")
    try:
        text = (path or resources.files("collector").joinpath("data/forms/help-centre.toml")).read_text(
            encoding="utf-8"
        )
        spec = FormSpec.model_validate(tomllib.loads(text))
    except OSError as error:
        raise ConfigError(name, [f"registry.forms: cannot be read: {error.strerror}"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(name, [f"registry.forms: is no TOML in UTF-8: {error}"]) from error
    except ValidationError as error:
        problems = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
        raise ConfigError(name, problems) from error
    if sum(column.issue for column in spec.columns) != 1:
        raise ConfigError(name, ["columns: exactly one must be marked issue = true"])
    return spec


def load_specs(paths: Sequence[Path]) -> tuple[FormSpec, ...]:
    """The form shipped and a department's own; ConfigError where two could not be told apart by their receipts."""
    specs = (load_spec(), *map(load_spec, paths))
    for number, spec in enumerate(specs):
        if rival := next((other for other in specs[:number] if initials(other) == initials(spec)), None):
            problem = f"id: {spec.id} has the initials of {rival.id}, and receipt numbers begin with them: rename it"
            raise ConfigError(paths[number - 1], [problem])
    return specs


def initials(spec: FormSpec) -> str:
    """The first letters of the parts of a form's id: `help-centre` → `hc`."""
    return "".join(part[0] for part in spec.id.split("-") if part)
