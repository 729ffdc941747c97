"""A TOML file of collector/data → what stands in it; knows no key of it. Called at the edge, never from the pure middle."""

import tomllib
from importlib import resources
from typing import Any


def shipped(name: str) -> dict[str, Any]:
    """The file's tables, by its name below collector/data: `months.toml`, `forms/help-centre.toml`."""
    file = resources.files("collector").joinpath("data", *name.split("/"))
    return tomllib.loads(file.read_text(encoding="utf-8"))
