"""Questions to the register of businesses: one by its number, many by name, place and scale."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry.businesses import nib
from marketplace.registry.businesses.takes import id_key
from marketplace.registry.cells import Unreadable
from marketplace.registry.fields import words_of
from marketplace.registry.models import Business
from marketplace.registry.queries import OUTSIDE


def business(business_id: int) -> Business | None:
    """One record."""
    return db.session.get(Business, business_id)


def by_number(text: str) -> Business | None:
    """The record that a typed NIB or ID UMKM names, however it is written; the NIB comes first."""
    try:
        number = nib.read(text)
    except Unreadable:
        number = None
    for column, value in ((Business.nib, number), (Business.id_umkm, id_key(text))):
        found = db.session.scalar(sa.select(Business).where(column == value)) if value else None
        if found is not None:
            return found
    return None


def search(
    text: str = "", *, regency: str | None = None, scale: str | None = None,
    offset: int = 0, limit: int = 25,
) -> tuple[Sequence[Business], int]:  # fmt: skip
    """Businesses by name or number, in a kab/kota (`luar`: outside Banten), of one scale."""
    where: list[Any] = _named(text)
    if regency == OUTSIDE:
        where.append(Business.outside_banten.is_(True))
    elif regency:
        where.append(Business.regency_code == regency)
    if scale:
        where.append(Business.scale == scale)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Business).where(*where)) or 0
    chosen = sa.select(Business).where(*where).order_by(Business.name_key, Business.id)
    return db.session.scalars(chosen.offset(offset).limit(limit)).all(), total


def _named(text: str) -> list[Any]:
    record = by_number(text) if any(letter.isdigit() for letter in text) else None
    if record is not None:
        return [Business.id == record.id]
    words = words_of(text).split()[:8]
    return [Business.name_key.contains(word, autoescape=True) for word in words]
