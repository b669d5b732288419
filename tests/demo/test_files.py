"""The demo world's files are true to the house: places, categories, units, pictures, words."""

import re

import pytest

from marketplace.accounts import passwords, phones
from marketplace.catalog import categories
from marketplace.demo import cast, files, goods, people
from marketplace.errors import RuleBroken
from marketplace.places import queries as places

PHONE = re.compile(r"\+?\d[\d .\-]{7,}\d")
LONGEST_TITLE = 90


def test_all_eight_regencies_have_shops_of_their_own():
    told = {shop.village[:5] for shop in files.shops()}
    assert told == {regency.code for regency in places.regencies()}
    assert len(files.shops()) >= 44


def test_every_shop_stands_in_a_real_village_and_shows_a_drawn_cover():
    for shop in files.shops():
        assert places.village(shop.village), shop.key
        assert shop.cover in files.pictures(), shop.key
        assert shop.owner or shop.owner_name, shop.key
    slugs = [places.slug_of(shop.name) for shop in files.shops()]
    assert len(set(slugs)) == len(slugs)


def test_every_shop_tells_its_own_story():
    stories = [shop.story for shop in files.shops()]
    assert len({story.split(".")[0] for story in stories}) == len(stories)
    assert min(story.count(".") for story in stories) >= 2


def test_every_listing_is_what_the_catalogue_knows():
    keys = {shop.key for shop in files.shops()}
    units = {unit for one in categories.tree().by_slug.values() for unit in one.units}
    units |= set(categories.COMMON_UNITS)
    for told in files.listings():
        kind = categories.category(told.category)
        assert told.shop in keys, told.title
        assert kind and kind.parent, f"{told.title}: {told.category}"
        assert told.unit in units, f"{told.title}: {told.unit}"
        assert 1 <= len(told.pictures) <= 3, told.title
        assert set(told.pictures) <= set(files.pictures()), told.title
        assert 3 <= len(told.title) <= LONGEST_TITLE, told.title


def test_listings_are_many_and_none_is_another_s_twin():
    told = files.listings()
    assert len(told) >= 320
    assert len({one.title for one in told}) == len(told)
    assert len({one.description for one in told}) == len(told)
    assert len({one.category for one in told}) >= 40


def test_listings_come_in_many_ways():
    told = files.listings()
    assert sum(len(one.axes) == 1 for one in told) >= 30
    assert sum(len(one.axes) == 2 for one in told) >= 4
    assert sum(one.made_to_order for one in told) >= 20
    assert {"draft", "archived", "published"} == {one.state for one in told}
    for one in told:
        options = {(v.option_one, v.option_two) for v in one.variants}
        assert len(options) == len(one.variants) > 0, one.title
        assert all(v.price >= 500 for v in one.variants), one.title
        assert all((v.stock is None) == one.made_to_order for v in one.variants), one.title


def test_no_text_gives_a_number_away():
    texts = [f"{shop.name} {shop.story} {shop.hours}" for shop in files.shops()]
    texts += [f"{one.title} {' '.join(one.description)}" for one in files.listings()]
    assert [text for text in texts if PHONE.search(text)] == []


def test_every_picture_is_shipped_in_four_widths_and_together_they_are_small():
    sizes = [
        path.stat().st_size for one in files.pictures().values() for path in one.files.values()
    ]
    assert len(sizes) == 4 * len(files.pictures()) >= 240
    assert sum(sizes) < 5 * 1024 * 1024
    assert all(one.alt for one in files.pictures().values())


def test_the_cast_has_numbers_and_addresses_of_its_own():
    everybody = [person for person, _ in people.people()]
    numbers = [person.phone for person in everybody if person.phone]
    assert len(set(numbers)) == len(numbers)
    assert all(phones.mobile(number) == number for number in numbers)
    assert all(p.email.endswith("@contoh.test") for p in everybody if p.email)
    assert len({person.key for person in everybody}) == len(everybody)


def test_every_office_has_its_officers():
    for regency in places.regencies():
        assert len(cast.officers_of(regency.code)) == 2
    assert len(cast.officers_of(None)) == 3
    assert [one.key for one in cast.OFFICERS if one.is_administrator] == [cast.JAJANG.key]


def test_the_shared_password_is_one_that_officers_may_have():
    for person in cast.EVERYBODY:
        passwords.check(cast.PASSWORD, of_officer=True, about=(person.name, person.email))
    with pytest.raises(RuleBroken):
        passwords.check(cast.PASSWORD[:14], of_officer=True)


def test_more_listings_than_the_files_tell_are_further_editions():
    told = files.listings()
    many = list(goods.wanted(3 * len(told)))
    assert many == list(goods.wanted(3 * len(told)))
    assert many[: len(told)] == list(told)
    assert len({one.title for one in many}) == len(many)
    assert len(list(goods.wanted(5))) == 5


def test_a_net_weight_stands_only_where_a_price_by_the_kilogram_makes_sense():
    weighed = [one for one in files.listings() if one.grams]
    assert len(weighed) >= 100
    for one in weighed:
        assert one.variants[0].price * 1000 / one.grams < 1_000_000, one.title
