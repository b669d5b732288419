"""Only services write."""

import ast

from tests.house_rules.code import Module, called, imports, is_service, modules

# Furniture with tables of its own: the outbox, the trail, its seals, tasks, nights, the
# worker's heartbeat.
CORE_WRITERS = {
    "marketplace.audit.mailing",
    "marketplace.audit.restored",
    "marketplace.audit.sealing",
    "marketplace.events",
    "marketplace.mail",
    "marketplace.nightly",
    "marketplace.tasks",
    "marketplace.web.health",
}
WRITERS = ("marketplace.database.transaction", "marketplace.database.late_transaction")


def writes_outside_services(module: Module) -> list[str]:
    """`transaction()` or `commit()`, under whatever name, where only reading belongs."""
    if module.name in CORE_WRITERS or module.name == "marketplace.database":
        return []
    # The doors: Flask-Security commits by itself; an index has commits of its own.
    if any(part.startswith(("gateway_", "engine_")) for part in module.name.split(".")):
        return []
    if is_service(module) or module.part == "demo":
        return []
    breaches = [f"{module.name}:{line} {name}" for line, name in imports(module) if name in WRITERS]
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        if name == "transaction" or (name == "commit" and isinstance(node.func, ast.Attribute)):
            breaches.append(f"{module.name}:{node.lineno} {name}()")
    return breaches


def test_only_services_write():
    assert [b for module in modules() for b in writes_outside_services(module)] == []


def test_the_rules_see_a_write_outside():
    view = Module("marketplace.storefront.x", "with transaction():\n    pass")
    sneaky = Module("marketplace.catalog.queries", "db.session.commit()")
    renamed = Module("marketplace.console.x", "from marketplace.database import transaction as t")
    pretender = Module("marketplace.workspace.services_of_shops", "with transaction():\n    pass")
    for module in (view, sneaky, renamed, pretender):
        assert writes_outside_services(module), module.name
    assert not writes_outside_services(Module("marketplace.catalog.services", view.text))
