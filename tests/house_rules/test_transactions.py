"""Only services write, and only on records that they have locked."""

import ast

from tests.house_rules.code import Module, modules

# Furniture with tables of its own: the outbox, the trail, the worker's heartbeat.
CORE_WRITERS = {"marketplace.events", "marketplace.mail", "marketplace.web.health"}


def writes_outside_services(module: Module) -> list[str]:
    """`transaction()` or `commit()` where only reading belongs."""
    if module.name in CORE_WRITERS or module.name == "marketplace.database":
        return []
    # The doors: Flask-Security commits by itself; an index has commits of its own.
    if module.name.split(".")[-1].startswith(("gateway_", "engine_")):
        return []
    if ".services" in module.name or module.part == "demo":
        return []
    breaches = []
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name == "transaction" or (name == "commit" and isinstance(called, ast.Attribute)):
            breaches.append(f"{module.name}:{node.lineno} {name}()")
    return breaches


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
        and _changes_self(method)
    }


def _changes_self(method: ast.FunctionDef) -> bool:
    targets = [
        target
        for node in ast.walk(method)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return any(
        isinstance(target, ast.Attribute) and getattr(target.value, "id", "") == "self"
        for target in targets
    )


def unlocked_verbs(module: Module, verbs: set[str]) -> list[str]:
    """Model verbs called in a public service on a record that it neither locked nor made.

    A private function is lent its record by the service that locked it.
    """
    if ".services" not in module.name:
        return []
    modules_here = _imported(module)
    breaches = []
    for function in ast.walk(module.tree):
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
            continue
        safe = _locked_or_made(function) | modules_here
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            if node.func.attr in verbs and isinstance(owner, ast.Name) and owner.id not in safe:
                breaches.append(f"{module.name}:{node.lineno} {owner.id}.{node.func.attr}()")
    return breaches


def _locked_or_made(function: ast.FunctionDef) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = node.value.func
            called = made.id if isinstance(made, ast.Name) else getattr(made, "attr", "")
            if "locked" in called or called[:1].isupper():
                names |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return names


def _imported(module: Module) -> set[str]:
    """Names of modules: `stock.take()` calls a module, not a record."""
    return {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def test_only_services_write():
    assert [b for module in modules() for b in writes_outside_services(module)] == []


def test_services_lock_what_they_change():
    verbs = {verb for module in modules() for verb in model_verbs(module)}
    assert {"publish", "decide", "revoke", "suspend"} <= verbs
    assert [b for module in modules() for b in unlocked_verbs(module, verbs)] == []


def test_the_rules_see_a_breach():
    view = Module("marketplace.storefront.x", "with transaction():\n    pass")
    sneaky = Module("marketplace.catalog.queries", "db.session.commit()")
    assert writes_outside_services(view) and writes_outside_services(sneaky)
    unlocked = Module("marketplace.catalog.services", "def f(shop):\n    shop.close(1)")
    locked = Module(
        "marketplace.catalog.services", "def f(shop):\n    shop = locked(shop)\n    shop.close(1)"
    )
    assert unlocked_verbs(unlocked, {"close"}) and not unlocked_verbs(locked, {"close"})
