"""Which files the records of promotions name."""

from collections.abc import Iterator

import sqlalchemy as sa

from marketplace import storage
from marketplace.catalog.models import WIDTHS
from marketplace.catalog.services.preparation import PREVIEW
from marketplace.database import db
from marketplace.promotions.models import Collection


@storage.names_files
def of_covers() -> Iterator[tuple[str, str]]:
    """The files of each ready cover, and what each waiting one is made from."""
    covers = sa.select(Collection.cover_key, Collection.cover_state)
    for key, state in db.session.execute(covers.where(Collection.cover_key.is_not(None))):
        if state == "waiting":
            yield "private", f"originals/{key}"
        if state == "ready":
            yield from (("public", f"pictures/{key}/{width}.webp") for width in WIDTHS)
            yield "public", f"pictures/{key}/{PREVIEW}"
