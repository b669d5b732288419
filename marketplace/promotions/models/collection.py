"""Curated collections: what officers show together, for how long, and why."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog.models import Listing, sources, widths_for
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken
from marketplace.places import queries as places
from marketplace.sellers.jurisdiction import PROVINCE
from marketplace.sellers.models import Shop

MOST_ITEMS = 60
MINUTE = timedelta(minutes=1)


class Collection(Model):
    """Listings that an office shows together under a title, within a period."""

    __tablename__ = "collections"

    id: Mapped[Id]
    title: Mapped[str] = mapped_column(sa.String(80))
    slug: Mapped[str] = mapped_column(unique=True)
    story: Mapped[str] = mapped_column(default="")
    # Whose it is: the dinas of a kabupaten/kota, or of the province where no code stands.
    regency_code: Mapped[str | None] = mapped_column(ForeignKey("regencies.code"))
    # Why it was made, for everybody to read.
    reason_code: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    # It runs from the first instant on, and before the second; both fall on whole minutes.
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="draft")
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason_code: Mapped[str | None]
    end_reason: Mapped[str | None]
    # On the home page, in the order of these numbers.
    on_home: Mapped[bool] = mapped_column(default=False)
    home_position: Mapped[int] = mapped_column(default=1)
    # Names files as pictures have them: `pictures/<key>/<width>.webp`, `originals/<key>` till then.
    cover_key: Mapped[str | None]
    cover_alt: Mapped[str] = mapped_column(default="")
    cover_state: Mapped[str] = mapped_column(default="none")
    cover_width: Mapped[int | None]
    cover_height: Mapped[int | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    # Rises with whatever an officer changes: words, period, cover, items, order.
    version: Mapped[int] = mapped_column(default=1)

    items: Mapped[list["CollectionItem"]] = relationship(
        back_populates="collection",
        primaryjoin="and_(CollectionItem.collection_id == Collection.id, "
        "CollectionItem.removed_at.is_(None))",
        order_by="(CollectionItem.position, CollectionItem.id)",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published', 'ended')", name="state"),
        CheckConstraint(
            "cover_state IN ('none', 'waiting', 'ready', 'failed')", name="cover_state"
        ),
        CheckConstraint("begins_at < ends_at", name="period"),
        Index("ix_collections_state_ends_at", "state", "ends_at"),
    )

    @property
    def url(self) -> str:
        """Its page on the street."""
        return f"/promo/{self.slug}"

    @property
    def office(self) -> str:
        """The office in whose name it is shown; never an officer's name."""
        regency = places.regency(self.regency_code) if self.regency_code else None
        return f"Dinas Koperasi dan UKM {regency.name}" if regency else PROVINCE

    @property
    def last_at(self) -> datetime:
        """The last minute in which it runs."""
        return self.ends_at - MINUTE

    @property
    def cover(self) -> "Cover | None":
        """Its cover as pages show it."""
        if self.cover_key is None or self.cover_state != "ready":
            return None
        return Cover(self.cover_key, self.cover_alt, self.cover_width, self.cover_height)

    def is_running(self, now: datetime) -> bool:
        """Whether everybody may see it; what has begun does not stop when a clock is put back."""
        begun = self.begun_at is not None or self.begins_at <= now
        return self.state == "published" and begun and now < self.ends_at

    def is_over(self, now: datetime) -> bool:
        """Whether it ran once and does no more."""
        return self.state == "ended" or (self.state == "published" and now >= self.ends_at)

    def standing(self, now: datetime) -> str:
        """`draft`, `planned`, `running` or `ended` at an instant."""
        if self.state == "draft":
            return "draft"
        if self.is_over(now):
            return "ended"
        return "running" if self.is_running(now) else "planned"

    def publish(self, now: datetime) -> None:
        """Let it run within its period."""
        if self.state == "published" and now < self.ends_at:
            raise RuleBroken("Koleksi ini sudah ditayangkan.")
        if self.ends_at <= now:
            raise RuleBroken("Masa tayangnya sudah lewat. Ubah dulu masa tayangnya.", "last_day")
        self.state = "published"
        self.begun_at = self.ended_at = self.end_reason_code = self.end_reason = None

    def begin(self, now: datetime) -> bool:
        """Note that it has begun; false when that was noted before or is not so."""
        if self.state != "published" or self.begun_at is not None or self.begins_at > now:
            return False
        self.begun_at = now
        return True

    def end(self, now: datetime, reason_code: str, reason: str) -> None:
        """Take it off the street for good, saying why."""
        if self.state != "published":
            raise RuleBroken("Koleksi ini tidak sedang ditayangkan.")
        self.state = "ended"
        self.ended_at = now
        self.end_reason_code, self.end_reason = reason_code, reason

    def run_out(self, now: datetime) -> bool:
        """End with its period; false when it is not so far, or has ended before."""
        if self.state != "published" or now < self.ends_at:
            return False
        self.end(now, "period", "")
        return True

    def reschedule(self, begins_at: datetime, ends_at: datetime, now: datetime) -> None:
        """Give it another period; what was put off has not begun."""
        self.begins_at, self.ends_at = begins_at, ends_at
        if begins_at > now:
            self.begun_at = None


class Cover:
    """A cover as the picture component shows it."""

    ready = True

    def __init__(self, key: str, alt: str, width: int | None, height: int | None) -> None:
        self.key, self.alt, self.width, self.height = key, alt, width, height

    @property
    def widths(self) -> list[int]:
        """The widths worth naming in a srcset."""
        return widths_for(self.width)

    @property
    def sources(self) -> tuple[str, str]:
        """The address to begin with, and the srcset."""
        return sources(self.key, self.width)


class CollectionItem(Model):
    """A listing in a collection: who placed it, when and why; kept when it is taken out."""

    __tablename__ = "collection_items"

    id: Mapped[Id]
    collection_id: Mapped[int] = mapped_column(ForeignKey("collections.id"), index=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id"), index=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    position: Mapped[int]
    reason_code: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    placed_at: Mapped[datetime]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]
    removal_code: Mapped[str | None]
    removal_reason: Mapped[str | None]

    collection: Mapped[Collection] = relationship(back_populates="items", viewonly=True)
    listing: Mapped[Listing] = relationship()
    shop: Mapped[Shop] = relationship()

    __table_args__ = (
        # A listing stands once in a collection.
        Index(
            "uq_collection_items_standing",
            "collection_id",
            "listing_id",
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
    )

    def take_out(self, now: datetime, by_id: int | None, code: str, reason: str) -> None:
        """It stands there no more; that it did stays known."""
        if self.removed_at is not None:
            raise RuleBroken("Produk ini sudah dikeluarkan.")
        self.removed_at, self.removed_by_id = now, by_id
        self.removal_code, self.removal_reason = code, reason
