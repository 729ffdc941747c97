"""Why something was decided, as it flows from readers to letters; it knows no words of any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a code of `templates/reasons.toml` and the values its words need."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
