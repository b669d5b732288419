"""In every office of the demo world an inbox holds what the rooms say waits, and nothing else."""

import pytest

from marketplace.accounts import queries as accounts
from marketplace.clock import now
from marketplace.demo import cast, world
from marketplace.desk import queries
from marketplace.desk.queries import Wanted
from marketplace.desk.sources import SOURCES
from marketplace.moderation import queries as moderation
from marketplace.sellers import queries as sellers

MOST = 500
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

# What the room itself says: the duty has to be asked for where the question does not.
ROOMS = {
    "claim": lambda officer: sellers.waiting_claims_for(officer, MOST),
    "conflict": lambda officer: sellers.waiting_conflicts_for(officer, MOST),
    "review": lambda officer: moderation.waiting_reviews_for(officer, MOST),
    "case": lambda officer: moderation.waiting_cases_for(officer, MOST),
    "appeal": lambda officer: moderation.waiting_appeals_for(officer, MOST),
    "number": lambda officer: accounts.waiting_confirmations(now()),
    "rights": lambda officer: accounts.rights_requests(waiting=True).requests,
}


def test_an_inbox_is_what_the_rooms_say(app):
    world.load()
    everything = set()
    for one in cast.OFFICERS:
        officer = accounts.by_email(one.email)
        page = queries.inbox(officer, Wanted(), size=MOST)
        told = {(item.kind, item.id) for item in page.items}
        said = {
            (kind, record.id)
            for kind, ask in ROOMS.items()
            if SOURCES[kind].opens(officer)
            for record in ask(officer)
        }
        assert told == said, one.key
        assert [item.place for item in page.items] == sorted(item.place for item in page.items)
        counted = {count.source.kind: count.waiting for count in queries.counts(officer)}
        assert sum(counted.values()) == len(told)
        everything |= told
    assert set(ROOMS) == set(SOURCES)
    assert {kind for kind, _ in everything} >= set(SOURCES) - {"conflict"}
