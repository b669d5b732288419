"""The front of the market: what is new, from where, and from whom."""

from flask import current_app, get_template_attribute, render_template
from markupsafe import Markup

from marketplace.catalog import categories
from marketplace.catalog.queries import window as shop_window
from marketplace.clock import now, today
from marketplace.places import queries as places
from marketplace.promotions.counting import counter
from marketplace.promotions.queries import window as shelves
from marketplace.storefront import bp, linked_data, seen
from marketplace.web import fragments
from marketplace.web.access import public

PATH = "/"


@bp.get(PATH)
@public
def home() -> str:
    """The same page for everybody, in four statements."""
    settings = current_app.config["SETTINGS"]
    # Signed-in people share what is dear to find out; their own is in the page around it.
    street = Markup().join(fragments.drawn([("home",)], _street))
    seen.count(PATH)
    return render_template(
        "storefront/home/home.html",
        street=street,
        data=linked_data.site_data(settings.site_name, settings.site_url),
    )


def _street(keys: list[fragments.Key]) -> dict[fragments.Key, Markup]:
    draw = get_template_attribute("storefront/home/street.html", "street")
    window = shelves.window(now())
    counter().shows(PATH, window.entries)
    drawn: Markup = draw(
        size=shop_window.size_of_street(),
        categories=categories.level_one(),
        window=window,
        regencies=places.regencies(),
        shops=shop_window.verified_shops(on=today()),
    )
    return dict.fromkeys(keys, drawn)
