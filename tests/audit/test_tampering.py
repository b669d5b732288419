"""Whatever is done to a sealed trail is found, named, and told by its kind."""

import pytest

from marketplace.audit import heads
from tests.audit.trail import attack, found, kinds, lines, sealed


@pytest.fixture(autouse=True)
def trail(app):
    sealed(10)
    assert found().is_sound and len(lines()) == 1


@pytest.mark.parametrize(
    ("statement", "kind", "event_id"),
    [
        ("UPDATE events SET actor_id = 7 WHERE id = 4", "edited", 4),
        ("UPDATE events SET shop_id = NULL WHERE id = 4", "edited", 4),
        ("UPDATE events SET details = '{\"version\":3}' WHERE id = 4", "edited", 4),
        ("UPDATE events SET name = name || ' ' WHERE id = 10", "edited", 10),
        ("UPDATE event_seals SET key_id = 'x' WHERE sequence = 6", "unknown key", 6),
        ("DELETE FROM events WHERE id = 5", "deleted", 5),
        ("DELETE FROM event_seals WHERE sequence = 5", "seals deleted", 5),
    ],
)
def test_a_change_is_named(statement, kind, event_id):
    attack(statement)
    verdict = found()
    assert kind in verdict.counts
    assert verdict.first and (verdict.first.event_id or verdict.first.sequence) == event_id


def test_swapped_events_are_told_from_edited_ones():
    attack(
        "UPDATE events SET id = 1000 WHERE id = 3",
        "UPDATE events SET id = 3 WHERE id = 7",
        "UPDATE events SET id = 7 WHERE id = 1000",
    )
    verdict = found()
    assert verdict.counts == {"swapped": 1} and verdict.first.event_id == 3


def test_an_event_between_sealed_ones_is_named():
    attack(
        "UPDATE events SET id = id + 100 WHERE id > 5",
        "UPDATE event_seals SET event_id = event_id + 100 WHERE event_id > 5",
        "INSERT INTO events (id, name, subject_kind, subject_id, details, at) "
        "VALUES (6, 'x', 'x', '1', '{}', '2026-01-01 00:00:00.000000')",
    )
    assert kinds() >= {"inserted", "edited"} or kinds() >= {"inserted", "chain made anew"}


def test_a_cut_tail_is_seen_by_the_head_outside():
    attack("DELETE FROM event_seals WHERE sequence > 8", "DELETE FROM events WHERE id > 8")
    verdict = found()
    assert set(verdict.counts) == {"cut off"} and "ends at 8" in verdict.faults["cut off"][0].words


def test_a_head_outside_that_was_forged_or_taken_away_is_a_fault():
    path = heads.folder() / heads.NAME
    written = path.read_text()
    path.write_text(written.replace(" 10 ", " 9 ", 1))
    assert kinds() == {"head forged"}
    path.unlink()
    assert kinds() == {"no head outside"}
