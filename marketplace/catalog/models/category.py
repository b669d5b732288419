"""The kinds of goods."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model


class Category(Model):
    """A kind of goods; the tree itself is versioned data (catalog/data/categories.toml)."""

    __tablename__ = "categories"

    slug: Mapped[str] = mapped_column(primary_key=True)
    parent_slug: Mapped[str | None] = mapped_column(ForeignKey("categories.slug"))
    name: Mapped[str]
    version: Mapped[str]
