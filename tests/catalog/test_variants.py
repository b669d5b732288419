"""Variants are rows on up to two axes; a row that goes is kept for those who asked about it."""

import pytest

from marketplace.catalog import services as catalog
from marketplace.catalog.services import Row
from marketplace.errors import NotFound, RuleBroken
from tests.afterwards import fresh


def arrange(listing, owner, *rows, axis_one="Rasa", axis_two=None, version=None) -> None:
    catalog.arrange_variants(
        listing,
        by=owner,
        version=version or fresh(listing).version,
        rows=rows,
        axis_one=axis_one,
        axis_two=axis_two,
    )


def rows_of(listing) -> list[tuple]:
    return [(v.option_one, v.option_two, v.price, v.stock) for v in fresh(listing).offered]


@pytest.fixture
def two(listing, owner):
    """Pedas and Asin; the first is the variant that the listing began with."""
    first = listing.offered[0]
    arrange(
        listing,
        owner,
        Row(id=first.id, option_one="Pedas", price=22_000, stock=5, stock_seen=5),
        Row(option_one="Asin", price=20_000, stock=3),
    )
    return fresh(listing)


def test_one_way_becomes_several(two) -> None:
    assert rows_of(two) == [("Pedas", "", 22_000, 5), ("Asin", "", 20_000, 3)]
    assert two.axis_one == "Rasa" and two.version == 3


def test_rows_may_swap_their_options(two, owner) -> None:
    spicy, salty = two.offered
    arrange(
        two,
        owner,
        Row(id=salty.id, option_one="Pedas", price=20_000),
        Row(id=spicy.id, option_one="Asin", price=22_000),
    )
    assert rows_of(two) == [("Pedas", "", 20_000, 3), ("Asin", "", 22_000, 5)]


def test_a_row_that_goes_is_kept_and_comes_back(two, owner) -> None:
    spicy, salty = two.offered
    arrange(two, owner, Row(id=spicy.id, option_one="Pedas", price=22_000))
    assert len(rows_of(two)) == 1 and fresh(salty).active is False
    with pytest.raises(RuleBroken, match="tidak dijual"):
        catalog.take(salty.id, 1)
    arrange(
        two,
        owner,
        Row(id=spicy.id, option_one="Pedas", price=22_000),
        Row(option_one="asin", price=19_000, stock=9),
    )
    assert rows_of(two)[1] == ("asin", "", 19_000, 9) and fresh(salty).active


def test_an_old_name_can_be_given_to_another_row(two, owner) -> None:
    spicy, salty = two.offered
    arrange(two, owner, Row(id=spicy.id, option_one="Asin", price=22_000))
    assert rows_of(two) == [("Asin", "", 22_000, 5)]
    assert fresh(salty).name == f"Asin, (lama {salty.id})"


def test_stock_in_a_row_changes_only_when_it_is_as_seen(two, owner) -> None:
    spicy, salty = two.offered
    catalog.take(spicy.id, 1)
    with pytest.raises(catalog.StockMoved):
        arrange(
            two,
            owner,
            Row(id=spicy.id, option_one="Pedas", price=1_000, stock=50, stock_seen=5),
            Row(id=salty.id, option_one="Asin", price=1_000, stock=3, stock_seen=3),
        )
    assert rows_of(two) == [("Pedas", "", 22_000, 4), ("Asin", "", 20_000, 3)]


def test_a_stale_form_is_refused(two, owner) -> None:
    with pytest.raises(RuleBroken, match="layar lain"):
        arrange(two, owner, Row(option_one="Manis", price=1_000), version=1)
    assert len(rows_of(two)) == 2


@pytest.mark.parametrize(
    ("rows", "axes", "words"),
    [
        ([], ("Rasa", None), "satu pilihan"),
        ([Row(price=1000), Row(price=1000)], (None, None), "nama pembedanya"),
        ([Row(price=1000)], ("Rasa", None), "Isi Rasa"),
        ([Row(price=1000, option_one="A")], (None, None), "nama pembedanya"),
        ([Row(price=1000, option_one="A")], ("Rasa", "Isi"), "Isi Isi"),
        ([Row(price=1000, option_one="A")], (None, "Isi"), "pembeda pertama"),
        ([Row(price=1000, option_one="A"), Row(price=1, option_one="B")], ("R", None), "harga"),
        (
            [Row(price=1000, option_one="Asin"), Row(price=1000, option_one="ASIN")],
            ("Rasa", None),
            "yang sama",
        ),
        ([Row(price=1000, option_one=str(n)) for n in range(31)], ("No", None), "paling banyak"),
    ],
)
def test_rows_that_make_no_sense_are_refused(listing, owner, rows, axes, words) -> None:
    with pytest.raises(RuleBroken, match=words):
        arrange(listing, owner, *rows, axis_one=axes[0], axis_two=axes[1])
    assert rows_of(listing) == [("", "", 21_000, 5)]


def test_another_listings_row_is_not_found(two, shop, owner) -> None:
    other = catalog.open_draft(
        shop, by=owner, words=catalog.Words("Emping lain", "emping", "bungkus"), price=1000
    )
    with pytest.raises(NotFound):
        arrange(other, owner, Row(id=two.offered[0].id, option_one="X", price=1000))
