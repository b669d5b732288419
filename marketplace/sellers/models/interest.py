"""What an officer declares: a shop that is too near to her for a decision of hers."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.sellers.models.shop import Shop

if TYPE_CHECKING:
    from marketplace.accounts.models import User

OPEN = sa.text("ended_at IS NULL")


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "data" / "interests.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def relations() -> dict[str, str]:
    """How near a shop may be, by code, in words."""
    return {one["code"]: one["words"] for one in _data()["relation"]}


def lingers() -> timedelta:
    """How long an interest that was ended still counts: nobody ends one in order to decide."""
    return timedelta(days=_data()["lingers_days"])


class Interest(Model):
    """An officer says that a shop is her own, her kin's, or otherwise near to her."""

    __tablename__ = "interests"

    id: Mapped[Id]
    officer_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    # A code of data/interests.toml.
    relation: Mapped[str]
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    officer: Mapped["User"] = relationship()
    shop: Mapped[Shop] = relationship()

    __table_args__ = (
        Index(
            "uq_interests_open",
            "officer_id",
            "shop_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    @classmethod
    def counts(cls, now: datetime) -> sa.ColumnElement[bool]:
        """Condition: it stands, or was ended too recently to be forgotten."""
        return sa.or_(cls.ended_at.is_(None), cls.ended_at > now - lingers())

    @property
    def words(self) -> str:
        """How near the shop is, in words."""
        return relations().get(self.relation, self.relation)

    def end(self, now: datetime) -> None:
        """It is over; it still counts for a while."""
        if self.ended_at is not None:
            raise RuleBroken("Pernyataan ini sudah diakhiri.")
        self.ended_at = now
