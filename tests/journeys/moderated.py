"""Visits to what is reported, looked at, decided and appealed."""

from typing import Any

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing, ListingReview
from marketplace.catalog.queries.cards import is_public
from marketplace.database import db
from marketplace.moderation import services
from marketplace.moderation.models import Appeal, Decision, ModerationCase
from marketplace.sellers.models import Shop


def _one(wanted: Any) -> Any:
    return db.session.scalars(wanted.limit(1)).one()


def suspend(shop: Shop, officer: User) -> None:
    """Take a shop off the street, as the desk does."""
    why = {"code": "identity", "reason": "Alamat tidak ditemukan.", "until": None}
    services.suspend(shop, by=officer, **why)


def add(street: Any) -> None:
    """The public form, the reporter's and the owner's pages, and the desk's."""
    listing = _one(sa.select(Listing).join(Shop).where(is_public()).order_by(Listing.id))
    street.add("storefront.report_listing", slug=listing.slug)
    street.add("storefront.report_shop", slug=listing.shop.slug)
    street.add("storefront.report_sent", mendesak="1")
    street.add("storefront.account_reports", "sari")
    street.add("workspace.decisions", "rohayati")
    proposed = _one(
        sa.select(ListingReview).where(
            ListingReview.kind == "edit", ListingReview.state == "waiting"
        )
    )
    for name in ("proposal", "listing"):
        street.add(f"workspace.{name}", "rohayati", listing_id=proposed.listing_id)
    suspended = _one(
        sa.select(Decision).where(Decision.action == "suspend").order_by(Decision.id.desc())
    )
    street.add("workspace.decision", "hendra", decision_id=suspended.id)
    street.add("workspace.decisions", "hendra")
    for name in ("cases", "reviews", "appeals"):
        street.add(f"console.{name}", "lilis.provinsi")
    street.add("console.cases", "asep.pandeglang", keadaan="diputuskan")
    for case in db.session.scalars(sa.select(ModerationCase)).all():
        street.add("console.case", "asep.pandeglang", case_id=case.id)
    for review in db.session.scalars(sa.select(ListingReview)).all():
        street.add("console.review", "lilis.provinsi", review_id=review.id)
    appeal = _one(sa.select(Appeal))
    for who in ("lilis.provinsi", "asep.pandeglang"):
        street.add("console.appeal", who, appeal_id=appeal.id)
