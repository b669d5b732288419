"""Pages of a list, safe ways back, and error pages in character."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import structlog
from flask import Flask, flash, redirect, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_limiter.errors import RateLimitExceeded
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from marketplace.database import db
from marketplace.errors import NotFound, OutOfReach, RuleBroken
from marketplace.web import languages

log = structlog.get_logger(__name__)

Found = TypeVar("Found")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
LAST_PAGE = 10_000

WORDS = {
    400: (_("Permintaan tidak terbaca"), _("Muat ulang halamannya, lalu coba sekali lagi.")),
    403: (
        _("Bukan pintu Anda"),
        _("Halaman ini hanya untuk yang berhak. Masuklah dengan akun yang tepat."),
    ),
    404: (
        _("Tidak ada di sini"),
        _("Alamatnya mungkin berubah, atau barangnya sudah tidak dijual."),
    ),
    405: (_("Caranya tidak cocok"), _("Kembalilah ke halaman sebelumnya, lalu pakai tombolnya.")),
    409: (
        _("Sudah berubah"),
        _("Orang lain lebih dulu mengubahnya. Muat ulang untuk melihat yang terbaru."),
    ),
    413: (_("Berkas terlalu besar"), _("Paling besar 15 MB untuk satu foto.")),
    429: (_("Terlalu sering"), _("Tunggu sebentar, lalu coba lagi.")),
    500: (
        _("Ada yang rusak di pihak kami"),
        _("Kami sudah mencatatnya. Silakan coba lagi sebentar lagi."),
    ),
    503: (
        _("Sebentar, belum bisa"),
        _(
            "Tempat penyimpanan kami sedang tidak menjawab. "
            "Tidak ada yang berubah. Coba lagi nanti."
        ),
    ),
}


@dataclass(frozen=True)
class Page:
    """One page of a longer list; `url` makes the address of another page."""

    number: int
    pages: int
    total: int
    url: Callable[[int], str]


def page_number() -> int:
    """The page asked for by `?halaman=`, at least 1; nonsense means the first."""
    if "halaman" not in request.args:
        return 1
    asked = request.args["halaman"]
    if not asked.isascii() or not asked.isdigit():
        return 1
    return max(1, min(int(asked[:9]), LAST_PAGE))


def page_of(total: int, size: int, number: int) -> Page:
    """The page `number` of a list of `total` things, `size` a page, at the present address."""
    pages = max(1, -(-total // size))
    here = quote(request.path)
    asked = {
        name: kept
        for name, kept in request.args.lists()
        if name not in ("halaman", languages.ASKED)
    }

    def url(other: int) -> str:
        query = urlencode({**asked, "halaman": other} if other > 1 else asked, doseq=True)
        return f"{here}?{query}" if query else here

    return Page(min(number, pages), pages, total, url)


def found(record: Found | None) -> Found:
    """The record, or the 404 page when there is none."""
    if record is None:
        raise NotFound
    return record


def safe_path(target: str | None, default: str) -> str:
    """A path on this site to go on to; anything that could lead elsewhere gives the default."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(c) < 33 or c == "\\" for c in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def _error_page(status: int) -> tuple[str, int]:
    title, text = WORDS.get(status, WORDS[400 if status < 500 else 500])
    page = render_template("errors/error.html", status=status, title=str(title), text=str(text))
    return page, status


def _http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    if isinstance(error, SecurityError):
        # Asked under a name that is not ours: there are no addresses, so no page with links.
        return Response("Situs ini tidak dikenal dengan nama itu.\n", 400, mimetype="text/plain")
    if status == 500:
        db.session.rollback()
    return _error_page(status)


def _not_found(_error: NotFound) -> tuple[str, int]:
    return _error_page(404)


def _out_of_reach(error: OutOfReach) -> Response | tuple[str, int]:
    return _not_now(str(error))


def _database_out_of_reach(error: OperationalError) -> Response | tuple[str, int]:
    """The database does not answer, is locked for too long, or has no room."""
    return _not_now(f"database: {str(error.orig).partition(chr(10))[0][:300]}")


def _no_room(error: OSError) -> Response | tuple[str, int]:
    """A body that is larger than the memory's share waits in a file, and there is no room."""
    if error.errno not in NO_ROOM:
        raise error
    return _not_now(f"temporary files: {error.strerror}")


def _not_now(because: str) -> Response | tuple[str, int]:
    log.error("out of reach", because=because)
    try:
        db.session.rollback()
        return _error_page(503)
    except OperationalError:
        # Even the page's greeting would ask the database.
        return Response(f"{WORDS[503][0]}. {WORDS[503][1]}\n", 503, mimetype="text/plain")


def _rule_broken(error: RuleBroken) -> Response | tuple[str, int]:
    """A rule that a view did not turn into words beside a field: say it where the person was."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc == request.host and request.method == "POST":
        flash(languages.refusal(error), "bad")
        return redirect(safe_path(came_from.path, "/"))
    return render_template(
        "errors/error.html", status=409, title=gettext("Belum bisa"), text=languages.refusal(error)
    ), 409


def init_app(app: Flask) -> None:
    """Answer errors with pages in the site's own words."""
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(RuleBroken, _rule_broken)
    app.register_error_handler(OutOfReach, _out_of_reach)
    app.register_error_handler(OperationalError, _database_out_of_reach)
    app.register_error_handler(OSError, _no_room)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(RateLimitExceeded, _http_error)
    app.jinja_env.globals["site_name"] = app.config["SETTINGS"].site_name
    app.jinja_env.globals["site_url"] = app.config["SETTINGS"].site_url
