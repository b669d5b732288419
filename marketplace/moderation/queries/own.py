"""What an owner reads of decisions about her shop, and a reporter of what became of her report."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.database import db
from marketplace.moderation.kinds import rules
from marketplace.moderation.models import Decision, ModerationCase, Report
from marketplace.moderation.models.decision import AGAINST
from marketplace.sellers.models import Shop

TOLD = ("warn", "remove", "reinstate", "reject_edit", "suspend", "lift")


def decisions_of(shop: Shop, *, number: int = 1, size: int = 25) -> tuple[list[Decision], int]:
    """What was decided about a shop that concerns its owner, the latest first, and how many."""
    mine = sa.and_(Decision.shop_id == shop.id, Decision.action.in_(TOLD))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Decision).where(mine)) or 0
    chosen = (
        sa.select(Decision)
        .where(mine)
        .options(joinedload(Decision.listing), joinedload(Decision.appeal))
    )
    page = chosen.order_by(Decision.id.desc()).limit(size).offset((number - 1) * size)
    return list(db.session.scalars(page).unique()), total


def decision_of(shop: Shop, decision_id: int) -> Decision | None:
    """One decision about a shop; another shop's is not found."""
    return db.session.scalar(
        sa.select(Decision).where(
            Decision.id == decision_id, Decision.shop_id == shop.id, Decision.action.in_(TOLD)
        )
    )


def to_appeal(shop: Shop) -> list[Decision]:
    """Decisions against a shop that stand and may still be appealed, the latest first."""
    since = now() - timedelta(days=rules()["appeal_days"])
    chosen = (
        sa.select(Decision)
        .where(
            Decision.shop_id == shop.id,
            Decision.action.in_(AGAINST),
            Decision.at >= since,
            Decision.undone_at.is_(None),
        )
        .options(joinedload(Decision.listing), joinedload(Decision.appeal))
    )
    return list(db.session.scalars(chosen.order_by(Decision.id.desc()).limit(5)).unique())


def removal_of(listing: Listing) -> Decision | None:
    """The decision that took a listing off."""
    return _latest(Decision.listing_id == listing.id, Decision.action == "remove")


def suspension_of(shop: Shop) -> Decision | None:
    """The decision that took a shop off the street, if one was written down."""
    if shop.suspended_at is None:
        return None
    return _latest(
        Decision.shop_id == shop.id,
        Decision.action == "suspend",
        Decision.at >= shop.suspended_at - timedelta(minutes=1),
    )


def _latest(*conditions: sa.ColumnElement[bool]) -> Decision | None:
    chosen = sa.select(Decision).where(*conditions)
    return db.session.scalar(chosen.order_by(Decision.id.desc()).limit(1))


@dataclass(frozen=True)
class ReportSent:
    """What somebody reported, and what became of it: never who decided, nor why in words."""

    title: str
    kind: str
    at: datetime
    due_at: datetime
    action: str | None


def reports_by(person: User, limit: int = 50) -> list[ReportSent]:
    """What a person reported while she was signed in, the latest first."""
    rows = db.session.execute(
        sa.select(
            sa.func.coalesce(Listing.title, Shop.name).label("title"),
            Report.kind,
            Report.at,
            ModerationCase.due_at,
            Decision.action,
        )
        .join(ModerationCase, ModerationCase.id == Report.case_id)
        .join(Shop, Shop.id == ModerationCase.shop_id)
        .outerjoin(Listing, Listing.id == ModerationCase.listing_id)
        .outerjoin(Decision, Decision.case_id == ModerationCase.id)
        .where(Report.reporter_id == person.id)
        .order_by(Report.id.desc())
        .limit(limit)
    )
    return [ReportSent(*row) for row in rows]
