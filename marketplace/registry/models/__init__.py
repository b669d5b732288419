"""The tables of the registry room, one file per subject."""

from marketplace.registry.models.business import Business, BusinessRow
from marketplace.registry.models.cooperative import (
    Cooperative,
    RegisterState,
)
from marketplace.registry.models.facts import BUSINESS_FACTS, FACTS, BusinessFacts, Facts
from marketplace.registry.models.imports import ImportRow, RegistryImport
from marketplace.registry.models.naming import NameWord, RecordName

__all__ = [
    "BUSINESS_FACTS",
    "FACTS",
    "Business",
    "BusinessFacts",
    "BusinessRow",
    "Cooperative",
    "Facts",
    "ImportRow",
    "NameWord",
    "RecordName",
    "RegisterState",
    "RegistryImport",
]
