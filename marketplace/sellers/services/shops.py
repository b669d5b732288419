"""What an owner does with her shop: open, edit, go on holiday, close, open again."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace import events
from marketplace.accounts import phones
from marketplace.accounts.models import User
from marketplace.clock import months_after, now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.places import queries as places
from marketplace.sellers.models import Shop, ShopMember
from marketplace.sellers.services.numbers import note_whether_confirmed
from marketplace.sellers.services.people import acting, member_of

LONGEST_NAME = 80
LONGEST_HOLIDAY_MONTHS = 6
STALE = (
    "Data lapak sudah diubah dari tempat lain sejak halaman ini dibuka. "
    "Muat ulang, lalu ulangi perubahan Anda."
)


def open_shop(
    *, by: User, name: str, village_code: str, address: str = "", whatsapp: str = ""
) -> Shop:
    """Open a shop, one a person for now; RuleBroken names the field that is wrong."""
    number = _whatsapp(whatsapp)
    name, place = _name(name), _village(village_code)
    with transaction():
        person = acting(by, hold=True)  # two submits at once wait for each other here
        if db.session.scalar(
            sa.select(ShopMember.shop_id).where(ShopMember.user_id == person.id).limit(1)
        ):
            raise RuleBroken("Anda sudah punya lapak. Satu orang membuka satu lapak dahulu.")
        shop = _insert(
            Shop(
                name=name,
                village_code=place.code,
                regency_code=place.district.regency.code,
                address=address.strip(),
                whatsapp=number,
                created_at=now(),
                updated_at=now(),
            )
        )
        db.session.add(ShopMember(shop_id=shop.id, user_id=person.id, since=now()))
        db.session.flush()
        note_whether_confirmed(shop, now())
        events.record("shop.opened", shop, by=person)
    return shop


def edit_shop(
    shop: Shop,
    *,
    by: User,
    version: int,
    name: str,
    village_code: str,
    address: str = "",
    whatsapp: str = "",
    story: str = "",
    hours: str = "",
) -> Shop:
    """Change what a shop says of itself; refused when somebody changed it since `version`."""
    number = _whatsapp(whatsapp)
    name, place = _name(name), _village(village_code)
    with transaction():
        shop = locked(shop)
        # Held, so that her number is not confirmed between our look at it and our commit.
        person = member_of(shop, by, hold=True)
        if shop.version != version:
            raise RuleBroken(STALE)
        shop.name = name
        shop.village_code = place.code
        shop.regency_code = place.district.regency.code
        shop.address, shop.story, shop.hours = address.strip(), story.strip(), hours.strip()
        shop.updated_at = now()
        if shop.whatsapp != number:
            shop.whatsapp = number
            shop.whatsapp_confirmed_at = None
        db.session.flush()
        note_whether_confirmed(shop, now())
        events.record("shop.edited", shop, by=person)
    return shop


def set_holiday(shop: Shop, *, by: User, until: date | None) -> Shop:
    """Say until which day the owner is away; None when she is back."""
    if until is not None and until < today():
        raise RuleBroken("Tanggal libur sudah lewat. Pilih hari ini atau sesudahnya.", "until")
    if until is not None and until > months_after(today(), LONGEST_HOLIDAY_MONTHS):
        raise RuleBroken("Libur paling lama 6 bulan. Untuk lebih lama, tutup lapaknya.", "until")
    with transaction():
        shop = locked(shop)
        person = member_of(shop, by)
        shop.holiday_until = until
        shop.updated_at = now()
        events.record("shop.edited", shop, by=person)
    return shop


def close(shop: Shop, *, by: User) -> Shop:
    """Take the shop off the street; everything in it stays."""
    with transaction():
        shop = locked(shop)
        person = member_of(shop, by)
        shop.close(now())
        events.record("shop.closed", shop, by=person)
    return shop


def reopen(shop: Shop, *, by: User) -> Shop:
    """Bring a closed shop back; a suspension by the dinas stays in force."""
    with transaction():
        shop = locked(shop)
        person = member_of(shop, by)
        shop.reopen()
        events.record("shop.reopened", shop, by=person)
    return shop


def _name(text: str) -> str:
    name = " ".join(text.split())
    if len(name) < 3 or not any(letter.isalpha() for letter in name):
        raise RuleBroken("Tulis nama lapak, paling sedikit 3 huruf.", "name")
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"Nama lapak paling panjang {LONGEST_NAME} huruf.", "name")
    return name


def _village(code: str) -> places.Village:
    place = places.village(code)
    if place is None:
        raise RuleBroken("Pilih desa atau kelurahan di Banten.", "village")
    return place


def _whatsapp(text: str | None) -> str | None:
    if not text or not text.strip():
        return None
    try:
        return phones.mobile(text)
    except RuleBroken as wrong:
        raise RuleBroken(wrong.message, "whatsapp") from None


def _insert(shop: Shop) -> Shop:
    """Insert under the first free slug; the unique constraint settles who came first."""
    stem = places.slug_of(shop.name)[:60].strip("-") or "lapak"
    for slug in _free_slugs(stem):
        shop.slug = slug
        try:
            with db.session.begin_nested():
                db.session.add(shop)
        except IntegrityError:
            continue
        return shop
    raise RuleBroken("Nama ini sudah banyak dipakai. Tambahkan satu kata lagi.", "name")


def _free_slugs(stem: str) -> list[str]:
    taken = set(
        db.session.scalars(
            sa.select(Shop.slug).where(
                sa.or_(Shop.slug == stem, Shop.slug.startswith(f"{stem}-", autoescape=True))
            )
        )
    )
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 20))
    return [slug for slug in (stem, *numbered) if slug not in taken]
