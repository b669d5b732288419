"""A shop's number counts once a member has shown that it is hers."""

from marketplace.clock import now
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.events import record
from marketplace.sellers import services
from tests.afterwards import fresh
from tests.builders import people, shops


def confirm(user, worker):
    """What the accounts room does when an officer ticks a number."""
    with transaction() as session:
        person = session.get_one(type(user), user.id)
        person.phone_confirmed_at = now()
        record("phone.confirmed", person)
    worker()


def test_a_confirmed_number_counts_at_once(owner):
    assert shops.shop_of(owner).can_be_asked


def test_an_unconfirmed_number_counts_when_an_officer_ticks_it(worker):
    nurlela = people.person(cast.NURLELA)
    shop = shops.shop_of(nurlela, "Bandeng Nurlela")
    version = shop.version
    assert not shop.can_be_asked
    confirm(nurlela, worker)
    assert fresh(shop).can_be_asked
    assert shop.version == version, "the owner's open form must not go stale"


def test_the_number_of_another_person_never_counts(owner):
    shop = shops.shop_of(owner, whatsapp="0812-0000-0999")
    assert shop.whatsapp_confirmed_at is None


def test_a_changed_number_is_unconfirmed_again(owner, shop):
    services.edit_shop(
        shop, by=owner, version=shop.version, name=shop.name, village_code=shop.village_code,
        whatsapp="0812-0000-0999",
    )  # fmt: skip
    assert fresh(shop).whatsapp_confirmed_at is None


def test_a_number_that_another_person_confirms_is_lost(owner, shop, worker):
    with transaction() as session:
        session.get_one(type(owner), owner.id).change_phone("+6281200000777")
    successor = people.person(cast.NURLELA)
    with transaction() as session:
        session.get_one(type(successor), successor.id).phone = cast.ROHAYATI.phone
    confirm(successor, worker)
    assert fresh(shop).whatsapp_confirmed_at is None


def test_being_told_twice_changes_nothing(worker):
    nurlela = people.person(cast.NURLELA)
    shop = shops.shop_of(nurlela, "Bandeng Nurlela")
    confirm(nurlela, worker)
    first = fresh(shop).whatsapp_confirmed_at
    confirm(nurlela, worker)
    assert fresh(shop).whatsapp_confirmed_at == first
