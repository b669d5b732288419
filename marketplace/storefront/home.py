"""The front of the market: what is new, from where, and from whom."""

from dataclasses import dataclass
from datetime import date

from flask import current_app, get_template_attribute, render_template
from markupsafe import Markup

from marketplace.catalog import categories
from marketplace.catalog import queries as catalog
from marketplace.catalog.queries import window
from marketplace.clock import today
from marketplace.places import queries as places
from marketplace.storefront import bp, linked_data
from marketplace.web import fragments
from marketplace.web.access import public

NEWEST = 5
EACH = 5
SHELVES = 4


@dataclass(frozen=True)
class Shelf:
    """What one kabupaten or kota brought last."""

    regency: places.Regency
    cards: list[catalog.Card]


@bp.get("/")
@public
def home() -> str:
    """The same page for everybody, in four statements."""
    settings = current_app.config["SETTINGS"]
    return render_template(
        "storefront/home/home.html",
        # Signed-in people share what is dear to find out; their own is in the page around it.
        street=Markup().join(fragments.drawn([("home",)], _street)),
        data=linked_data.site_data(settings.site_name, settings.site_url),
    )


def _street(keys: list[fragments.Key]) -> dict[fragments.Key, Markup]:
    on = today()
    draw = get_template_attribute("storefront/home/street.html", "street")
    drawn: Markup = draw(
        size=window.size_of_street(),
        categories=categories.level_one(),
        newest=catalog.newest(NEWEST, on=on),
        shelves=_shelves_of(on),
        regencies=places.regencies(),
        shops=window.verified_shops(on=on),
    )
    return dict.fromkeys(keys, drawn)


def _shelves_of(day: date) -> list[Shelf]:
    """A few kabupaten and kota with goods; each day another comes first, so none always does."""
    by_regency = catalog.newest_by_regency(EACH, day)
    stocked = [regency for regency in places.regencies() if regency.code in by_regency]
    if not stocked:
        return []
    start = day.toordinal() % len(stocked)
    todays = (stocked[start:] + stocked[:start])[:SHELVES]
    return [Shelf(regency, by_regency[regency.code]) for regency in todays]
