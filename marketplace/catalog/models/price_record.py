"""What things cost, and since when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model, Rupiah


class PriceRecord(Model):
    """What a variant cost from an instant on; written with every change, never changed."""

    __tablename__ = "price_records"

    id: Mapped[Id]
    variant_id: Mapped[int] = mapped_column(ForeignKey("variants.id"))
    price: Mapped[int] = mapped_column(Rupiah)
    sale_price: Mapped[int | None] = mapped_column(Rupiah)
    sale_from: Mapped[date | None]
    sale_until: Mapped[date | None]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_price_records_variant_id_id", "variant_id", "id"),)
