"""Loading the demo world: the same each time, whole or not at all, and only where nothing is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.clock import day_of, now
from marketplace.database import db
from marketplace.demo import files, world
from marketplace.errors import RuleBroken
from marketplace.sellers.models import Badge, Shop
from tests.databases import empty

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
# What is new each time by its nature: hashes with salt, keys that cannot be guessed, the importer's
# own clock.
OWN = {
    "users": {"password", "tf_totp_secret"},
    "evidence": {"key"},
    "personal_numbers": {"sealed"},
    "cooperatives": {"created_at", "updated_at"},
    "businesses": {"created_at", "updated_at"},
    "registry_imports": {"created_at", "applied_at", "content"},
    "events": {"at"},
    "generations": {"number"},
    "deliveries": {"due_at"},
    "search_fresh": {"number"},
    "search_gone": {"number"},
}


def count(model: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def everything() -> dict[str, list[tuple[Any, ...]]]:
    rows = {}
    for table in db.metadata.sorted_tables:
        columns = [c for c in table.columns if c.name not in OWN.get(table.name, ())]
        query = sa.select(*columns).order_by(*table.primary_key.columns)
        rows[table.name] = [tuple(map(str, row)) for row in db.session.execute(query)]
    db.session.rollback()
    return rows


def test_the_same_clock_gives_the_same_rows(app):
    world.load(now=NOON)
    first = everything()
    db.session.remove()
    empty(db.engine)
    world.load(now=NOON)
    second = everything()
    assert [name for name in first if first[name] != second[name]] == []


def test_certificates_move_along_with_the_clock(app):
    earlier = now() - timedelta(days=400)
    world.load(now=earlier)
    badges = db.session.scalars(sa.select(Badge)).all()
    assert sum(badge.is_valid(day_of(earlier)) for badge in badges) >= 28


def test_it_refuses_a_database_that_holds_something(app):
    world.load(3, NOON)
    before = count(Shop)
    with pytest.raises(RuleBroken, match="kosong"):
        world.load(now=NOON)
    assert count(Shop) == before


def test_a_world_that_fails_leaves_nothing_behind(app, monkeypatch):
    monkeypatch.setattr(world.questions, "ask", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.load(now=NOON)
    assert world.is_empty()


def test_as_many_listings_as_are_asked_for(app):
    asked = len(files.listings()) + 250
    assert world.load(asked, NOON).listings == count(Listing) == asked
