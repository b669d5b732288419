"""Numbers and names in addresses that are none: nothing there, never a failure."""

import re
from pathlib import Path

import pytest
from flask import Flask

from marketplace.web import health, languages
from tests.access import world
from tests.access.table import TABLE
from tests.hostile.texts import IDS, TEXTS, encoded
from tests.house_rules.code import PACKAGE
from tests.page import Browser

BY_CONSTANT = {"halaman", "harga_dari", "harga_sampai", languages.ASKED}
PEOPLE = ("anonymous", "member", "officer", "administrator")
LONG = {name: text[:2000] for name, text in TEXTS.items() if text}
# Names that a page reads from its query, wherever the code asks for one.
ASKED = re.compile(r'\bargs(?:\.get|\.getlist)?[\[(]\s*"([\w-]+)"')


@pytest.fixture
def visitors(app) -> dict[str, Browser]:
    everything = world.build()
    health.beat("worker")
    return {role: Browser(app, everything.people[role]) for role in PEOPLE}


def rules(app: Flask, kind: str) -> list[tuple[str, str]]:
    """Method and address of every rule with a value of a kind in it, the value left open."""
    return [
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        if f"{method} {rule.endpoint}" in TABLE and re.search(kind, rule.rule)
    ]


def spoiled(address: str, value: str) -> str:
    return re.sub(r"<[^>]+>", lambda _: value, address)


def ask(visitor: Browser, method: str, path: str) -> int:
    if method == "GET":
        return visitor.client.get(path).status_code
    return visitor.client.post(path, data={"csrf_token": "x"}).status_code


def test_a_number_that_is_none_finds_nothing(app, visitors):
    addresses = rules(app, "<int:")
    assert len(addresses) > 20
    for method, address in addresses:
        for value in IDS:
            path = spoiled(address, encoded(value))
            for role, visitor in visitors.items():
                status = ask(visitor, method, path)
                assert status in (302, 400, 403, 404, 405, 422), f"{role} {path}: {status}"


def test_a_name_that_is_none_finds_nothing(app, visitors):
    addresses = rules(app, r"<(?!int:)")
    assert len(addresses) > 10
    for method, address in addresses:
        for name, value in LONG.items():
            status = ask(visitors["member"], method, spoiled(address, encoded(value)))
            assert status < 500, f"{method} {address} {name}: {status}"


def test_a_query_may_hold_anything(app, visitors):
    names = {name for path in PACKAGE.rglob("*.py") for name in asked_in(path)}
    assert {"q", "lihat", "kategori", "lencana"} <= names
    names |= BY_CONSTANT
    for row in sorted(TABLE):
        method, endpoint = row.split(" ")
        if method == "POST":
            continue
        for role in ("anonymous", "officer"):
            path = _path(app, visitors[role], endpoint)
            for text, value in LONG.items():
                query = "&".join(f"{encoded(name)}={encoded(value)}" for name in sorted(names))
                answer = visitors[role].client.get(f"{path}?{query}")
                status = answer.status_code
                assert status < 500 or endpoint == "readyz", f"{role} {path} {text}: {status}"
                # Turned away at the door: nothing was read.
                if status == 403 or (answer.location or "").startswith("/masuk"):
                    break
            else:
                break  # let in: the officer would see the same page


def _path(app: Flask, visitor: Browser, endpoint: str) -> str:
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    return spoiled(rule.rule, "1")


def asked_in(path: Path) -> list[str]:
    return ASKED.findall(path.read_text(encoding="utf-8"))
