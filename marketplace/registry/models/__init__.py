"""The tables of the registry room, one file per subject."""

from marketplace.registry.models.cooperative import (
    Cooperative,
    RegisterState,
)
from marketplace.registry.models.facts import FACTS, Facts
from marketplace.registry.models.imports import ImportRow, RegistryImport

__all__ = [
    "FACTS",
    "Cooperative",
    "Facts",
    "ImportRow",
    "RegisterState",
    "RegistryImport",
]
