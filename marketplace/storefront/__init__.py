"""The market street: what everybody sees. Each module here holds the pages of one resource."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask

from marketplace.database import db
from marketplace.promotions import counting
from marketplace.promotions.calendar import Calendar
from marketplace.search import queries as search
from marketplace.search.measures import asked
from marketplace.web import page_cache

bp = Blueprint("storefront", __name__)

# Pages that show shops, listings, pictures and badges, and nothing of who looks.
KEPT = (
    *("home", "product", "shop", "shops", "proof", "proof_search"),
    # Lists of products, which the search index answers.
    *("results", "category", "place", "suggestions"),
    *("wish", "wish_recorded"),
    *("promotions", "promotion", "promotion_rules"),
    *("how_to_buy", "how_to_sell", "badge", "complaints", "privacy", "terms", "ranking", "offline"),
)


def init_app(app: Flask) -> None:
    """Register every page of the street, and name those that may be kept."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    app.register_blueprint(bp)
    page_cache.keeps(app, *(f"{bp.name}.{page}" for page in KEPT))
    with app.app_context():
        if (version := search.versions()) is not None:
            page_cache.depends_on(app, version)
        page_cache.ends_by(app, Calendar(db.engine).passed)
        page_cache.tells(app, "/cari", asked.counter().repeated)
        for path in ("/", "/promo/"):
            page_cache.tells(app, path, counting.counter().kept_page_sent)
