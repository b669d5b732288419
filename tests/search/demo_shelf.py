"""The goods of the demo world as search documents, straight from its files."""

from collections.abc import Iterator
from datetime import timedelta

from marketplace.catalog import categories
from marketplace.catalog.queries import PublicListing
from marketplace.clock import start_of
from marketplace.demo import files
from marketplace.places import queries as places
from tests.search.shelf import TODAY


def documents() -> Iterator[PublicListing]:
    """Every published listing of an open shop."""
    shops = {shop.key: (number, shop) for number, shop in enumerate(files.shops(), 1)}
    for number, told in enumerate(files.listings(), 1):
        shop_id, shop = shops[told.shop]
        if told.state == "published" and not shop.closed_days_ago and not shop.suspended_days_ago:
            yield _document(number, told, shop_id, shop)


def _document(
    number: int, told: files.ListingOfFile, shop_id: int, shop: files.ShopOfFile
) -> PublicListing:
    kind = categories.tree().by_slug[told.category]
    group = categories.parent_of(kind)
    village = places.gazetteer().villages[shop.village]
    prices = [variant.price for variant in told.variants]
    return PublicListing(
        listing_id=number,
        shop_id=shop_id,
        title=told.title,
        category_slug=kind.slug,
        category_parent=kind.parent,
        category_names=(kind.name, *([group.name] if group else [])),
        shop_name=shop.name,
        description=" ".join(told.description),
        place_names=(village.name, village.district.name, village.district.regency.name),
        regency_code=village.district.regency.code,
        district_code=village.district.code,
        price_min=min(prices),
        price_max=max(prices),
        sale_min=min(prices),
        sale_max=max(prices),
        sale_from=None,
        sale_until=None,
        verified_until=None,
        in_stock=True,
        made_to_order=told.made_to_order,
        published_at=start_of(TODAY) - timedelta(days=number),
    )
