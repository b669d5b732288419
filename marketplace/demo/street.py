"""Shops of the demo world, with their keepers and covers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace import storage
from marketplace.catalog.models import Picture
from marketplace.clock import day_of
from marketplace.demo import cast, files
from marketplace.demo.people import owner_key, people
from marketplace.places.queries import slug_of
from marketplace.sellers.models import Shop, ShopMember


@dataclass(frozen=True)
class Stall:
    """A shop as it was written down."""

    id: int
    owner_id: int
    told: files.ShopOfFile
    opened_at: datetime


def picture_key(key: str) -> str:
    """The name under which a drawn picture's files are kept, shared by all who show it."""
    return f"demo-{key}"


def hang_pictures() -> int:
    """Copy every drawn picture into the public store, once; returns how many there are."""
    store = storage.public()
    for picture in files.pictures().values():
        for width, path in picture.files.items():
            store.put(f"pictures/{picture_key(picture.key)}/{width}.webp", path.read_bytes())
    return len(files.pictures())


def open_shops(session: Session, owners: dict[str, int], at: datetime) -> dict[str, Stall]:
    """Write all shops down; returns them by key."""
    told = files.shops()
    phones = {person.key: person.phone for person, _ in people()}
    ids = session.scalars(
        sa.insert(Shop).returning(Shop.id, sort_by_parameter_order=True),
        [_row(shop, phones[owner_key(shop)], at) for shop in told],
    ).all()
    stalls = {
        shop.key: Stall(
            id_, owners[owner_key(shop)], shop, at - timedelta(days=shop.opened_days_ago)
        )
        for shop, id_ in zip(told, ids, strict=True)
    }
    session.execute(
        sa.insert(ShopMember),
        [
            {
                "shop_id": stall.id,
                "user_id": stall.owner_id,
                "role": "owner",
                "since": stall.opened_at,
            }
            for stall in stalls.values()
        ],
    )
    session.execute(sa.insert(Picture), [_cover(stall) for stall in stalls.values()])
    return stalls


def _row(shop: files.ShopOfFile, phone: str | None, at: datetime) -> dict[str, Any]:
    opened = at - timedelta(days=shop.opened_days_ago)
    return {
        "name": shop.name,
        "slug": slug_of(shop.name),
        "village_code": shop.village,
        "regency_code": shop.village[:5],
        "address": shop.address,
        "story": shop.story,
        "hours": shop.hours,
        "whatsapp": None if shop.number == "none" else phone,
        "whatsapp_confirmed_at": opened if shop.number == "confirmed" else None,
        "holiday_until": day_of(at + timedelta(days=shop.holiday_days))
        if shop.holiday_days
        else None,
        "closed_at": _days_before(at, shop.closed_days_ago),
        "suspended_at": _days_before(at, shop.suspended_days_ago),
        "suspension_reason": shop.suspension_reason or None,
        "created_at": opened,
        "updated_at": opened,
        "version": 1,
    }


def _days_before(at: datetime, days: int) -> datetime | None:
    return at - timedelta(days=days) if days else None


def _cover(stall: Stall) -> dict[str, Any]:
    drawn = files.pictures()[stall.told.cover]
    return {
        "shop_id": stall.id,
        "listing_id": None,
        "key": picture_key(drawn.key),
        "alt": drawn.alt,
        "position": 0,
        "state": "ready",
        "width": drawn.width,
        "height": drawn.height,
        "created_at": stall.opened_at,
    }


def shop_of(person: cast.Person) -> str:
    """The name of the shop that one of the cast keeps; empty for those who keep none."""
    return next((shop.name for shop in files.shops() if shop.owner == person.key), "")
