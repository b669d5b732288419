"""What is promoted, at the desk: collections, what stands in them, and how it did."""

from marketplace.console.promotions import collections, covers, figures, items, words

__all__ = ["collections", "covers", "figures", "items", "words"]
