"""A buyer wishes for what nobody lists: it is written down once, however often it is wished for."""

import threading
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from marketplace.inquiries import services
from marketplace.inquiries.models import Wish, WishAsking
from marketplace.inquiries.queries import wishes
from tests import afterwards
from tests.afterwards import fresh
from tests.at_once import at_once
from tests.builders import people
from tests.builders.wishes import asking, wish


def count(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.fixture
def sari(app: Any) -> Any:
    return people.by_phone("Sari", "+6281234567890")


@pytest.fixture
def dewi(app: Any) -> Any:
    return people.by_phone("Dewi", "+6281234567891")


def test_a_wish_keeps_its_words_category_place_and_note(app: Any, sari: Any) -> None:
    made = wish(
        "  Kopi  robusta\u202e Lebak ",
        "kopi",
        by=sari,
        regency_code="36.02",
        note="250 gram\nhalus",
    )
    kept = fresh(made)
    assert (kept.text, kept.category_slug, kept.state, kept.times) == (
        "Kopi robusta Lebak", "kopi", "open", 1,
    )  # fmt: skip
    (hers,) = wishes.of_buyer(sari)
    assert (hers.regency_code, hers.note, hers.wish_id) == ("36.02", "250 gram\nhalus", made.id)


def wished_by(person: Any) -> Any:
    """An action of this person in a session of its own."""
    id_ = person.id
    return lambda: wish(by=db.session.get_one(User, id_)).id


def test_the_same_words_add_up_however_they_are_written(app: Any) -> None:
    first = wish("Emping jengkol")
    assert wish("  EMPING,  Jéngkol! ").id == first.id
    assert wish("Emping jengkol", "keripik").id != first.id
    assert wish("Emping jengkol 500 g").id != first.id
    kept = fresh(first)
    assert (kept.text, kept.times) == ("Emping jengkol", 2)
    assert (count(Wish), count(WishAsking)) == (3, 4)


def test_one_person_counts_once_and_her_last_words_stand(app: Any, sari: Any) -> None:
    first = wish(by=sari, note="Pedas")
    again = wish(by=sari, note="Pedas sekali", regency_code="36.01")
    assert again.id == first.id and fresh(first).times == 1
    (hers,) = wishes.of_buyer(sari)
    assert (hers.note, hers.regency_code) == ("Pedas sekali", "36.01")
    assert [event.name for event in afterwards.events("wish.repeated")] == ["wish.repeated"]


def test_two_who_wish_the_same_at_once_are_one_wish_of_two(app: Any, sari: Any, dewi: Any) -> None:
    made = at_once(app, wished_by(sari), wished_by(dewi))
    assert made[0] == made[1]
    db.session.rollback()
    (kept,) = db.session.scalars(sa.select(Wish))
    assert (kept.times, count(WishAsking)) == (2, 2)


def test_twelve_strangers_at_once_are_twelve(app: Any) -> None:
    at_once(app, *[lambda: wish().id for _ in range(12)])
    db.session.rollback()
    assert [one.times for one in db.session.scalars(sa.select(Wish))] == [12]


def test_one_who_presses_twice_at_once_counts_once(app: Any, sari: Any) -> None:
    at_once(app, wished_by(sari), wished_by(sari))
    db.session.rollback()
    assert [one.times for one in db.session.scalars(sa.select(Wish))] == [1]
    assert count(WishAsking) == 1


def test_the_trail_holds_ids_and_nothing_else(app: Any, sari: Any) -> None:
    made = wish(by=sari, note="Pedas")
    (event,) = afterwards.events("wish.made")
    assert (event.subject_id, event.actor_id) == (str(made.id), sari.id)
    assert event.details == {"asking_id": wishes.of_buyer(sari)[0].id}


def test_a_stopped_history_names_nobody(app: Any, sari: Any) -> None:
    accounts.withdraw_consent(sari, "inquiry_history", now())
    wish(by=sari)
    assert wishes.of_buyer(sari) == [] and count(WishAsking) == 1
    assert [event.actor_id for event in afterwards.events("wish.made")] == [None]


@pytest.mark.parametrize(
    ("category", "place", "words"),
    [("tidak-ada", None, "Pilih kategorinya"), ("emping", "99.99", "Pilih kabupaten/kota")],
)
def test_choices_that_are_none_are_refused(app: Any, category, place, words) -> None:
    with pytest.raises(RuleBroken, match=words):
        wish("Emping jengkol", category, regency_code=place)
    assert count(Wish) == 0


def test_a_person_keeps_at_most_thirty(app: Any, sari: Any) -> None:
    for number in range(services.wishes.MOST_OF_ONE):
        wish(f"Emping rasa {number}", by=sari)
    with pytest.raises(RuleBroken, match="sudah punya 30"):
        wish("Emping rasa lain", by=sari)
    assert wish("Emping rasa 3", by=sari, note="Masih dicari").times == 1
    assert count(Wish) == 30


def test_what_she_alone_wished_for_goes_when_she_takes_it_back(app: Any, sari, dewi) -> None:
    hers, shared = asking(sari), asking(sari, "Keripik talas", "keripik")
    wish("Keripik talas", "keripik", by=dewi)
    for one in (hers, shared):
        services.withdraw_wish(one, by=sari)
    db.session.rollback()
    (left,) = db.session.scalars(sa.select(Wish))
    assert (left.text, left.times) == ("Keripik talas", 1)
    assert len(afterwards.events("wish.withdrawn")) == 2
    with pytest.raises(NotFound):
        services.withdraw_wish(hers, by=sari)


def test_taken_back_twice_at_once_counts_once(app: Any, sari: Any, dewi: Any) -> None:
    mine, her_id = asking(sari).id, sari.id
    wish(by=dewi)
    both_have_it = threading.Barrier(2)

    def take_back() -> None:
        hers, her_self = db.session.get_one(WishAsking, mine), db.session.get_one(User, her_id)
        both_have_it.wait(10)
        services.withdraw_wish(hers, by=her_self)

    with pytest.raises(NotFound):
        at_once(app, take_back, take_back)
    db.session.rollback()
    assert [one.times for one in db.session.scalars(sa.select(Wish))] == [1]


def test_she_leaves_while_she_wishes_and_nothing_of_her_stays(app: Any, sari: Any) -> None:
    id_ = sari.id

    def leave() -> None:
        accounts.ask_to_be_erased(db.session.get_one(User, id_), people.PASSWORD, "", now())

    at_once(app, leave, wished_by(sari), wished_by(sari))
    db.session.rollback()
    assert db.session.scalars(sa.select(WishAsking.person_id)).all() in ([], [None], [None, None])
    kept = count(WishAsking)
    assert [one.times for one in db.session.scalars(sa.select(Wish))] == ([kept] if kept else [])


def test_a_stranger_takes_nothing_back(app: Any, sari: Any, dewi: Any) -> None:
    hers = asking(sari)
    assert wishes.one_of_buyer(dewi, hers.id) is None and wishes.of_buyer(dewi) == []
    with pytest.raises(NotFound):
        services.withdraw_wish(hers, by=dewi)
    assert count(WishAsking) == 1
