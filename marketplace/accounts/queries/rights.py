"""What officers see of people's requests about their own data."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import RightsRequest
from marketplace.database import db

PAGE_SIZE = 30


@dataclass(frozen=True)
class RightsRequests:
    """One page of requests and how many there are in all."""

    requests: list[RightsRequest]
    total: int


def rights_requests(*, waiting: bool, page: int = 1, size: int = PAGE_SIZE) -> RightsRequests:
    """Requests that wait, the nearest deadline first; or those that are closed, latest first."""
    state = RightsRequest.state == "waiting" if waiting else RightsRequest.state != "waiting"
    order = RightsRequest.due_at if waiting else RightsRequest.decided_at.desc()
    total = db.session.scalar(select(func.count()).select_from(RightsRequest).where(state))
    rows = db.session.scalars(
        select(RightsRequest)
        .where(state)
        .options(joinedload(RightsRequest.user), joinedload(RightsRequest.decided_by))
        .order_by(order, RightsRequest.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    return RightsRequests(list(rows), total or 0)


def late_rights_requests(at: datetime) -> int:
    """How many requests wait although their 72 hours are over."""
    late = RightsRequest.state == "waiting", RightsRequest.due_at < at
    return db.session.scalar(select(func.count()).select_from(RightsRequest).where(*late)) or 0


def rights_request(request_id: int) -> RightsRequest | None:
    """One request."""
    return db.session.get(RightsRequest, request_id)
