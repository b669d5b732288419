"""Opening a shop, editing it, holidays, closing it; an officer takes one off the street."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from marketplace.sellers import queries, services
from tests.afterwards import fresh
from tests.builders import people, shops

HERE = {"name": "Emping Rohayati", "village_code": "36.01.13.2011"}


def events() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Event.name).order_by(Event.id)))


def test_a_person_opens_a_shop_in_a_village(owner):
    shop = services.open_shop(by=owner, **HERE, address=" Kp. Kadu ", whatsapp="0812-0000-0111")
    assert (shop.slug, shop.regency_code, shop.address) == ("emping-rohayati", "36.01", "Kp. Kadu")
    assert shop.whatsapp == "+6281200000111"
    assert queries.shop_of(owner).id == shop.id
    assert "shop.opened" in events()


def test_one_person_opens_one_shop(owner, shop):
    with pytest.raises(RuleBroken, match="sudah punya lapak"):
        services.open_shop(by=owner, **HERE)


def test_shops_of_one_name_have_their_own_addresses(shop, app):
    other = services.open_shop(by=people.person(cast.DEWI), **HERE)
    third = services.open_shop(by=people.person(cast.UJANG), **HERE)
    assert [shop.slug, other.slug, third.slug] == [
        "emping-rohayati", "emping-rohayati-2", "emping-rohayati-3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "12 34"}, "name"),
        ({"village_code": "36.01.13"}, "village"),
        ({"village_code": "32.01.01.2001"}, "village"),
        ({"whatsapp": "(0254) 200123"}, "whatsapp"),
        ({"whatsapp": "08123"}, "whatsapp"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(owner, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        services.open_shop(by=owner, **{**HERE, **wrong})
    assert refused.value.field == field
    assert queries.shop_of(owner) is None


def test_a_landline_is_refused_in_words(owner):
    with pytest.raises(RuleBroken, match="telepon rumah atau kantor"):
        services.open_shop(by=owner, **HERE, whatsapp="(0253) 401222")


def test_an_owner_edits_her_shop(owner, shop):
    edited = services.edit_shop(
        shop, by=owner, version=shop.version, name="Emping Menes", village_code="36.03.08.2012",
        story="Sejak 1998.", hours="Senin–Sabtu", whatsapp="0812-0000-0111",
    )  # fmt: skip
    assert (edited.name, edited.slug) == ("Emping Menes", "emping-rohayati")
    assert edited.regency_code == "36.03"
    assert edited.whatsapp_confirmed_at is not None


def test_a_stale_form_overwrites_nothing(owner, shop):
    seen = shop.version
    services.edit_shop(shop, by=owner, version=seen, **{**HERE, "name": "Yang pertama"})
    with pytest.raises(RuleBroken, match="dari tempat lain"):
        services.edit_shop(shop, by=owner, version=seen, **{**HERE, "name": "Yang kedua"})
    assert fresh(shop).name == "Yang pertama"


def test_a_stranger_changes_nothing(shop, stranger):
    calls: list[Any] = [
        lambda: services.edit_shop(shop, by=stranger, version=shop.version, **HERE),
        lambda: services.close(shop, by=stranger),
        lambda: services.set_holiday(shop, by=stranger, until=today()),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert fresh(shop).closed_at is None


def test_an_owner_closes_and_reopens(owner, shop):
    services.close(shop, by=owner)
    assert not fresh(shop).is_open_to_public
    with pytest.raises(RuleBroken, match="sudah ditutup"):
        services.close(shop, by=owner)
    services.reopen(shop, by=owner)
    assert fresh(shop).is_open_to_public
    assert events()[-2:] == ["shop.closed", "shop.reopened"]


def test_a_holiday_ends_by_itself(owner, shop):
    day = today()
    services.set_holiday(shop, by=owner, until=day + timedelta(days=2))
    assert fresh(shop).is_on_holiday(day) and not shop.is_on_holiday(day + timedelta(days=3))
    for until in (day - timedelta(days=1), day + timedelta(days=400)):
        with pytest.raises(RuleBroken):
            services.set_holiday(shop, by=owner, until=until)
    services.set_holiday(shop, by=owner, until=None)
    assert fresh(shop).holiday_until is None


def test_an_officer_suspends_where_she_supervises(shop, owner):
    asep = people.appointed(cast.ASEP)
    services.suspend(shop, by=asep, reason="Menjual barang tiruan.")
    assert fresh(shop).suspended_at is not None
    services.close(shop, by=owner)
    services.reopen(shop, by=owner)
    assert not fresh(shop).is_open_to_public
    services.lift_suspension(shop, by=asep, reason="Barangnya sudah ditarik.")
    assert fresh(shop).is_open_to_public
    assert {"shop.suspended", "shop.suspension_lifted"} <= set(events())


@pytest.mark.parametrize(
    "who", [cast.DEDI, cast.YAYAH, cast.JAJANG], ids=["Lebak", "no duty", "administrator"]
)
def test_other_officers_find_no_shop_to_suspend(shop, who):
    with pytest.raises(NotFound):
        services.suspend(shop, by=people.appointed(who), reason="Menjual barang tiruan.")


def test_the_province_supervises_everywhere_but_never_its_own_shop(shop):
    lilis = people.appointed(cast.LILIS)
    with pytest.raises(RuleBroken, match="alasannya"):
        services.suspend(shop, by=lilis, reason=" ")
    hers = shops.shop_of(lilis, "Lapak Lilis", whatsapp="")
    with pytest.raises(RuleBroken, match="lapak Anda sendiri"):
        services.suspend(hers, by=lilis, reason="Menjual barang tiruan.")
