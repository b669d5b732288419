"""The product's own code, parsed once, for the rules to read."""

import ast
import functools
from dataclasses import dataclass
from pathlib import Path

from marketplace import FACES, ROOMS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "marketplace"


@dataclass(frozen=True)
class Module:
    """One file of the package: its dotted name, its text, its tree."""

    name: str
    text: str
    is_package: bool = False

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def part(self) -> str:
        """The room or face that it belongs to; `core` for what lies below the rooms."""
        names = self.name.split(".")
        second = names[1] if len(names) > 1 else ""
        return second if second in ROOMS or second in FACES else "core"

    @property
    def file(self) -> str:
        return self.name.removeprefix("marketplace.").replace(".", "/")


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every module of the product."""
    return tuple(
        Module(
            ".".join(
                part for part in path.relative_to(ROOT).with_suffix("").parts if part != "__init__"
            ),
            path.read_text(encoding="utf-8"),
            path.name == "__init__.py",
        )
        for path in sorted(PACKAGE.rglob("*.py"))
    )


def imports(module: Module) -> list[tuple[int, str]]:
    """Every dotted name that a module imports, at whatever depth, with its line."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = _absolute(module, node)
            found += [(node.lineno, f"{start}.{alias.name}") for alias in node.names]
    return found


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    here = module.name.split(".")
    up = node.level - 1 if module.is_package else node.level
    stem = here[: len(here) - up] if up else here
    return ".".join([*stem, *([node.module] if node.module else [])])


def room_of(dotted: str) -> str | None:
    """The room or face that an imported name belongs to; None for anything else."""
    parts = dotted.split(".")
    if parts[0] != "marketplace" or len(parts) < 2:
        return None
    return parts[1] if parts[1] in ROOMS or parts[1] in FACES else None


def is_service(module: Module) -> bool:
    """Whether a module is `services.py` of a room, or a file of its `services/`."""
    return module.part in ROOMS and module.name.split(".")[2:3] == ["services"]


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
