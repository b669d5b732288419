"""The tree of categories is data; asking it costs nothing."""

import tomllib

import sqlalchemy as sa

from marketplace.catalog import categories
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Category
from marketplace.database import db, transaction


def test_groups_hold_kinds_and_kinds_carry_their_groups_tint() -> None:
    groups = categories.level_one()
    kinds = [kind for group in groups for kind in group.children]
    assert len(groups) == 11 and len(kinds) >= 40
    assert all(kind.parent == kind.tint and kind.units for kind in kinds)
    with categories.DATA.open("rb") as file:
        shipped = {row["slug"] for row in tomllib.load(file)["category"]}
    assert {one.slug for one in (*groups, *kinds)} == shipped
    assert categories.category("emping").parent == "camilan"
    assert categories.category("tidak-ada") is None


def test_asking_the_tree_costs_no_sql(app, statements) -> None:
    with statements() as seen:
        assert categories.kinds() and categories.units() and categories.category("emping")
    assert seen == []


def test_the_table_follows_the_data_and_a_second_time_changes_nothing(app) -> None:
    assert catalog.sync_categories() == 0
    with transaction() as session:
        session.execute(sa.update(Category).where(Category.slug == "emping").values(name="Lama"))
        session.execute(sa.delete(Category).where(Category.slug == "keripik"))
    assert catalog.sync_categories() == 2
    names = dict(db.session.execute(sa.select(Category.slug, Category.name)).tuples().all())
    assert names["emping"] == categories.category("emping").name
    assert set(names) == set(categories.tree().by_slug)
