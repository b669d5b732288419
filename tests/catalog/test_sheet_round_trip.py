"""An export that comes back changes nothing, and fills an empty shop with the same."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from marketplace.catalog import categories
from marketplace.catalog import services as catalog
from marketplace.catalog.listing_sheets.columns import BY_KEY
from marketplace.catalog.models import Listing
from marketplace.catalog.pricing import Deal, SaleDays
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services import Row, Words
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.sellers import queries as sellers
from marketplace.sheets import opened
from marketplace.texts import clean_text, one_line
from tests.builders.photos import photo
from tests.builders.sheets import applied, export_of, looked_at, outcomes, words_of

# What hurts a spreadsheet: formulas, apostrophes, marks of our own, other scripts, emoji, quotes.
HARD = st.sampled_from(
    ["=1+1", "@x", "-5", "+62", "'=a", "''", "-", "contoh", "Rp", "a;b|c", 'a"b', "שלום", "🌶️",
     "a\nb", "- a\n- b", "<b>x</b>", "a & b < c", "1.000", "2026-01-05", "TRUE", "a\t\tb", "#123"]
)  # fmt: skip
TEXT = st.lists(HARD | st.text(max_size=12), min_size=1, max_size=3).map(" ".join)
TABLES = {
    "listing_import_rows", "listing_imports", "listing_reviews", "listings", "pictures",
    "price_records", "variants",
}  # fmt: skip
LINE = TEXT.map(lambda text: one_line(text) or "")
OPTION = LINE.map(lambda text: text[:40].strip()).filter(bool)
TITLE = LINE.map(lambda text: f"{text[:60]} emping".strip())
PRICE = st.integers(100, 10**9)
CODE = st.from_regex(r"[A-Z0-9]([A-Z0-9./+#-]{0,8}[A-Z0-9])?", fullmatch=True)
WORDS = st.builds(
    Words,
    title=TITLE,
    category_slug=st.sampled_from([slug for _, kinds in categories.kinds() for slug, _ in kinds]),
    unit=st.sampled_from(categories.units()),
    description=TEXT.map(lambda text: clean_text(text) or ""),
    net_weight_grams=st.none() | st.integers(1, 1_000_000),
    minimum_order=st.integers(1, 10_000),
    made_to_order=st.booleans(),
    lead_days=st.none() | st.integers(0, 180),
)
# Each example writes to the database several times, and a failing one is not made smaller.
FEW = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
AXES = st.sampled_from([(None, None), ("Rasa", None), ("Rasa", "=Ukuran"), ("-", "'-")])


@st.composite
def listings(draw):
    """Words, axes and rows of one listing, with sales and wholesale steps."""
    axes = draw(AXES)
    options = st.tuples(OPTION if axes[0] else st.just(""), OPTION if axes[1] else st.just(""))
    most = 4 if axes[0] else 1
    unique = st.lists(options, min_size=1, max_size=most, unique_by=alike)
    rows = [
        Row(draw(PRICE), option_one=one, option_two=two, stock=draw(st.integers(0, 1_000_000)))
        for one, two in draw(unique)
    ]
    state = draw(st.sampled_from(["draft", "published", "archived"]))
    return draw(WORDS), axes, rows, state, draw(st.booleans())


def alike(options: tuple[str, str]) -> tuple[str, str]:
    """What tells two options apart."""
    return options[0].casefold(), options[1].casefold()


def deal_of(price: int, *, on_sale: bool) -> Deal:
    """A sale and steps below a price, where there is room."""
    half = price // 2
    steps = ((2, price - 1), (50, half)) if half > 150 else ()
    return Deal(half if on_sale and half >= 100 else None, steps)


def make(shop, owner, made, codes) -> None:
    """A listing as its owner's pages would make it."""
    words, (one, two), rows, state, on_sale = made
    price, stock = rows[0].price, rows[0].stock
    listing = catalog.open_draft(shop, by=owner, words=words, price=price, stock=stock)
    rows = [
        replace(row, sku=next(codes, None), deal=deal_of(row.price, on_sale=on_sale))
        for row in rows
    ]
    rows[0] = replace(rows[0], id=listing.variants[0].id, stock_seen=stock)
    days = SaleDays(today(), today() + timedelta(days=5)) if on_sale else None
    version = db.session.get_one(Listing, listing.id).version
    catalog.arrange_variants(
        listing, by=owner, version=version, rows=rows, axis_one=one, axis_two=two, sale_days=days
    )
    if state != "draft":
        catalog.add_picture(listing, by=owner, data=photo((100, 100)))
        catalog.publish(listing, by=owner)
    if state == "archived":
        catalog.archive(listing, by=owner)


def contents(shop) -> list[list[object]]:
    """What the export tells of each row, its own addresses and pictures aside."""
    with opened(export_of(shop, "xlsx")) as sheet:
        titles, *rows = [row for _line, row in sheet.rows()]
    aside = {titles.index(BY_KEY[key].heading) for key in ("code", "pictures", "alts", "state")}
    told = [dict(enumerate(row)) for row in rows]  # a workbook leaves out empty cells at the end
    return [[row.get(n, "") for n in range(len(titles)) if n not in aside] for row in told]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@FEW
@given(data=st.data())
def test_an_export_that_comes_back_changes_nothing(app, kind, shop, owner, data):
    begin_anew(shop)
    codes = iter(data.draw(st.lists(CODE, max_size=6, unique=True)))
    for made in data.draw(st.lists(listings(), min_size=1, max_size=3)):
        make(shop, owner, made, codes)
    before = export_of(shop, kind)
    versions = db.session.query(Listing.id, Listing.version).order_by(Listing.id).all()
    again = applied(shop, owner, before)
    assert set(outcomes(again)) == {"unchanged"}, words_of(again)
    assert same(export_of(shop, kind), before)
    assert db.session.query(Listing.id, Listing.version).order_by(Listing.id).all() == versions


@FEW
@given(made=listings(), code=CODE)
def test_an_export_fills_an_empty_shop_with_the_same(app, shop, owner, stranger, made, code):
    begin_anew(shop)
    theirs = sellers.shop_of(stranger)
    begin_anew(theirs)
    make(shop, owner, made, iter([code]))
    there = applied(theirs, stranger, export_of(shop))
    assert set(outcomes(there)) == {"added"}, words_of(there)
    assert contents(theirs) == contents(shop)


def same(one: bytes, other: bytes) -> bool:
    """Whether two files hold the same rows: a workbook also notes when it was written."""
    with opened(one) as first, opened(other) as second:
        return list(first.rows()) == list(second.rows())


def begin_anew(shop) -> None:
    """Forget a shop's listings from the example before."""
    db.session.rollback()
    with transaction() as session:
        for table in reversed(db.metadata.sorted_tables):
            if table.name in TABLES:
                session.execute(table.delete())


# A lone `-` in a sheet empties a cell, yet the form takes it as the name of an axis or an option:
# the export has to tell one from the other.
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("axes", [("Rasa", "=Ukuran"), ("-", "'-")])
def test_a_dash_that_is_a_name_stays_one(app, shop, owner, stranger, kind, axes):
    words = Words(title="Emping", category_slug="emping", unit="kg", description="-")
    options = [("-", "'-"), ("'-", "-"), ("''-", "8 ''")]
    rows = [Row(9_000, option_one=one, option_two=two, stock=3) for one, two in options]
    make(shop, owner, (words, axes, rows, "draft", False), iter(()))
    before = export_of(shop, kind)
    assert set(outcomes(applied(shop, owner, before))) == {"unchanged"}
    theirs = sellers.shop_of(stranger)
    there = applied(theirs, stranger, before)
    assert set(outcomes(there)) == {"added"}, words_of(there)
    [kept] = queries.kept_products(theirs.id)
    assert (kept.values["axis_one"], kept.values["axis_two"]) == axes
    assert [one.options for one in kept.offered] == options


def test_a_product_called_contoh_is_not_taken_for_the_example_of_the_template(shop, owner):
    words = Words(title="Contoh", category_slug="emping", unit="kg")
    catalog.open_draft(shop, by=owner, words=words, price=9_000, stock=1)
    assert outcomes(applied(shop, owner, export_of(shop))) == ["unchanged"]


def test_no_cell_of_an_export_is_a_formula(shop, owner):
    words = Words(title="=HYPERLINK(1) emping", category_slug="emping", unit="kg", description="@x")
    catalog.open_draft(shop, by=owner, words=words, price=9_000, stock=1)
    text = export_of(shop, "csv").decode("utf-8-sig")
    assert '"\'=HYPERLINK(1) emping"' in text and '"\'@x"' in text
    with zipfile.ZipFile(BytesIO(export_of(shop, "xlsx"))) as book:
        parts = b"".join(book.read(name) for name in book.namelist() if "worksheets" in name)
    assert b"<f>" not in parts and b"<f " not in parts
    assert set(outcomes(looked_at(shop, owner, text.encode()))) == {"unchanged"}


def test_old_values_that_no_form_would_take_stay_as_they_are(shop, owner, listing):
    with transaction() as session:
        kept = session.get_one(Listing, listing.id)
        kept.unit, kept.updated_at = "wadah lama", now()
        kept.variants[0].price = 50
    assert outcomes(applied(shop, owner, export_of(shop))) == ["unchanged"]
    assert [one.values["unit"] for one in queries.kept_products(shop.id)] == ["wadah lama"]
