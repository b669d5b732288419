"""What buyers wish for that nobody lists: the wish, each time it was asked for, and answers."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog import categories
from marketplace.catalog.models import Listing
from marketplace.database import Id, Model
from marketplace.errors import RuleBroken, Stale
from marketplace.places import queries as places
from marketplace.retention import kept

# A wish of these states takes the same words in: they add up instead of standing there twice.
STANDING = "state IN ('open', 'answered', 'hidden')"


class Wish(Model):
    """A product that nobody sells yet: the same words in the same category are one wish."""

    __tablename__ = "wishes"

    id: Mapped[Id]
    # As it was first typed, and as it is compared.
    text: Mapped[str]
    key: Mapped[str]
    category_slug: Mapped[str] = mapped_column(ForeignKey("categories.slug"), index=True)
    state: Mapped[str] = mapped_column(default="open")
    # How often it was asked for: as many as it has askings.
    times: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    last_asked_at: Mapped[datetime]
    hidden_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    answers: Mapped[list["WishAnswer"]] = relationship(
        back_populates="wish", order_by="WishAnswer.answered_at"
    )

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        CheckConstraint("state IN ('open', 'answered', 'closed', 'hidden')", name="state"),
        CheckConstraint("times >= 0", name="times"),
        CheckConstraint("(state = 'hidden') = (hidden_reason IS NOT NULL)", name="hidden_reason"),
        Index(
            "uq_wishes_standing",
            "category_slug",
            "key",
            unique=True,
            sqlite_where=sa.text(STANDING),
            postgresql_where=sa.text(STANDING),
        ),
        Index("ix_wishes_state_last_asked_at", "state", "last_asked_at"),
    )

    @property
    def category(self) -> categories.Category:
        """The group or kind in which it is looked for."""
        return categories.tree().by_slug[self.category_slug]

    @property
    def group(self) -> categories.Category:
        """The group of its category."""
        return categories.parent_of(self.category) or self.category

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet that she sells it."""
        return self.state == "open"

    @property
    def is_shown(self) -> bool:
        """Whether owners see it."""
        return self.state in ("open", "answered")

    @property
    def is_hidden(self) -> bool:
        """Whether an officer has hidden it."""
        return self.state == "hidden"

    @property
    def sold_as(self) -> list[Listing]:
        """What shops named for it, as far as buyers can see it now."""
        named = (answer.listing for answer in self.answers)
        return [one for one in named if one.is_published and one.shop.is_open_to_public]

    @property
    def ends_at(self) -> datetime:
        """Until when owners see it, unless somebody asks for it again."""
        return self.last_asked_at + shown_for()

    def count_in(self, at: datetime) -> None:
        """Somebody asks for it."""
        if self.is_hidden:
            raise RuleBroken("Permintaan ini tidak dapat kami tampilkan.", "text")
        self.times += 1
        self.last_asked_at = at

    def count_out(self) -> None:
        """Somebody asks for it no longer."""
        self.times -= 1

    def reopen(self) -> None:
        """What answered it is no longer sold."""
        if self.state == "answered":
            self.state = "open"

    def answer(self) -> None:
        """A shop says that it sells it."""
        if not self.is_shown:
            raise RuleBroken("Permintaan ini sudah berakhir.")
        self.state = "answered"

    def hide(self, reason: str) -> None:
        """An officer hides what does not belong here, and says why."""
        if not self.is_shown:
            raise Stale("Permintaan ini sudah tidak tampil.")
        self.state = "hidden"
        self.hidden_reason = reason

    def show_again(self) -> None:
        """An officer lets it be seen again."""
        if not self.is_hidden:
            raise Stale("Permintaan ini tidak sedang disembunyikan.")
        self.state = "open"
        self.hidden_reason = None


class WishAsking(Model):
    """One time that a wish was asked for; by whom only where she was signed in."""

    __tablename__ = "wish_askings"

    id: Mapped[Id]
    wish_id: Mapped[int] = mapped_column(ForeignKey("wishes.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    regency_code: Mapped[str | None] = mapped_column(ForeignKey("regencies.code"), index=True)
    note: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime] = mapped_column(index=True)

    wish: Mapped[Wish] = relationship()

    @property
    def place(self) -> places.Regency | None:
        """The kabupaten or kota in which it is looked for; None: anywhere."""
        return places.regency(self.regency_code) if self.regency_code else None

    __table_args__ = (
        Index(
            "uq_wish_askings_person",
            "wish_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("person_id IS NOT NULL"),
            postgresql_where=sa.text("person_id IS NOT NULL"),
        ),
    )


class WishAnswer(Model):
    """A shop says that one of its listings is what was wished for."""

    __tablename__ = "wish_answers"

    wish_id: Mapped[int] = mapped_column(ForeignKey("wishes.id"), primary_key=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"), primary_key=True, index=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id"), index=True)
    answered_at: Mapped[datetime]

    wish: Mapped[Wish] = relationship(back_populates="answers")
    listing: Mapped[Listing] = relationship()


def shown_for() -> timedelta:
    """How long a wish stands after it was last asked for."""
    return kept("wishes")
