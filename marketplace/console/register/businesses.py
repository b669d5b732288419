"""Businesses (UMKM) of the register: find one, see what is known of it, since when, from whom."""

from flask import render_template, request, url_for

from marketplace.clock import today
from marketplace.console import bp
from marketplace.console.register.history import history_page, told_of
from marketplace.console.register.search import Choices, asked, register_page
from marketplace.console.register.words import BUSINESS_SECTIONS
from marketplace.registry import badge_rules
from marketplace.registry.businesses import queries, size_class, standing
from marketplace.web.access import officer
from marketplace.web.pages import found, page_number, page_of

SIZE = 25


@bp.get("/register/umkm")
@officer("register")
def businesses() -> str:
    """The register of businesses, by name or number, kab/kota and scale."""
    scales, number = _scales(), page_number()
    wanted = asked(scales, skala=request.args.get("skala", ""))
    first = (number - 1) * SIZE
    records, total = queries.search(
        wanted["q"], regency=wanted["daerah"], scale=wanted["skala"], offset=first, limit=SIZE
    )
    page = page_of(total, SIZE, number)
    return register_page(
        "console/register/businesses.html", wanted, scales, records=records, page=page
    )


def _scales() -> Choices:
    return [("", "Semua"), *((name, name) for name in size_class.names())]


@bp.get("/register/umkm/<int:business_id>")
@officer("register")
def business(business_id: int) -> str:
    """One record: what an office looks at before it stands behind it, each fact's source."""
    record, on = found(queries.business(business_id)), today()
    return render_template(
        "console/register/business.html",
        record=record,
        points=standing.points(record, on),
        rule=badge_rules.rule_on(on, badge_rules.BUSINESS),
        **told_of(record, BUSINESS_SECTIONS, url_for(".business_history", business_id=record.id)),
    )


@bp.get("/register/umkm/<int:business_id>/riwayat")
@officer("register")
def business_history(business_id: int) -> str:
    """What every applied import set or changed: of one fact, or of the whole record."""
    record = found(queries.business(business_id))
    return history_page(record, back=url_for(".business", business_id=record.id))
