"""A module's source → every change of it that a test could notice."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.mutants.change import Change, replacement
from tests.mutants.expressions import UNSEEN, offers
from tests.mutants.statements import places

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_UNTYPED = {"TypeVar", "lru_cache", "cache"}  # calls that say nothing about what comes out
_TYPES = {"tuple", "list", "dict", "set", "frozenset", "type", "Callable", "Iterator", "Mapping", "Sequence"}


@dataclass(frozen=True, slots=True)
class _Where:
    """What lies around a node."""

    function: str = ""
    returns: ast.expr | None = None
    lines: frozenset[int] = frozenset()  # those of the innermost statement's head within a function
    anchor: ast.expr | None = (
        None  # the formatted string around it, whose parts have no positions of their own
    )


@dataclass(slots=True)
class _Module:
    name: str
    path: str
    source: str
    starts: list[int] = field(default_factory=list)  # offset of each line
    users: dict[str, frozenset[int]] = field(
        default_factory=dict
    )  # of each constant: the lines of functions that use it


def changes_of(module: str, project: Path) -> list[Change]:
    """All changes of a module, in the order of its lines."""
    path = module.replace(".", "/") + ".py"
    source = (project / path).read_text(encoding="utf-8")
    starts = [0]
    for line in source.encode().split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    tree = ast.parse(source)
    found = _inside(tree, _Where(), _Module(module, path, source, starts, users_of(tree)))
    return list(_told_apart(sorted(found, key=lambda change: (change.start, change.end))))


def users_of(tree: ast.Module) -> dict[str, frozenset[int]]:
    """The constants of a module → the lines of its functions that use them, also by way of other constants."""
    direct: defaultdict[str, set[int]] = defaultdict(set)
    for function in (node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)):
        for statement in (node for part in function.body for node in ast.walk(part)):
            if isinstance(statement, ast.stmt):
                for name in _names(statement):
                    direct[name].add(statement.lineno)
    made_of = {_target(part): _names(part) for part in tree.body if _target(part)}
    lines = {name: set(direct[name]) for name in made_of}
    for name, parts in reversed(made_of.items()):  # a constant stands below those that it is made of
        for part in parts & lines.keys():
            lines[part] |= lines[name]
    return {name: frozenset(own) for name, own in lines.items()}


def _names(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _target(statement: ast.AST) -> str:
    """The name that a statement gives a value, "" if it does not."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return next((target.id for target in targets if isinstance(target, ast.Name)), "")


def _told_apart(changes: list[Change]) -> Iterator[Change]:
    """The second change of one name on one line is called #2."""
    seen: Counter[tuple[str, ...]] = Counter()
    for change in changes:
        seen[change.key()] += 1
        count = seen[change.key()]
        yield change if count == 1 else replace(change, label=f"{change.label} #{count}")


def _inside(node: ast.AST, where: _Where, module: _Module) -> Iterator[Change]:
    for child in _children(node):
        around = _around(child, where, module)
        yield from _here(child, around, module)
        yield from _inside(child, around, module)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that decide what comes out: no annotation, docstring, dataclass option or cache."""
    skipped: set[int] = set()
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        skipped |= {id(part) for part in node.decorator_list if _called(part) in {"lru_cache", "cache"}}
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and id(child) not in skipped and not _is_mute(child):
                yield child


def _is_mute(node: ast.AST) -> bool:
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    option = isinstance(node, ast.keyword) and node.arg in UNSEEN
    alias = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in _TYPES
    return text or option or alias or (isinstance(node, ast.Call) and _called(node) in _UNTYPED)


def _called(node: ast.AST) -> str:
    """The name of what a call calls; of `lru_cache(maxsize=9)(f)` the first."""
    if isinstance(node, ast.Call):
        return _called(node.func)
    return node.id if isinstance(node, ast.Name) else ""


def _around(node: ast.AST, where: _Where, module: _Module) -> _Where:
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        name = f"{where.function}.{node.name}".lstrip(".")
        if isinstance(node, ast.ClassDef):
            return replace(where, function=name)
        body = frozenset(range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1))
        return replace(where, function=name, returns=node.returns, lines=body)
    if isinstance(node, ast.JoinedStr) and where.anchor is None:
        return replace(where, anchor=node)
    if not where.function and (users := module.users.get(_target(node))):
        return replace(where, lines=users)
    if isinstance(node, (ast.stmt, ast.ExceptHandler)) and where.lines:
        return replace(where, lines=frozenset({node.lineno}))
    return where


def _here(node: ast.AST, where: _Where, module: _Module) -> Iterator[Change]:
    inner = where.anchor is not None and node is not where.anchor
    if isinstance(node, ast.expr) and not inner:
        for offered, label in offers(node):
            yield _change(node, offered, label, where, module)
    for old, new, label in () if inner else places(node, where.returns):
        yield _change(old, new, label, where, module)


def _change(old: ast.AST, new: ast.AST | None, label: str, where: _Where, module: _Module) -> Change:
    first, last = old.lineno, old.end_lineno  # type: ignore[attr-defined]  # every node that is offered has them
    start = module.starts[first - 1] + old.col_offset  # type: ignore[attr-defined]
    end = module.starts[last - 1] + old.end_col_offset  # type: ignore[attr-defined]
    lines = where.lines | set(range(first, last + 1)) if where.lines else where.lines
    return Change(
        module.name,
        module.path,
        where.function,
        first,
        module.source.splitlines()[first - 1].strip(),
        label,
        start,
        end,
        replacement(old, new),
        lines,
    )
