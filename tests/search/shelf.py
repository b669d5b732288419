"""A small shelf of documents for search tests; every engine is tried on the same one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from marketplace.catalog.queries import PublicListing

TODAY = date(2026, 11, 22)

EMPING = PublicListing(
    listing_id=1,
    shop_id=10,
    title="Emping Melinjo Asin 250gr",
    category_slug="emping",
    category_parent="camilan",
    category_names=("Emping", "Camilan"),
    shop_name="Dapur Bu Iyah",
    description="Emping tipis dari melinjo tua, digoreng tanpa pengawet.",
    place_names=("Menes", "Kabupaten Pandeglang"),
    regency_code="36.01",
    district_code="36.01.13",
    price_min=30_000,
    price_max=42_000,
    sale_min=30_000,
    sale_max=42_000,
    sale_from=None,
    sale_until=None,
    verified_until=date(2027, 3, 1),
    in_stock=True,
    made_to_order=False,
    published_at=datetime(2026, 10, 1, tzinfo=UTC),
)
CHIPS = replace(
    EMPING,
    listing_id=2,
    title="Keripik Pisang Madu",
    category_slug="keripik",
    category_names=("Keripik", "Camilan"),
    shop_id=11,
    shop_name="Kripik Bayah",
    description="Pisang kepok diiris tipis.",
    place_names=("Bayah", "Kabupaten Lebak"),
    regency_code="36.02",
    district_code="36.02.03",
    price_min=15_000,
    price_max=15_000,
    verified_until=TODAY,
    published_at=datetime(2026, 10, 2, tzinfo=UTC),
)
BATIK = replace(
    EMPING,
    listing_id=3,
    title="Kain Batik Motif Datulaya",
    category_slug="batik",
    category_parent="batik-tenun",
    category_names=("Batik", "Batik dan tenun"),
    shop_id=12,
    shop_name="Batik Kasemen",
    description="Batik tulis, cocok sebagai oleh-oleh bersama emping.",
    place_names=("Kasemen", "Kota Serang"),
    regency_code="36.73",
    district_code="36.73.02",
    price_min=250_000,
    price_max=400_000,
    verified_until=None,
    published_at=datetime(2026, 10, 3, tzinfo=UTC),
)
SUGAR = replace(
    BATIK,
    listing_id=4,
    title="Gula Aren Semut",
    category_slug="gula-aren",
    category_parent="gula-madu-kopi",
    category_names=("Gula aren", "Gula, madu, kopi"),
    shop_id=13,
    shop_name="Sobang Manis",
    description="Butiran halus dari nira pilihan.",
    place_names=("Sobang", "Kabupaten Lebak"),
    regency_code="36.02",
    district_code="36.02.22",
    price_min=35_000,
    price_max=35_000,
    published_at=datetime(2026, 10, 4, tzinfo=UTC),
)
SHELF = (EMPING, CHIPS, BATIK, SUGAR)


def many(count: int) -> list[PublicListing]:
    """Documents enough to fill pages, newest last."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        replace(
            SHELF[number % len(SHELF)],
            listing_id=number + 1,
            published_at=start + timedelta(minutes=number),
        )
        for number in range(count)
    ]
