"""The units that a text may name, as a frozen value; finds none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """Units that a text may name: one if `certain`; none where it names an office that the registry lacks."""

    codes: tuple[str, ...]
    text: str  # as written
    certain: bool
    misspelt: bool = False
    elsewhere: tuple[str, ...] = ()  # units of that name, which belong to something else than the text says
