"""`/lapak/promosi`: where the shop is shown, how often, and in which collections it stands."""

from datetime import timedelta

from flask import g, render_template

from marketplace.clock import now, today
from marketplace.promotions import eligibility
from marketplace.promotions.queries import collections, figures
from marketplace.promotions.shelf_names import shelf_name
from marketplace.web.access import member
from marketplace.workspace import bp


@bp.get("/promosi")
@member
def promotions() -> str:
    """Her figures of the last thirty days by shelf, and the collections she is in."""
    last = today()
    first = last - timedelta(days=figures.DAYS - 1)
    days = figures.by("day", None, first, last, shop_id=g.shop.id)
    return render_template(
        "workspace/promotions.html",
        shop=g.shop,
        total=figures.total(None, first, last, shop_id=g.shop.id),
        days=figures.every_day(days, first, last),
        shelves=figures.by("shelf", None, first, last, shop_id=g.shop.id),
        titles=collections.titles(),
        running=collections.takes_part(g.shop.id, now()),
        first=first,
        rules=eligibility.rules().rules,
    )


@bp.app_template_filter("rak")
def shelf_in_words(key: str, titles: dict[int, str]) -> str:
    """`shelf_name` for templates."""
    return shelf_name(key, titles)
