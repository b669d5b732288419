"""Our engines, asked as the shop asks them, over titles whose listings are alike in all else."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from marketplace.catalog.queries import PublicListing
from marketplace.search.interface import Engine, Query
from tests.search import demo_shelf
from tests.search.test_shopper_queries import judged

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


@contextmanager
def embedded() -> Iterator[Engine]:
    """The engine whose index is files."""
    from marketplace.search.engine_whoosh import WhooshEngine

    with tempfile.TemporaryDirectory() as folder:
        yield WhooshEngine(Path(folder))


@contextmanager
def postgres() -> Iterator[Engine]:
    """The engine whose index is in a database, in one of its own."""
    from marketplace.search.engine_postgres import PostgresEngine
    from tests.bench.search.postgres import database

    with database("bench_relevance") as own:
        yield PostgresEngine(own)


def shoppers(engine: Engine) -> dict[str, object]:
    """How many of the shoppers' queries find what is meant among the first three."""
    goods = list(demo_shelf.documents())
    titles = {document.listing_id: document.title for document in goods}
    engine.rebuild(goods)
    right = 0
    queries = judged()
    for text, _, answers in queries:
        found = engine.search(Query(text, size=3), on=DAY).ids
        right += not answers.isdisjoint(titles[listing_id] for listing_id in found)
    return {"success": round(right / len(queries), 4), "n": len(queries)}
