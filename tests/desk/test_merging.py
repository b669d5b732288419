"""The pages of an inbox, one after the other, are what sorting everything at once would give."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.accounts.models import PhoneConfirmation, RightsRequest, User
from marketplace.database import db, transaction
from marketplace.desk import queries
from marketplace.desk.models import Assignment
from marketplace.desk.queries import FREE, MINE, Wanted
from marketplace.desk.sources import NUMBER_LASTS

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
# Deadlines that often fall on the same instant, around the present one.
INSTANTS = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
KINDS = st.sampled_from(["number", "rights"])
HOLDERS = st.sampled_from(["me", "other", None])


@pytest.fixture
def world(app, asep, yayah, monkeypatch):
    monkeypatch.setattr(queries, "now", lambda: NOON)
    return asep, yayah


def lay_out(things: list[tuple[str, datetime, str | None]], me: User, other: User) -> list[tuple]:
    """Put things on the desk; what a naive merge needs to know of each."""
    lines = []
    with transaction() as session:
        for model in (Assignment, PhoneConfirmation, RightsRequest):
            session.execute(sa.delete(model))
        people = [User(name=f"Orang {n}", phone=f"+62812{n:07d}") for n in range(len(things))]
        session.execute(sa.delete(User).where(User.name.like("Orang %")))
        session.add_all(people)
        session.flush()
        for person, (kind, due, holder) in zip(people, things, strict=True):
            thing = _number(person, due) if kind == "number" else _rights(person, due)
            session.add(thing)
            session.flush()
            if holder:
                officer = me if holder == "me" else other
                session.add(
                    Assignment(kind=kind, subject_id=thing.id, officer_id=officer.id, since=NOON)
                )
            lines.append((due, kind, thing.id, holder))
    return lines


def _number(person: User, due: datetime) -> PhoneConfirmation:
    return PhoneConfirmation(
        user_id=person.id, phone=person.phone, code="K1", requested_at=due - NUMBER_LASTS,
        expires_at=NOON + timedelta(days=9),
    )  # fmt: skip


def _rights(person: User, due: datetime) -> RightsRequest:
    return RightsRequest(
        user_id=person.id, kind="correction", wish="Salah.", asked_at=NOON, due_at=due
    )


def naive(lines: list[tuple], wanted: Wanted) -> list[tuple]:
    """Everything at once, sorted and sieved in memory."""
    kept = [
        line
        for line in lines
        if wanted.kind in (None, line[1])
        and (not wanted.overdue or line[0] < NOON)
        and {MINE: line[3] == "me", FREE: line[3] is None}.get(wanted.whose, True)
    ]
    return sorted(line[:3] for line in kept)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    things=st.lists(st.tuples(KINDS, INSTANTS, HOLDERS), max_size=14),
    size=st.integers(1, 5),
    kind=st.sampled_from([None, "number", "rights"]),
    whose=st.sampled_from(["all", MINE, FREE]),
    overdue=st.booleans(),
)
def test_pages_follow_each_other_as_if_all_was_sorted(world, things, size, kind, whose, overdue):
    me, other = world
    wanted = Wanted(kind=kind, whose=whose, overdue=overdue)
    expected = naive(lay_out(things, me, other), wanted)
    seen, after = [], None
    while True:
        page = queries.inbox(me, wanted, after=after, size=size)
        seen += [(one.due_at, one.kind, one.id) for one in page.items]
        if not page.has_more:
            break
        after = page.items[-1].place
    assert seen == expected
    told = {one.source.kind: (one.waiting, one.late) for one in queries.counts(me, wanted)}
    for one in ("number", "rights"):
        mine = naive(lay_lines(expected, one), Wanted())
        if kind in (None, one):
            assert told[one] == (len(mine), sum(line[0] < NOON for line in mine))
    db.session.rollback()


def lay_lines(lines: list[tuple], kind: str) -> list[tuple]:
    """Those of one kind."""
    return [(*line, None) for line in lines if line[1] == kind]
