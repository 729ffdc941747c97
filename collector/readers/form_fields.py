"""What the form fields of Word's old kind print, in every format that holds them; it knows none of these."""

UNCHOSEN = 25  # the result of a field in which nobody chose anything: its default counts ([MS-DOC] 2.9.78)


def checkbox(ticked: bool) -> str:
    """Return the box as Word prints it."""
    return "\u2612" if ticked else "\u2610"


def choice(entries: list[str], result: int, default: int) -> str:
    """Return the entry that a list shows, "" where it has none."""
    number = default if result == UNCHOSEN else result
    return entries[number] if 0 <= number < len(entries) else ""
