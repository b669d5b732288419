"""Officers who supervise in Pandeglang, and one of the province."""

import pytest

from marketplace.accounts.models import User
from marketplace.demo import cast
from tests.builders import people


@pytest.fixture
def asep(app) -> User:
    """An officer of Pandeglang who supervises."""
    return people.appointed(cast.ASEP)


@pytest.fixture
def lilis(app) -> User:
    """An officer of the province who supervises."""
    return people.appointed(cast.LILIS)
