"""Security headers, and the refusal of requests that other sites make in a person's name."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response

csrf = CSRFProtect()

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Where a POST of ours may lead outside the site; Chromium blocks the redirect to any other place.
WHATSAPP = "https://wa.me https://api.whatsapp.com"


def init_app(app: Flask) -> None:
    """Check unsafe requests before their view, and add headers to every answer."""
    csrf.init_app(app)
    app.before_request(_refuse_other_sites)
    settings = app.config["SETTINGS"]
    leads_to = WHATSAPP if settings.whatsapp_url == "https://wa.me" else settings.whatsapp_url
    headers = [
        (
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
            f"frame-ancestors 'none'; form-action 'self' {leads_to}",
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
    if settings.site_url.startswith("https://"):
        headers.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains"))

    @app.after_request
    def add_headers(response: Response) -> Response:
        # One look at what is there: `setdefault` would look through them all for each of seven.
        said = {name for name, _ in response.headers}
        response.headers.extend(pair for pair in headers if pair[0] not in said)
        if "Cache-Control" not in response.headers and request.cookies:
            # Whoever brings a cookie may see something of her own: nobody else may keep it.
            response.headers["Cache-Control"] = "private, no-store"
        return response


def _refuse_other_sites() -> None:
    if request.method not in UNSAFE:
        return
    if not _is_our_own():
        abort(403)
    if current_user.is_authenticated:
        csrf.protect()


def _is_our_own() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    settings = current_app.config["SETTINGS"]
    ours = {_origin(settings.site_url)}
    if not settings.production:
        ours.add(_origin(request.host_url))
    return _origin(origin) in ours


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()
