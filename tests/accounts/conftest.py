"""People of the accounts tests: a buyer by number, a buyer by mail, officers."""

from typing import Any

import pytest

from marketplace.accounts.models import User
from tests.builders import people


@pytest.fixture
def sari(app: Any) -> User:
    """She has a number and a password."""
    return people.by_phone("Sari", "+6281234567890")


@pytest.fixture
def dewi(app: Any) -> User:
    """She has an e-mail address and a password."""
    return people.by_email("Dewi", "dewi@contoh.id")


@pytest.fixture
def lina(app: Any) -> User:
    """The administrator."""
    return people.officer("Lina", "lina@dinas.id", is_administrator=True)


@pytest.fixture
def udin(app: Any) -> User:
    """An officer of Pandeglang who confirms numbers and helps people."""
    return people.officer(
        "Udin", "udin@dinas.id", regency_code="36.01", duties=["verify", "support"]
    )
