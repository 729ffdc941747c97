"""A form's TOML file with `accept = false` → KnownForm; docs/forms.md explains the keys."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from collector.forms.known_form import Instead, KnownForm
from collector.forms.vocabulary import Vocabulary
from collector.settings import toml_files
from collector.settings.server import SettingsSection
from collector.settings.types import Text, Title
from collector.thai import fold

SHORTEST = 4  # folded letters that tell a title, beside those that all titles share
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]


class KnownFormFile(SettingsSection):
    """All that the file may say."""

    id: Id
    accept: Literal[False]
    title: Title
    title_words: tuple[Title, ...] = ()
    instead: Literal["ignore", "review", "answer"] = "review"
    answer: Text = ""


def is_known_form(written: Mapping[str, Any]) -> bool:
    """Whether the file is that of a form which is not accepted."""
    return written.get("accept") is False


def known_form(written: Mapping[str, Any], path: Path) -> KnownForm:
    """The form that a file describes; ConfigError names each fault by its key."""
    file = toml_files.checked(KnownFormFile, written, path, {})
    return KnownForm(
        file.id, file.title, file.title_words or (file.title,), Instead(file.instead), file.answer
    )


def too_general(known: KnownForm, words: Vocabulary) -> Iterator[str]:
    """Words that stand in the titles of many forms."""
    common = sorted({*words.general, *words.title_filler}, key=len, reverse=True)
    for word in known.title_words:
        left = fold(word)
        for usual in common:
            left = left.replace(usual, "")
        if len(left) < SHORTEST:
            yield f'title_words: "{word}" is too general: it stands in the titles of other forms too'
