"""Rooms call down, faces call rooms, nothing calls a face; each vendor has one door."""

from collections.abc import Iterable

from marketplace import FACES, ROOMS
from tests.house_rules.code import PACKAGE, Module, imports, modules, room_of

# A vendor's name, and the only files that may import it.
DOORS: dict[str, tuple[str, ...]] = {
    "whoosh": ("search/engine_whoosh",),
    "stripe": ("payments/gateway_stripe",),
    "flask_security": ("accounts/gateway_flask_security",),
    "obstore": ("storage",),
    "huey": ("jobs",),
    "nh3": ("catalog/rich_text",),
    "PIL": ("imaging", "demo/draw"),
    "segno": ("web/qr",),
    "fpdf": ("web/pdf/",),
    "phonenumbers": ("accounts/phones",),
    "Sastrawi": ("search/",),
    "python_calamine": ("sheets/workbook_child",),
    "xlsxwriter": ("sheets/writing",),
    "redis": (),
    "cryptography": ("vault/",),
}
# Faces that look at all others: the demo world fills them, commands run them.
OPERATORS = {"commands", "demo"}


def wrong_ways(module: Module) -> list[str]:
    """Imports that go up or sideways."""
    breaches = []
    for line, name in imports(module):
        target = room_of(name)
        if target and target != module.part and not _allowed(module, target):
            breaches.append(f"{module.name}:{line} imports {name}")
    return breaches


def _allowed(module: Module, target: str) -> bool:
    if module.part in OPERATORS:
        return True
    if target in FACES:
        return False
    if module.part in FACES:
        return True
    if module.part == "core":
        return module.name.startswith("marketplace.web") and target == "accounts"
    return ROOMS.index(target) < ROOMS.index(module.part)


def flask_in_rooms(module: Module) -> list[str]:
    """Rooms that know of HTTP; a gateway file is a door and may."""
    if module.part not in ROOMS or "gateway_" in module.name:
        return []
    vendors = {"flask", "flask_login", "flask_wtf", "flask_limiter", "werkzeug", "wtforms"}
    return [
        f"{module.name}:{line} imports {name}"
        for line, name in imports(module)
        if name.split(".")[0] in vendors or name.startswith("marketplace.web")
    ]


def side_doors(module: Module) -> list[str]:
    """Vendors imported elsewhere than at their door."""
    return [
        f"{module.name}:{line} imports {name}"
        for line, name in imports(module)
        if (doors := DOORS.get(name.split(".")[0])) is not None
        and not module.file.startswith(tuple(doors) or ("-",))
    ]


def all_of(rule, over: Iterable[Module] = ()) -> list[str]:
    return [breach for module in over or modules() for breach in rule(module)]


def test_rooms_and_faces_call_only_down():
    assert all_of(wrong_ways) == []


def test_rooms_know_no_http():
    assert all_of(flask_in_rooms) == []


def test_each_vendor_has_one_door():
    assert all_of(side_doors) == []


def test_every_folder_is_a_room_a_face_or_furniture():
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders == {*ROOMS, *FACES, "audit", "backup", "sheets", "vault", "web"}


def test_the_rules_see_a_breach():
    up = Module("marketplace.places.x", "from marketplace.catalog import models")
    face = Module("marketplace.catalog.x", "def f():\n    import marketplace.storefront.home")
    relative = Module("marketplace.places.x", "from ..sellers import queries")
    core = Module("marketplace.mail", "from marketplace.accounts.models import User")
    assert [len(wrong_ways(module)) for module in (up, face, relative, core)] == [1, 1, 1, 1]
    assert flask_in_rooms(Module("marketplace.sellers.x", "from flask import request"))
    assert side_doors(Module("marketplace.storefront.x", "import whoosh.index"))
    assert not wrong_ways(Module("marketplace.catalog.x", "from marketplace.sellers import models"))
