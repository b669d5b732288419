"""Visits to what the dinas shows together: on the street, at its desk, and in an owner's room."""

from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.promotions.models import Collection

CURATOR = "arif.provinsi"


def add(street: Any) -> None:
    """A collection that runs, one that is planned, one that is over; their desk and figures."""
    rows = db.session.scalars(sa.select(Collection).order_by(Collection.id)).all()
    running, planned, over = rows[0], rows[3], rows[4]
    for name in ("promotions", "promotion_rules"):
        street.add(f"storefront.{name}")
    street.add("storefront.promotion", slug=running.slug)
    street.add("storefront.promotion", slug=planned.slug, status=404)
    street.add("storefront.promotion", slug=over.slug, status=410)
    street.add("console.collections", CURATOR)
    street.add("console.collections", CURATOR, keadaan="berakhir")
    street.add("console.collection_new", CURATOR)
    for one in (running, planned, over):
        street.add("console.collection", CURATOR, collection_id=one.id)
    for name in ("collection_words", "collection_cover", "collection_end"):
        street.add(f"console.{name}", CURATOR, collection_id=running.id)
    for words in ("", "emping", "pesawat"):
        street.add("console.collection_placing", CURATOR, collection_id=running.id, q=words)
    item = running.items[0]
    street.add("console.collection_removal", CURATOR, collection_id=running.id, item_id=item.id)
    street.add("console.promotion_figures", CURATOR)
    street.add("console.promotion_figures", CURATOR, koleksi=running.id)
    street.add("console.promotion_rows", CURATOR, koleksi=running.id, tempat=1)
    for key in ("dewi", "ujang"):
        street.add("workspace.promotions", key)
