"""Every table that hangs on a person or her shop is handed over and let go, or says why not."""

import pytest

from marketplace.database import db
from tests.house_rules.code import PACKAGE

HERS = {"users", "shops", "listings"}
# Tables that hold nothing of her own words, and why nobody needs to name them.
IDS_ONLY = {
    "officers": "an appointment is the office's; officers are not erased",
    "registry_imports": "brought by officers; ids only",
    "businesses": "an official register, not what a person told us here",
    "cooperatives": "an official register, not what a person told us here",
    "synonym_groups": "words for goods, taught by officers; ids only",
    "protected_words": "words for goods, taught by officers; ids only",
    "assignments": "which officer looks after which thing; gone when it is decided; ids only",
    "collections": "curated by officers; ids only",
    "price_records": "prices and days; the listing's own words go",
}


def tables() -> set[str]:
    """Tables with a key that leads to a person, a shop or a listing."""
    return {
        table.name
        for table in db.metadata.sorted_tables
        if table.name not in IDS_ONLY
        and (table.name in HERS or HERS & {key.column.table.name for key in table.foreign_keys})
    }


def told() -> str:
    """What the rooms say that they keep of a person."""
    files = [*PACKAGE.rglob("personal_data.py"), PACKAGE / "accounts/services/erasure.py"]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def silent(names: set[str], text: str) -> set[str]:
    """Tables whose record no room names in its `personal_data`."""
    records = {
        mapper.local_table.name: mapper.class_.__name__ for mapper in db.Model.registry.mappers
    }
    return {name for name in names if records[name] not in text}


pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_every_table_of_hers_is_told_of(app):
    assert silent(tables(), told()) == set(), (
        "say in the room's personal_data.py what becomes of it"
    )


def test_every_exception_is_a_table(app):
    known = {table.name for table in db.metadata.sorted_tables}
    assert set(IDS_ONLY) <= known


def test_the_rule_sees_a_silent_table(app):
    assert silent({"addresses"}, "nothing") == {"addresses"}
