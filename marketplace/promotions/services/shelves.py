"""Turns of the home page's shelves: what has been had is written down, and the next are drawn."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from marketplace.catalog.models import Listing
from marketplace.clock import day_of, now
from marketplace.database import db, locked, transaction
from marketplace.places import queries as places
from marketplace.promotions.fairness.measures import measures
from marketplace.promotions.fairness.turns import Candidates, Ledger, order
from marketplace.promotions.models import Shelf, ShelfExposure
from marketplace.promotions.queries.pool import COLLECTION, REGENCY, Pool, keys, pools
from marketplace.promotions.queries.window import RESERVES, todays

SOON = timedelta(minutes=10)


def take_turns() -> list[str]:
    """Draw the turns that are due; the keys of those drawn now. Two workers draw each once."""
    at = now()
    there, ends, due, stale = keys(at), {}, set(), set()
    latest = _last_published()
    for shelf in db.session.scalars(sa.select(Shelf)):
        ends[shelf.key] = shelf.ends_at
        if _is_due(shelf, at):
            due.add(shelf.key)
        elif latest is not None and shelf.planned_at < latest and shelf.ends_at > at + SOON:
            stale.add(shelf.key)  # what is new need not wait for the end of a long turn
    due |= set(there) - set(ends)
    found = pools(at) if due | stale else {}
    db.session.rollback()
    shown = _on_the_page(found, at)
    for key in found:
        if key in due | stale:
            _turn(key, found[key], ends.get(key), at, counts=key in shown)
    _forget(sorted(set(ends) - set(there)))
    return sorted(due & set(there))


def _is_due(shelf: Shelf, at: datetime) -> bool:
    # A clock that was wrong may have written a turn that ends in a year.
    return shelf.ends_at <= at or shelf.began_at > at


def _last_published() -> datetime | None:
    latest = sa.select(Listing.published_at).where(Listing.state == "published")
    return db.session.scalar(latest.order_by(Listing.published_at.desc()).limit(1))


def _on_the_page(found: Pool, at: datetime) -> set[str]:
    """The shelves laid out on the page: some kabupaten and kota, the first of the collections."""
    stocked = [one for one in places.regencies() if found.get(REGENCY + one.code)]
    chosen = {REGENCY + one.code for one in todays(stocked, day_of(at))}
    laid_out = [key for key, shops in found.items() if key.startswith(COLLECTION) and shops]
    chosen |= set(laid_out[:1])
    return {key for key in found if not key.startswith((REGENCY, COLLECTION)) or key in chosen}


def _turn(
    key: str, candidates: Candidates, seen_end: datetime | None, at: datetime, *, counts: bool
) -> None:
    with transaction():
        if seen_end is None:
            shelf = _first(key, at)
            if shelf is None:
                return
        else:
            shelf = locked(Shelf(key=key))
            if shelf.ends_at != seen_end:
                return  # another worker was quicker
        ledger = _ledger(key, shelf)
        if _is_due(shelf, at) or seen_end is None:
            if counts and shelf.began_at < at:
                _write_down(shelf, candidates, ledger, at)
            _begin_turn(shelf, len(candidates), at)
        spread = measures().spread(measures().minutes_for(len(candidates), shelf.slots))
        drawn = order(
            candidates, ledger, shelf=key, day=day_of(at), spread=spread,
            most=shelf.slots * RESERVES,
        )  # fmt: skip
        shelf.listing_ids = [listing for _, listing in drawn]
        shelf.planned_at = at


def _first(key: str, at: datetime) -> Shelf | None:
    """A shelf of which there is no turn yet; None when another worker was quicker."""
    shelf = Shelf(
        key=key, listing_ids=[], slots=measures().slots, eligible_shops=0, level=0,
        began_at=at, ends_at=at, planned_at=at,
    )  # fmt: skip
    values = {column.name: getattr(shelf, column.name) for column in Shelf.__table__.columns}
    made: Any = db.session.execute(_insert(Shelf).values(values).on_conflict_do_nothing())
    return locked(shelf) if made.rowcount else None


def _insert(table: Any) -> Any:
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def _begin_turn(shelf: Shelf, shops: int, at: datetime) -> None:
    minutes = measures().minutes_for(shops, shelf.slots)
    shelf.began_at, shelf.ends_at = at, measures().end_of_turn(at, minutes)
    shelf.slots, shelf.eligible_shops = measures().slots, shops


def _ledger(key: str, shelf: Shelf) -> Ledger:
    rows = db.session.execute(
        sa.select(ShelfExposure.shop_id, ShelfExposure.exposure, ShelfExposure.turns).where(
            ShelfExposure.shelf == key
        )
    ).all()
    return Ledger(
        shelf.level,
        {shop_id: exposure for shop_id, exposure, _ in rows},
        {shop_id: turns for shop_id, _, turns in rows},
    )


def _write_down(shelf: Shelf, candidates: Candidates, ledger: Ledger, at: datetime) -> None:
    """Charge those who stood there; who fell out meanwhile had no more of it."""
    shop_of = {listing: shop for shop, listings in candidates.items() for listing in listings}
    shown = [shop_of[listing] for listing in shelf.listing_ids if listing in shop_of]
    shown = shown[: shelf.slots]
    figures = measures()
    spread = figures.spread(figures.minutes_for(len(candidates), shelf.slots))
    views = figures.views_between(shelf.began_at, at)
    ledger.charge(shown, len(candidates), views, figures, spread)
    _keep(shelf, ledger, shown)


def _keep(shelf: Shelf, ledger: Ledger, shown: list[int]) -> None:
    shelf.level = round(ledger.level)
    rows = [
        {
            "shelf": shelf.key,
            "shop_id": shop_id,
            "exposure": ledger.exposures[shop_id],
            "turns": ledger.turns[shop_id],
        }
        for shop_id in sorted(shown)
    ]
    if not rows:
        return
    write = _insert(ShelfExposure)
    changed = {name: write.excluded[name] for name in ("exposure", "turns")}
    db.session.execute(
        write.on_conflict_do_update(index_elements=["shelf", "shop_id"], set_=changed), rows
    )


def _forget(gone: list[str]) -> None:
    """Forget the turns of shelves that are no more: a season that is over, a collection."""
    if not gone:
        return
    with transaction() as session:
        session.execute(sa.delete(ShelfExposure).where(ShelfExposure.shelf.in_(gone)))
        session.execute(sa.delete(Shelf).where(Shelf.key.in_(gone)))
