"""What the register asks about badges, as the office that decides about them sees it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.events import Event
from marketplace.sellers.jurisdiction import beside, cases_decided_by
from marketplace.sellers.models import Badge, BadgeConflict
from marketplace.sellers.queries.interests import without_interest


def conflicts_of(officer: User) -> sa.Select[Any]:
    """Every question about badges that this officer's office decides, answered or not."""
    chosen = beside(sa.select(BadgeConflict).join(Badge, Badge.id == BadgeConflict.badge_id), Badge)
    return chosen.where(cases_decided_by(officer))


def conflicts_to_answer(officer: User) -> sa.Select[Any]:
    """Those that she may answer herself: none about a shop that is near to her."""
    return conflicts_of(officer).where(without_interest(officer))


def waiting_conflicts_for(officer: User, limit: int = 25) -> list[BadgeConflict]:
    """Those that wait for an answer, the nearest deadline first."""
    waiting = conflicts_to_answer(officer).where(BadgeConflict.state == "open")
    order = waiting.order_by(BadgeConflict.due_at, BadgeConflict.id)
    shown = order.options(joinedload(BadgeConflict.badge).joinedload(Badge.shop))
    return list(db.session.scalars(shown.limit(limit)))


def count_conflicts_for(officer: User) -> int:
    """How many wait for an answer."""
    waiting = conflicts_to_answer(officer).where(BadgeConflict.state == "open")
    counted = waiting.with_only_columns(sa.func.count(BadgeConflict.id)).order_by(None)
    return db.session.scalar(counted) or 0


def conflict_for(officer: User, conflict_id: int) -> BadgeConflict | None:
    """One question, if this officer's office decides about its badge."""
    return db.session.scalar(conflicts_of(officer).where(BadgeConflict.id == conflict_id))


def open_conflicts_of(badge: Badge) -> list[BadgeConflict]:
    """What is asked about one badge and not answered."""
    wanted = sa.select(BadgeConflict).where(
        BadgeConflict.badge_id == badge.id, BadgeConflict.state == "open"
    )
    return list(
        db.session.scalars(
            wanted.options(joinedload(BadgeConflict.badge)).order_by(BadgeConflict.id)
        )
    )


def events_of_badge(badge: Badge) -> list[Event]:
    """What happened to a badge, latest first: the trail itself."""
    of_badge = sa.select(Event).where(
        Event.subject_kind == "Badge", Event.subject_id == str(badge.id)
    )
    return list(db.session.scalars(of_badge.order_by(Event.at.desc(), Event.id.desc()).limit(50)))
