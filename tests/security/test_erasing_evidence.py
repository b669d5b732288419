"""Nobody gets rid of what an officer is looking into by erasing herself a moment before."""

import threading
import time

import sqlalchemy as sa

from marketplace.accounts import queries, services
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from marketplace.sellers import services as sellers
from marketplace.sellers.models import Shop
from tests.at_once import at_once
from tests.builders import people, shops


def test_a_shop_that_is_suspended_while_its_owner_erases_herself_stays(app):
    owner = people.by_phone("Rina", "+6281277770000")
    officer = people.officer("Udin", "udin@dinas.id", duties=["supervise"])
    shop_id, owner_id, officer_id = shops.shop_of(owner).id, owner.id, officer.id
    held = threading.Event()

    def suspend() -> None:
        with transaction() as session:
            shop = session.get_one(Shop, shop_id)
            sellers.suspend(shop, by=session.get_one(User, officer_id), reason="Diduga menipu.")
            held.set()
            time.sleep(1.0)  # the other one asks what stands in the way, and waits for the shop

    def erase() -> bool:
        held.wait(30)
        person = queries.person(owner_id)
        return services.ask_to_be_erased(person, people.PASSWORD, "", now()).is_waiting

    _, answer = at_once(app, suspend, erase)
    assert answer is True or isinstance(answer, RuleBroken)
    db.session.rollback()
    assert db.session.scalar(sa.select(Shop.suspension_reason)) == "Diduga menipu."
    assert queries.person(owner_id).erased_at is None
