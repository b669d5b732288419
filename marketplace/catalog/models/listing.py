"""What a shop sells, and the ways in which it comes."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog.models.picture import Picture
from marketplace.database import Id, Model, Rupiah
from marketplace.errors import RuleBroken
from marketplace.sellers.models import Shop

REMOVED = (
    "Produk ini diturunkan dinas, jadi tidak bisa diubah atau ditayangkan. "
    "Baca alasannya di Putusan dinas; Anda bisa mengajukan banding di sana."
)


class Listing(Model):
    """One thing that a shop sells, with at least one variant that carries price and stock."""

    __tablename__ = "listings"

    id: Mapped[Id]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    title: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    category_slug: Mapped[str] = mapped_column(ForeignKey("categories.slug"), index=True)
    # Sanitised HTML; it is sanitised again when it is shown.
    description: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="draft")
    unit: Mapped[str]
    net_weight_grams: Mapped[int | None]
    minimum_order: Mapped[int] = mapped_column(default=1)
    made_to_order: Mapped[bool] = mapped_column(default=False)
    lead_days: Mapped[int | None]
    axis_one: Mapped[str | None]
    axis_two: Mapped[str | None]
    # First and last day of the sale, in Banten; what each variant then costs stands with it.
    sale_from: Mapped[date | None]
    sale_until: Mapped[date | None]
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    # Rises with each edit of the words; stock has its own, below.
    version: Mapped[int] = mapped_column(default=1)

    shop: Mapped[Shop] = relationship()
    variants: Mapped[list["Variant"]] = relationship(
        back_populates="listing", order_by="Variant.position"
    )
    pictures: Mapped[list[Picture]] = relationship(
        back_populates="listing", order_by="Picture.position"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published', 'archived', 'removed')", name="state"),
        CheckConstraint("minimum_order >= 1", name="minimum_order"),
        CheckConstraint("net_weight_grams > 0", name="net_weight_grams"),
        CheckConstraint("lead_days >= 0", name="lead_days"),
        CheckConstraint("(sale_from IS NULL) = (sale_until IS NULL)", name="sale_days"),
        CheckConstraint("sale_from <= sale_until", name="sale_order"),
        Index("ix_listings_shelf", "state", "published_at"),
        # What a variant points at, so that it can never name another shop than its listing's.
        Index("uq_listings_id_shop_id", "id", "shop_id", unique=True),
    )

    @property
    def is_published(self) -> bool:
        """Whether it stands on the street, as far as the listing itself is concerned."""
        return self.state == "published"

    @property
    def is_removed(self) -> bool:
        """Whether an officer took it off the street."""
        return self.state == "removed"

    @property
    def offered(self) -> list["Variant"]:
        """The variants that can be asked for today."""
        return [variant for variant in self.variants if variant.active]

    def check_complete(self) -> None:
        """RuleBroken unless it can go on the street: it needs a picture and a price."""
        self.check_standing()
        if self.is_published:
            raise RuleBroken("Produk ini sudah tayang.")
        if not self.offered:
            raise RuleBroken("Isi dulu harga produk ini.", "price")
        if not self.pictures:
            raise RuleBroken("Tambahkan paling sedikit satu foto.", "picture")

    def check_standing(self) -> None:
        """RuleBroken while the dinas has taken it off: nothing of it changes meanwhile."""
        if self.is_removed:
            raise RuleBroken(REMOVED)

    def publish(self, now: datetime) -> None:
        """Put it on the street."""
        self.check_complete()
        self.state = "published"
        self.published_at = self.published_at or now

    def archive(self) -> None:
        """Take it off the street; its record stays."""
        self.check_standing()
        if self.state == "archived":
            raise RuleBroken("Produk ini sudah diarsipkan.")
        self.state = "archived"

    def become_nothing(self, kind: str, now: datetime) -> None:
        """Leave of it no more than its kind of goods, for the inquiries that name it."""
        self.title = kind
        self.slug = f"produk-dihapus-{self.id}"
        self.description = ""
        self.axis_one = self.axis_two = None
        self.state = "archived"
        self.updated_at = now

    def unpublish(self) -> None:
        """Back to a draft."""
        self.check_standing()
        if self.state == "draft":
            raise RuleBroken("Produk ini masih draf.")
        self.state = "draft"

    def remove(self) -> str:
        """An officer takes it off the street; returns the state in which it was."""
        if self.is_removed:
            raise RuleBroken("Produk ini sudah diturunkan.")
        before, self.state = self.state, "removed"
        return before

    def reinstate(self, state: str) -> None:
        """An officer gives it back the state in which it was."""
        if not self.is_removed:
            raise RuleBroken("Produk ini tidak sedang diturunkan.")
        self.state = state


class Variant(Model):
    """One way in which a listing comes, with its own price and stock."""

    __tablename__ = "variants"

    id: Mapped[Id]
    listing_id: Mapped[int] = mapped_column(index=True)
    shop_id: Mapped[int]
    option_one: Mapped[str] = mapped_column(default="")
    option_two: Mapped[str] = mapped_column(default="")
    # The owner's own code of it, upper case; no two of a shop's variants share one.
    sku: Mapped[str | None]
    price: Mapped[int] = mapped_column(Rupiah)
    # What it costs on the days of the listing's sale; None: it takes no part.
    sale_price: Mapped[int | None] = mapped_column(Rupiah)
    # The lowest price in the 30 days before that sale; kept true by services/prices.py.
    sale_lowest: Mapped[int | None] = mapped_column(Rupiah)
    # [[from this quantity, rupiah each], …]: more of it is cheaper.
    wholesale: Mapped[list[list[int]]] = mapped_column(sa.JSON, default=list)
    # None: made to order, nothing to count. Changed by conditional UPDATE only.
    stock: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)

    listing: Mapped[Listing] = relationship(back_populates="variants")

    __table_args__ = (
        ForeignKeyConstraint(["listing_id", "shop_id"], ["listings.id", "listings.shop_id"]),
        UniqueConstraint("listing_id", "option_one", "option_two"),
        Index(
            "uq_variants_sku",
            "shop_id",
            "sku",
            unique=True,
            sqlite_where=sa.text("sku IS NOT NULL"),
            postgresql_where=sa.text("sku IS NOT NULL"),
        ),
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("sale_price > 0 AND sale_price < price", name="sale_price"),
        CheckConstraint("stock >= 0", name="stock"),
    )

    @property
    def name(self) -> str:
        """`Pedas, 500 g`; empty for a listing that comes in one way."""
        return ", ".join(option for option in (self.option_one, self.option_two) if option)

    @property
    def sale_from(self) -> date | None:
        """The first day of the sale."""
        return self.listing.sale_from

    @property
    def sale_until(self) -> date | None:
        """The last day of the sale."""
        return self.listing.sale_until
