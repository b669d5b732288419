"""A listing is drafted, edited, published and put away by its owner alone."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from marketplace.catalog import queries
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from marketplace.sellers import services as sellers
from tests.afterwards import fresh
from tests.builders.goods import WORDS, on_the_street
from tests.builders.photos import photo


def test_a_product_is_offered_in_one_go(shop, owner) -> None:
    listing = on_the_street(shop, owner)
    assert listing.slug == "emping-manis" and listing.is_published
    assert [(v.price, v.stock) for v in listing.offered] == [(21_000, 5)]
    assert [p.alt for p in listing.pictures] == ["Emping manis"]
    names = list(db.session.scalars(sa.select(Event.name).order_by(Event.id)))
    assert names[-3:] == ["listing.drafted", "picture.added", "listing.published"]


def test_publishing_needs_a_picture_and_then_nothing_is_kept(shop, owner) -> None:
    with pytest.raises(RuleBroken, match="satu foto") as refused:
        on_the_street(shop, owner, picture=None)
    assert refused.value.field == "picture"
    assert queries.counts_of(shop) == {}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "12"}, "title"),
        ({"title": "a" * 91}, "title"),
        ({"category_slug": "senjata"}, "category_slug"),
        ({"unit": ""}, "unit"),
        ({"description": "a" * 6001}, "description"),
    ],
)
def test_words_that_cannot_be_are_refused_by_field(shop, owner, change, field) -> None:
    with pytest.raises(RuleBroken) as refused:
        catalog.open_draft(shop, by=owner, words=replace(WORDS, **change), price=1000)
    assert refused.value.field == field


def test_a_stale_edit_is_refused_and_the_newer_words_stay(listing, owner) -> None:
    seen = listing.version
    catalog.edit(listing, by=owner, version=seen, words=replace(WORDS, title="Emping asin"))
    with pytest.raises(RuleBroken, match="layar lain"):
        catalog.edit(listing, by=owner, version=seen, words=replace(WORDS, title="Emping tua"))
    now_there = fresh(listing)
    assert now_there.title == "Emping asin" and now_there.is_published
    assert now_there.slug == "emping-manis"


def test_an_edit_leaves_stock_alone_until_counting_ends(listing, owner) -> None:
    variant = listing.offered[0]
    catalog.take(variant.id, 2)
    catalog.edit(listing, by=owner, version=fresh(listing).version, words=WORDS)
    assert fresh(variant).stock == 3
    to_order = replace(WORDS, made_to_order=True, lead_days=4)
    catalog.edit(listing, by=owner, version=fresh(listing).version, words=to_order)
    assert fresh(variant).stock is None and fresh(listing).lead_days == 4
    catalog.edit(listing, by=owner, version=fresh(listing).version, words=WORDS)
    assert fresh(variant).stock == 0 and fresh(listing).lead_days is None


def test_off_the_street_and_back(listing, owner) -> None:
    first = listing.published_at
    catalog.unpublish(listing, by=owner)
    assert queries.listing_for_public("emping-manis") is None
    catalog.publish(fresh(listing), by=owner)
    assert queries.listing_for_public("emping-manis").published_at == first
    catalog.archive(fresh(listing), by=owner)
    with pytest.raises(RuleBroken, match="sudah diarsipkan"):
        catalog.archive(fresh(listing), by=owner)


def test_a_stranger_changes_nothing(listing, stranger) -> None:
    variant = listing.offered[0]
    for attempt in (
        lambda: catalog.edit(listing, by=stranger, version=listing.version, words=WORDS),
        lambda: catalog.archive(listing, by=stranger),
        lambda: catalog.publish(listing, by=stranger),
        lambda: catalog.unpublish(listing, by=stranger),
        lambda: catalog.add_picture(listing, by=stranger, data=photo()),
        lambda: catalog.remove_picture(listing.pictures[0], by=stranger),
        lambda: catalog.describe_picture(listing.pictures[0], by=stranger, alt="x"),
        lambda: catalog.set_stock(variant, by=stranger, seen=5, to=0),
        lambda: catalog.arrange_variants(
            listing, by=stranger, version=listing.version, rows=[catalog.Row(price=1000)]
        ),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert fresh(listing).is_published and fresh(variant).stock == 5


def test_the_same_name_gets_another_address(shop, owner) -> None:
    slugs = [catalog.open_draft(shop, by=owner, words=WORDS, price=1000).slug for _ in range(3)]
    assert slugs == ["emping-manis", "emping-manis-2", "emping-manis-3"]


def test_descriptions_keep_simple_tags_only(app, shop, owner) -> None:
    hostile = (
        '<p onclick="x()">Gurih<script>alert(1)</script> <strong>sekali</strong></p>'
        '<a href="javascript:x">klik</a><img src=x onerror=y><svg><script>1</script></svg>'
    )
    listing = catalog.open_draft(
        shop, by=owner, words=replace(WORDS, description=hostile), price=1000
    )
    assert listing.description == "<p>Gurih <strong>sekali</strong></p>klik"
    shown = app.jinja_env.from_string("{{ d | rich_text }}").render(d=hostile)
    assert shown == listing.description
    plain = replace(WORDS, description="Baris <satu>\nbaris dua\n\n- a\n- b", title="Lain lagi")
    typed = catalog.open_draft(shop, by=owner, words=plain, price=1000)
    assert typed.description == (
        "<p>Baris &lt;satu&gt;<br>baris dua</p><ul><li>a</li><li>b</li></ul>"
    )


def test_a_closed_or_suspended_shop_is_not_on_the_street(listing, shop, owner, worker) -> None:
    worker()
    assert [card.id for card in queries.cards([listing.id])] == [listing.id]
    sellers.close(shop, by=owner)
    assert queries.cards([listing.id]) == [] and queries.newest() == []
    assert queries.listing_for_public("emping-manis") is None
    assert list(queries.documents()) == [] and list(queries.documents([listing.id])) == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Listing)) == 1
