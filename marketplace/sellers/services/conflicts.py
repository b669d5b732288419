"""What the register asks about badges: opened, asked otherwise, settled by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.clock import day_of, now
from marketplace.database import db, in_transaction
from marketplace.sellers.contradictions import Fact, rules
from marketplace.sellers.models import Badge, BadgeConflict

Differing = dict[str, list[Fact]]


@dataclass
class _Plan:
    """What is to be asked anew, asked otherwise, and asked no more."""

    opened: list[str] = field(default_factory=list)
    changed: list[BadgeConflict] = field(default_factory=list)
    settled: list[BadgeConflict] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.opened or self.changed or self.settled)


def of_badges(ids: Sequence[int]) -> dict[int, list[BadgeConflict]]:
    """What was asked about each of these badges and is open, or was answered by keeping it."""
    counting = sa.select(BadgeConflict).where(
        BadgeConflict.badge_id.in_(ids), BadgeConflict.state.in_(("open", "kept"))
    )
    found: dict[int, list[BadgeConflict]] = {}
    for conflict in db.session.scalars(counting.execution_options(populate_existing=True)):
        found.setdefault(conflict.badge_id, []).append(conflict)
    return found


def differ(known: Iterable[BadgeConflict], badge: Badge, differing: Differing, on: date) -> bool:
    """Whether there is anything to ask, or to ask no more."""
    return bool(_plan(known, badge, differing, on))


def _plan(known: Iterable[BadgeConflict], badge: Badge, differing: Differing, on: date) -> _Plan:
    """What does not count raises no question; what an officer kept is not asked again."""
    if badge.revoked_at is not None or badge.expires_on < on:
        differing = {}
    opened = {one.kind: one for one in known if one.is_open}
    kept = [(one.kind, one.facts) for one in known if not one.is_open]
    plan = _Plan(settled=[one for kind, one in opened.items() if kind not in differing])
    for kind, facts in differing.items():
        if kind in opened and opened[kind].facts != facts:
            plan.changed.append(opened[kind])
        elif kind not in opened and (kind, facts) not in kept:
            plan.opened.append(kind)
    return plan


def ask(
    badge: Badge,
    differing: Differing,
    import_id: int | None = None,
    at: datetime | None = None,
) -> bool:
    """Inside a transaction that holds the badge: ask what is new, drop what is settled."""
    if not in_transaction():
        raise RuntimeError("a badge is asked about in the transaction that holds it")
    known = of_badges([badge.id]).get(badge.id, [])
    at = at or now()
    plan = _plan(known, badge, differing, day_of(at))
    for kind in plan.opened:
        hours = rules().answered_within_hours[kind]
        conflict = BadgeConflict(
            badge_id=badge.id,
            import_id=import_id,
            kind=kind,
            facts=differing[kind],
            is_urgent=kind in rules().urgent,
            opened_at=at,
            due_at=at + timedelta(hours=hours),
        )
        db.session.add(conflict)
        tell("opened", conflict, badge)
    for conflict in plan.changed:
        conflict.facts, conflict.import_id = differing[conflict.kind], import_id
        tell("changed", conflict, badge)
    for conflict in plan.settled:
        conflict.settle(at)
        tell("settled", conflict, badge)
    return bool(plan)


def tell(
    what: str, conflict: BadgeConflict, badge: Badge, *, by: User | None = None, code: str = ""
) -> None:
    """Record what became of a question; ids and codes only."""
    events.record(
        f"conflict.{what}",
        conflict,
        by=by,
        badge_id=badge.id,
        shop_id=badge.shop_id,
        kind=conflict.kind,
        import_id=conflict.import_id,
        **({"code": code} if code else {}),
    )
