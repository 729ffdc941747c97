"""A number and a section of a format code → what the cell shows (ECMA-376 part 1, 18.8.30)."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from collector.readers.sheets.format_code import FormatSection, Kind, Token

MOST_DECIMALS = 30  # Excel's own limit
_GENERAL_DECIMALS = 10
_GENERAL_DIGITS = 15
_EXACT = Context(prec=400)  # digits: the largest number has 309 before the point
_MOST_SCALING = 4  # signs of percent, or commas that divide by a thousand
_LARGEST, _SMALLEST = 1e15, 1e-9  # beyond them General writes a power of ten


def general(value: float) -> str:
    """A number as "General" shows it where there is room: 1.0 → "1", no float tails."""
    value = float(value)
    if value - value != 0:  # infinite, or no number
        return str(value)
    if value.is_integer() and abs(value) < _LARGEST:
        return str(int(value))
    if abs(value) >= _LARGEST or abs(value) < _SMALLEST:
        return format(value, ".6G")
    rounded = _rounded(abs(value), _GENERAL_DECIMALS)
    return ("-" if value < 0 else "") + f"{rounded:f}".rstrip("0").rstrip(".")


def shown_number(value: float, section: FormatSection) -> str:
    """The text of a cell; the sign is that of the value, for the caller knows which section is for what."""
    tokens = section.tokens
    if value - value != 0:  # infinite, or no number
        return str(value)
    kinds = {token.kind for token in tokens}
    if Kind.EXPONENT in kinds:
        pieces = _scientific(abs(value), tokens)
    elif Kind.SLASH in kinds and (fraction := _as_fraction(abs(value), tokens)):
        pieces = fraction
    else:
        pieces = list(_plain(abs(value), tokens))
    text = "".join(pieces)
    minus = "-" if value < 0 and any(sign in "123456789" for sign in text) else ""
    return section.locale.digits(minus + text)


def _rounded(value: float, decimals: int) -> Decimal:
    """As people round, on what a spreadsheet keeps of a number: 2.675 → 2.68."""
    kept = Decimal(format(value, f".{_GENERAL_DIGITS}g"))
    return kept.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)


def _plain(value: float, tokens: tuple[Token, ...]) -> Iterator[str]:
    """Digits into their places, thousands apart, with percent and with what trailing commas divide by."""
    point = next((at for at, token in enumerate(tokens) if token.kind is Kind.POINT), len(tokens))
    places = [at for at, token in enumerate(tokens) if token.kind is Kind.DIGITS]
    whole = [at for at in places if at < point]
    decimals = "".join(tokens[at].text for at in places if at > point)[:MOST_DECIMALS]
    last = places[-1] if places else -1
    scaling = [at for at in _commas(tokens) if last < at] or [
        at for at in _commas(tokens) if whole and whole[-1] < at < point
    ]
    thousands = any(whole[0] < at < whole[-1] for at in _commas(tokens)) if whole else False
    percents = sum(token.kind is Kind.PERCENT for token in tokens)
    scaled = Decimal(format(value, f".{_GENERAL_DIGITS}g")).scaleb(
        2 * min(percents, _MOST_SCALING) - 3 * min(len(scaling), _MOST_SCALING)
    )
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, _EXACT)
    digits, _, fraction = f"{rounded:f}".partition(".")
    ahead = _placed(
        digits.lstrip("0"), [(at, sign) for at in whole for sign in tokens[at].text], thousands=thousands
    )
    behind = iter(_decimal_digits(fraction, decimals))
    for at, (kind, text) in enumerate(tokens):
        if kind is Kind.DIGITS:
            if at < point:
                yield ahead.get(at, "")
            else:
                yield "".join(next(behind, "") for _ in text)
        elif kind is Kind.POINT:
            yield ("" if whole else digits.lstrip("0")) + text
        elif kind is Kind.GENERAL:
            yield general(value)
        elif kind not in {Kind.COMMA, Kind.TEXT} or (kind is Kind.COMMA and not whole):
            yield text


def _commas(tokens: tuple[Token, ...]) -> list[int]:
    return [at for at, token in enumerate(tokens) if token.kind is Kind.COMMA]


def _placed(digits: str, places: list[tuple[int, str]], *, thousands: bool) -> dict[int, str]:
    """The digits of a whole number by the token that shows them, from the right; the first place takes what is left."""
    found: dict[int, str] = {}
    rest = digits
    for number, (at, sign) in enumerate(reversed(places), start=1):
        piece, rest = (rest, "") if number == len(places) else (rest[-1:], rest[:-1])
        piece = piece or {"0": "0", "?": " ", "#": ""}[sign]
        for before, digit in enumerate(reversed(piece)):
            position = number - 1 + before
            apart = "," if thousands and position and position % 3 == 0 and digit != " " else ""
            found[at] = digit + apart + found.get(at, "")
    return found


def _decimal_digits(fraction: str, places: str) -> list[str]:
    """The digits behind the point; zeros at the end are not shown where # stands, and a blank where ? does."""
    found = list(fraction[: len(places)])
    for at in range(len(found) - 1, -1, -1):
        if found[at] != "0" or places[at] == "0":
            break
        found[at] = "" if places[at] == "#" else " "
    return found


def _scientific(value: float, tokens: tuple[Token, ...]) -> list[str]:
    """A power of ten: 0.00E+00; ##0.0E+0 goes in steps of three."""
    at = next(number for number, token in enumerate(tokens) if token.kind is Kind.EXPONENT)
    front, back = tokens[:at], tokens[at + 1 :]
    whole = 0
    for kind, text in front:
        if kind is Kind.POINT:
            break
        whole += len(text) if kind is Kind.DIGITS else 0
    step = max(whole, 1)
    power = Decimal(value).adjusted() if value else 0
    power -= power % step
    decimals = sum(len(text) for kind, text in front if kind is Kind.DIGITS) - whole
    if _rounded(value / 10.0**power if abs(power) < 300 else 0.0, max(decimals, 0)) >= Decimal(10) ** step:
        power += step
    mantissa = list(_plain(value / 10.0**power if abs(power) < 300 else 0.0, front))
    sign = "-" if power < 0 else "+" if tokens[at].text.endswith("+") else ""
    return [*mantissa, "E", sign, *_plain(float(abs(power)), back)]


def _as_fraction(value: float, tokens: tuple[Token, ...]) -> list[str] | None:
    """One number over another: `# ?/?`, `?/8`; None where a stroke is only a stroke."""
    slash = next(at for at, token in enumerate(tokens) if token.kind is Kind.SLASH)
    if not 0 < slash < len(tokens) - 1 or tokens[slash - 1].kind is not Kind.DIGITS:
        return None
    below = tokens[slash + 1]
    fixed = "".join(token.text for token in tokens[slash + 1 :] if token.text.isdigit() and token.text != "0")
    if below.kind is Kind.DIGITS and not fixed:
        most = 10 ** min(len(below.text), 4) - 1
    elif fixed and len(fixed) < 5:
        most = 0
    else:
        return None
    front = tokens[: slash - 1]
    has_whole = any(token.kind is Kind.DIGITS for token in front)
    whole, rest = divmod(value, 1) if has_whole else (0.0, value)
    part = Fraction(rest).limit_denominator(most) if most else Fraction(round(rest * int(fixed)), 1)
    over, under = (part.numerator, part.denominator) if most else (int(part), int(fixed))
    if has_whole and over == under:
        whole, over = whole + 1, 0
    shown = list(_plain(whole, front)) if whole else []
    return [*shown, f"{over}/{under}"] if over or not has_whole else shown or ["0"]
