"""Which published listings may hold a word, asked of the database: their index changes with it."""

from collections.abc import Iterator

import sqlalchemy as sa

from marketplace.catalog import categories
from marketplace.catalog.models import Listing
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.search import understanding
from marketplace.sellers.models import Shop


def holding(word: str, size: int) -> Iterator[list[int]]:
    """Ids in batches; a few more than hold it, as part of a longer word, and none less."""
    condition, after = _somewhere(understanding.spellings(word)), 0
    while batch := _batch(condition, after, size):
        yield batch
        after = batch[-1]


def _batch(condition: sa.ColumnElement[bool], after: int, size: int) -> list[int]:
    # Each batch is a short read of its own: writing the index between them takes its time.
    db.session.rollback()
    return list(
        db.session.scalars(
            sa.select(Listing.id)
            .join(Shop, Listing.shop_id == Shop.id)
            .where(Listing.id > after, Listing.state == "published", condition)
            .order_by(Listing.id)
            .limit(size)
        )
    )


def _somewhere(spellings: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """Every field that is indexed: the listing's own, its shop's, its category's, its place's."""
    texts = (Listing.title, Listing.description, Shop.name)
    kinds = categories.tree().by_slug.values()
    named = {slug for one in kinds if _names(one.name, spellings) for slug in one.slugs}
    where = [
        code
        for code, village in places.gazetteer().villages.items()
        if any(_names(one, spellings) for one in _around(village))
    ]
    return sa.or_(
        *(text.icontains(one, autoescape=True) for text in texts for one in spellings),
        Listing.category_slug.in_(sorted(named)),
        Shop.village_code.in_(where),
    )


def _around(village: places.Village) -> tuple[str, str, str]:
    return village.name, village.district.name, village.district.regency.name


def _names(name: str, spellings: tuple[str, ...]) -> bool:
    return not set(spellings).isdisjoint(understanding.pieces(name))
