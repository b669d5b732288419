"""A badge stays true: judged again each night, and at once when its record changed.

What the register or the rules speak against lapses by itself and comes back by itself; what
contradicts the badge is asked of an officer besides.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace import events
from marketplace.clock import day_of, now, today
from marketplace.database import db, locked, transaction
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers import contradictions, standing
from marketplace.sellers.models import Badge, Evidence, Ground
from marketplace.sellers.services import conflicts
from marketplace.sellers.standing import Resting, resting_on

SIZE = 500  # badges that are looked at in one go
TOGETHER = 50  # badges that are changed in one transaction

Progress = Callable[[int], None]


def recompute(badge_id: int, *, import_id: int | None = None) -> str | None:
    """Judge one badge again by today's rule; returns the name of what became of it."""
    return recompute_some([badge_id], import_id=import_id).get(badge_id)


def recompute_all(*, import_id: int | None = None, progress: Progress | None = None) -> int:
    """Judge every badge that is not revoked; returns how many changed.

    Reads in batches by id, and writes only what changes: two runs on one day write once.
    """
    return recompute_where(sa.true(), import_id, progress)


def recompute_where(
    which: sa.ColumnElement[bool], import_id: int | None, progress: Progress | None
) -> int:
    """Judge the badges of a condition, in batches by id; returns how many changed."""
    count = seen = 0
    for batch in _batches(which):
        due = _due(batch)
        seen += len(batch)
        db.session.rollback()
        for begin in range(0, len(due), TOGETHER):
            some = due[begin : begin + TOGETHER]
            count += len(recompute_some(some, import_id=import_id))
        if progress is not None:
            progress(seen)
    return count


def _batches(which: sa.ColumnElement[bool]) -> Iterator[Sequence[Badge]]:
    last = 0
    while True:
        chosen = sa.select(Badge).where(Badge.id > last, Badge.revoked_at.is_(None), which)
        batch = db.session.scalars(_with_records(chosen).order_by(Badge.id).limit(SIZE)).all()
        if not batch:
            return
        last = batch[-1].id
        yield batch


def _with_records(chosen: sa.Select[Any]) -> sa.Select[Any]:
    return chosen.options(joinedload(Badge.cooperative), joinedload(Badge.business))


def _due(batch: Sequence[Badge]) -> list[int]:
    """Which of a batch would change, or be asked about; read without a lock."""
    on = today()
    rests = _resting([badge.id for badge in batch])
    asked = conflicts.of_badges([badge.id for badge in batch])
    due = []
    for badge in batch:
        record = badge.record
        found = standing.judged(badge, record, on)
        changes = standing.change_of(badge, rests[badge.id], found, on) is not None
        differing = contradictions.between(badge, record, found.failing)
        if changes or conflicts.differ(asked.get(badge.id, ()), badge, differing, on):
            due.append(badge.id)
    return due


def recompute_some(
    ids: Sequence[int], *, import_id: int | None = None, at: datetime | None = None
) -> dict[int, str]:
    """Judge these badges in one transaction, each locked before its record is read."""
    told: dict[int, str] = {}
    at = at or now()
    with transaction() as session:
        for badge_id in sorted(ids):
            badge = locked(session.get_one(Badge, badge_id))
            resting = _resting([badge_id])[badge_id]  # a renewal may have come in meanwhile
            name = _judge_again(badge, resting, at, import_id)
            if name is not None:
                told[badge.id] = name
    return told


def _judge_again(badge: Badge, resting: Resting, at: datetime, import_id: int | None) -> str | None:
    on = day_of(at)
    if badge.revoked_at is not None:
        return None
    record = _fresh_record(badge)
    found = standing.judged(badge, record, on)
    differing = contradictions.between(badge, record, found.failing)
    asked = conflicts.ask(badge, differing, import_id, at)
    change = standing.change_of(badge, resting, found, on)
    if change is None:
        return "conflict" if asked else None
    before, rule = badge.expires_on, badge.rules_version
    badge.follow(change, at)
    events.record(
        change.name,
        badge,
        shop_id=badge.shop_id,
        import_id=import_id,
        codes=list(change.codes),
        rules=[rule, change.rules_version],
        expires_on=[before.isoformat(), change.expires_on.isoformat()],
    )
    return change.name


def _fresh_record(badge: Badge) -> Cooperative | Business:
    if badge.business_id is not None:
        return db.session.get_one(Business, badge.business_id, populate_existing=True)
    return db.session.get_one(Cooperative, badge.cooperative_id, populate_existing=True)


def _resting(ids: Sequence[int]) -> dict[int, Resting]:
    """What each badge rests on: its latest ground, and the evidence of that ground's claim."""
    grounds = db.session.scalars(
        sa.select(Ground).where(Ground.badge_id.in_(ids)).order_by(Ground.id)
    )
    latest = {ground.badge_id: ground for ground in grounds}
    shown: dict[int, list[date]] = {}
    dated = sa.select(Evidence.claim_id, Evidence.expires_on).where(
        Evidence.claim_id.in_([ground.claim_id for ground in latest.values()]),
        Evidence.expires_on.is_not(None),
    )
    for claim_id, until in db.session.execute(dated):
        if until is not None:
            shown.setdefault(claim_id, []).append(until)
    return {
        badge_id: resting_on(ground, shown.get(ground.claim_id, ()))
        for badge_id, ground in latest.items()
    }
