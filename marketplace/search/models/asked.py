"""What was asked, counted without who asked."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model


class AskedQuery(Model):
    """How often words were searched for on a day, and what came of it; never by whom.

    `results` is the number of the last answer, None where the index could not be asked. A click
    counts once for each list of results, and its rank only where nothing but the words chose it.
    """

    __tablename__ = "asked_queries"

    day: Mapped[date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    asked: Mapped[int]
    without_results: Mapped[int]
    relaxed: Mapped[int]
    corrected: Mapped[int]
    results: Mapped[int | None]
    clicks: Mapped[int]
    ranked: Mapped[int]
    rank_sum: Mapped[int]
    best_rank: Mapped[int | None]
    # The kabupaten or kota that the text names, itself or one of its kecamatan.
    regency_code: Mapped[str | None] = mapped_column(sa.String(5))

    __table_args__ = (sa.Index("ix_asked_queries_text", "text"),)
