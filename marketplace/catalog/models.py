"""Categories, listings, variants and pictures."""

from datetime import date, datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model, Rupiah
from marketplace.errors import RuleBroken
from marketplace.sellers.models import Shop

MOST_PICTURES = 8
WIDTHS = (160, 320, 640, 960)


def widths_for(width: int | None) -> list[int]:
    """The file widths worth naming for a picture: up to the first that holds it whole."""
    needed = [w for w in WIDTHS if w < (width or WIDTHS[-1])]
    return [*needed, *WIDTHS[len(needed) : len(needed) + 1]]


def preview_url(key: str) -> str:
    """The address of what a chat shows of a picture."""
    return f"/media/{key}/bagikan.jpg"


def picture_url(key: str, width: int) -> str:
    """The address of one file of a picture."""
    return f"/media/{key}/{width}.webp"


@lru_cache(10_000)
def sources(key: str, width: int | None) -> tuple[str, str]:
    """What an image element needs of a picture: one address to begin with, and its srcset."""
    widths = widths_for(width)
    srcset = ", ".join(f"{picture_url(key, w)} {w}w" for w in widths)
    return picture_url(key, widths[min(1, len(widths) - 1)]), srcset


class Category(Model):
    """A kind of goods; the tree itself is versioned data (catalog/data/categories.toml)."""

    __tablename__ = "categories"

    slug: Mapped[str] = mapped_column(primary_key=True)
    parent_slug: Mapped[str | None] = mapped_column(ForeignKey("categories.slug"))
    name: Mapped[str]
    version: Mapped[str]


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
    pictures: Mapped[list["Picture"]] = relationship(
        back_populates="listing", order_by="Picture.position"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published', 'archived')", name="state"),
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
    def offered(self) -> list["Variant"]:
        """The variants that can be asked for today."""
        return [variant for variant in self.variants if variant.active]

    def publish(self, now: datetime) -> None:
        """Put it on the street: it needs a picture and a variant with a price."""
        if self.is_published:
            raise RuleBroken("Produk ini sudah tayang.")
        if not self.offered:
            raise RuleBroken("Isi dulu harga produk ini.", "price")
        if not self.pictures:
            raise RuleBroken("Tambahkan paling sedikit satu foto.", "picture")
        self.state = "published"
        self.published_at = self.published_at or now

    def archive(self) -> None:
        """Take it off the street; its record stays."""
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
        if self.state == "draft":
            raise RuleBroken("Produk ini masih draf.")
        self.state = "draft"


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


class Picture(Model):
    """A picture of a listing, or the cover of a shop when no listing is named."""

    __tablename__ = "pictures"

    id: Mapped[Id]
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id"), index=True)
    # Names the files: public `pictures/<key>/<width>.webp`, private `originals/<key>` till then.
    key: Mapped[str] = mapped_column(index=True)
    alt: Mapped[str] = mapped_column(default="")
    # Of an upload with a sheet: its name there and its SHA-256, so that it is not added twice.
    filename: Mapped[str | None]
    digest: Mapped[str | None]
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="waiting")
    width: Mapped[int | None]
    height: Mapped[int | None]
    # Of what a chat shows where a link is shared: public `pictures/<key>/bagikan.jpg`.
    preview_state: Mapped[str] = mapped_column(default="waiting")
    created_at: Mapped[datetime]

    listing: Mapped[Listing | None] = relationship(back_populates="pictures")

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="state"),
        CheckConstraint("preview_state IN ('waiting', 'ready', 'failed')", name="preview_state"),
        Index(
            "ix_pictures_preview_waits",
            "id",
            sqlite_where=sa.text("preview_state = 'waiting' AND state = 'ready'"),
            postgresql_where=sa.text("preview_state = 'waiting' AND state = 'ready'"),
        ),
        Index(
            "uq_pictures_cover",
            "shop_id",
            unique=True,
            sqlite_where=sa.text("listing_id IS NULL"),
            postgresql_where=sa.text("listing_id IS NULL"),
        ),
    )

    @property
    def has_preview(self) -> bool:
        """Whether a chat can show it."""
        return self.preview_state == "ready"

    @property
    def ready(self) -> bool:
        """Whether its four widths can be shown."""
        return self.state == "ready"

    @property
    def widths(self) -> list[int]:
        """The widths to name in a srcset."""
        return widths_for(self.width)

    @property
    def sources(self) -> tuple[str, str]:
        """The address to begin with, and the srcset."""
        return sources(self.key, self.width)

    def url(self, width: int) -> str:
        """The address of one of its files."""
        return picture_url(self.key, width)
