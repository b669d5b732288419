"""Shops on the street: the index and one shop's page."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _

from marketplace.catalog import queries as catalog
from marketplace.catalog.models import Picture, preview_url
from marketplace.catalog.permits import queries as permits
from marketplace.clock import today
from marketplace.places import queries as places
from marketplace.sellers import queries
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.models import Badge, Shop
from marketplace.storefront import bp, linked_data
from marketplace.web.access import public
from marketplace.web.filters import angka, tempat
from marketplace.web.pages import found, page_number, page_of

SIZE = 24
EXCERPT = 140
MOST_CARDS = 120


@dataclass(frozen=True)
class ShopCard:
    """A shop in a grid."""

    url: str
    name: str
    place: str
    verified: bool
    cover: Picture | None
    listings_count: int
    story_excerpt: str


@bp.get("/toko/")
@public
def shops() -> str:
    """Every shop on the street, by kab/kota and badge; verified ones first."""
    asked = places.by_slug(request.args.get("daerah", ""))
    regency = asked if isinstance(asked, places.Regency) else None
    verified = request.args.get("verifikasi") == "1"
    code, number = regency.code if regency else None, page_number()
    found = queries.shops_on_street(regency_code=code, verified=verified, number=number, size=SIZE)
    page = page_of(found.total, SIZE, number)
    shown = {"shops": _cards(found), "page": page, "regency": regency, "verified": verified}
    return render_template("storefront/shops.html", **shown, **_filters(found, regency, verified))


def _cards(found: queries.ShopPage) -> list[ShopCard]:
    ids = [shop.id for shop in found.shops]
    covers, counts = catalog.covers_of(ids), catalog.public_counts(ids)
    return [
        ShopCard(
            url=url_for(".shop", slug=shop.slug),
            name=shop.name,
            place=shop.place.district.label,
            verified=shop.id in found.verified,
            cover=covers.get(shop.id),
            listings_count=counts.get(shop.id, 0),
            story_excerpt=shop.story[:EXCERPT],
        )
        for shop in found.shops
    ]


def _filters(
    found: queries.ShopPage, regency: places.Regency | None, verified: bool
) -> dict[str, Any]:
    """Addresses of the filters: each leads to the page with it, or without it when it is on."""
    badge = "1" if verified else None
    here = regency.slug if regency else None
    chips = [(tempat(regency.name), url_for(".shops", verifikasi=badge))] if regency else []
    if verified:
        chips.append((_("Terverifikasi"), url_for(".shops", daerah=here)))
    return {
        "chips_on": chips,
        "places_on": [
            (
                url_for(".shops", daerah=None if one == regency else one.slug, verifikasi=badge),
                angka(found.by_regency.get(one.code, 0)),
                tempat(one.name),
                one == regency,
            )
            for one in places.regencies()
        ],
        "badge_on": [
            (
                url_for(".shops", daerah=here, verifikasi=None if verified else "1"),
                None,
                _("Terverifikasi dinas"),
                verified,
            )
        ],
    }


@bp.get("/toko/<slug>")
@public
def shop(slug: str) -> str | tuple[str, int]:
    """One shop: badge, place, story, hours and what it sells."""
    one, badge = found(queries.shop_and_badge(slug))
    if not one.is_open_to_public:
        # A suspension may be for good; a closed shop may open again tomorrow.
        page = render_template("storefront/shop_away.html", shop=one)
        return page, 410 if one.suspended_at else 404
    return render_template("storefront/shop.html", shop=one, **_view(one, badge))


def _view(one: Shop, badge: Badge | None) -> dict[str, Any]:
    site_url = current_app.config["SETTINGS"].site_url
    address = site_url + url_for(".shop", slug=one.slug)
    cover = catalog.cover_of(one)
    image = site_url + preview_url(cover.key) if cover and cover.has_preview else None
    return {
        "badge": badge,
        "membership": badge_words(badge.kind, badge.name) if badge else None,
        "on_holiday": one.is_on_holiday(today()),
        "cover": cover,
        "image": image,
        "permits": permits.of_shop(one),
        "cards": catalog.of_shop(one, limit=MOST_CARDS),
        "address": address,
        "data": linked_data.shop_data(one, badge, address, image),
    }
