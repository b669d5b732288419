"""Which files the records of shops name."""

from collections.abc import Iterator

import sqlalchemy as sa

from marketplace import storage
from marketplace.database import db
from marketplace.sellers.models import Claim


@storage.names_files
def of_claims() -> Iterator[tuple[str, str]]:
    """The photos that prove memberships, while they are kept."""
    kept = sa.select(Claim.evidence_key).where(Claim.evidence_key != "", Claim.state != "withdrawn")
    for key in db.session.scalars(kept):
        yield "private", key
