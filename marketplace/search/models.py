"""The index that lives in the database: what was analysed of each listing, as rows."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import BigId, Model


class SearchDocument(Model):
    """One listing as the index knows it; a removed one stays as an empty row with its version.

    `version` is the number of the change that wrote the row, so a process that holds the index
    in memory asks for the rows above the number it has.
    """

    __tablename__ = "search_documents"

    # No foreign key: the index is written by its own clock, and may lag behind a deletion.
    listing_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(index=True)
    words: Mapped[str]
    gone: Mapped[bool]
    terms: Mapped[dict[str, dict[str, int]]] = mapped_column(sa.JSON)
    properties: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    __table_args__ = (
        sa.Index(
            "ix_search_documents_words",
            "words",
            sqlite_where=sa.text("gone = 0"),
            postgresql_where=sa.text("NOT gone"),
        ),
    )
