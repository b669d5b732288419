"""Cooperatives of the register: find one, see what is known of it, since when, and from whom."""

from collections import Counter
from typing import Any

from flask import render_template, request
from flask_login import current_user

from marketplace.clock import today
from marketplace.console import bp
from marketplace.console.register.words import (
    HIDDEN,
    MEMBERSHIPS,
    in_sections,
    regency_choices,
    shown,
)
from marketplace.places import queries as places
from marketplace.registry import history, queries
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
    asked, number, on = _asked(), page_number(), today()
    records, total = queries.search(
        asked["q"],
        regency=asked["daerah"] or None,
        eligible=ELIGIBLE.get(asked["lencana"]),
        on=on,
        offset=(number - 1) * SIZE,
        limit=SIZE,
    )
    judged = [(record, queries.is_eligible(record, on)) for record in records]
    page = page_of(total, SIZE, number)
    return render_template(
        "console/register/register.html", records=judged, page=page, **_choices(asked)
    )


def _asked() -> dict[str, str]:
    regency = request.args.get("daerah", "")
    if regency != queries.OUTSIDE and places.regency(regency) is None:
        regency = ""
    text = request.args.get("q", "").strip()[:100]
    return {"q": text, "daerah": regency, "lencana": request.args.get("lencana", "")}


def _choices(asked: dict[str, str]) -> dict[str, Any]:
    return {
        "asked": asked,
        "regencies": [*regency_choices("Semua daerah"), (queries.OUTSIDE, "Di luar Banten")],
        "eligibilities": ELIGIBLE_CHOICES,
        "shown": shown,
    }


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
        sections=in_sections(queries.facts_of(record)),
        times=Counter(change.field for change in history.of(record)),
        shown=shown,
    )


@bp.get("/register/<int:cooperative_id>/riwayat")
@officer("register")
def cooperative_history(cooperative_id: int) -> str:
    """What every applied import set or changed: of one fact, or of the whole record."""
    record, asked = found(queries.cooperative(cooperative_id)), request.args.get("isian", "")
    changes = [change for change in history.of(record) if change.field not in HIDDEN]
    fields = {change.field: change.label for change in changes}
    if asked in fields:
        changes = [change for change in changes if change.field == asked]
    return render_template(
        "console/register/cooperative_history.html",
        record=record,
        fields=sorted(fields.items(), key=lambda field: field[1]),
        asked=asked,
        jurisdiction=current_user.officer.regency_code,
        shown=shown,
        **_part(changes),
    )


def _part(changes: list[history.Change]) -> dict[str, Any]:
    """The page of a history that was asked for."""
    number = page_number()
    part = changes[(number - 1) * SIZE : number * SIZE]
    return {"changes": part, "page": page_of(len(changes), SIZE, number)}
