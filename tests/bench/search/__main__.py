"""`make bench-search`: ENGINE=embedded or postgres, LISTINGS=50000, TITLES=FILE, CLOCK=cpu."""

import os
import sys
from pathlib import Path

from tests.bench.relevance.questions import read
from tests.bench.search import embedded, postgres
from tests.bench.search.listings import Shelf, made, queries

DEFAULT = Path("../shared/data/search/titles.csv")


def main() -> int:
    """Measure one engine at one size."""
    path = Path(os.environ.get("TITLES") or DEFAULT)
    if not path.exists():
        print(f"there is no {path}: titles are made of the demo's words", file=sys.stderr)
    titles, products = read(path) if path.exists() else made()
    shelf = Shelf(titles, int(os.environ.get("LISTINGS") or 50_000))
    ask = {"embedded": of_embedded, "postgres": of_postgres}
    ask[os.environ.get("ENGINE") or "embedded"](shelf, queries(titles, products))
    return 0


def of_embedded(shelf: Shelf, texts: list[str]) -> None:
    """All that is asked of the engine whose index is files."""
    with embedded.index(shelf.count) as folder:
        measured = embedded.Measured(folder, shelf)
        measured.build()
        measured.room(texts)
        measured.swaps(texts[0])
        measured.answers(texts)
        measured.worst(texts)
        measured.beginnings(texts[::10])


def of_postgres(shelf: Shelf, texts: list[str]) -> None:
    """All that is asked of the engine whose index is in a database, which is made for it."""
    with postgres.database(f"bench_search_{shelf.count}") as database:
        measured = postgres.Measured(database, shelf)
        measured.build()
        measured.room()
        measured.answers(texts)
        measured.worst(texts)
        measured.beginnings(texts[::10])
        measured.changes()


if __name__ == "__main__":
    sys.exit(main())
