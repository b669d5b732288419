"""The proof of a badge: who verified what, against which record, until when."""

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from marketplace.clock import today
from marketplace.sellers import queries
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.models import Badge
from marketplace.storefront import bp, proof_data
from marketplace.storefront.proof_words import checked_facts, said_of, two_officers
from marketplace.web import qr
from marketplace.web.access import public
from marketplace.web.limits import limiter

OFTEN = "120 per minute"


def wants_data() -> bool:
    """Whether a program asks, that would rather have JSON than a page."""
    kinds = request.accept_mimetypes
    return kinds["application/json"] > kinds["text/html"]


@bp.get("/cek/")
@public
def proof_search() -> str | Response:
    """Where somebody types the code of a printed badge."""
    plain = _plain(request.args.get("kode", ""))
    if plain:
        return redirect(url_for(".proof", code=plain.upper()))
    return render_template("storefront/proof_search.html", code="", unknown=False)


@bp.get("/cek/<code>")
@public
@limiter.limit(OFTEN, exempt_when=lambda: not wants_data())
def proof(code: str) -> Response:
    """One badge: its state in words for people, the same as JSON for programs that ask for it."""
    answer = _data(code) if wants_data() else _page(code)
    answer.vary.add("Accept")
    return answer


@bp.get("/cek/<code>.json")
@public
@limiter.limit(OFTEN)
def proof_as_data(code: str) -> Response:
    """The same as JSON, for whoever cannot say what she accepts."""
    return _data(code)


def _page(code: str) -> Response:
    badge = queries.badge_by_code(code)
    if badge is None:
        page = render_template("storefront/proof_search.html", code=code[:40], unknown=True)
        return current_app.make_response((page, 404))
    if code != badge.code:
        return current_app.make_response(redirect(url_for(".proof", code=badge.code)))
    return current_app.make_response(render_template("storefront/proof.html", **_view(badge)))


def _data(code: str) -> Response:
    """Asked anew each time: what a program keeps, it asks about by the ETag."""
    badge = queries.badge_by_code(code)
    if badge is None:
        told = proof_data.of_unknown(_plain(code), _("Kode lencana tidak dikenal"))
        return current_app.make_response((jsonify(told), 404))
    site = current_app.config["SETTINGS"].site_url
    answer = jsonify(proof_data.of_badge(badge, badge.standing(today()), site))
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.add_etag()
    return answer.make_conditional(request)


def _plain(code: str) -> str:
    return "".join(letter for letter in code[:40] if letter.isascii() and letter.isalnum())


def _view(badge: Badge) -> dict[str, object]:
    """What the page shows: the offices, never the officers; the shop, never its number."""
    address = current_app.config["SETTINGS"].site_url + url_for(".proof", code=badge.code)
    state = badge.standing(today())
    return {
        "badge": badge,
        "shop": badge.shop,
        "state": state,
        "words": said_of(badge, state),
        "membership": badge_words(badge.kind, badge.name),
        "checked": checked_facts(badge),
        "grounds": [(one, two_officers(one.checked_by_id)) for one in reversed(badge.grounds)],
        "others": [
            (one, badge_words(one.kind, one.name)) for one in queries.other_badges_of(badge)
        ],
        "address": address,
        "svg": qr.svg(address),
    }
