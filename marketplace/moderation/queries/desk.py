"""What officers see: cases, appeals and reviews where they supervise."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.accounts.models import User
from marketplace.catalog.models import ListingReview
from marketplace.catalog.queries import reviews
from marketplace.database import db
from marketplace.moderation.models import Appeal, Decision, ModerationCase, Report
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import has_interest, where_she_acts

SHOWN = 50


def _cases(officer: User) -> sa.Select[Any]:
    return (
        sa.select(ModerationCase)
        .join(ModerationCase.shop)
        .where(where_she_acts(officer))
        .options(contains_eager(ModerationCase.shop), joinedload(ModerationCase.listing))
    )


def cases_for(
    officer: User, state: str, *, number: int = 1, size: int = 25
) -> list[ModerationCase]:
    """Cases in a state where she acts: open ones urgent first and by deadline."""
    order: tuple[Any, ...] = (ModerationCase.decided_at.desc(), ModerationCase.id.desc())
    if state == "open":
        order = (ModerationCase.is_urgent.desc(), ModerationCase.due_at, ModerationCase.id)
    chosen = _cases(officer).where(ModerationCase.state == state).order_by(*order)
    return list(db.session.scalars(chosen.limit(size).offset((number - 1) * size)))


def count_cases_for(officer: User, state: str) -> int:
    """How many cases are in a state where she acts."""
    return _count(ModerationCase, officer, ModerationCase.state == state)


def case_for(officer: User, case_id: int) -> ModerationCase | None:
    """One case, if its shop stands where this officer acts."""
    return db.session.scalar(_cases(officer).where(ModerationCase.id == case_id))


def reports_of(case: ModerationCase, officer: User) -> list[Report]:
    """The reports of a case that were kept in words, the latest first.

    None of a shop that is near to her: in which words people report it is not its keepers' to read.
    """
    if has_interest(officer, case.shop):
        return []
    chosen = sa.select(Report).where(Report.case_id == case.id)
    return list(db.session.scalars(chosen.order_by(Report.id.desc()).limit(SHOWN)))


def decision_of_case(case: ModerationCase) -> Decision | None:
    """What was decided."""
    return db.session.scalar(
        sa.select(Decision).where(Decision.case_id == case.id).order_by(Decision.id.desc()).limit(1)
    )


def history_of(shop: Shop) -> list[Decision]:
    """What was decided about a shop and its listings before, the latest first."""
    chosen = (
        sa.select(Decision)
        .where(Decision.shop_id == shop.id, Decision.action != "approve_edit")
        .options(joinedload(Decision.listing), joinedload(Decision.appeal))
    )
    return list(db.session.scalars(chosen.order_by(Decision.id.desc()).limit(20)).unique())


def _appeals(officer: User) -> sa.Select[Any]:
    return (
        sa.select(Appeal)
        .join(Appeal.shop)
        .join(Appeal.decision)
        .where(where_she_acts(officer))
        .options(contains_eager(Appeal.shop), contains_eager(Appeal.decision))
    )


def appeals_for(officer: User, *, waiting: bool, number: int = 1, size: int = 25) -> list[Appeal]:
    """Appeals where she acts, the nearest deadline first; also those that she may not answer."""
    waits = Appeal.state == "waiting"
    order = Appeal.due_at if waiting else Appeal.decided_at.desc()
    chosen = _appeals(officer).where(waits if waiting else ~waits).order_by(order, Appeal.id)
    return list(db.session.scalars(chosen.limit(size).offset((number - 1) * size)))


def count_appeals_for(officer: User, *, waiting: bool) -> int:
    """How many appeals wait, or are answered, where she acts."""
    waits = Appeal.state == "waiting"
    return _count(Appeal, officer, waits if waiting else ~waits)


def appeal_for(officer: User, appeal_id: int) -> Appeal | None:
    """One appeal, if its shop stands where this officer acts."""
    return db.session.scalar(_appeals(officer).where(Appeal.id == appeal_id))


def waiting_cases_for(officer: User, limit: int = SHOWN) -> list[ModerationCase]:
    """Cases that wait for her, urgent first and by deadline; none without the duty."""
    return cases_for(officer, "open", size=limit) if officer.has_duty("supervise") else []


def count_waiting_cases_for(officer: User) -> int:
    """How many cases wait for her."""
    return count_cases_for(officer, "open") if officer.has_duty("supervise") else 0


def waiting_appeals_for(officer: User, limit: int = SHOWN) -> list[Appeal]:
    """Appeals that wait for her: those against decisions of others."""
    if not officer.has_duty("supervise"):
        return []
    hers = Decision.by_id == officer.id
    chosen = _appeals(officer).where(Appeal.state == "waiting", ~hers)
    return list(db.session.scalars(chosen.order_by(Appeal.due_at, Appeal.id).limit(limit)))


def count_waiting_appeals_for(officer: User) -> int:
    """How many appeals wait for her."""
    if not officer.has_duty("supervise"):
        return 0
    others = Appeal.decision_id.in_(sa.select(Decision.id).where(Decision.by_id != officer.id))
    return _count(Appeal, officer, sa.and_(Appeal.state == "waiting", others))


def waiting_reviews_for(officer: User, limit: int = SHOWN) -> list[ListingReview]:
    """Listings and edits that wait for her."""
    return reviews.waiting_reviews_for(officer, limit)


def count_waiting_reviews_for(officer: User) -> int:
    """How many listings and edits wait for her."""
    return reviews.count_waiting_reviews_for(officer)


def _count(table: Any, officer: User, condition: sa.ColumnElement[bool]) -> int:
    counted = (
        sa.select(sa.func.count())
        .select_from(table)
        .join(Shop, Shop.id == table.shop_id)
        .where(where_she_acts(officer), condition)
    )
    return db.session.scalar(counted) or 0
