"""The register itself: cooperatives, and the register's version."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model
from marketplace.registry.models.facts import Facts
from marketplace.registry.models.record import Record


class Cooperative(Facts, Record, Model):
    """A cooperative as the official registers describe it; its numbers are public."""

    __tablename__ = "cooperatives"

    # A row of a file may lack them; a record never does.
    name: Mapped[str] = mapped_column(sa.String(300))
    outside_banten: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.UniqueConstraint("nik_koperasi"),
        sa.UniqueConstraint("legal_number_key"),
        sa.CheckConstraint(
            "nik_koperasi IS NOT NULL OR legal_number_key IS NOT NULL", name="numbered"
        ),
        sa.CheckConstraint("nik_koperasi IS NULL OR length(nik_koperasi) = 13", name="nik_length"),
        sa.Index("ix_cooperatives_regency_code_name_key", "regency_code", "name_key"),
        sa.Index("ix_cooperatives_name_key", "name_key"),
    )


class RegisterState(Model):
    """The version of each register, raised by every import of its kind that is applied."""

    __tablename__ = "register_state"

    id: Mapped[Id]
    version: Mapped[int] = mapped_column(default=0)

    __table_args__ = (sa.CheckConstraint("id IN (1, 2)", name="one_of_each"),)
