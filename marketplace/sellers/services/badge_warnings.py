"""Each night: whose badge runs out is told so, once at each threshold; that it ran out, once.

A clock that jumped over several thresholds tells of the nearest only; one that went back, and
one that runs twice, tells nothing again.
"""

from datetime import timedelta

import sqlalchemy as sa

from marketplace import events, mail
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.sellers.affiliation import badge_words
from marketplace.sellers.contradictions import rules
from marketplace.sellers.models import Badge, BadgeWarning, ShopMember

RAN_OUT = 0
SIZE = 500


def warn_of_expiry() -> int:
    """Tell of every badge that runs out within the longest threshold, or did; returns how many."""
    return sum(_warn(badge_id) for badge_id in _due())


def _due() -> list[int]:
    """Badges of which a threshold has passed and nobody was told, read in batches by id."""
    on, last = today(), 0
    due: list[int] = []
    reached = on + timedelta(days=rules().remind_days[0])
    # What ran out was told of already, or still is to be: only few of the old ones are read.
    told_out = sa.exists().where(
        BadgeWarning.badge_id == Badge.id,
        BadgeWarning.expires_on == Badge.expires_on,
        BadgeWarning.days == RAN_OUT,
    )
    while True:
        chosen = (
            sa.select(Badge.id, Badge.expires_on)
            .where(Badge.id > last, Badge.stands(), Badge.expires_on <= reached, ~told_out)
            .order_by(Badge.id)
            .limit(SIZE)
        )
        batch = db.session.execute(chosen).tuples().all()
        if not batch:
            db.session.rollback()
            return due
        last = batch[-1][0]
        told = _told([badge_id for badge_id, _ in batch])
        for badge_id, expires_on in batch:
            days = threshold((expires_on - on).days)
            if days is not None and days < told.get((badge_id, expires_on), days + 1):
                due.append(badge_id)


def _told(ids: list[int]) -> dict[tuple[int, object], int]:
    """The nearest threshold that was told of each badge and last day."""
    rows = db.session.execute(
        sa.select(BadgeWarning.badge_id, BadgeWarning.expires_on, sa.func.min(BadgeWarning.days))
        .where(BadgeWarning.badge_id.in_(ids))
        .group_by(BadgeWarning.badge_id, BadgeWarning.expires_on)
    )
    return {(badge_id, expires_on): days for badge_id, expires_on, days in rows}


def threshold(left: int) -> int | None:
    """The nearest threshold that is reached with so many days left; 0 when none is left."""
    if left < 0:
        return RAN_OUT
    return min((days for days in rules().remind_days if left <= days), default=None)


def _warn(badge_id: int) -> bool:
    """Tell of one badge, if that is still due when it is held; returns whether it was."""
    with transaction() as session:
        badge = locked(session.get_one(Badge, badge_id))
        days = threshold((badge.expires_on - today()).days)
        told = _told([badge_id]).get((badge_id, badge.expires_on))
        stands = badge.revoked_at is None and badge.lapsed_at is None
        if not stands or days is None or (told is not None and told <= days):
            return False
        warning = BadgeWarning(
            badge_id=badge_id, expires_on=badge.expires_on, days=days, told_at=now()
        )
        session.add(warning)
        name = "badge.expired" if days == RAN_OUT else "badge.runs_out"
        events.record(name, badge, shop_id=badge.shop_id, days=days)
        _write(badge, days)
    return True


def _write(badge: Badge, days: int) -> None:
    """A letter to each keeper of the shop who has an address that is hers."""
    if badge.shop.closed_at is not None:
        return
    keepers = sa.select(User).join(ShopMember, ShopMember.user_id == User.id)
    for person in db.session.scalars(keepers.where(ShopMember.shop_id == badge.shop_id)):
        if person.is_email_confirmed:
            mail.write(
                person.email or "",
                "mail/badge_runs_out.txt",
                badge=badge,
                shop=badge.shop,
                words=badge_words(badge.kind, badge.name),
                ran_out=days == RAN_OUT,
                by_certificate=badge.basis.get("certificate_expires_on")
                == badge.expires_on.isoformat(),
            )
