"""Keeping the table of categories as the shipped data has it."""

import sqlalchemy as sa

from marketplace.catalog import categories
from marketplace.catalog.models import Category
from marketplace.database import transaction


def sync_categories() -> int:
    """Add and rename categories after the shipped tree; returns how many rows changed.

    A slug that the data no longer has stays: listings may carry it.
    """
    tree = categories.tree()
    changed = 0
    with transaction() as session:
        kept = {row.slug: row for row in session.scalars(sa.select(Category).with_for_update())}
        for one in tree.by_slug.values():  # groups come before their kinds
            row = kept.get(one.slug)
            if row is None:
                row = Category(slug=one.slug)
                session.add(row)
            elif (row.name, row.parent_slug, row.version) == (one.name, one.parent, tree.version):
                continue
            row.name, row.parent_slug, row.version = one.name, one.parent, tree.version
            changed += 1
            session.flush()
    return changed
