"""Where each kind of register keeps its records, and the rows of files that are staged for it."""

from dataclasses import dataclass
from typing import Any

from marketplace.registry import fields
from marketplace.registry.fields import Fields
from marketplace.registry.models import (
    BUSINESS_FACTS,
    FACTS,
    Business,
    BusinessRow,
    Cooperative,
    ImportRow,
)


@dataclass(frozen=True)
class Tables:
    """The tables of one kind; `record_id` is the column by which a row names its record."""

    kind: str
    record: Any
    row: Any
    record_id: str
    facts: tuple[str, ...]
    fields: Fields
    # Its row of `register_state`.
    state_id: int

    @property
    def id_on_row(self) -> Any:
        """The record that a staged row speaks of."""
        return getattr(self.row, self.record_id)


COOPERATIVES = Tables(
    "koperasi", Cooperative, ImportRow, "cooperative_id", FACTS, fields.COOPERATIVES, 1
)
BUSINESSES = Tables(
    "umkm", Business, BusinessRow, "business_id", BUSINESS_FACTS, fields.BUSINESSES, 2
)
BY_KIND = {tables.kind: tables for tables in (COOPERATIVES, BUSINESSES)}


def of(record: Cooperative | Business) -> Tables:
    """The tables among which a record stands."""
    return BUSINESSES if isinstance(record, Business) else COOPERATIVES
