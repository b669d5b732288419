"""Addresses that a person keeps, down to her desa or kelurahan."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model
from marketplace.places import queries as places

MOST_ADDRESSES = 10
_DEFAULT = sa.text("is_default")


class Address(Model):
    """Where something for a person is brought, and who receives it."""

    __tablename__ = "addresses"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    # What she calls it: `Rumah`, `Kantor`.
    label: Mapped[str] = mapped_column(sa.String(40))
    receiver: Mapped[str] = mapped_column(sa.String(120))
    phone: Mapped[str] = mapped_column(sa.String(16))
    village_code: Mapped[str] = mapped_column(sa.ForeignKey("villages.code"))
    street: Mapped[str] = mapped_column(sa.String(200))
    # Three digits each, as on an identity card: `003`; empty where a place has none.
    rt: Mapped[str] = mapped_column(sa.String(3), default="")
    rw: Mapped[str] = mapped_column(sa.String(3), default="")
    notes: Mapped[str] = mapped_column(sa.String(200), default="")
    is_default: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        sa.Index(
            "uq_addresses_default",
            "user_id",
            unique=True,
            sqlite_where=_DEFAULT,
            postgresql_where=_DEFAULT,
        ),
    )

    @property
    def place(self) -> places.Village:
        """The desa or kelurahan."""
        return places.gazetteer().villages[self.village_code]

    @property
    def postal_code(self) -> str:
        """The postal code of its desa or kelurahan."""
        return self.place.postal_code

    @property
    def neighbourhood(self) -> str:
        """`RT 003/RW 012`, or what of it there is."""
        parts = (("RT", self.rt), ("RW", self.rw))
        return "/".join(f"{name} {number}" for name, number in parts if number)
