"""The proof of a badge: who verified what, against which record, until when."""

from datetime import date

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.clock import today
from marketplace.sellers import queries
from marketplace.sellers.affiliation import badge_words, readable
from marketplace.sellers.models import Badge
from marketplace.storefront import bp
from marketplace.web import qr
from marketplace.web.access import public


@bp.get("/cek/")
@public
def proof_search() -> str | Response:
    """Where somebody types the code of a printed badge."""
    code = request.args.get("kode", "")[:40]
    plain = "".join(letter for letter in code if letter.isascii() and letter.isalnum())
    if plain:
        return redirect(url_for(".proof", code=plain.upper()))
    return render_template("storefront/proof_search.html", code="", unknown=False)


@bp.get("/cek/<code>")
@public
def proof(code: str) -> str | Response | tuple[str, int]:
    """One badge: valid, paused, expired or revoked, each in words; an unknown code says so."""
    badge = queries.badge_by_code(code)
    if badge is None:
        page = render_template("storefront/proof_search.html", code=code[:40], unknown=True)
        return page, 404
    if code != badge.code:
        return redirect(url_for(".proof", code=badge.code))
    return render_template("storefront/proof.html", **_view(badge))


def _view(badge: Badge) -> dict[str, object]:
    """What the page shows: the office, never the officer; the shop, never its number."""
    basis = badge.basis
    address = current_app.config["SETTINGS"].site_url + url_for(".proof", code=badge.code)
    return {
        "badge": badge,
        "shop": badge.shop,
        "state": _standing(badge),
        "membership": badge_words(badge.kind, badge.name),
        "cooperative": readable(badge.name),
        "basis": basis,
        "data_on": _day(basis.get("data_on")),
        "certificate_until": _day(basis.get("certificate_expires_on")),
        "address": address,
        "svg": qr.svg(address),
    }


def _standing(badge: Badge) -> str:
    """Its state in the words of the page, which has one for all that keep it from counting."""
    state = badge.standing(today())
    return "paused" if state == "lapsed" else state


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
