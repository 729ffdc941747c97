"""Whether work is to end before it is done: asked again and again by whoever does it; knows no signal and no clock."""

from collections.abc import Callable

Stop = Callable[[], bool]  # True as soon as the work is to end


def never() -> bool:
    """Nobody asks for an end before the work is done."""
    return False
