"""Which collections run at an instant, as conditions on `Collection`."""

from datetime import datetime

import sqlalchemy as sa

from marketplace.promotions.models import Collection


def is_running(now: datetime) -> sa.ColumnElement[bool]:
    """`Collection.is_running`, for the database; the two are tested together."""
    begun = sa.or_(Collection.begun_at.is_not(None), Collection.begins_at <= now)
    return sa.and_(Collection.state == "published", begun, Collection.ends_at > now)
