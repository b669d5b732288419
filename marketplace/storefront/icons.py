"""Small files that browsers ask for by a fixed name."""

from flask import redirect
from werkzeug.wrappers import Response

from marketplace.storefront import bp
from marketplace.web.access import public
from marketplace.web.assets import asset


@bp.get("/favicon.ico")
@public
def favicon() -> Response:
    """The mark of the site, for browsers that do not read the page's own link."""
    answer = redirect(asset("favicon.svg"), 302)
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer
