"""Inquiries and wishes."""

from marketplace.inquiries.models.inquiry import Inquiry
from marketplace.inquiries.models.wish import Wish, WishAnswer, WishAsking

__all__ = ["Inquiry", "Wish", "WishAnswer", "WishAsking"]
