"""One product: what it is, what it costs, who made it, and how to ask for it."""

import re
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from marketplace.catalog import categories, rich_text
from marketplace.catalog import queries as catalog
from marketplace.catalog.permits import queries as permits
from marketplace.catalog.queries.product import Maker, Product, VariantView
from marketplace.catalog.queries.product import product as product_at
from marketplace.clock import today
from marketplace.errors import RuleBroken
from marketplace.money import rupiah
from marketplace.sellers.affiliation import badge_words
from marketplace.storefront import bp, linked_data, price_words
from marketplace.web.access import public
from marketplace.web.filters import angka, berat, tempat
from marketplace.web.languages import as_written, said
from marketplace.web.pages import found

MORE = 5
# Whatever else stands in an address is no product: a database may even refuse to be asked for it.
SLUG = re.compile(r"[a-z0-9-]{1,200}")


@bp.get("/produk/<slug>")
@public
def product(slug: str) -> str:
    """The page of a public listing, in four statements; anything else is not found."""
    return page(shown_at(slug))


def shown_at(slug: str) -> Product:
    """The public listing at an address, or NotFound."""
    return found(product_at(slug) if SLUG.fullmatch(slug) else None)


def page(
    shown: Product, asked: dict[str, Any] | None = None, refused: RuleBroken | None = None
) -> str:
    """The page, with what was asked and why it could not be where that is the case."""
    site_url = current_app.config["SETTINGS"].site_url
    about = linked_data.preview(shown, site_url)
    trail = trail_of(shown)
    chosen = chosen_of(shown, asked or {})
    return render_template(
        "storefront/product/product.html",
        product=shown,
        chosen=chosen,
        cost=price_words.price_of(shown, chosen),
        quantity=(asked or {}).get("quantity") or shown.minimum_order,
        refused=refused,
        about=about,
        data=[
            linked_data.product_data(shown, about, site_url),
            linked_data.breadcrumb_data(trail, site_url),
        ],
        trail=trail,
        tint=tint_of(shown),
        axes=axes_of(shown, chosen),
        follow=follow_of(shown),
        stock=stock_of(shown, chosen),
        ways=[(v.name, v.price, stock_of(shown, v)[0]) for v in shown.variants],
        description=Markup(rich_text.sanitised(shown.description)),  # noqa: S704 - just sanitised
        facts=facts_of(shown),
        maker=maker_of(shown.maker),
        permits=permits.of_product(shown.maker.id, shown.id),
        on_holiday=shown.maker.holiday_until and today() <= shown.maker.holiday_until,
        more=catalog.others_of_shop(shown.maker.id, but=shown.id, limit=MORE),
    )


def chosen_of(shown: Product, asked: dict[str, Any]) -> VariantView:
    """The variant asked for, else the first that is in stock, else the first."""
    named = next((v for v in shown.variants if v.id == asked.get("variant_id")), None)
    in_stock = (v for v in shown.variants if shown.made_to_order or v.stock)
    return named or next(in_stock, shown.variants[0])


def axes_of(shown: Product, chosen: VariantView) -> list[dict[str, Any]]:
    """Rows of pills: one row of variants, or one row for each of two axes."""
    if len(shown.variants) < 2:
        return []
    if not shown.axis_two:
        same = len({v.price for v in shown.variants}) == 1
        options = [
            (v.id, v.name or said(shown.unit), pill_note(shown, v, same_price=same))
            for v in shown.variants
        ]
        return [
            {
                "name": "variant",
                "legend": shown.axis_one or _("Pilihan"),
                "options": options,
                "chosen": chosen.id,
            }
        ]
    ones = list(dict.fromkeys(v.option_one for v in shown.variants))
    twos = list(dict.fromkeys(v.option_two for v in shown.variants))
    return [
        {
            "name": "option_one",
            "legend": shown.axis_one,
            "options": [(o, o) for o in ones],
            "chosen": chosen.option_one,
        },
        {
            "name": "option_two",
            "legend": shown.axis_two,
            "options": [(o, o) for o in twos],
            "chosen": chosen.option_two,
        },
    ]


def pill_note(shown: Product, variant: VariantView, *, same_price: bool) -> str | None:
    """What a pill says besides its name: that it is sold out, or its own price."""
    if not shown.made_to_order and not variant.stock:
        return _("habis")
    return None if same_price else rupiah(variant.price)


def follow_of(shown: Product) -> list[dict[str, Any]]:
    """For the script: price, sale, steps and stock of each choice, in words."""
    if len(shown.variants) < 2:
        return []
    return [
        {
            "choices": (
                {"option_one": v.option_one, "option_two": v.option_two}
                if shown.axis_two
                else {"variant": v.id}
            ),
            **price_words.price_of(shown, v),
            "stock": stock_of(shown, v)[0],
        }
        for v in shown.variants
    ]


def stock_of(shown: Product, variant: VariantView) -> tuple[str, str]:
    """The stock of one variant in words, and whether that is good, soft or bad news."""
    words = catalog.stock_words(
        variant.stock, made_to_order=shown.made_to_order, lead_days=shown.lead_days
    )
    few = words is not None
    words = said(words) or _("Stok %(stock)s", stock=angka(variant.stock))
    if shown.made_to_order or len(shown.variants) > 1:
        return words, "info"  # the words follow the choice, so no colour may stay behind
    return words, "bad" if not variant.stock else "warn" if few else "good"


def trail_of(shown: Product) -> list[tuple[str, str | None]]:
    """Home, group, kind, and the product itself."""
    kind = categories.category(shown.category_slug)
    group = categories.parent_of(kind) if kind else None
    named = [one for one in (group, kind) if one]
    return [(_("Beranda"), "/"), *((said(one.name), one.url) for one in named), (shown.title, None)]


def tint_of(shown: Product) -> str:
    """The ground behind its pictures."""
    kind = categories.category(shown.category_slug)
    return kind.tint if kind else ""


def facts_of(shown: Product) -> list[tuple[str, str | None]]:
    """What a buyer wants to know before asking; nothing that cannot be done here yet."""
    least = shown.minimum_order
    weight = shown.net_weight_grams
    lead_days = shown.lead_days if shown.made_to_order else None
    days = ngettext("%(num)s hari", "%(num)s hari", lead_days) if lead_days else None
    unit, district = said(shown.unit), shown.maker.place.district.name
    return [
        (
            _("Berat bersih"),
            _("%(weight)s per %(unit)s", weight=berat(weight), unit=unit) if weight else None,
        ),
        (_("Pesanan paling sedikit"), f"{angka(least)} {unit}" if least > 1 else None),
        (_("Lama pembuatan"), days),
        (_("Dibuat di"), tempat(shown.maker.place.label)),
        (_("Jam buka"), as_written(shown.maker.hours) if shown.maker.hours else None),
        (_("Pengiriman"), _("Ongkos dan kurir disepakati dengan penjual")),
        (_("Ambil sendiri"), _("Tanyakan kepada penjual di %(place)s", place=district)),
        (_("Pembayaran"), _("Langsung kepada penjual; situs ini belum menerima pembayaran")),
    ]


def maker_of(shop: Maker) -> dict[str, Any]:
    """The shop as the maker component shows it."""
    verified = shop.badge_code is not None
    return {
        "name": shop.name,
        "url": shop.url,
        "place": shop.place.label,
        "verified": verified,
        "badge_url": f"/cek/{shop.badge_code}" if verified else None,
        "affiliation": badge_words(shop.badge_kind, shop.verified_as)
        if verified and shop.badge_kind
        else None,
    }
