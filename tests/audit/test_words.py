"""Every event that the code records has words for officers."""

import ast
import re

from marketplace.audit import words
from tests.house_rules.code import Module, called, modules

# Names that the code puts together: what may stand where a value goes.
PUT_TOGETHER = {
    "rights.{}": ("copied", "done", "refused"),
    "picture.{}": ("ready", "failed"),
}


def names(module: Module) -> set[str]:
    """What a file calls its events, with `{}` where a value goes."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and called(node) in ("record", "record_of_house"):
            for one in ast.walk(node.args[0]) if node.args else ():
                if isinstance(one, ast.JoinedStr):
                    found.add("".join(v.value if isinstance(v, ast.Constant) else "{}" for v in one.values))
                elif isinstance(one, ast.Constant) and isinstance(one.value, str):
                    found.add(one.value)
    return {name for name in found if re.fullmatch(r"[a-z_]+\.[a-z_{}]+", name)}


def test_print():
    every = set()
    for module in modules():
        every |= names(module)
    print("\n".join(sorted(every)))
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in ("record", "record_of_house") and node.args and not isinstance(node.args[0], ast.Constant):
                print("VAR", module.name, node.lineno, ast.unparse(node.args[0]))
