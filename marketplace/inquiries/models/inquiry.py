"""Inquiries."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalog.models import Listing, Variant
from marketplace.database import Id, Model, Rupiah
from marketplace.errors import RuleBroken
from marketplace.money import rupiah


class Inquiry(Model):
    """Someone went to WhatsApp to ask about a listing; who she is stays between them."""

    __tablename__ = "inquiries"

    id: Mapped[Id]
    # Short, for people to name it by in the chat.
    number: Mapped[str] = mapped_column(unique=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shops.id"))
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id"), index=True)
    variant_id: Mapped[int | None] = mapped_column(ForeignKey("variants.id"))
    buyer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    quantity: Mapped[int]
    price: Mapped[int] = mapped_column(Rupiah)
    asked_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]

    listing: Mapped[Listing] = relationship()
    variant: Mapped[Variant | None] = relationship()

    __table_args__ = (
        CheckConstraint("quantity >= 1", name="quantity"),
        Index("ix_inquiries_shop_id_asked_at", "shop_id", "asked_at"),
        Index("ix_inquiries_asked_at", "asked_at"),
    )

    @property
    def is_new(self) -> bool:
        """Whether nobody of the shop has looked at it yet."""
        return self.seen_at is None

    @property
    def is_answered(self) -> bool:
        """Whether the shop says that it has answered."""
        return self.answered_at is not None

    @property
    def can_be_asked_again(self) -> bool:
        """Whether the product is still offered and its shop can be reached."""
        offered = self.variant is None or self.variant.active
        return self.listing.is_published and self.listing.shop.can_be_asked and offered

    def question_text(self, page_url: str) -> str:
        """What the buyer sends on WhatsApp: the goods, how many, at what price, where seen."""
        kind = self.variant.name if self.variant else ""
        unit = self.listing.unit
        lines = [
            f"Halo {self.listing.shop.name}, saya ingin bertanya tentang:",
            f"*{self.listing.title}*" + (f" ({kind})" if kind else ""),
            f"Jumlah: {self.quantity} {unit}",
            f"Harga: {rupiah(self.price)} per {unit}",
            page_url,
            f"No. pertanyaan: {self.number}",
        ]
        return "\n".join(lines)

    def answer(self, now: datetime) -> None:
        """The shop says that it has answered; whoever answers has also seen it."""
        if self.is_answered:
            raise RuleBroken("Pertanyaan ini sudah ditandai terjawab.")
        self.answered_at = now
        self.seen_at = self.seen_at or now
