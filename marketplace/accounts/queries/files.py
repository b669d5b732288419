"""Which files the records of people name."""

from collections.abc import Iterator

import sqlalchemy as sa

from marketplace import storage
from marketplace.accounts.models import RightsRequest
from marketplace.database import db


@storage.names_files
def of_copies() -> Iterator[tuple[str, str]]:
    """Copies of personal data that wait to be fetched."""
    for key in db.session.scalars(sa.select(RightsRequest.file_key)):
        if key:
            yield "private", key
