"""`python -m tests.bench.ordering`: what the order of a page costs when everything matches.

50,000 listings of 2,500 shops, any quality; JSON lines of milliseconds of processor time, each the
median of 15. *equal*: all match equally well; *close*: within 5 %; *spread*: from 1 to 4.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np

from marketplace.search.columns import COLUMNS, Columns
from marketplace.search.interface import Query
from marketplace.search.ranking import order

LISTINGS = 50_000
SIZE = 24
DAY = date(2026, 11, 22)
RUNS = 15


def main() -> int:
    """Order pages of a large shelf, and print what it took."""
    columns = _shelf(np.random.default_rng(1))
    everything = np.ones(LISTINGS, np.bool_)
    luck = np.random.default_rng(2).random(LISTINGS)
    scores = {
        "without words": None,
        "equal": np.ones(LISTINGS),
        "close": 1 + luck * 0.05,
        "spread": 1 + luck * 3,
    }
    days = iter(DAY + timedelta(days=number) for number in range(1, RUNS + 1))
    first = _took(lambda: order.ids(columns, everything, None, Query(), next(days)))
    print(json.dumps({"matching": "first of a day", "page": 1, "ms": first}))
    for name, score in scores.items():
        for page in (1, 50, LISTINGS // SIZE):
            query = Query("kata", page=page, size=SIZE)
            took = _took(lambda s=score, q=query: order.ids(columns, everything, s, q, DAY))  # type: ignore[misc]
            print(json.dumps({"matching": name, "page": page, "ms": took}))
    return 0


def _shelf(luck: np.random.Generator) -> Columns:
    columns = {name: np.zeros(LISTINGS, np.int64) for name in COLUMNS}
    now = round(datetime(2026, 11, 1, tzinfo=UTC).timestamp() * 1_000_000)
    columns |= {
        "listing": np.arange(1, LISTINGS + 1),
        "shop_id": luck.integers(1, LISTINGS // 20, LISTINGS),
        "quality": luck.integers(0, 411, LISTINGS),
        "verified": DAY.toordinal() + luck.integers(-2, 2, LISTINGS),
        "stock": luck.integers(0, 2, LISTINGS),
        "published": now - luck.integers(0, 200, LISTINGS) * 86_400_000_000,
    }
    return Columns(columns, np.ones(LISTINGS, np.bool_), ())


def _took(do: Callable[[], object]) -> float:
    seen = []
    for _ in range(RUNS):
        began = time.process_time()
        do()
        seen.append(1000 * (time.process_time() - began))
    return round(statistics.median(seen), 2)


if __name__ == "__main__":
    sys.exit(main())
