"""Which files the catalogue's records name."""

from collections.abc import Iterator

import sqlalchemy as sa

from marketplace import storage
from marketplace.catalog.models import WIDTHS, ListingImport, Picture
from marketplace.database import db


@storage.names_files
def of_pictures() -> Iterator[tuple[str, str]]:
    """The four widths of each ready picture, and what each waiting one is made from."""
    pictures = sa.select(Picture.key, Picture.state).where(Picture.state != "failed").distinct()
    for key, state in db.session.execute(pictures):
        if state == "waiting":
            yield "private", f"originals/{key}"
            continue
        for width in WIDTHS:
            yield "public", f"pictures/{key}/{width}.webp"


@storage.names_files
def of_sheets() -> Iterator[tuple[str, str]]:
    """The photos that came with sheets, while they are kept."""
    for key in db.session.scalars(sa.select(ListingImport.pictures_key)):
        if key:
            yield "private", key
