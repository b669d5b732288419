"""An inbox to test: officers of two offices, and things of every kind that wait."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from marketplace.accounts.models import PhoneConfirmation, RightsRequest, User
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.demo import cast
from tests.builders import people


@pytest.fixture
def asep(app: Any) -> User:
    """An officer of Pandeglang who verifies and helps."""
    return people.appointed(cast.ASEP)


@pytest.fixture
def entin(app: Any) -> User:
    """An officer of Lebak who verifies: the stranger at this desk."""
    return people.appointed(cast.ENTIN)


@pytest.fixture
def jajang(app: Any) -> User:
    """The administrator."""
    return people.appointed(cast.JAJANG)


def number(user: User, since: datetime | None = None) -> PhoneConfirmation:
    """A number that waits to be confirmed."""
    since = since or now()
    asked = PhoneConfirmation(
        user_id=user.id,
        phone="+6281200000999",
        code=f"K{since.timestamp():.0f}"[-9:],
        requested_at=since,
        expires_at=since + timedelta(days=30),
    )
    with transaction() as session:
        session.add(asked)
    return asked


def rights(user: User, due_at: datetime | None = None, kind: str = "correction") -> RightsRequest:
    """A request about her data that waits."""
    due_at = due_at or now() + timedelta(hours=72)
    asked = RightsRequest(
        user_id=user.id, kind=kind, wish="Nama saya salah tulis.", asked_at=now(), due_at=due_at
    )
    with transaction() as session:
        session.add(asked)
    return asked
