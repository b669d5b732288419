"""Asking one address as one person, and putting the answer into a word."""

from typing import Any

from flask import Flask

from tests.access.world import World
from tests.page import Browser

# What stands in an address for each of its names.
NAMES = {
    "slug": {"shop": "shop_slug", "category": "camilan", "place": "kabupaten-pandeglang"},
    "width": 320,
    "kind": "csv",
    "token": "x" * 43,
    "version": "0",
    "shelf": "toko",
    "part": 0,
    "filename": "favicon.svg",
    "purpose": "inquiry_history",
    "word": "perbaikan",
}

# Addresses that answer 404 to a form which names no record of this shop.
DATA: dict[str, Any] = {
    "workspace.claim_submission": lambda world: {"record": world.ids["cooperative_id"]},
}
# What must have been asked before: an officer finds a person before he may help her.
BEFORE: dict[str, Any] = {
    "console.number_password_link": lambda world: (
        "console.number_password",
        {"identity": world.ids["phone"]},
    ),
}


def ask(app: Flask, world: World, role: str, endpoint: str, method: str) -> str:
    """`yes` allowed, `sign in`, `no` 403, `hidden` 404, `open a shop` for who has none yet."""
    browser = Browser(app, world.people[role])
    path = browser.address(endpoint, **address(app, world, endpoint))
    if method == "GET":
        answer = browser.client.get(path)
        # Not ready is an answer too, and everybody may hear it.
        return "yes" if endpoint == "readyz" and answer.status_code == 503 else word(answer)
    if before := BEFORE.get(endpoint):
        browser.send(*before(world))
    data = {"csrf_token": browser.token()} if browser.signed_in else {}
    return word(browser.client.post(path, data={**data, **DATA.get(endpoint, lambda w: {})(world)}))


def address(app: Flask, world: World, endpoint: str) -> dict[str, Any]:
    """The values that the endpoint's address needs."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    return {name: _value(world, endpoint, name) for name in rule.arguments}


def _value(world: World, endpoint: str, name: str) -> Any:
    last = endpoint.rpartition(".")[2]
    if name == "number":
        return world.ids["inquiry" if last == "inquiry_answer" else "letter"]
    if name == "key":
        return "shops" if last.startswith("dashboard") else world.ids["key"]
    if name == "slug" and last.startswith("claim"):
        return "anggota"
    if name == "slug":
        kinds = NAMES["slug"]
        shop = world.ids["shop_slug"]
        own = {"shop": shop, "report_shop": shop, "promotion": world.ids["promotion_slug"]}
        known = {**own, **{k: v for k, v in kinds.items() if k != "shop"}}
        return known.get(last, world.ids["listing_slug"])
    return world.ids.get(name, NAMES.get(name))


def word(response: Any) -> str:
    """An answer in a word."""
    status, location = response.status_code, response.headers.get("Location", "")
    if status in (302, 303) and location.partition("?")[0] == "/masuk":
        return "sign in"
    if location == "/lapak/buka":
        return "open a shop"
    return {403: "no", 404: "hidden"}.get(status, "yes" if status < 500 else f"error {status}")
