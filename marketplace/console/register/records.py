"""Cooperatives of the register: find one, see what is known of it, since when, and from whom."""

from flask import render_template, request, url_for
from flask_login import current_user

from marketplace.clock import today
from marketplace.console import bp
from marketplace.console.register.history import history_page, told_of
from marketplace.console.register.search import asked, register_page
from marketplace.console.register.words import MEMBERSHIPS, SECTIONS
from marketplace.registry import queries
from marketplace.sellers import queries as sellers
from marketplace.sellers.jurisdiction import may_decide
from marketplace.web.access import officer
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
MEMBERS = 10
ELIGIBLE = {"layak": True, "belum": False}
ELIGIBLE_CHOICES = (("", "Semua"), ("layak", "Layak lencana"), ("belum", "Belum layak"))


@bp.get("/register")
@officer("register")
def register() -> str:
    """The register, by name or number, kab/kota and eligibility."""
    wanted = asked(ELIGIBLE_CHOICES, lencana=request.args.get("lencana", ""))
    number, on = page_number(), today()
    records, total = queries.search(
        wanted["q"],
        regency=wanted["daerah"] or None,
        eligible=ELIGIBLE.get(wanted["lencana"]),
        on=on,
        offset=(number - 1) * SIZE,
        limit=SIZE,
    )
    judged = [(record, queries.is_eligible(record, on)) for record in records]
    page = page_of(total, SIZE, number)
    return register_page(
        "console/register/register.html", wanted, ELIGIBLE_CHOICES, records=judged, page=page
    )


@bp.get("/register/<int:cooperative_id>")
@officer("register")
def cooperative(cooperative_id: int) -> str:
    """One record: its members' right to the badge, who of them sells here, each fact's source."""
    record, number = found(queries.cooperative(cooperative_id)), page_number()
    members, total = sellers.memberships_of(record, current_user, number=number, size=MEMBERS)
    return render_template(
        "console/register/cooperative.html",
        record=record,
        eligibility=queries.is_eligible(record, today()),
        members=[(one, MEMBERSHIPS[one.standing(today())]) for one in members],
        opens_claims=current_user.has_duty("verify") and may_decide(current_user, record),
        page=page_of(total, MEMBERS, number),
        **told_of(record, SECTIONS, url_for(".cooperative_history", cooperative_id=record.id)),
    )


@bp.get("/register/<int:cooperative_id>/riwayat")
@officer("register")
def cooperative_history(cooperative_id: int) -> str:
    """What every applied import set or changed: of one fact, or of the whole record."""
    record = found(queries.cooperative(cooperative_id))
    return history_page(record, back=url_for(".cooperative", cooperative_id=record.id))
