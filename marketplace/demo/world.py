"""The demo world whole: people, a register, shops, goods, claims and questions."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from marketplace import clock
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts.models import User
from marketplace.catalog import services as catalog
from marketplace.database import db, transaction
from marketplace.demo import (
    cast,
    claims,
    contradicted,
    desk,
    goods,
    memberships,
    moderation,
    people,
    permits,
    private,
    promotions,
    questions,
    street,
    trail,
    wishes,
    words,
)
from marketplace.errors import RuleBroken
from marketplace.places import services as places
from marketplace.registry.models import Cooperative
from marketplace.search import services as search
from marketplace.sellers.models import Shop

NOT_EMPTY = "Dunia demo hanya bisa dimuat ke basis data yang masih kosong."


@dataclass(frozen=True)
class Loaded:
    """What was written down, counted."""

    people: int
    cooperatives: int
    shops: int
    listings: int
    badges: int
    inquiries: int
    wishes: int
    pictures: int
    indexed: int


def is_empty() -> bool:
    """Whether the database holds no person, shop or cooperative yet."""
    return all(
        db.session.scalar(sa.select(sa.exists(sa.select(model.id)))) is False
        for model in (User, Shop, Cooperative)
    )


def load(listings: int | None = None, now: datetime | None = None) -> Loaded:
    """Fill an empty database with the demo world, or nothing of it.

    The same clock gives the same rows. `listings` asks for that many instead of those of the
    files. RuleBroken when anything is there already.
    """
    at = now or clock.now()
    places.sync()
    catalog.sync_categories()
    if not is_empty():
        raise RuleBroken(NOT_EMPTY)
    password_hash = gateway.hash_password(cast.PASSWORD)
    pictures = street.hang_pictures()
    promotions.hang_previews()
    with transaction() as session:
        ids = people.settle(session, password_hash, at)
        cooperatives = memberships.bring_register(session, ids, at)
        stalls = street.open_shops(session, ids, at)
        published = goods.lay_out(session, stalls, at, listings)
        permits.state(session, stalls, ids, at)
        badges = claims.decide(session, stalls, ids, at)
        private.give_numbers(session, at)
        contradicted.bring(session, stalls, ids, at)
        asked = questions.ask(session, stalls, ids, published, at)
        words.teach(session, ids, at)
        words.ask(session, at)
        wished = wishes.make(session, stalls, ids, at)
        promotions.curate(session, ids, at)
        moderation.fill(session, stalls, ids, at)
        desk.lay_out(session, ids, at)
        trail.tell(session)
    db.session.expire_all()
    return Loaded(
        people=len(ids),
        cooperatives=cooperatives,
        shops=len(stalls),
        listings=sum(1 for _ in goods.wanted(listings)),
        badges=badges,
        inquiries=asked,
        wishes=wished,
        pictures=pictures,
        indexed=search.rebuild(),
    )
