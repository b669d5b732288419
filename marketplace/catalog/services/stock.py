"""Stock: counted by conditional UPDATE only, so that nobody's count overwrites a newer one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, Variant
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.services.people import member_of

MOST = 1_000_000


class StockMoved(RuleBroken):
    """Stock is no longer what the form showed; `stocks` holds what it is now, by variant."""

    def __init__(self, message: str, stocks: dict[int, int | None]) -> None:
        super().__init__(message)
        self.stocks = stocks


@dataclass(frozen=True)
class Count:
    """That an owner saw so many of a variant and says there are so many."""

    variant_id: int
    seen: int | None
    to: int


def set_stock(variant: Variant, *, by: User, seen: int | None, to: int) -> None:
    """Say how many there are; StockMoved when it is no longer what the form showed."""
    set_stocks(variant.listing, by=by, counts=[Count(variant.id, seen, to)])


def set_stocks(listing: Listing, *, by: User, counts: Sequence[Count]) -> int:
    """Say how many there are of several variants, all or none; returns how many changed."""
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        if listing.made_to_order:
            raise RuleBroken("Produk ini dibuat sesuai pesanan, jadi stoknya tidak dihitung.")
        changed = apply_counts(listing, counts)
        if changed:
            events.record(
                "listing.stock_changed",
                listing,
                by=person,
                shop_id=listing.shop_id,
                changes=changed,
            )
    return len(changed)


def apply_counts(listing: Listing, counts: Sequence[Count]) -> list[list[int | None]]:
    """Write the counts that differ from what was seen; for the services of this room."""
    changed = []
    for count in counts:
        if not 0 <= count.to <= MOST:
            raise RuleBroken("Stok paling sedikit 0 dan paling banyak 1.000.000.", "stock")
        if count.to != count.seen:
            _replace(listing, count)
            changed.append([count.variant_id, count.seen, count.to])
    return changed


def take(variant_id: int, quantity: int) -> None:
    """Take some off the stock; RuleBroken with what is left when there is not enough."""
    if quantity < 1:
        raise RuleBroken("Jumlahnya paling sedikit 1.")
    enough = sa.or_(Variant.stock >= quantity, Variant.stock.is_(None))
    with transaction():
        if not _change(variant_id, Variant.stock - quantity, sa.and_(enough, Variant.active)):
            raise RuleBroken(_too_few(variant_id))
        _tell(variant_id, -quantity)


def put_back(variant_id: int, quantity: int) -> None:
    """Give some back to the stock; made to order has none to give back to."""
    if quantity < 1:
        raise RuleBroken("Jumlahnya paling sedikit 1.")
    with transaction():
        if not _change(variant_id, Variant.stock + quantity, sa.true()):
            raise NotFound
        _tell(variant_id, quantity)


def _replace(listing: Listing, count: Count) -> None:
    as_seen = Variant.stock.is_(None) if count.seen is None else Variant.stock == count.seen
    own = sa.and_(Variant.listing_id == listing.id, Variant.active, as_seen)
    if _change(count.variant_id, sa.literal(count.to), own):
        return
    now_there = {one.id: one.stock for one in _fresh(listing)}
    if count.variant_id not in now_there:
        raise NotFound
    raise StockMoved(
        f"Stok sudah berubah dari {count.seen} menjadi {now_there[count.variant_id]} "
        "sejak halaman ini dibuka. Periksa angkanya, lalu simpan sekali lagi.",
        now_there,
    )


def _fresh(listing: Listing) -> Sequence[Variant]:
    return db.session.scalars(
        sa.select(Variant)
        .where(Variant.listing_id == listing.id, Variant.active)
        .execution_options(populate_existing=True)
    ).all()


def _change(variant_id: int, value: Any, condition: sa.ColumnElement[bool]) -> bool:
    done: Any = db.session.execute(
        sa.update(Variant)
        .where(Variant.id == variant_id, condition)
        .values(stock=value)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


def _too_few(variant_id: int) -> str:
    row = db.session.execute(
        sa.select(Variant.stock, Variant.active).where(Variant.id == variant_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    if not row.active:
        return "Pilihan ini sudah tidak dijual."
    return f"Sisa stok tinggal {row.stock}." if row.stock else "Stoknya baru saja habis."


def _tell(variant_id: int, change: int) -> None:
    listing = db.session.scalars(
        sa.select(Listing).join(Variant).where(Variant.id == variant_id)
    ).one()
    events.record(
        "listing.stock_changed",
        listing,
        shop_id=listing.shop_id,
        variant_id=variant_id,
        change=change,
    )
