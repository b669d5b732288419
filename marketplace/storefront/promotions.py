"""`/promo/`: curated collections, one of them, and the rules by which anything is shown."""

import re
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _

from marketplace.catalog.models import preview_url
from marketplace.clock import now, today
from marketplace.errors import NotFound
from marketplace.promotions import eligibility, seasons
from marketplace.promotions.counting import counter
from marketplace.promotions.fairness.measures import measures
from marketplace.promotions.models import Collection
from marketplace.promotions.queries import collections as queries
from marketplace.storefront import bp, linked_data, seen
from marketplace.web.access import public
from marketplace.web.pages import found

SLUG = re.compile(r"[a-z0-9-]{1,80}")
EXCERPT = 155


@bp.get("/promo/")
@public
def promotions() -> str:
    """Every collection that runs now."""
    return render_template("storefront/promotions/list.html", running=queries.running(now()))


@bp.get("/promo/<slug>")
@public
def promotion(slug: str) -> tuple[str, int]:
    """A collection while it runs; one that ended says so; any other is not found."""
    one, at = found(queries.by_slug(slug) if SLUG.fullmatch(slug) else None), now()
    if one.is_over(at):
        return render_template("storefront/promotions/over.html", collection=one), 410
    if not one.is_running(at):
        raise NotFound
    standing = queries.standing_in(one, at)
    counter().shows(one.url, _entries(one, standing))
    seen.count(one.url)
    return render_template("storefront/promotions/one.html", **_view(one, standing)), 200


def _entries(one: Collection, standing: list[queries.Standing]) -> list[Any]:
    cards = [each.card for each in standing]
    return [
        (f"promo:{one.id}", slot, card.id, card.shop_id, card.regency_code)
        for slot, card in enumerate(cards, 1)
    ]


def _view(one: Collection, standing: list[queries.Standing]) -> dict[str, Any]:
    site_url = current_app.config["SETTINGS"].site_url
    trail = [(_("Beranda"), "/"), (_("Pilihan dinas"), "/promo/"), (one.title, None)]
    cards = [each.card for each in standing]
    return {
        "collection": one,
        "standing": standing,
        "shops": len({card.shop_id for card in cards}),
        "description": excerpt(one.story) or one.title,
        "image": site_url + preview_url(one.cover_key) if one.cover and one.cover_key else None,
        "trail": trail,
        "data": [
            linked_data.list_data(one.title, site_url + one.url, cards, site_url),
            linked_data.breadcrumb_data(trail, site_url),
        ],
    }


def excerpt(text: str, most: int = EXCERPT) -> str:
    """As many words of a story as fit."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


@bp.get("/promo/aturan")
@public
def promotion_rules() -> str:
    """Why a thing is shown: told from the data by which it is chosen."""
    return render_template(
        "storefront/promotions/rules.html",
        eligibility=eligibility.rules(),
        measures=measures(),
        seasons=seasons.seasons(),
        season=seasons.present(today()),
    )


@bp.app_template_filter("excerpt")
def shortened(text: str, most: int = EXCERPT) -> str:
    """`excerpt` for templates."""
    return excerpt(text, most)
