"""What a phone needs to keep the market on its home screen, and a page for when it is offline."""

import hashlib
import json
from pathlib import Path
from typing import Any

from flask import current_app, jsonify, render_template, request
from werkzeug.wrappers import Response

from marketplace.storefront import bp
from marketplace.web.access import public
from marketplace.web.assets import asset

WORKER = Path("js/offline-worker.js")
# What the offline page is drawn with; pages of a person are kept by nobody.
DRAWN_WITH = ("site.css", "favicon.svg", "icons.svg", "js/site.js")
NAMED_IN_CSS = tuple(
    f"/static/{name}" for name in ("fonts/plus-jakarta-sans.woff2", "batik.svg", "batik-dark.svg")
)
ICONS = (
    ("icon-192", "192x192", "any"),
    ("icon-512", "512x512", "any"),
    ("maskable-512", "512x512", "maskable"),
)


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """The web-app manifest (W3C)."""
    answer = jsonify(_described())
    answer.mimetype = "application/manifest+json"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _described() -> dict[str, Any]:
    name = current_app.config["SETTINGS"].site_name
    return {
        "id": "/",
        "name": name,
        "short_name": name[:12].strip(),
        "description": "Buatan Banten, langsung dari yang membuatnya.",
        "lang": "id",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#0f6b5f",
        "icons": [
            {"src": asset(f"icons/{file}.png"), "sizes": size, "type": "image/png", "purpose": use}
            for file, size, use in ICONS
        ],
    }


@bp.get("/luring")
@public
def offline() -> str:
    """What a browser shows where a page cannot be reached; the same for everybody."""
    return render_template("storefront/offline.html")


@bp.get("/luring.js")
@public
def offline_worker() -> Response:
    """The service worker and the list of what it keeps; another version when any of it changes."""
    kept = ["/luring", *(asset(path) for path in DRAWN_WITH), *NAMED_IN_CSS]
    code = (Path(current_app.static_folder or "static") / WORKER).read_text(encoding="utf-8")
    page = render_template("storefront/offline.html")
    version = hashlib.sha256("\n".join([*kept, page, code]).encode()).hexdigest()[:12]
    told = f"const KEPT = {json.dumps(kept)};\nconst VERSION = {json.dumps(version)};\n"
    answer = Response(told + code, mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    # Browsers ask for it again with each page: a known one is answered in no bytes.
    answer.set_etag(version)
    return answer.make_conditional(request)
