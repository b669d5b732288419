"""What records are looked up by when only their name is known: kept beside the register."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Id, Model


class RecordName(Model):
    """A name that a record bears or bore; those of before stay, for people who still use them."""

    __tablename__ = "register_names"

    id: Mapped[Id]
    # The kind of register, as in `tables.BY_KIND`.
    kind: Mapped[str] = mapped_column(sa.String(20))
    record_id: Mapped[int]
    name_key: Mapped[str] = mapped_column(sa.String(300))
    regency_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regencies.code"))

    __table_args__ = (sa.UniqueConstraint("kind", "record_id", "name_key"),)


class NameWord(Model):
    """One word of a record's names, as `matching.naming` folds it."""

    __tablename__ = "register_name_words"

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    word: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    # In the key, so that the index answers alone; empty where the place is not known.
    regency_code: Mapped[str] = mapped_column(sa.String(5), primary_key=True)
    record_id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False
    )

    # In this order: SQLite would take it for what counts words of a kind by record.
    __table_args__ = (sa.Index("ix_register_name_words_record_id_kind", "record_id", "kind"),)
