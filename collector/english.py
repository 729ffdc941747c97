"""Numbers in the English of messages for administrators: one thing, two things, the 3rd; knows nothing else."""


def counted(number: int, what: str) -> str:
    """1, "thing" → `1 thing`; 2, "address" → `2 addresses`."""
    ending = "" if number == 1 else "es" if what.endswith("s") else "s"
    return f"{number} {what}{ending}"


def ordinal(number: int) -> str:
    """1 → `1st`, counted from one as people do."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
