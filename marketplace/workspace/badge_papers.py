"""The badge to print: a card for the counter, stickers for the packages."""

from collections.abc import Callable

from flask import Response, current_app, g, url_for

from marketplace.clock import today
from marketplace.sellers import queries
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.models import Badge
from marketplace.web.access import member
from marketplace.web.filters import tanggal
from marketplace.web.languages import said
from marketplace.web.limits import limiter
from marketplace.web.pages import found
from marketplace.web.pdf import badges as paper
from marketplace.workspace import bp

OFTEN = "30 per minute"


@bp.get("/lencana/<code>/kartu.pdf")
@member
@limiter.limit(OFTEN)
def badge_card(code: str) -> Response:
    """An A6 card, while the badge is valid."""
    return _printed(code, "kartu", paper.card)


@bp.get("/lencana/<code>/stiker.pdf")
@member
@limiter.limit(OFTEN)
def badge_stickers(code: str) -> Response:
    """A sheet of 24 stickers, while the badge is valid."""
    return _printed(code, "stiker", paper.stickers)


def _printed(code: str, name: str, draw: Callable[[paper.Printed], bytes]) -> Response:
    """Drawn anew each time: until when it counts may have changed since the last."""
    badge: Badge = found(queries.standing_badge_of(g.shop, code, today()))
    answer = Response(draw(_words_of(badge)), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename={name}-{badge.code}.pdf"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _words_of(badge: Badge) -> paper.Printed:
    settings = current_app.config["SETTINGS"]
    where = settings.site_url.partition("://")[2] + url_for("storefront.proof_search")
    return paper.Printed(
        site=settings.site_name,
        shop=badge.shop.name,
        says=said(badge_words(badge.kind, badge.name)),
        office=badge.issuing_office,
        until=tanggal(badge.expires_on),
        code=badge.code,
        address=settings.site_url + url_for("storefront.proof", code=badge.code),
        where=where,
    )
