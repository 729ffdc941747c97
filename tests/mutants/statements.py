"""A statement → what could stand in its place: a condition forced, a value returned, a call or a jump left out."""

import ast
from collections.abc import Iterator

from tests.mutants.expressions import has_binding

Place = tuple[ast.AST, ast.AST | None, str]  # the node to be replaced, what to put (None: nothing), the name

_MAY_GO = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
_SAID = (ast.Call, ast.Yield, ast.YieldFrom)  # as statements of their own
_EMPTY = {
    "str": ast.Constant(""),
    "int": ast.Constant(0),
    "tuple": ast.Tuple([], ast.Load()),
    "list": ast.List([], ast.Load()),
    "dict": ast.Dict([], []),
}


def places(node: ast.AST, returns: ast.expr | None) -> Iterator[Place]:
    """What could be changed of a statement or a comprehension; `returns` is what its function says it returns."""
    if isinstance(node, ast.If):
        yield from _forced(node.test, (True, False))
    elif isinstance(node, ast.While):
        yield from _forced(node.test, (False,))
    elif isinstance(node, ast.comprehension):
        for condition in node.ifs:
            yield from _forced(condition, (True, False))
    elif isinstance(node, ast.Return) and node.value is not None:
        yield from _returned(node.value, returns)
    elif isinstance(node, _MAY_GO) or (isinstance(node, ast.Expr) and isinstance(node.value, _SAID)):
        yield node, None, "left out"
    if isinstance(node, ast.Continue):
        yield node, ast.Break(), "continue → break"
    elif isinstance(node, ast.Break):
        yield node, ast.Continue(), "break → continue"


def _forced(test: ast.expr, values: tuple[bool, ...]) -> Iterator[Place]:
    if not has_binding(test) and not isinstance(test, ast.Constant):
        for value in values:
            yield test, ast.Constant(value), f"condition {value}"


def _returned(value: ast.expr, returns: ast.expr | None) -> Iterator[Place]:
    if isinstance(value, ast.Constant):
        return
    said = ast.unparse(returns) if returns else ""
    if said == "bool":
        yield value, ast.Constant(True), "returns True"
        yield value, ast.Constant(False), "returns False"
        return
    kind = said.partition("[")[0]
    empty = ast.Constant(None) if "None" in said else _EMPTY.get(kind, ast.Constant(None))
    if ast.dump(value) != ast.dump(empty):
        yield value, empty, f"returns {ast.unparse(empty)}"
