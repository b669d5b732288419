"""Budgets: a file or function past them wants to be two."""

import ast
import re
from pathlib import Path

from tests.house_rules.code import PACKAGE, ROOT, Module, modules

LONGEST = {
    "python": 300,
    "function": 40,
    "view": 15,
    "template": 80,
    "css": 200,
    "js": 80,
    "test": 250,
    "conftest": 150,
}
BANNED = {"utils.py", "helpers.py", "common.py", "manager.py", "base.py", "misc.py"}


def long_functions(module: Module) -> list[str]:
    """Functions over the budget, counted without their docstring; views have a smaller one."""
    breaches = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
        budget = LONGEST["view"] if _is_view(node) else LONGEST["function"]
        if length > budget:
            breaches.append(f"{module.name}:{node.lineno} {node.name} has {length} lines")
    return breaches


def _is_view(node: ast.FunctionDef) -> bool:
    marks = {"public", "signed_in", "member", "officer", "administrator"}
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in marks:
            return True
    return False


def too_long(pattern: str, kind: str, folder=ROOT) -> list[str]:
    """Files of a kind over their budget."""
    found = []
    for path in sorted(folder.glob(pattern)):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST["conftest" if path.name == "conftest.py" else kind]:
            found.append(f"{path.relative_to(folder)} has {lines} lines")
    return found


def test_functions_are_short():
    assert [b for module in modules() for b in long_functions(module)] == []


def test_files_are_short():
    assert too_long("marketplace/**/*.py", "python") == []
    assert too_long("templates/**/*.html", "template") == []
    assert too_long("static/css/**/*.css", "css") == []
    assert too_long("static/js/**/*.js", "js") == []
    assert too_long("tests/**/*.py", "test") == []


def named_after_kinds(folder: Path) -> list[str]:
    """Files whose name says of which kind they are, and nothing of what they hold."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*.py") if path.name in BANNED]


def silent(module: Module) -> list[str]:
    """Modules, and public functions of services and queries, that do not say what they are."""
    if not module.text.strip():
        return []
    found = [] if ast.get_docstring(module.tree) else [module.name]
    if not {"services", "queries"} & set(module.name.split(".")):
        return found
    return found + [
        f"{module.name}.{node.name}"
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


def bare_numbers(module: Module) -> bool:
    """Whether a `nik` stands there that may be a cooperative's or a person's."""
    bare = re.compile(r"(?<![\w\"'.-])nik(?![\w\"'-])(?=\s*[:=,)])")
    return bool(bare.search(re.sub(r'""".*?"""', "", module.text, flags=re.S)))


def test_files_are_named_after_things():
    assert named_after_kinds(PACKAGE) == []
    assert named_after_kinds(ROOT / "tests") == []


def test_every_module_and_service_says_what_it_is():
    assert [name for module in modules() for name in silent(module)] == []


def test_a_number_says_whose_it_is():
    assert [module.name for module in modules() if bare_numbers(module)] == []


def test_the_rules_see_a_breach(tmp_path):
    body = "\n".join("    x = 1" for _ in range(41))
    assert long_functions(Module("marketplace.x", f"def f():\n{body}"))
    view = "@public\ndef f():\n" + "\n".join("    x = 1" for _ in range(16))
    assert long_functions(Module("marketplace.x", view))
    (tmp_path / "a.css").write_text("\n" * 201)
    assert too_long("*.css", "css", tmp_path)
    (tmp_path / "conftest.py").write_text("\n" * 151)
    assert too_long("*.py", "test", tmp_path)
    (tmp_path / "utils.py").write_text("")
    assert named_after_kinds(tmp_path) == ["utils.py"]
    hidden = "class A:\n    def f(self):\n" + body.replace("    x", "        x")
    assert long_functions(Module("marketplace.x", hidden))
    mute = Module("marketplace.catalog.queries.x", '"""Questions."""\ndef f(): ...')
    assert silent(mute) and silent(Module("marketplace.x", "x = 1"))
    assert bare_numbers(Module("marketplace.x", "def f(nik): ..."))
    assert not bare_numbers(Module("marketplace.x", "def f(nik_koperasi): ..."))
