"""Listings by sheet: bring a file, look at what it would do, apply it or drop it."""

from marketplace.catalog.services.listing_imports.applying import apply, resume
from marketplace.catalog.services.listing_imports.bringing import LARGEST, bring, discard
from marketplace.catalog.services.listing_imports.retention import (
    forget_imports_of,
    forget_old_imports,
    forget_pictures,
)

__all__ = [
    "LARGEST",
    "apply",
    "bring",
    "discard",
    "forget_imports_of",
    "forget_old_imports",
    "forget_pictures",
    "resume",
]
