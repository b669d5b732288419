"""What people reported, and what owners answered, is kept five years (PP 80/2019)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.database import transaction
from marketplace.moderation.models import Appeal, Report
from marketplace.retention import forgets


@forgets("reports")
def forget_old_reports(before: datetime) -> int:
    """Forget who reported and in which words; that something was reported, and what became of it,
    stays. Returns how many."""
    with transaction() as session:
        reports: Any = session.execute(
            sa.update(Report)
            .where(Report.at < before, sa.or_(Report.words != "", Report.reporter_id.is_not(None)))
            .values(words="", reporter_id=None)
        )
        appeals: Any = session.execute(
            sa.update(Appeal).where(Appeal.decided_at < before, Appeal.words != "").values(words="")
        )
    return int(reports.rowcount + appeals.rowcount)
