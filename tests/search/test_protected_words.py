"""A word that is guarded, or no longer, is read another way: what holds it is indexed anew."""

import pytest

from marketplace.catalog.queries import documents
from marketplace.search import services
from marketplace.search.engines import engine
from marketplace.search.interface import Query
from marketplace.search.queries import find
from marketplace.search.teaching.holding import holding
from tests.builders import goods, people


@pytest.fixture
def curator(app):
    return people.officer("Rika Amelia", "rika@dinas.test", duties=["curate"])


def held(word):
    return [listing_id for batch in holding(word, 2) for listing_id in batch]


def lost_from_the_index(listing):
    """As though it stood there in a form that nobody looks for."""
    engine().remove([listing.id])
    assert find(Query(listing.title)).total == 0


def cake(shop, owner, title, **words):
    return goods.sell(shop, owner, title, "emping", "bungkus", 20_000, **words)


@pytest.fixture
def street(shop, owner):
    """Three listings, of which one has the word in its title and one in its description."""
    titled = cake(shop, owner, "Kue Lapisan Legit")
    told = cake(shop, owner, "Bolu Pandan", description="Dengan LAPISAN gula.")
    other = cake(shop, owner, "Opak Singkong")
    services.rebuild()
    return titled, told, other


def test_listings_that_hold_a_word_are_found_in_batches(street, shop, owner):
    titled, told, other = street
    assert held("lapisan") == [titled.id, told.id]
    assert held("opak") == [other.id] and held("kapas") == []
    # Its shop's name, its category and its place are indexed too.
    everything = [titled.id, told.id, other.id]
    document = next(iter(documents([other.id])))
    for text in (document.shop_name, document.category_names[0], document.place_names[1]):
        assert held(text.lower().split()[0]) == everything, text


def test_other_spellings_of_the_word_are_found_too(shop, owner):
    listing = cake(shop, owner, "Baso Ikan")
    assert held("bakso") == [listing.id]


def test_what_is_no_longer_on_the_street_is_not_looked_at(street, owner):
    from marketplace.catalog import services as catalog

    titled, told, _ = street
    catalog.archive(titled, by=owner)
    assert held("lapisan") == [told.id]


def test_a_guarded_word_is_indexed_anew_and_again_when_released(street, curator, worker):
    titled, _, other = street
    worker()

    def changed(change, *given):
        lost_from_the_index(titled)
        lost_from_the_index(other)
        made = change(*given, by=curator)
        worker()
        assert titled.id in find(Query("lapisan legit")).ids
        assert find(Query(other.title)).total == 0, "only what holds the word"
        services.rebuild()
        return made

    word = changed(services.protect_word, "lapisan")
    changed(services.release_word, word)


def test_a_refused_word_indexes_nothing(street, curator, worker):
    worker()
    lost_from_the_index(street[0])
    with pytest.raises(Exception, match="satu kata"):
        services.protect_word("dua kata", by=curator)
    worker()
    assert find(Query(street[0].title)).total == 0


def test_a_guarded_word_is_another_than_its_stem_until_it_is_released(shop, owner, curator, worker):
    legit = cake(shop, owner, "Kue Lapisan Legit")
    other = cake(shop, owner, "Kue Lapis Surabaya")
    services.rebuild()
    worker()

    def found():
        return set(find(Query("kue lapisan", literal=True, least=1)).ids)

    assert found() == {legit.id, other.id}
    word = services.protect_word("lapisan", by=curator)
    worker()
    assert found() == {legit.id}
    services.release_word(word, by=curator)
    worker()
    assert found() == {legit.id, other.id}
