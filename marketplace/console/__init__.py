"""The dinas's desk: pages for officers. Each module here holds the pages of one resource."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask

from marketplace.web import languages

bp = Blueprint("console", __name__, url_prefix="/dinas")


def init_app(app: Flask) -> None:
    """Register every page of the desk."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")
    app.register_blueprint(bp)
    languages.stay_indonesian(app, bp.name)
