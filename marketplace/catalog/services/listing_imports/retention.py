"""Sheets that owners brought are forgotten after a month: the listings speak for themselves."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from marketplace import nightly, storage
from marketplace.catalog.models_of_imports import ListingImport
from marketplace.catalog.services.listing_imports import rows
from marketplace.clock import now
from marketplace.database import db, transaction

KEPT = timedelta(days=30)


def forget_old_imports(at: datetime) -> int:
    """Delete sheets that were brought more than 30 days ago, with their pictures; say how many."""
    old = db.session.execute(
        sa.select(ListingImport.id, ListingImport.pictures_key).where(
            ListingImport.created_at < at - KEPT
        )
    ).all()
    ids = [row.id for row in old]
    with transaction() as session:
        rows.forget(ids)
        session.execute(sa.delete(ListingImport).where(ListingImport.id.in_(ids)))
    for row in old:
        if row.pictures_key:
            storage.private().delete(row.pictures_key)
    return len(ids)


@nightly.job
def forget_old_sheets() -> None:
    """Forget what was brought long ago."""
    forget_old_imports(now())
