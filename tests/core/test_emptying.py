"""Each test begins with an empty world that counts from one, whatever a test before has done."""

import pytest

from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.events import Event
from tests.databases import empty


def happen() -> int:
    event = Event(name="x", subject_kind="x", subject_id="1", details={}, at=now())
    with transaction() as session:
        session.add(event)
        session.flush()
        return event.id


def test_ids_begin_at_one_after_rows_were_written_or_taken_back(app):
    assert happen() == 1
    with pytest.raises(ValueError, match="taken back"), transaction():
        happen()
        raise ValueError("taken back")
    db.session.remove()
    empty(db.engine)
    assert happen() == 1
