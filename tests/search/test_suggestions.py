"""What the search suggests while somebody types, on every engine and without one."""

from typing import Any

import pytest

from marketplace.catalog import services as catalog
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.demo import cast
from marketplace.search import services
from marketplace.search.suggesting.suggestions import MOST, popular, suggest
from tests.builders import goods
from tests.builders.shops import shop_and_owner

EMPING = ("Emping melinjo asin", "Emping Melinjo manis 250gr", "Emping melinjo menes")


@pytest.fixture
def street(app: Any) -> Any:
    shop, owner, listings = goods.open_street()
    listings += [goods.sell(shop, owner, title, "emping", "bungkus", 20_000) for title in EMPING]
    return shop, owner, listings


@pytest.fixture
def opened(street: Any) -> Any:
    services.rebuild()
    return street


def found(text: str, kind: str) -> list[str]:
    db.session.rollback()
    return [one.label for one in suggest(text, today()) if one.kind == kind]


def test_a_beginning_becomes_what_several_listings_are_called(opened: Any) -> None:
    assert found("emp", "words")[:2] == ["emping", "emping melinjo"]
    assert found("emping", "words")[0] == "emping melinjo"
    assert found("emping ", "words")[0] == "emping melinjo"
    assert found("emping m", "words")[0] == "emping melinjo"
    assert found("EMPING  Mel", "words")[0] == "emping melinjo"
    assert "emping melinjo gr" not in found("emping mel", "words")


def test_a_slip_becomes_what_it_was_meant_for_when_nothing_begins_so(opened: Any) -> None:
    assert "datulaya" in found("dattulaya", "words")
    assert "emping melinjo" in found("empng mel", "words")
    assert "Kain batik Datulaya" in found("kain batk", "product")


def test_the_best_listings_lead_to_their_own_pages(opened: Any) -> None:
    batik = [one for one in suggest("datul", today()) if one.kind == "product"]
    assert [(one.label, one.target) for one in batik] == [
        ("Kain batik Datulaya", "kain-batik-datulaya")
    ]
    assert batik[0].beside == "Menes, Pandeglang"


@pytest.mark.parametrize(
    ("typed", "kind", "label"),
    [
        ("kri", "category", "Keripik"),
        ("kripik", "category", "Keripik"),
        ("madu", "category", "Madu"),
        ("rohay", "shop", "Dapur Rohayati"),
        ("dapur roh", "shop", "Dapur Rohayati"),
        ("pandeg", "place", "Kabupaten Pandeglang"),
        ("men", "place", "Kecamatan Menes"),
        ("kota ser", "place", "Kota Serang"),
        ("kecamatan men", "place", "Kecamatan Menes"),
        ("tangerang sel", "place", "Kota Tangerang Selatan"),
    ],
)
def test_categories_shops_and_places_are_found_by_any_word_of_their_name(
    opened: Any, typed: str, kind: str, label: str
) -> None:
    assert label in found(typed, kind)


def test_a_name_that_two_kecamatan_bear_is_told_apart(opened: Any) -> None:
    cibeber = [one for one in suggest("cibeb", today()) if one.kind == "place"]
    assert {one.beside for one in cibeber} == {"Kota Cilegon", "Kabupaten Lebak"}
    assert len({one.target for one in cibeber}) == 2


@pytest.mark.parametrize("typed", ["emping pandeglang", "emping di pan", "emping dekat kab pandeg"])
def test_words_with_a_place_become_a_search_there(opened: Any, typed: str) -> None:
    first = suggest(typed, today())[0]
    assert (first.kind, first.target, first.within) == ("words", "emping", "kabupaten-pandeglang")
    assert not any(one.within for one in suggest("emping di lebak", today()))  # nothing is there


def test_there_are_eight_at_most_and_some_of_each_kind(opened: Any) -> None:
    for text in ("e", "em", "ba", "ke", "emping", "kain batik", "menes", "me"):
        assert len(suggest(text, today())) <= MOST
        assert len(set(suggest(text, today()))) == len(suggest(text, today()))


def test_what_is_hidden_while_the_worker_rests_is_never_suggested(opened: Any) -> None:
    _, owner, listings = opened
    assert found("datul", "words") == ["datulaya"]
    catalog.archive(listings[3], by=owner)
    assert found("datul", "words") == found("datul", "product") == []
    assert "Emping manis" in found("emping manis", "product")


def test_a_suspended_shop_is_never_suggested_nor_what_it_sells(opened: Any) -> None:
    with transaction():
        locked(opened[0]).suspend("Menjual barang palsu", now())
    assert found("rohay", "shop") == []
    for text in ("emp", "emping ", "datul", "keripik pis"):
        assert found(text, "words") == found(text, "product") == []


def test_one_busy_shop_does_not_fill_what_everybody_sees(opened: Any) -> None:
    shop, owner, _ = opened
    for number in range(7):
        goods.sell(shop, owner, f"Dodol nangka {number}", "emping", "bungkus", 9_000)
    for person in (cast.DEWI, cast.UJANG):
        other, hers = shop_and_owner(person, f"Toko {person.name}")
        for number in range(2):
            goods.sell(other, hers, f"Dodol durian {number}", "emping", "bungkus", 9_000)
    services.rebuild()
    assert found("dodol", "words") == ["dodol durian", "dodol nangka"]


def test_without_an_index_the_database_suggests_plainly(street: Any) -> None:
    assert found("emping mel", "words") == ["emping melinjo"]
    assert "Kain batik Datulaya" in found("datul", "product")
    assert found("rohay", "shop") == ["Dapur Rohayati"]
    assert "Kabupaten Pandeglang" in found("pandeg", "place")
    assert "Keripik" in found("kri", "category")
    assert popular(today()) == ()


def test_before_anything_is_typed_the_fullest_categories_are_named(opened: Any) -> None:
    assert popular(today())[0].label == "Emping dan ceplis"
    assert suggest("", today()) == suggest(" ", today()) == suggest("a", today()) == ()
