"""HTTP furniture that every face uses; it may know accounts, and no other room."""

from flask import Flask

from marketplace.web import (
    access,
    assets,
    compression,
    filters,
    forms,
    fragments,
    health,
    key_rotation,
    languages,
    limits,
    metrics,
    page_cache,
    pages,
    requests,
    security,
    sessions,
)


def init_app(app: Flask) -> None:
    """Put the furniture into an application, in the order in which a request meets it."""
    metrics.init_app(app)
    languages.init_app(app)
    requests.init_app(app)
    key_rotation.init_app(app)
    security.init_app(app)
    sessions.init_app(app)
    access.init_app(app)
    forms.init_app(app)
    limits.init_app(app)
    filters.init_app(app)
    assets.init_app(app)
    pages.init_app(app)
    health.init_app(app)
    page_cache.init_app(app)
    fragments.init_app(app)
    compression.init_app(app)
    page_cache.surround(app)
