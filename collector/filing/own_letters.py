"""Letters of ours within what a sender sends, quoted or passed on in ways that nothing marks → told by their number or mark."""

from collector.filing.receipt import receipt_in
from collector.message_ids import marks_in
from collector.thai import fold

_BEGINS = fold("เรื่อง")  # the first word of each letter
_QUOTING = "> |*\t"


def sign_of(text: str, secret: bytes) -> str:
    """The receipt number, else the mark of a letter of ours, that a text bears; "" if there is none."""
    return receipt_in(text) or next(iter(marks_in(text, secret)), "")


def is_letter(text: str, secret: bytes) -> bool:
    """Whether a text is a letter of ours and nothing else, as one that was saved as a file is."""
    return bool(text.strip()) and not without_letters(text, secret).strip()


def letters_apart(text: str, secret: bytes) -> list[tuple[str, str]]:
    """A text in parts, each with the mark of a letter of ours at its end; "" for that of the last one, which has none."""
    parts: list[tuple[str, str]] = []
    lines: list[str] = []
    for line in text.splitlines():
        lines.append(line)
        if marks := marks_in(line, secret):
            parts.append(("\n".join(lines), marks[-1]))
            lines = []
    return [*parts, ("\n".join(lines), "")]


def without_letters(text: str, secret: bytes) -> str:
    """A text without the letters of ours in it, each from its first word to its mark."""
    kept: list[str] = []
    for line in text.splitlines():
        if not marks_in(line, secret):
            kept.append(line)
            continue
        begins = [at for at, other in enumerate(kept) if fold(other.lstrip(_QUOTING)).startswith(_BEGINS)]
        del kept[begins[-1] if begins else len(kept) :]
    return "\n".join(kept)
