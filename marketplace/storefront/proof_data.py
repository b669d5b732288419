"""A badge's proof for programs: the same facts as the page, in a shape that does not change.

`docs/proof.md` tells of every field. New ones may come; none changes its meaning or goes.
"""

from datetime import datetime
from typing import Any

from flask import url_for

from marketplace.clock import day_of
from marketplace.sellers.affiliation import badge_words, readable
from marketplace.sellers.models import Badge, Ground
from marketplace.storefront.proof_words import said_of
from marketplace.web.languages import said

NO_MONEY = "Dinas tidak pernah meminta uang untuk lencana."
NUMBERS = ("nik_koperasi", "legal_number", "nib")


def of_badge(badge: Badge, state: str, site: str) -> dict[str, Any]:
    """One badge in a state; offices and numbers of officers, nobody's name."""
    shop, basis = badge.shop, badge.basis
    words = said_of(badge, state)
    gone = _day(badge.revoked_at) if state in ("revoked", "replaced") else None
    return {
        "code": badge.code,
        "state": state,
        "is_valid": state == "valid",
        "title": words.title,
        "sentence": words.sentence,
        "kind": badge.kind,
        "says": said(badge_words(badge.kind, badge.name)),
        "shop": {
            "name": shop.name,
            "regency": shop.place.district.regency.name,
            "address": site + url_for("storefront.shop", slug=shop.slug)
            if shop.is_open_to_public
            else None,
        },
        "record": {
            "register": "umkm" if badge.kind == "business" else "koperasi",
            "name": readable(badge.name),
            **{name: basis[name] for name in NUMBERS if name in basis},
            "source": basis.get("source"),
            "data_on": basis.get("data_on"),
        },
        "issued_on": _day(badge.issued_at),
        "expires_on": badge.expires_on.isoformat(),
        "revoked_on": gone,
        "rules_version": badge.rules_version,
        "verified": [_ground(one) for one in badge.grounds],
        "proof": site + url_for("storefront.proof", code=badge.code),
        "notice": NO_MONEY,
    }


def of_unknown(code: str, title: str) -> dict[str, Any]:
    """What was never issued."""
    return {
        "code": code,
        "state": "unknown",
        "is_valid": False,
        "title": title,
        "notice": NO_MONEY,
    }


def _ground(one: Ground) -> dict[str, Any]:
    return {
        "office": one.office,
        "officers": 1 if one.checked_by_id is None else 2,
        "approved_on": _day(one.approved_at),
        "expires_on": one.expires_on.isoformat(),
    }


def _day(at: datetime | None) -> str | None:
    return day_of(at).isoformat() if at is not None else None
