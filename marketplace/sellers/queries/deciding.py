"""Who decides about a claim next, and what waits for one officer in particular."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from marketplace.accounts.models import Officer, User
from marketplace.database import db
from marketplace.sellers.jurisdiction import (
    PROVINCE,
    beside,
    cases_decided_by,
    office_in,
    regency_of,
)
from marketplace.sellers.models import Claim
from marketplace.sellers.queries.interests import has_interest, without_interest


@dataclass(frozen=True)
class Approvers:
    """Whose officers may approve a checked claim, and why it is not the deciding office's."""

    office: str
    officer_ids: frozenset[int]
    because: str = ""


def approvers_of(claim: Claim) -> Approvers:
    """The second officer comes from the office that decides; if it has none left, the province.

    Left are present officers who verify, without whoever checked it and whoever has an interest
    in the shop. The province may always approve.
    """
    code = regency_of(claim)
    province = _left(claim, None)
    if code is not None and (local := _left(claim, code)):
        return Approvers(office_in(code), local | province)
    if code is not None:
        because = f"{office_in(code)} tidak punya pemeriksa kedua untuk klaim ini."
        return Approvers(PROVINCE, province, because)
    because = "" if province else "Provinsi belum punya pemeriksa kedua; administrator menunjuknya."
    return Approvers(PROVINCE, province, because)


def _left(claim: Claim, regency_code: str | None) -> frozenset[int]:
    """Present officers of one office who may still approve a claim."""
    there = (
        Officer.regency_code.is_(None)
        if regency_code is None
        else Officer.regency_code == regency_code
    )
    present = db.session.scalars(
        sa.select(Officer)
        .join(User, User.id == Officer.user_id)
        .where(Officer.ended_at.is_(None), User.active, there)
        .options(contains_eager(Officer.user))
    )
    return frozenset(
        one.user_id
        for one in present
        if one.has_duty("verify")
        and one.user_id != claim.checked_by_id
        and not has_interest(one.user, claim.shop)
    )


def hers_to_decide(officer: User) -> sa.ColumnElement[bool]:
    """Condition on claims joined by `beside`: her office's, and nothing keeps her from deciding.

    A shop near to her is for others, and so is a claim that she has checked herself.
    """
    by_another = sa.or_(Claim.state != "checked", Claim.checked_by_id != officer.id)
    return sa.and_(cases_decided_by(officer), without_interest(officer), by_another)


def claims_to_decide(officer: User) -> sa.Select[Any]:
    """Open claims that she may check or approve."""
    return (
        beside(sa.select(Claim), Claim)
        .where(hers_to_decide(officer), Claim.state.in_(("waiting", "checked")))
        .options(contains_eager(Claim.shop), contains_eager(Claim.cooperative))
    )


def waiting_claims_for(officer: User, limit: int = 25) -> list[Claim]:
    """What waits for her, the longest first."""
    chosen = claims_to_decide(officer).order_by(Claim.since, Claim.id)
    return list(db.session.scalars(chosen.limit(limit)))


def count_waiting_claims_for(officer: User) -> int:
    """How many claims wait for her."""
    waiting = claims_to_decide(officer).with_only_columns(Claim.id, maintain_column_froms=True)
    return db.session.scalar(sa.select(sa.func.count()).select_from(waiting.subquery())) or 0
