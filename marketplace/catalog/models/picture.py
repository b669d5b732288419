"""Pictures of listings and covers of shops, and the addresses of their files."""

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.database import Id, Model

if TYPE_CHECKING:
    from marketplace.catalog.models.listing import Listing

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

    listing: Mapped["Listing | None"] = relationship(back_populates="pictures")

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
