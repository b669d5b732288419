"""Shelves of the home page: whose turn it is, and how much of it everybody has had."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import BigId, Model


class Shelf(Model):
    """The turn of one shelf: which listings stand there, in which order, until when.

    `key` is `terbaru`, `daerah:<code>`, `musim:<slug>` or `koleksi:<id>`. `listing_ids` names one
    listing of a shop, first those whose turn it is, then those who stand in when one falls out.
    `level` is the share that a shop which was there all the time has had by now.
    """

    __tablename__ = "shelves"

    key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    listing_ids: Mapped[list[int]] = mapped_column(sa.JSON)
    slots: Mapped[int]
    eligible_shops: Mapped[int]
    level: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    planned_at: Mapped[datetime]


class ShelfExposure(Model):
    """How much a shop has been shown on a shelf, in thousandths of a sure look in an hour."""

    __tablename__ = "shelf_exposures"

    shelf: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    # No foreign key: a figure of turns, which says nothing of anybody.
    shop_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    exposure: Mapped[int]
    # How many turns it has had: which of its listings comes next.
    turns: Mapped[int]
