"""Which files the records of shops name."""

from collections.abc import Iterator

import sqlalchemy as sa

from marketplace import storage
from marketplace.database import db
from marketplace.sellers.models import Claim, Evidence


@storage.names_files
def of_claims() -> Iterator[tuple[str, str]]:
    """The photos behind claims, while they are kept."""
    kept = (
        sa.select(Evidence.key)
        .join(Claim, Claim.id == Evidence.claim_id)
        .where(Evidence.key != "", Claim.state != "withdrawn")
    )
    for key in db.session.scalars(kept):
        yield "private", key
