"""How often what was shown where was seen, opened and asked about: counted, never by whom."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import BigId, Model


class ShelfMeasure(Model):
    """The counts of one listing in one slot of a shelf on a day.

    `shelf` is that of the home page, or `promo:<id>`, the page of a collection.
    """

    __tablename__ = "shelf_measures"

    day: Mapped[date] = mapped_column(primary_key=True)
    shelf: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # No foreign keys: what a process measured may name what is gone when it is written down.
    listing_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    shop_id: Mapped[int]
    regency_code: Mapped[str] = mapped_column(sa.String(8))
    impressions: Mapped[int]
    visits: Mapped[int]
    inquiries: Mapped[int]

    __table_args__ = (
        sa.Index("ix_shelf_measures_shelf_day", "shelf", "day"),
        sa.Index("ix_shelf_measures_shop_id_day", "shop_id", "day"),
    )
