"""Somebody reports a listing or a shop: nothing is hidden by it, an officer looks."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.moderation.kinds import report_kinds, rules
from marketplace.moderation.models import ModerationCase, Report
from marketplace.sellers.models import Shop

LONGEST = 1000


def report(
    subject: Listing | Shop, kind: str, words: str, *, by: User | None = None
) -> ModerationCase:
    """Write a report down, with the others of the same subject; returns their case.

    The same person is heard once while a case is open. Of a flood, the first hundred are kept
    in words, the rest is counted.
    """
    why = report_kinds().get(kind)
    if why is None:
        raise RuleBroken("Pilih alasannya dari daftar.", "kind")
    words = words.strip()
    if len(words) > LONGEST:
        raise RuleBroken(f"Keterangan paling panjang {LONGEST} huruf.", "words")
    if kind == "lainnya" and len(words) < 10:
        raise RuleBroken("Tulis apa yang salah dengan satu kalimat.", "words")
    at = now()
    due_at = at + timedelta(hours=why.hours)
    with transaction():
        subject = locked(subject)  # reports at once wait for each other here
        case = _open_case(subject, at, due_at)
        if by is not None and _reported(case, by):
            return case
        case.hear(due_at, urgent=why.is_urgent)
        _count(case)
        if _kept(case) < rules()["most_kept"]:
            told = Report(
                case_id=case.id, kind=kind, words=words, reporter_id=by.id if by else None, at=at
            )
            db.session.add(told)
            events.record("report.made", told, by=by, case_id=case.id, kind=kind)
    return case


def _open_case(subject: Listing | Shop, at: datetime, due_at: datetime) -> ModerationCase:
    """The open case of a subject, or a new one; its subject is locked."""
    is_listing = isinstance(subject, Listing)
    shop_id = subject.shop_id if isinstance(subject, Listing) else subject.id
    listing_id = subject.id if is_listing else None
    of_it = (
        ModerationCase.listing_id == listing_id
        if is_listing
        else sa.and_(ModerationCase.shop_id == shop_id, ModerationCase.listing_id.is_(None))
    )
    case = db.session.scalar(
        sa.select(ModerationCase)
        .where(of_it, ModerationCase.state == "open")
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if case is None:
        case = ModerationCase(
            shop_id=shop_id, listing_id=listing_id, opened_at=at, due_at=due_at, reports_count=0
        )
        db.session.add(case)
        db.session.flush()
    return case


def _count(case: ModerationCase) -> None:
    db.session.flush()
    db.session.execute(
        sa.update(ModerationCase)
        .where(ModerationCase.id == case.id)
        .values(reports_count=ModerationCase.reports_count + 1)
        .execution_options(synchronize_session="fetch")
    )


def _reported(case: ModerationCase, by: User) -> bool:
    hers = sa.exists().where(Report.case_id == case.id, Report.reporter_id == by.id)
    return bool(db.session.scalar(sa.select(hers)))


def _kept(case: ModerationCase) -> int:
    counted = sa.select(sa.func.count()).where(Report.case_id == case.id)
    return db.session.scalar(counted) or 0
