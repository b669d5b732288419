"""Every page of the three faces, as an address of the demo world and who goes there."""

from typing import Any

import sqlalchemy as sa
from flask import Flask

from marketplace import mail
from marketplace.accounts import services
from marketplace.accounts.models import User
from marketplace.accounts.services import links
from marketplace.catalog.models import Listing, Permit
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.registry import services as registry
from marketplace.sellers.models import Badge, Claim, Shop, ShopMember
from tests.builders import sheets
from tests.journeys import (
    badge_visits,
    begun,
    claims_visits,
    desk_visits,
    looked_at,
    moderated,
    own_desk,
    own_room,
    promoted_visits,
    wished,
)
from tests.journeys.street import Street, Visit

REGISTER = b"""\
nik,nomor_badan_hukum,nama_koperasi,kecamatan,kabupaten,tanggal_expired,status_sertifikat
3602010010991,12/BH/KDK.10.1/II/1999,Kopi Lebak,Malingping,Kab. Lebak,2027-05-01,Aktif
3602010010992,13/BH/KDK.10.1/II/1999,Gula Lebak,Malingping,Kab. Lebak,2025-05-01,Aktif
"""
UNREADABLE = REGISTER + b"360201001099X,,Koperasi Tanpa Nomor,,Kab. Lebak,,Aktif\n"


def all_visits(app: Flask) -> list[Visit]:
    """Every page to look at; adds to the demo world what it has no example of."""
    street = Street(app, [])
    with app.app_context():
        _market(street)
        _words(street)
        _account(street)
        _workspace(street)
        _console(street)
        wished.add(street, user_of("lilis.provinsi"))
        badge_visits.add(street)
        promoted_visits.add(street)
        moderated.add(street)
        claims_visits.add(street, user_of("ulfah.kabserang"), shop_of("maman"))
    return street.found


def _one(wanted: Any) -> Any:
    return db.session.scalars(wanted.limit(1)).one()


def shop_of(key: str) -> Shop:
    """The shop of somebody of the cast."""
    return _one(sa.select(Shop).join(ShopMember).where(ShopMember.user_id == user_of(key).id))


def user_of(key: str) -> User:
    """Somebody of the cast, as the database has her."""
    one = cast.person(key)
    assert one is not None, key
    column = (User.email, one.email) if one.email else (User.phone, one.phone)
    return _one(sa.select(User).where(column[0] == column[1]))


def _market(street: Street) -> None:
    street.add("storefront.home")
    for query in (
        {"q": "emping"},
        {"q": "emping", "daerah": "36.01", "terverifikasi": "1"},
        {"q": "pesawat terbang"},
        {"q": "bandeg", "izin": "halal", "stok": "siap", "harga_dari": "1000"},
        {"q": "emping cibeber"},
        {"q": "gula tangsel", "persis": "1"},
        {},
    ):
        street.add("storefront.results", **query)
    street.add("storefront.results", "halimah.provinsi", q="emping", jelaskan="1")
    street.add("storefront.category", slug="camilan")
    street.add("storefront.category", slug="tidak-ada", status=404)
    street.add("storefront.place", slug="kabupaten-pandeglang")
    on_shelf = sa.select(Listing).where(Listing.state == "published").order_by(Listing.id)
    plain = _one(on_shelf.where(Listing.shop_id == shop_of("rohayati").id))
    two_axes = _one(on_shelf.where(Listing.axis_two.is_not(None)))
    to_order = _one(on_shelf.where(Listing.made_to_order, Listing.shop_id != shop_of("hendra").id))
    on_sale = _one(on_shelf.where(Listing.sale_from <= today(), Listing.sale_until >= today()))
    for listing in (plain, two_axes, to_order, on_sale):
        street.add("storefront.product", slug=listing.slug)
    holiday = _one(sa.select(Shop).where(Shop.holiday_until > today()))
    for shop in (shop_of("rohayati"), shop_of("nurlela"), holiday):
        street.add("storefront.shop", slug=shop.slug)
    suspended = shop_of("hendra")
    moderated.suspend(suspended, user_of("wahyu.cilegon"))
    street.add("storefront.shop", slug=suspended.slug, status=410)
    street.add("storefront.shops")
    street.add("storefront.offline")


def _words(street: Street) -> None:
    for name in ("badge", "how_to_buy", "how_to_sell", "complaints", "privacy", "terms", "ranking"):
        street.add(f"storefront.{name}")
    street.add("storefront.proof_search")
    badges = sa.select(Badge).order_by(Badge.id)
    good = badges.where(Badge.revoked_at.is_(None), Badge.expires_on > today())
    for wanted in (
        good,
        badges.where(Badge.expires_on < today()),
        badges.where(Badge.revoked_at.is_not(None)),
    ):
        street.add("storefront.proof", code=_one(wanted).code)
    street.add("storefront.proof", code="TIDAKADA2345", status=404)


def _account(street: Street) -> None:
    for name in ("sign_in", "sign_up", "sign_up_mail", "password_reset", "password_by_code",
                 "password_reset_mail"):  # fmt: skip
        street.add(f"storefront.{name}")
    with transaction():
        tokens = {
            purpose: links.make(purpose, now(), user=user, email="baru@contoh.test", name="Baru")[1]
            for purpose, user in (
                ("sign_up", None),
                ("email_confirmation", user_of("dewi")),
                ("password_reset", user_of("sari")),
            )
        }
        letter = mail.queue("sari@contoh.test", "Selamat datang", "Halo Sari.\n\nTerima kasih.")
    street.add("storefront.sign_up_end", token=tokens["sign_up"])
    street.add("storefront.sign_up_end", token="x" * 43, status=410)
    street.add("storefront.email_confirmation", token=tokens["email_confirmation"])
    street.add("storefront.password_by_link", token=tokens["password_reset"])
    street.add("storefront.officer_invitation", token=_invitation())
    street.add("storefront.letters")
    street.add("storefront.letter", number=letter.id)
    for name in ("account", "account_name", "account_number", "account_number_change",
                 "account_password", "account_email_change", "recovery_codes"):  # fmt: skip
        street.add(f"storefront.{name}", "dimas")
    on_street = _one(sa.select(Listing).where(Listing.state == "published"))
    own_room.add(street, user_of("dimas"), on_street)
    street.add("storefront.second_step", "half-way")
    street.add("storefront.second_step_setup", "half-way without a code")


def _invitation() -> str:
    return services.invite(
        "baru@contoh.test",
        name="Petugas Baru",
        regency_code="36.02",
        duties=["verify"],
        by=user_of("jajang.admin"),
        at=now(),
    )


def _workspace(street: Street) -> None:
    street.add("workspace.opening", "dimas")
    for name in ("today", "listings", "listing_new", "listing_sheets", "inquiries", "profile",
                 "verification", "permits"):  # fmt: skip
        street.add(f"workspace.{name}", "rohayati")
    listing = _one(sa.select(Listing).where(Listing.shop_id == shop_of("rohayati").id))
    for name in ("listing", "stock", "variants", "sale", "wholesale", "pictures",
                 "listing_permits"):  # fmt: skip
        street.add(f"workspace.{name}", "rohayati", listing_id=listing.id)
    permit = _one(sa.select(Permit).where(Permit.shop_id == shop_of("rohayati").id))
    street.add("workspace.permit", "rohayati", permit_id=permit.id)
    brought = sheets.looked_at(
        shop_of("rohayati"), user_of("rohayati"), sheets.EMPING, {**sheets.EMPING, "Harga": "murah"}
    )
    street.add("workspace.listing_sheet", "rohayati", sheet_id=brought.id)
    # Ujang's claim waits; Nurlela has not shown that her number is hers; Hendra is suspended.
    for key in ("ujang", "nurlela", "hendra"):
        for name in ("today", "inquiries", "verification"):
            street.add(f"workspace.{name}", key)


def _console(street: Street) -> None:
    services.request_phone_confirmation(user_of("dimas"), now())
    origin = registry.Origin("koperasi-lebak.csv", "Dinas Kabupaten Lebak", today(), "36.02")
    officer = user_of("entin.lebak")
    previews = [registry.preview(file, origin, by=officer) for file in (REGISTER, UNREADABLE)]
    assert [preview.state for preview in previews] == ["staged", "refused"]
    for name in ("queue", "claims", "register", "register_imports", "shops", "numbers",
                 "number_password"):  # fmt: skip
        street.add(f"console.{name}", "entin.lebak" if "number" not in name else "lilis.provinsi")
    street.add("console.claims", "entin.lebak", keadaan="ditolak")
    street.add("console.officers", "entin.lebak", 403)
    for preview in previews:
        street.add("console.register_import", "entin.lebak", import_id=preview.id)
    for reading in begun.readings(officer):
        street.add("console.register_reading", "entin.lebak", task_id=reading.id)
    waiting = shop_of("ujang")
    for shop, state in ((waiting, "waiting"), (shop_of("rohayati"), "approved")):
        claim = _one(sa.select(Claim).where(Claim.shop_id == shop.id, Claim.state == state))
        street.add("console.claim", "halimah.provinsi", claim_id=claim.id)
        if state == "waiting":
            looked_at.add(street, claim)
    badge = _one(sa.select(Badge).where(Badge.shop_id == shop_of("rohayati").id))
    street.add("console.revocation", "halimah.provinsi", badge_id=badge.id)
    desk_visits.add(street, [shop_of(key).id for key in ("hendra", "rohayati")])
    own_desk.add(street, user_of("arif.provinsi"))
    street.add("console.officer_end", "jajang.admin", officer_id=officer.officer.id)  # type: ignore[union-attr]
