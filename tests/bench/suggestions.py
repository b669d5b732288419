"""Suggestions while somebody types: what each keystroke of the short queries costs.

`prefixes(queries)` gives what a person has in the box on the way to each query, from its second
letter on; `measure(prefixes, on)` asks the room for them, as the page does, database and all.
Alone, `python -m tests.bench.suggestions` asks the street of `MARKETPLACE_HOME` and
`DATABASE_URL`, as it stands, with the titles of `TITLES` as what people look for.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from marketplace import create_app
from marketplace.clock import today
from marketplace.database import db
from marketplace.search import queries as search
from marketplace.search.suggesting.suggestions import SHORTEST_TEXT, suggest
from tests.bench.relevance.questions import read
from tests.bench.search.listings import queries

SEED = 7
FASTEST = 3  # letters that a fast typist makes between two questions: 120 ms is one breath


def prefixes(queries: Iterable[str], at_most: int = 1_000) -> list[str]:
    """What stands in the box on the way to the queries, drawn evenly from all of them."""
    drawn = random.Random(SEED)
    found = [
        query[:letters]
        for query in queries
        for letters in range(SHORTEST_TEXT, len(query) + 1, drawn.randint(1, FASTEST))
    ]
    return drawn.sample(found, at_most) if len(found) > at_most else found


def measure(typed: Sequence[str], on: date) -> dict[str, float]:
    """Milliseconds of one question, after one round that nobody times: p50, p95, worst, the
    processor's share, which other work on the machine does not lengthen, and how often something
    was suggested."""
    took, worked, answered = [], [], 0
    for text in typed[: len(typed) // 10]:
        suggest(text, on)
    for text in typed:
        db.session.rollback()  # each question of a page begins its own reading
        started, began = time.perf_counter(), time.thread_time()
        found = suggest(text, on)
        worked.append((time.thread_time() - began) * 1_000)
        took.append((time.perf_counter() - started) * 1_000)
        answered += bool(found)
    p50, p95 = np.percentile(took, (50, 95))
    worked_p50, worked_p95 = np.percentile(worked, (50, 95))
    return {
        "n": len(typed),
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "max_ms": round(max(took), 2),
        "processor_p50_ms": round(float(worked_p50), 2),
        "processor_p95_ms": round(float(worked_p95), 2),
        "answered": round(answered / len(typed), 3),
    }


def main() -> int:
    """Measure the street that is configured."""
    path = Path(os.environ.get("TITLES") or "../shared/data/search/titles.csv")
    if not path.exists():
        print(f"left out: there is no {path}; name a file: TITLES=…", file=sys.stderr)
        return 0
    with create_app().app_context():
        figures = measure(prefixes(queries(*read(path))), today())
        print(json.dumps({"what": "suggestions", "listings": search.documents(), **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
