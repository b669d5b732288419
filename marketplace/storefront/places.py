"""Pages of kabupaten, kota and kecamatan: `/daerah/<slug>`, and places for the place picker."""

from collections.abc import Sequence
from typing import Any

from flask import Response, current_app, jsonify, render_template, request
from flask_babel import gettext as _

from marketplace.errors import NotFound
from marketplace.places import queries as places
from marketplace.storefront import bp, linked_data
from marketplace.storefront.product_filters import Asked
from marketplace.storefront.product_list import look
from marketplace.web.access import public
from marketplace.web.filters import tempat
from marketplace.web.pages import page_number

LONGEST_NAME = 60


@bp.get("/daerah/<slug>")
@public
def place(slug: str) -> tuple[str, int]:
    """What is sold in a kabupaten, kota or kecamatan."""
    one = places.by_slug(slug)
    if one is None:
        raise NotFound
    shown = look(Asked(places=(slug,), page=page_number()))
    return render_template("storefront/place.html", shown=shown, **_surroundings(one)), shown.status


@bp.get("/daerah/pilih.json")
@public
def places_under() -> Response:
    """The places in a place: `?induk=` a code of a kabupaten/kota or kecamatan; none: the top."""
    parent = request.args.get("induk", "")[:LONGEST_NAME]
    below: Sequence[places.Regency | places.District | places.Village] = places.regencies()
    if parent:
        below = places.districts_of(parent) or places.villages_of(parent)
    return _kept(jsonify([{"code": one.code, "name": one.name} for one in below]))


@bp.get("/daerah/cari.json")
@public
def places_named() -> Response:
    """Desa and kelurahan by name: `?q=`, at most twelve."""
    named = places.find(request.args.get("q", "")[:LONGEST_NAME])
    answer = [
        {
            "village": one.code,
            "label": one.label,
            "district": one.district.code,
            "regency": one.district.regency.code,
        }
        for one in named
    ]
    return _kept(jsonify(answer))


def _surroundings(place: places.Regency | places.District) -> dict[str, Any]:
    """A place, what lies around it, and the way to it."""
    district = place if isinstance(place, places.District) else None
    regency = place.regency if isinstance(place, places.District) else place
    trail = [(_("Beranda"), "/"), (tempat(regency.name), f"/daerah/{regency.slug}")]
    if district:
        trail.append((tempat(f"Kecamatan {district.name}"), f"/daerah/{district.slug}"))
    return {
        "place": place,
        "district": district,
        "regency": regency,
        "districts": places.districts_of(regency.code),
        "trail": trail,
        "breadcrumb_data": linked_data.breadcrumb_data(
            trail, current_app.config["SETTINGS"].site_url
        ),
    }


def _kept(response: Response) -> Response:
    """Places change once in years: browsers may keep an answer for an hour."""
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
