"""An expression → what could stand in its place: other operators, numbers, words, operands, arguments, elements."""

import ast
from collections.abc import Callable, Iterator
from copy import copy

Offer = tuple[ast.AST, str]  # what to put, and how it is called

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_SIGNS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Div: "/", ast.Mod: "%",
    ast.BitAnd: "&", ast.BitOr: "|", ast.And: "and", ast.Or: "or",
}  # fmt: skip
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_METHODS = {
    "startswith": "endswith",
    "endswith": "startswith",
    "partition": "rpartition",
    "rpartition": "partition",
    "lstrip": "rstrip",
    "rstrip": "lstrip",
}
_PLAIN = {"strip", "lstrip", "rstrip", "lower", "upper", "casefold"}  # methods that may be left out
UNSEEN = {
    "strict",
    "encoding",
    "maxsize",
    "frozen",
    "slots",
}  # arguments that assert, say the default, or only spare
LONGEST_NAMED = 40  # characters of a text


def offers(node: ast.expr) -> Iterator[Offer]:
    """Everything that one expression could be instead, its parts left alone."""
    if maker := _MAKERS.get(type(node)):
        yield from maker(node)


def has_binding(node: ast.AST) -> bool:
    """Whether leaving it out would leave a name unbound, which any test notices."""
    return any(isinstance(part, ast.NamedExpr) for part in ast.walk(node))


def _with(node: ast.expr, **fields: object) -> ast.expr:
    made = copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _compare(node: ast.Compare) -> Iterator[Offer]:
    for at, op in enumerate(node.ops):
        for other in _COMPARED[type(op)]:
            ops = [*node.ops[:at], other(), *node.ops[at + 1 :]]
            yield _with(node, ops=ops), f"{_SIGNS[type(op)]} → {_SIGNS[other]}"


def _boolean(node: ast.BoolOp) -> Iterator[Offer]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield _with(node, op=other), f"{_SIGNS[type(node.op)]} → {_SIGNS[type(other)]}"
    for at, operand in enumerate(node.values):
        left = [*node.values[:at], *node.values[at + 1 :]]
        if not has_binding(operand):
            whole = left[0] if len(left) == 1 else _with(node, values=left)
            yield whole, f"without operand {ast.unparse(operand)}"


def _unary(node: ast.UnaryOp) -> Iterator[Offer]:
    if isinstance(node.op, ast.Not):
        yield node.operand, "without not"
    elif isinstance(node.op, ast.USub):
        yield node.operand, "without -"


def _binary(node: ast.BinOp) -> Iterator[Offer]:
    if other := _CALCULATED.get(type(node.op)):
        yield _with(node, op=other()), f"{_SIGNS[type(node.op)]} → {_SIGNS[other]}"


def _choice(node: ast.IfExp) -> Iterator[Offer]:
    if not has_binding(node.test):
        yield node.body, "always the first"
        yield node.orelse, "always the second"


def _constant(node: ast.Constant) -> Iterator[Offer]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), f"{value} → {not value}"
    elif isinstance(value, int):
        for other in (value + 1, value - 1):
            yield ast.Constant(other), f"{value} → {other}"
    elif isinstance(value, str):
        yield ast.Constant(f"{value}~"), f"{_short(value)} → …~"


def _formatted(node: ast.JoinedStr) -> Iterator[Offer]:
    for at, part in enumerate(node.values):
        if isinstance(part, ast.Constant):
            altered = [*node.values[:at], ast.Constant(f"{part.value!s}~"), *node.values[at + 1 :]]
            yield _with(node, values=altered), f"{_short(str(part.value))} → …~"


def _short(text: str) -> str:
    return repr(text) if len(text) <= LONGEST_NAMED else f"{text[:LONGEST_NAMED]!r}…"


def _name(node: ast.Name) -> Iterator[Offer]:
    if other := _NAMES.get(node.id):
        yield _with(node, id=other), f"{node.id} → {other}"


def _call(node: ast.Call) -> Iterator[Offer]:
    for at, keyword in enumerate(node.keywords):
        if keyword.arg and keyword.arg not in UNSEEN and not has_binding(keyword):
            left = [*node.keywords[:at], *node.keywords[at + 1 :]]
            yield _with(node, keywords=left), f"without argument {keyword.arg}"
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if other := _METHODS.get(name):
            yield _with(node, func=_with(node.func, attr=other)), f"{name} → {other}"
        if name in _PLAIN:
            yield node.func.value, f"without .{name}()"


def _elements(node: ast.Tuple | ast.Set | ast.List) -> Iterator[Offer]:
    if isinstance(getattr(node, "ctx", None), ast.Store) or len(node.elts) < 2:
        return
    for at, element in enumerate(node.elts):
        if not has_binding(element):
            left = [*node.elts[:at], *node.elts[at + 1 :]]
            yield _with(node, elts=left), f"without element {ast.unparse(element)}"


def _slice(node: ast.Slice) -> Iterator[Offer]:
    for name in ("lower", "upper"):
        bound = getattr(node, name)
        if bound is not None:
            yield _with(node, **{name: None}), f"without {name} bound"
            if not isinstance(bound, ast.Constant):
                further = ast.BinOp(bound, ast.Add(), ast.Constant(1))
                yield _with(node, **{name: further}), f"{name} bound + 1"


_MAKERS: dict[type[ast.expr], Callable[..., Iterator[Offer]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.IfExp: _choice,
    ast.Constant: _constant,
    ast.JoinedStr: _formatted,
    ast.Name: _name,
    ast.Call: _call,
    ast.Tuple: _elements,
    ast.Set: _elements,
    ast.List: _elements,
    ast.Slice: _slice,
}
