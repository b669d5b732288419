"""An owner's own codes (SKU): no two of a shop's variants share one."""

from datetime import UTC, datetime
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa

from marketplace import create_app
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.services import Row
from marketplace.database import db
from marketplace.errors import RuleBroken
from marketplace.sellers import queries as sellers
from tests.afterwards import fresh
from tests.at_once import at_once, refusals
from tests.builders import goods
from tests.conftest import settings_for
from tests.databases import ENGINES, url_of

AT = datetime(2026, 10, 1, tzinfo=UTC)
PLACE = "36.01.13.2011"
# The tables of the first edition, as far as a variant needs them; three share one code.
FIRST_EDITION: tuple[tuple[str, dict[str, Any]], ...] = (
    ("regencies", {"code": PLACE[:5], "name": "Pandeglang"}),
    ("districts", {"code": PLACE[:8], "regency_code": PLACE[:5], "name": "Menes"}),
    (
        "villages",
        {"code": PLACE, "district_code": PLACE[:8], "name": "M", "kind": "desa", "postal_code": ""},
    ),
    ("categories", {"slug": "emping", "name": "Emping", "version": "1"}),
    (
        "shops",
        {"id": 7, "name": "A", "slug": "a", "village_code": PLACE, "regency_code": PLACE[:5]}
        | {"address": "", "story": "", "hours": "", "version": 1}
        | {"created_at": AT, "updated_at": AT},
    ),
    (
        "listings",
        {"id": 3, "shop_id": 7, "title": "E", "slug": "e", "category_slug": "emping"}
        | {"description": "", "state": "draft", "unit": "kg", "minimum_order": 1, "version": 1}
        | {"made_to_order": False, "created_at": AT, "updated_at": AT},
    ),
    *(
        (
            "variants",
            {"id": number, "listing_id": 3, "option_one": str(number), "option_two": ""}
            | {"sku": sku, "price": 900, "position": 0, "active": True, "wholesale": []},
        )
        for number, sku in ((1, "EMP"), (2, "emp "), (3, "EMP"), (4, None))
    ),
)


def give(listing, owner, *codes: str | None, axis: str | None = None) -> None:
    """Codes for the listing's variants in their order; more codes make more variants."""
    offered = fresh(listing).offered
    rows = []
    for place, sku in enumerate(codes):
        known = offered[place] if place < len(offered) else None
        option = f"Rasa {place}" if axis else ""
        rows.append(Row(price=9_000, id=known and known.id, option_one=option, sku=sku))
    version = fresh(listing).version
    catalog.arrange_variants(listing, by=owner, version=version, rows=rows, axis_one=axis)


def codes_of(listing) -> list[str | None]:
    return [variant.sku for variant in fresh(listing).offered]


def test_an_owner_gives_and_swaps_codes(listing, owner):
    give(listing, owner, " emp  500 ", "EMP-250", axis="Rasa")
    assert codes_of(listing) == ["EMP 500", "EMP-250"]
    give(listing, owner, "EMP-250", "EMP 500", axis="Rasa")
    assert codes_of(listing) == ["EMP-250", "EMP 500"]


def test_a_code_is_free_again_when_its_variant_goes(listing, owner):
    give(listing, owner, "A", "B", axis="Rasa")
    give(listing, owner, "A", axis="Rasa")
    give(listing, owner, "A", "B", axis="Rasa")
    give(listing, owner, "B", axis="Rasa")
    assert codes_of(listing) == ["B"]


def test_a_code_that_is_taken_is_refused_in_words(listing, shop, owner):
    other = goods.on_the_street(shop, owner)
    give(listing, owner, "EMP")
    with pytest.raises(RuleBroken, match="SKU EMP sudah dipakai produk Emping manis"):
        give(other, owner, "emp")
    with pytest.raises(RuleBroken, match="tertulis di dua pilihan"):
        give(other, owner, "x", "X", axis="Rasa")
    for nonsense in ("=1+1", "@x", "-5", "A" * 41, "\u202eA"):
        with pytest.raises(RuleBroken, match="SKU paling panjang"):
            give(other, owner, nonsense)
    assert codes_of(other) == [None]


def test_two_shops_may_use_the_same_code(listing, owner, stranger):
    theirs = goods.on_the_street(sellers.shop_of(stranger), stranger)
    give(listing, owner, "EMP")
    give(theirs, stranger, "EMP")
    assert codes_of(listing) == codes_of(theirs) == ["EMP"]


def test_two_screens_at_once_give_a_code_once(app, listing, shop, owner):
    other = goods.on_the_street(shop, owner)
    here, there = listing.id, other.id

    def give_to(number: int) -> None:
        give(db.session.get_one(Listing, number), owner, "EMP")

    for _ in range(5):
        results = at_once(app, lambda: give_to(here), lambda: give_to(there))
        assert len(refusals(results)) == 1
        assert sorted(map(str, codes_of(listing) + codes_of(other))) == ["EMP", "None"]
        for one in (listing, other):
            give(one, owner, None)


def test_the_page_takes_a_code(browser, listing, owner):
    hers = browser.as_(owner)
    page = hers.visit("workspace.variants", listing_id=listing.id)
    sent = {**page.fields(), "rows-0-sku": "emp-1"}
    answer = hers.send("workspace.variants", sent, listing_id=listing.id)
    assert answer.status == 302 and codes_of(listing) == ["EMP-1"]
    again = hers.visit("workspace.variants", listing_id=listing.id)
    assert again.fields()["rows-0-sku"] == "EMP-1"


@pytest.mark.parametrize("edition", ENGINES)
def test_codes_that_were_shared_are_kept_apart(edition, tmp_path):
    app = create_app(settings_for(tmp_path, url_of(edition, tmp_path, "codes")))
    with app.app_context():
        flask_migrate.upgrade(revision="0003")
        tables = sa.MetaData()
        tables.reflect(db.engine)
        with db.engine.connect().execution_options(writes=True) as connection:
            for name, row in FIRST_EDITION:
                connection.execute(tables.tables[name].insert(), row)
            connection.commit()
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            kept = connection.execute(sa.text("SELECT sku, shop_id FROM variants ORDER BY id"))
            codes = [tuple(row) for row in kept]
        db.engine.dispose()
    assert codes == [("EMP", 7), ("EMP-2", 7), ("EMP-3", 7), (None, 7)]
