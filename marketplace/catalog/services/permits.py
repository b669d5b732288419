"""What an owner does with permits: state one, correct or renew it, take it back."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, Permit
from marketplace.catalog.permits import kinds, numbers
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of

MOST = 12
FURTHEST = 20  # years
STALE = "Izin ini sudah diubah di layar lain. Periksa, lalu simpan sekali lagi."
TWICE = "Izin dengan nomor ini sudah ada di sini."


def state(
    shop: Shop,
    *,
    by: User,
    kind: str,
    number: str,
    expires_on: date | None = None,
    listing: Listing | None = None,
) -> Permit:
    """Write down that a permit was given to a shop, or for one of its listings."""
    reading = checked(kind, number, expires_on)
    with transaction() as session:
        shop = locked(shop)
        person = member_of(shop, by)
        if listing is not None and locked(listing).shop_id != shop.id:
            raise NotFound
        _check_room(shop, listing)
        permit = Permit(
            shop_id=shop.id,
            listing_id=listing.id if listing else None,
            kind=kind,
            number=reading.number,
            expires_on=reading.expires_on,
            stated_by_id=person.id,
            stated_at=now(),
        )
        session.add(permit)
        _flush_once()
        _tell("permit.stated", permit, person)
    return permit


def correct(
    permit: Permit, *, by: User, version: int, number: str, expires_on: date | None = None
) -> Permit:
    """Correct a permit's number or last day, or renew it; refused when it is newer than seen."""
    reading = checked(permit.kind, number, expires_on)
    with transaction():
        permit = locked(permit)
        person = _member(permit, by)
        if permit.version != version:
            raise Stale(STALE)
        if permit.expires_on != reading.expires_on:
            permit.told_at_days = None
        if (permit.number, permit.expires_on) != (reading.number, reading.expires_on):
            permit.forget_finding()
        permit.number, permit.expires_on = reading.number, reading.expires_on
        permit.stated_by_id, permit.stated_at = person.id, now()
        _flush_once()
        _tell("permit.corrected", permit, person)
    return permit


def withdraw(permit: Permit, *, by: User) -> None:
    """Take a permit back; what was told of it stays among the events."""
    with transaction() as session:
        permit = locked(permit)
        person = _member(permit, by)
        _tell("permit.withdrawn", permit, person)
        session.delete(permit)


def checked(kind: str, number: str, expires_on: date | None) -> numbers.Reading:
    """A number that may be stated today; RuleBroken with words when it may not."""
    if kind not in kinds.all_kinds():
        raise RuleBroken("Pilih jenis izinnya.", "kind")
    reading = numbers.read(kind, number, expires_on)
    last = reading.expires_on
    if last is not None and last < today():
        raise RuleBroken(
            "Izin ini sudah habis masa berlakunya. Perpanjang dulu, lalu isi nomor yang baru.",
            "number" if expires_on is None else "expires_on",
        )
    if last is not None and last.year > today().year + FURTHEST:
        raise RuleBroken("Tanggal habisnya terlalu jauh. Periksa lagi.", "expires_on")
    return reading


def _check_room(shop: Shop, listing: Listing | None) -> None:
    here = Permit.listing_id == listing.id if listing else Permit.listing_id.is_(None)
    there = sa.select(sa.func.count(Permit.id)).where(Permit.shop_id == shop.id, here)
    if (db.session.scalar(there) or 0) >= MOST:
        raise RuleBroken(f"Izin paling banyak {MOST}. Hapus dulu yang tidak dipakai.")


def _flush_once() -> None:
    try:
        db.session.flush()
    except IntegrityError:
        raise RuleBroken(TWICE, "number") from None


def _member(permit: Permit, by: User) -> User:
    return member_of(db.session.get_one(Shop, permit.shop_id), by)


def _tell(name: str, permit: Permit, person: User) -> None:
    events.record(
        name, permit, by=person, shop_id=permit.shop_id, listing_id=permit.listing_id,
        kind=permit.kind,
    )  # fmt: skip
