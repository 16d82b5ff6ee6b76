"""The layers: a module imports only from its own layer and from those before it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "engine" / "nisba"

# Each line is a layer; the names on a line may not import one another.
LAYERS = (
    ("source", "packaged", "extras", "encodings", "sealed"),
    ("diagnostics",),
    ("syntax",),
    ("program",),
    ("arabic",),
    ("matching",),
    ("extraction",),
    ("readers",),
    ("writers",),
    ("tools",),
    ("connectors",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """The layers that a module imports from, also inside functions and for type checking."""
    package = ("nisba", *module.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            start = ".".join(filter(None, (base, node.module)))
            names = [f"{start}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "nisba":
                yield parts[1] if len(parts) > 1 else "__init__"


def test_every_folder_is_a_layer() -> None:
    assert {layer_of(module) for module in MODULES} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_earlier_layers(module: Path) -> None:
    own = layer_of(module)
    if own == "__init__":
        return
    for imported in imports(module):
        assert imported == own or (imported in RANK and RANK[imported] < RANK[own]), f"imports {imported}"
