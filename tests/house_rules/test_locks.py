"""Services change only records that they have locked or made."""

import ast
import builtins
from collections.abc import Iterator

import pytest

from tests.house_rules.code import Module, called, is_service, modules


def model_verbs(module: Module) -> set[str]:
    """Methods of a room's models that change their record."""
    if ".models" not in module.name:
        return set()
    return {
        method.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef)
        and not method.decorator_list
        and not method.name.startswith("_")
        and any(target.value.id == "self" for target in assigned_attributes(method))
    }


def assigned_attributes(function: ast.AST) -> Iterator[ast.Attribute]:
    """Every `name.attribute` that a function assigns to."""
    for node in ast.walk(function):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            for one in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
                    yield one


def unlocked_changes(module: Module, verbs: set[str], lockers: set[str]) -> list[str]:
    """Records that a service changes without having locked or made them.

    A private function may be lent its record, but only by a caller that locked or made it.
    """
    if not is_service(module):
        return []
    functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
    modules_here = _imported(module)
    safe = {one.name: _locked_or_made(one, lockers) | modules_here for one in functions}
    breaches, lent = [], []
    for function in functions:
        roots = _hanging_on(function)
        for line, record, how in _changes(function, verbs):
            root = roots.get(record, record)
            if not {record, root} & safe[function.name]:
                lent.append((function, root, f"{module.name}:{line} {record}{how}"))
    seen = set()
    while lent:
        function, record, breach = lent.pop()
        parameters = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
        if not function.name.startswith("_") or record not in parameters:
            breaches.append(breach)
            continue
        if (function.name, record) in seen:
            continue
        seen.add((function.name, record))
        place = parameters.index(record)
        for caller in functions:
            for given in _given_to(caller, function.name, record, place):
                if given in safe[caller.name]:
                    continue
                lent.append((caller, given, f"{breach}, lent by {caller.name}"))
    return sorted(breaches)


def _changes(function: ast.FunctionDef, verbs: set[str]) -> Iterator[tuple[int, str, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if node.func.attr in verbs and not _is_locking(owner):
                yield node.lineno, ast.unparse(owner), f".{node.func.attr}()"
    for target in assigned_attributes(function):
        if target.value.id != "self":
            yield target.lineno, target.value.id, f".{target.attr} ="


def _is_locking(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Call) and (
        called(owner) == "locked" or called(owner)[:1].isupper()
    )


def _given_to(caller: ast.FunctionDef, name: str, record: str, place: int) -> Iterator[str]:
    for node in ast.walk(caller):
        if isinstance(node, ast.Call) and called(node) == name:
            named = {one.arg: one.value for one in node.keywords}
            given = named.get(record) or (node.args[place] if place < len(node.args) else None)
            if given is not None and not _is_locking(given):
                yield ast.unparse(given)


def _locked_or_made(function: ast.FunctionDef, lockers: set[str]) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(
            called(call) in lockers or called(call)[:1].isupper() or _for_update(call)
            for call in ast.walk(node.value)
            if isinstance(call, ast.Call)
        ):
            names |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return names


def _hanging_on(function: ast.FunctionDef) -> dict[str, str]:
    """Names of what is gone through one by one, such as a listing's variants, and of the whole.

    Nobody changes them but under their record's lock. What a record merely points at, such as
    a claim's shop, hangs on nobody.
    """
    roots: dict[str, str] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.For):
            target, whole = node.target, node.iter
        elif isinstance(node, ast.Assign) and (several := _whole_of(node.value, roots)):
            target, whole = node.targets[0], several
        else:
            continue
        named = [one.id for one in ast.walk(whole) if isinstance(one, ast.Name)]
        known = [name for name in named if not hasattr(builtins, name)]
        for one in ast.walk(target):
            if isinstance(one, ast.Name) and known:
                roots[one.id] = roots.get(known[0], known[0])
    return roots


def _whole_of(value: ast.expr, roots: dict[str, str]) -> ast.expr | None:
    """What a collection was made from, or what one of a collection was taken out of."""
    if isinstance(value, ast.ListComp | ast.DictComp):
        return value.generators[0].iter
    for call in ast.walk(value):
        if not isinstance(call, ast.Call):
            continue
        if called(call) in ("list", "dict") and call.args:
            return call.args[0]
        if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in roots:
            return call.func.value
    return None


def _for_update(call: ast.Call) -> bool:
    return called(call) == "with_for_update" or "with_for_update" in {k.arg for k in call.keywords}


def lockers(over: tuple[Module, ...]) -> set[str]:
    """Functions of services that hand back what they locked or made, `locked` itself included."""
    known = {"locked"}
    for _ in range(3):
        for module in filter(is_service, over):
            for function in ast.walk(module.tree):
                if isinstance(function, ast.FunctionDef) and _hands_back(function, known):
                    known.add(function.name)
    return known


def _hands_back(function: ast.FunctionDef, known: set[str]) -> bool:
    answers = [one.value for one in ast.walk(function) if isinstance(one, ast.Return) and one.value]
    safe = _locked_or_made(function, known)
    return bool(answers) and all(
        (isinstance(one, ast.Name) and one.id in safe)
        or (isinstance(one, ast.Call) and (called(one) in known or called(one)[:1].isupper()))
        for one in answers
    )


def _imported(module: Module) -> set[str]:
    """Names of modules: `stock.take()` calls a module, not a record."""
    return {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def test_services_lock_what_they_change():
    verbs = {verb for module in modules() for verb in model_verbs(module)}
    assert {"publish", "decide", "revoke", "suspend"} <= verbs
    known = lockers(modules())
    assert [b for module in modules() for b in unlocked_changes(module, verbs, known)] == []


ALLOWED = (
    "def f(shop):\n    shop = locked(shop)\n    shop.close(1)\n    shop.name = 'x'",
    "def f(shop):\n    locked(shop).close(1)",
    "def f():\n    shop = Shop()\n    shop.name = 'x'",
    "def f(shop):\n    _g(locked(shop))\ndef _g(shop):\n    shop.close(1)",
    "def f(shop):\n    shop = locked(shop)\n    for one in shop.badges:\n        one.close(1)",
)
REFUSED = (
    "def f(shop):\n    shop.close(1)",
    "def f(shop):\n    shop.name = 'x'",
    "def f(claim):\n    claim = locked(claim)\n    claim.shop.close(1)",
    "def f(claim):\n    claim = locked(claim)\n    shop = claim.shop\n    shop.close(1)",
    "def f(shop):\n    _g(shop)\ndef _g(shop):\n    shop.close(1)",
    "def f(shop):\n    _g(shop)\ndef _g(one):\n    _h(one)\ndef _h(it):\n    it.name = 'x'",
    "def f(shop):\n    for one in shop.badges:\n        one.close(1)",
    "class Hidden:\n    def f(self, shop):\n        shop.close(1)",
)


@pytest.mark.parametrize("text", ALLOWED)
def test_the_rules_let_a_locked_change_pass(text):
    module = Module("marketplace.catalog.services.x", text)
    assert unlocked_changes(module, {"close"}, {"locked"}) == []


@pytest.mark.parametrize("text", REFUSED)
def test_the_rules_see_an_unlocked_change(text):
    module = Module("marketplace.catalog.services.x", text)
    assert unlocked_changes(module, {"close"}, {"locked"})


def test_a_verb_is_what_changes_its_record():
    model = "class A:\n    def end(self):\n        self.a, self.b = 1, 2\n    def is_x(self): ...\n"
    assert model_verbs(Module("marketplace.catalog.models", model)) == {"end"}
