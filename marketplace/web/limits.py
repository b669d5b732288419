"""Rate limits: how often one address may try what can be abused."""

from functools import partial
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=False)


def init_app(app: Flask) -> None:
    """Count in memory, or in Redis when several processes serve."""
    settings = app.config["SETTINGS"]
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    if settings.redis_url:
        app.config["RATELIMIT_STORAGE_OPTIONS"] = {"socket_connect_timeout": 2, "socket_timeout": 2}
        # A Redis that is away neither opens the door to guessing nor shuts the site.
        app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = True
    limiter.enabled = True
    limiter.init_app(app)
    # Limits stand at views, whose decorators check them; the hook is for defaults: we have none.
    app.before_request_funcs[None].remove(limiter._check_request_limit)
    # The one after it tells limits in headers and takes back conditional ones: we have neither.
    app.after_request_funcs[None].remove(_telling_hook(app))
    # Tests that are about limits switch them on.
    limiter.enabled = not settings.testing


def _telling_hook(app: Flask) -> Any:
    hooks = app.after_request_funcs[None]
    return next(one for one in hooks if isinstance(one, partial) and one.args == (limiter,))
