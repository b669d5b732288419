"""Titles alone, of listings that the street may see at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.catalog.queries.cards import is_public
from marketplace.database import db
from marketplace.places import queries as places
from marketplace.sellers.models import Shop


@dataclass(frozen=True, slots=True)
class Titled:
    """What a listing is called, where its page is, who sells it and from which kecamatan."""

    id: int
    title: str
    slug: str
    shop_id: int
    place: str


def titles(ids: Iterable[int]) -> list[Titled]:
    """Those of the ids that are public now, in the order of the ids, in one statement."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    rows = db.session.execute(_by_ids(), {"ids": wanted})
    found = {row.id: row for row in rows if row.public}
    return [_titled(found[id_]) for id_ in wanted if id_ in found]


def titles_holding(texts: Iterable[str], at_most: int) -> list[int]:
    """Ids of the newest public listings whose titles hold all the texts: slow, without an index."""
    holds = [Listing.title.icontains(text, autoescape=True) for text in texts]
    chosen = sa.select(Listing.id).join(Shop).where(is_public(), *holds)
    newest = chosen.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(at_most)
    return list(db.session.scalars(newest))


@cache
def _by_ids() -> sa.Select[Any]:
    # Among the conditions, SQLite would take the index of all that is published instead of the ids.
    public = is_public().label("public")
    about = (Listing.id, Listing.title, Listing.slug, Listing.shop_id, Shop.village_code, public)
    chosen: Any = sa.select(*about).join(Shop)
    return cast("sa.Select[Any]", chosen.where(Listing.id.in_(sa.bindparam("ids", expanding=True))))


def _titled(row: sa.Row[Any]) -> Titled:
    place = places.gazetteer().villages[row.village_code].district.label
    return Titled(row.id, row.title, row.slug, row.shop_id, place)
