"""One place in a syntax tree and what could stand there instead → a change of the source text."""

import ast
from dataclasses import dataclass
from difflib import unified_diff

_ATOMS = (
    ast.Name,
    ast.Constant,
    ast.Call,
    ast.Attribute,
    ast.Subscript,
    ast.Tuple,
    ast.List,
    ast.Set,
    ast.Dict,
    ast.JoinedStr,
    ast.GeneratorExp,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.Slice,
)
WIDEST = 160  # characters of a line that is shown


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a module replaced by another."""

    module: str  # "collector.periods"
    path: str  # below the project: "collector/periods.py"
    function: str  # "Calendar.due", "" outside of any
    line: int  # where it is shown
    text: str  # that line as it stands, stripped
    label: str  # "< → <=", unique within its function and line
    start: int  # offsets in the source's UTF-8
    end: int
    put: str
    lines: frozenset[int]  # the lines that run when it is reached; empty: any of the module

    def key(self) -> tuple[str, str, str, str]:
        """What stays the same as long as the code does, wherever it is moved within its module."""
        return self.module, self.function, self.text, self.label

    def applied(self, source: str) -> str:
        data = source.encode()
        return (data[: self.start] + self.put.encode() + data[self.end :]).decode()

    def shown(self, source: str) -> str:
        """The change as a reader knows it from a patch."""
        old, new = source.splitlines(), self.applied(source).splitlines()
        body = [line for line in list(unified_diff(old, new, n=0, lineterm=""))[2:] if line[:2] != "@@"]
        body = [line if len(line) <= WIDEST else f"{line[:WIDEST]}…" for line in body]
        inside = f" in {self.function}" if self.function else ""
        return "\n".join(
            (f"{self.path}:{self.line}{inside}: {self.label}", *(f"    {line}" for line in body))
        )


def replacement(old: ast.AST, new: ast.AST | None) -> str:
    """The text of what is put in place of a node; parentheses keep it together."""
    if new is None:
        return "pass"
    text = ast.unparse(new)
    if not isinstance(old, ast.expr) or isinstance(new, _ATOMS):
        return text
    if isinstance(old, ast.Compare) and isinstance(new, ast.Compare):
        return text
    return f"({text})"
