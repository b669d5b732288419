"""A marketplace for the UMKM and cooperatives of Banten.

The order of ROOMS and FACES is the architecture: a room calls only rooms above it,
a face calls rooms, and nothing calls a face.
"""

import sys
from importlib import import_module
from importlib.util import find_spec

try:
    # Python's own SQLite may be too old for several processes on one file; this wheel is not.
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:
    # No wheel for this machine: database.py refuses an old library by itself.
    pass

from flask import Flask

from marketplace import logs
from marketplace.config import MOST_UPLOAD, Settings

ROOMS = (
    "places",
    "accounts",
    "registry",
    "sellers",
    "catalog",
    "moderation",
    "promotions",
    "inquiries",
    "search",
    "insights",
    "desk",
)
FACES = ("storefront", "workspace", "console", "commands", "demo")

__all__ = ["FACES", "ROOMS", "create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; ConfigurationError when the environment is wrong."""
    settings = settings or Settings.from_env()
    settings.home.mkdir(parents=True, exist_ok=True)
    logs.configure()
    app = Flask(
        __name__,
        static_folder="../static",
        template_folder="../templates",
        static_url_path="/static",
    )
    _configure(app, settings)
    _furnish(app, settings)
    for room in ROOMS:
        _open(f"marketplace.{room}", app)
    for face in FACES:
        _open(f"marketplace.{face}", app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    from marketplace.database import engine_options
    from marketplace.web.templates import Templates

    secure = settings.site_url.startswith("https://")
    app.config.update(
        SETTINGS=settings,
        TESTING=settings.testing,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=MOST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=400,
        TRUSTED_HOSTS=_hosts(settings),
        SESSION_COOKIE_NAME="__Host-pasar" if secure else "pasar",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    # No view or hook here is a coroutine: Flask would look at twenty in each request to find out.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    app.jinja_environment = Templates
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def _hosts(settings: Settings) -> list[str]:
    own = settings.host.partition(":")[0]
    return [own] if settings.production else [own, "localhost", "127.0.0.1"]


def _furnish(app: Flask, settings: Settings) -> None:
    """Everything below the rooms: database, queue, files, and HTTP furniture."""
    from marketplace import (
        audit,
        database,
        events,
        generations,
        jobs,
        mail,
        nightly,
        orphans,
        schema,
        storage,
        tasks,
        vault,
        web,
    )

    database.db.init_app(app)
    with app.app_context():
        database.install(database.db.engine)
        generations.install(database.db.engine)
    schema.init_app(app)
    jobs.init_app(app)
    storage.init_app(app)
    vault.init_app(app)
    web.init_app(app)
    audit.init_app(app)
    if settings.behind_proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        hops = settings.behind_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    assert (
        events and mail and nightly and orphans and tasks
    )  # their tables and subscribers are part of every application


def _open(package: str, app: Flask) -> None:
    """Load a room's tables and subscribers, or let a face register its pages."""
    module = import_module(package)
    for part in ("models", "subscribers", "personal_data"):
        if find_spec(f"{package}.{part}"):
            import_module(f"{package}.{part}")
    if register := getattr(module, "init_app", None):
        register(app)
