"""Verbs of the catalogue: one public function, one use case, one transaction."""

from marketplace.catalog.services.categories import sync_categories

__all__ = ["sync_categories"]
