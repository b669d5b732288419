"""A day on which it is known what the register files say: their certificates run out."""

from datetime import date

import pytest

from marketplace.console.register import records
from marketplace.registry.services import previews

DAY = date(2026, 11, 22)


@pytest.fixture
def known_day(monkeypatch):
    """The desk and the importer both believe that it is `DAY`."""
    for module in (previews, records):
        monkeypatch.setattr(module, "today", lambda: DAY)
    return DAY
