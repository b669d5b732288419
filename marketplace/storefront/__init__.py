"""The market street: what everybody sees. Each module here holds the pages of one resource."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask

bp = Blueprint("storefront", __name__)


def init_app(app: Flask) -> None:
    """Register every page of the street."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    app.register_blueprint(bp)
