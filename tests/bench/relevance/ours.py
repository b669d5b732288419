"""Our engines, asked as the shop asks them, over titles whose listings are alike in all else."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from marketplace.catalog.queries import PublicListing
from marketplace.search.interface import Engine, Query

DAY = date(2026, 11, 22)
_SINCE = datetime(2026, 10, 1, tzinfo=UTC)


def documents(titles: Sequence[str]) -> Iterator[PublicListing]:
    """One listing for each title. Of equals the newest stands first: so ids go down."""
    for row, title in enumerate(titles):
        yield PublicListing(
            listing_id=len(titles) - row,
            shop_id=1,
            title=title,
            category_slug="barang",
            category_parent=None,
            category_names=(),
            shop_name="",
            description="",
            place_names=(),
            regency_code="36.73",
            district_code="36.73.01",
            price_min=10_000,
            price_max=10_000,
            sale_min=10_000,
            sale_max=10_000,
            sale_from=None,
            sale_until=None,
            verified_until=None,
            in_stock=True,
            made_to_order=False,
            published_at=_SINCE,
        )


class Ours:
    """One of our engines over the titles."""

    def __init__(self, engine: Engine, titles: Sequence[str]) -> None:
        self._engine, self._size = engine, len(titles)
        engine.rebuild(documents(titles))

    def rows(self, text: str, most: int) -> list[int]:
        """Rows of titles."""
        answer = self._engine.search(Query(text, size=most), on=DAY)
        return [self._size - listing_id for listing_id in answer.ids]


def embedded(folder: Path) -> Engine:
    """The engine whose index is files."""
    from marketplace.search.engine_whoosh import WhooshEngine

    return WhooshEngine(folder)
