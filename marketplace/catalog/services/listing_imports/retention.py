"""Sheets that owners brought are forgotten after a while: the listings speak for themselves."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from marketplace import events, storage
from marketplace.catalog.models import ListingImport
from marketplace.catalog.services.listing_imports import rows
from marketplace.database import db, transaction
from marketplace.retention import forgets


@forgets("listing_sheets")
def forget_old_imports(before: datetime) -> int:
    """Delete sheets that were brought before an instant; returns how many."""
    return _forget(ListingImport.created_at < before)


def forget_imports_of(shop_ids: Iterable[int]) -> int:
    """Delete every sheet of shops that end; returns how many."""
    return _forget(ListingImport.shop_id.in_(list(shop_ids)))


def forget_pictures(key: str) -> None:
    """Delete the ZIP that came with a sheet."""
    storage.private().delete(key)


def _forget(which: sa.ColumnElement[bool]) -> int:
    with transaction() as session:
        old = db.session.scalars(sa.select(ListingImport).where(which).with_for_update()).all()
        rows.forget([one.id for one in old])
        for one in old:
            if one.pictures_key:
                events.record("listings.forgotten", one, key=one.pictures_key)
            session.delete(one)
    return len(old)
