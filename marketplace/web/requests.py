"""Each request has an id, is readable, and leaves one log line without personal data."""

import random
import re
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, abort, current_app, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response

from marketplace import origin
from marketplace.web import access

log = structlog.get_logger("marketplace.requests")

_TRUSTED_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


LARGEST_ID = 2**63 - 1
View = TypeVar("View", bound=Callable[..., Any])


def takes_up_to(most: int) -> Callable[[View], View]:
    """Let a view be sent more bytes than others, by those whom its mark lets in."""

    def mark(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return mark


class Id(IntegerConverter):
    """A number in an address that the database can hold; any other is an address of nothing."""

    regex = "[0-9]+"  # `\d` takes the digits of every script

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **options})


def init_app(app: Flask) -> None:
    """Open and close each request."""
    app.url_map.converters["int"] = Id
    app.before_request(_begin)
    app.before_request(_refuse_nul)
    app.after_request(_end)
    # Flask's own words name the path, and a path can hold the token of a link.
    app.log_exception = _note_failure  # type: ignore[method-assign]


def _note_failure(exc_info: Any) -> None:
    route = request.url_rule.rule if request.url_rule else None
    log.error("request failed", method=request.method, route=route, exc_info=exc_info)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _TRUSTED_ID.match(given) else _new_id()
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    origin.begin(request.remote_addr or "")
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "most_bytes", None)
    if most is not None and request.method == "POST" and access.lets_in():
        request.max_content_length = most


def _new_id() -> str:
    """An id to find a request by: no secret, so it need not cost a call to the kernel."""
    return f"{random.getrandbits(64):016x}"


def _refuse_nul() -> None:
    """PostgreSQL takes no NUL in a text, and no person types one."""
    sent = [request.path, *_texts(request.args)]
    if request.method == "POST":
        sent += _texts(request.form)
        sent += [file.filename or "" for file in request.files.values()]
    if any("\0" in text for text in sent):
        abort(400)


def _texts(given: MultiDict[str, str]) -> list[str]:
    return [*given.keys(), *(value for values in given.listvalues() for value in values)]


def _end(response: Response) -> Response:
    if "request_id" not in g:
        return response
    response.headers["X-Request-ID"] = g.request_id
    if request.endpoint != "static":
        # The rule, not the path: a path can hold a code, a query can hold a name.
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            ms=round((time.perf_counter() - g.started) * 1000, 1),
        )
    return response
