"""Cooperatives of the register: find one, see what is known of it and where that comes from."""

from typing import Any

from flask import render_template, request

from marketplace.clock import today
from marketplace.console import bp
from marketplace.console.register.words import HIDDEN, regency_choices, shown
from marketplace.places import queries as places
from marketplace.registry import queries
from marketplace.web.access import officer
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
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
    """One record: whether its members may carry the badge, and the source of each fact."""
    record = found(queries.cooperative(cooperative_id))
    facts = [fact for fact in queries.facts_of(record) if fact.field not in HIDDEN]
    return render_template(
        "console/register/cooperative.html",
        record=record,
        facts=facts,
        eligibility=queries.is_eligible(record, today()),
        shown=shown,
    )
