"""Questions about permits: what strangers may read today, and what an owner has stated."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.models import Listing, Permit
from marketplace.catalog.permits import kinds, numbers
from marketplace.clock import day_of, today
from marketplace.database import db
from marketplace.sellers.models import Shop


@dataclass(frozen=True, slots=True)
class PermitView:
    """A permit that counts on the day on which it was asked for."""

    kind: kinds.Kind
    number: str
    expires_on: date | None
    # The office that found it in the issuer's register, and the day; None: nobody looked.
    confirmed_by: str | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class OwnPermit:
    """A permit as its owner sees it."""

    permit: Permit
    listing_title: str | None
    reading: numbers.Reading
    days_left: int | None

    @property
    def has_run_out(self) -> bool:
        """Whether strangers do not see it any more."""
        return self.days_left is not None and self.days_left < 0


def of_product(shop_id: int, listing_id: int, on: date | None = None) -> list[PermitView]:
    """What counts today for one listing: its own permits and those of the whole shop."""
    here = sa.or_(Permit.listing_id.is_(None), Permit.listing_id == listing_id)
    return _shown(Permit.shop_id == shop_id, here, _counts(on or today()))


def of_shop(shop: Shop, on: date | None = None) -> list[PermitView]:
    """What counts today for everything that a shop sells."""
    return _shown(Permit.shop_id == shop.id, Permit.listing_id.is_(None), _counts(on or today()))


def own(shop: Shop, listing: Listing | None = None, on: date | None = None) -> list[OwnPermit]:
    """All that a shop has stated, run out or not; of one listing where it is named."""
    here = [Permit.listing_id == listing.id] if listing else []
    return _own(on or today(), Permit.shop_id == shop.id, *here)


def running_out(shop: Shop, on: date | None = None) -> list[OwnPermit]:
    """What has run out, or does so soon enough for its owner to be told; the nearest first."""
    on = on or today()
    soon = on + timedelta(days=kinds.remind_days()[0])
    return _own(on, Permit.shop_id == shop.id, Permit.expires_on <= soon)


def own_permit(shop: Shop, permit_id: int) -> Permit | None:
    """A permit of this shop; another shop's is not found."""
    return db.session.scalar(
        sa.select(Permit).where(Permit.id == permit_id, Permit.shop_id == shop.id)
    )


def _counts(on: date) -> sa.ColumnElement[bool]:
    lasts = sa.or_(Permit.expires_on.is_(None), Permit.expires_on >= on)
    return sa.and_(lasts, Permit.is_believed())


def _shown(*conditions: sa.ColumnElement[bool]) -> list[PermitView]:
    rows = db.session.execute(
        sa.select(
            Permit.kind,
            Permit.number,
            Permit.expires_on,
            Permit.finding,
            Permit.checked_at,
            Permit.checking_office,
        )
        .where(*conditions)
        .order_by(Permit.id)
    ).all()
    order = list(kinds.all_kinds())
    views = {(row.kind, row.number): row for row in rows if row.kind in order}
    ordered = sorted(views.values(), key=lambda row: order.index(row.kind))
    return [_view(row) for row in ordered]


def _view(row: sa.Row[*tuple[Any, ...]]) -> PermitView:
    found = row.finding == "confirmed"
    return PermitView(
        kinds.kind(row.kind),
        row.number,
        row.expires_on,
        row.checking_office if found else None,
        day_of(row.checked_at) if found else None,
    )


def _own(on: date, *conditions: sa.ColumnElement[bool]) -> list[OwnPermit]:
    rows = db.session.execute(
        sa.select(Permit, Listing.title)
        .outerjoin(Listing, Listing.id == Permit.listing_id)
        .where(*conditions)
        .order_by(Permit.expires_on.is_(None), Permit.expires_on, Permit.id)
    ).all()
    return [
        OwnPermit(
            permit=permit,
            listing_title=title,
            reading=numbers.read(permit.kind, permit.number),
            days_left=(permit.expires_on - on).days if permit.expires_on else None,
        )
        for permit, title in rows
    ]
