"""Addresses: at most ten, one of them the default, and nobody else's."""

import pytest
from sqlalchemy import select

from marketplace.accounts import queries, services
from marketplace.accounts.models import Address, User
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from tests.at_once import at_once, refusals
from tests.page import Page

VILLAGE = "36.01.13.2001"
TYPED = {
    "label": "Rumah",
    "receiver": "Sari",
    "phone": "0812-3456-7890",
    "street": "Jl. Raya Menes 7",
    "rt": "3",
    "rw": "RW 12",
    "notes": "Pagar hijau",
    "regency": "36.01",
    "district": "36.01.13",
    "village": VILLAGE,
}


def typed(**changes: str) -> services.Particulars:
    kept = {k: v for k, v in TYPED.items() if k not in ("regency", "district", "village")}
    return services.Particulars(**{**kept, "village_code": VILLAGE, **changes})


def of(user) -> list[Address]:
    db.session.rollback()
    return queries.addresses_of(user)


def test_an_address_is_kept_with_padded_numbers_and_the_village_s_postal_code(browser, sari):
    mine = browser.as_(sari)
    assert mine.send("storefront.account_address_new", TYPED).location == "/akun/alamat"
    (kept,) = of(sari)
    assert (kept.rt, kept.rw, kept.postal_code) == ("003", "012", "42262")
    assert kept.is_default and kept.phone == "+6281234567890"
    shown = mine.visit("storefront.account_addresses").text
    assert "RT 003/RW 012" in shown and "Kecamatan Menes" in shown and "Utama" in shown


def test_choosing_a_place_saves_nothing_and_keeps_what_was_typed(browser, sari):
    step = {**TYPED, "village": "", "langkah": "pilih"}
    page = browser.as_(sari).send("storefront.account_address_new", step).check()
    assert page.status == 200
    assert page.one("#label")["value"] == "Rumah"
    assert page.one(f'#village option[value="{VILLAGE}"]')
    assert of(sari) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": " "}, "label"),
        ({"receiver": ""}, "receiver"),
        ({"phone": "12"}, "phone"),
        ({"street": ""}, "street"),
        ({"village": ""}, "village"),
        ({"rt": "seribu"}, "rt"),
        ({"rt": "000"}, "rt"),
        ({"rw": "1000"}, "rw"),
        ({"rw": "١٢"}, "rw"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(browser, sari, changes, field):
    page = browser.as_(sari).send("storefront.account_address_new", {**TYPED, **changes}).check()
    assert page.status == 422
    assert page.one(f"#{field}-error")
    assert of(sari) == []


def test_the_default_moves_and_the_next_one_takes_its_place(browser, sari):
    first, second = (services.add_address(sari, typed(label=name), now()) for name in "AB")
    mine = browser.as_(sari)
    mine.send("storefront.account_address_default", address_id=second.id)
    assert [one.label for one in of(sari)] == ["B", "A"]
    mine.send("storefront.account_address_removal", address_id=second.id)
    assert [(one.label, one.is_default) for one in of(sari)] == [("A", True)]
    mine.send("storefront.account_address_removal", address_id=first.id)
    assert of(sari) == []


def test_an_address_is_edited(browser, sari):
    kept = services.add_address(sari, typed(), now())
    mine = browser.as_(sari)
    page = mine.visit("storefront.account_address", address_id=kept.id)
    form = page.fields("main form")
    assert form["village"] == VILLAGE and form["rt"] == "003"
    mine.send("storefront.account_address", {**form, "street": "Jl. Baru 1"}, address_id=kept.id)
    assert of(sari)[0].street == "Jl. Baru 1"


def test_another_person_s_address_is_not_found(browser, sari, dewi):
    hers = services.add_address(sari, typed(), now())
    stranger = browser.as_(dewi)
    stranger.visit("storefront.account_address", status=404, address_id=hers.id)
    for endpoint in ("account_address", "account_address_default", "account_address_removal"):
        sent = stranger.send(f"storefront.{endpoint}", TYPED, address_id=hers.id)
        assert sent.status == 404, endpoint
    with pytest.raises(NotFound):
        services.remove_address(hers, by=dewi)
    assert of(sari)[0].street == TYPED["street"]


def test_an_eleventh_is_refused_also_at_the_same_moment(app, sari):
    for number in range(9):
        services.add_address(sari, typed(label=f"A{number}"), now())
    user_id = sari.id

    def add() -> int:
        return services.add_address(db.session.get_one(User, user_id), typed(), now()).id

    results = at_once(app, add, add, add)
    assert len(refusals(results)) == 2, results
    assert "10 alamat" in str(refusals(results)[0])
    assert len(of(sari)) == 10
    with pytest.raises(RuleBroken):
        services.add_address(sari, typed(), now())


def test_two_defaults_at_the_same_moment_leave_one(app, sari):
    ids = [services.add_address(sari, typed(label=name), now()).id for name in "ABC"]
    user_id = sari.id

    def choose(address_id: int) -> None:
        address = db.session.get_one(Address, address_id)
        services.make_default(address, by=db.session.get_one(User, user_id))

    at_once(app, *[lambda one=one: choose(one) for one in ids])
    db.session.rollback()
    chosen = db.session.scalars(select(Address.id).where(Address.is_default)).all()
    assert len(chosen) == 1 and chosen[0] in ids


def test_a_token_is_needed(client, browser, sari):
    mine = browser.as_(sari)
    sent = Page(mine.client.post("/akun/alamat/baru", data=TYPED))
    assert sent.status == 400 and of(sari) == []
