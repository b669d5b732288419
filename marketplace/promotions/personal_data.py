"""What promotions keep of a person: where her shop's listings were placed, and how they did."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.personal_data import Part, gives, lets_go, rows_of
from marketplace.promotions.models import CollectionItem, ShelfExposure, ShelfMeasure
from marketplace.sellers import queries as sellers

# Who of the office placed what is the office's; the owner reads the office and the reason.
OFFICERS = ("placed_by_id", "removed_by_id")


@gives
def her_places(person_id: int) -> Iterable[Part]:
    """Where her shops' listings were placed and why, and how often they were seen."""
    shops = sellers.shop_ids_of(person_id)
    placed = CollectionItem.shop_id.in_(shops)
    yield Part("penempatan di koleksi", rows_of(CollectionItem, placed, left_out=OFFICERS))
    yield Part(
        "tayangan di rak dan koleksi", rows_of(ShelfMeasure, ShelfMeasure.shop_id.in_(shops))
    )


@lets_go
def let_her_places_go(person_id: int, at: datetime) -> None:
    """Her listings leave every collection; what was said of them and their figures go."""
    shops = sellers.shops_that_end_with(person_id)
    hers = CollectionItem.shop_id.in_(shops)
    gone = {"removed_at": at, "removal_code": "erased"}
    standing = sa.update(CollectionItem).where(hers, CollectionItem.removed_at.is_(None))
    db.session.execute(_quietly(standing.values(gone)))
    words = sa.update(CollectionItem).where(hers).values(reason="", removal_reason=None)
    db.session.execute(_quietly(words))
    for table in (ShelfMeasure, ShelfExposure):
        db.session.execute(_quietly(sa.delete(table).where(table.shop_id.in_(shops))))


def _quietly(statement: Any) -> Any:
    return statement.execution_options(synchronize_session=False)
