"""The owners' back room, `/lapak/`. Each module here holds the pages of one resource."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask

from marketplace.sellers import queries as sellers
from marketplace.web import access, languages

bp = Blueprint("workspace", __name__, url_prefix="/lapak")


def init_app(app: Flask) -> None:
    """Register every page of the back room, and say how a person's shop is found."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    app.register_blueprint(bp)
    languages.stay_indonesian(app, bp.name)
    access.shops_are_found_by(app, sellers.shop_of)
