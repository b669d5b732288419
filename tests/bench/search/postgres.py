"""The engine in PostgreSQL, over as many listings as one likes, in a database of its own."""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from marketplace.database import install
from marketplace.generations import Generation
from marketplace.search import models
from marketplace.search.engine_postgres import PostgresEngine
from marketplace.search.interface import Query
from tests.bench.search.embedded import RUNS, spread, timed
from tests.bench.search.listings import DAY, Shelf
from tests.databases import SERVER, server

TABLES = (
    *(Generation, models.SearchState, models.SearchFresh, models.SearchGone),
    *(models.SearchShelfA, models.SearchShelfB, models.SearchTermsA, models.SearchTermsB),
    *(models.SearchPostingsA, models.SearchPostingsB),
)


@contextmanager
def database(name: str) -> Iterator[sa.Engine]:
    """A database that is dropped afterwards, unless it is asked for by KEEP."""
    with server().connect() as connection:
        there = connection.scalar(
            sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}
        )
        if not there:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine = sa.create_engine(f"{SERVER}/{name}", hide_parameters=True, pool_size=1, max_overflow=0)
    install(engine)
    try:
        if not there:
            tables = [model.__table__ for model in TABLES]
            with engine.connect().execution_options(writes=True) as made, made.begin():
                models.Model.metadata.create_all(made, tables=tables)
        yield engine
    finally:
        engine.dispose()
        if not os.environ.get("KEEP"):
            with server().connect() as connection:
                connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def held() -> float:
    """What this process holds in memory, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


class Measured:
    """An engine over a shelf, and what one wants to know of it."""

    def __init__(self, database: sa.Engine, shelf: Shelf) -> None:
        self.database = database
        self.shelf = shelf
        self.engine = PostgresEngine(database)

    def say(self, **figures: object) -> None:
        """One line of figures."""
        line = {"engine": "postgres", "listings": self.shelf.count, **figures}
        print(json.dumps(line), flush=True)

    def worked(self) -> Callable[[], float]:
        """How long both have worked so far, we and the server on this machine, in milliseconds.

        Beside the time that passes: what else the machine does is in that, but not in this.
        """
        with self.database.connect() as connection:
            server = connection.scalar(sa.text("SELECT pg_backend_pid()"))
        told = Path(f"/proc/{server}/schedstat")
        return lambda: time.process_time() * 1e3 + int(told.read_text().split()[0]) / 1e6

    def each(self, calls: list[Callable[[], object]]) -> tuple[list[float], list[float]]:
        """How long each call took, and how long both worked for it."""
        worked, passed, spent = self.worked(), [], []
        for call in calls:
            before = worked()
            passed.append(timed(call))
            spent.append(worked() - before)
        return passed, spent

    def build(self) -> None:
        """Build it, where it is not there already."""
        health = self.engine.health()
        if health.usable and health.documents == self.shelf.count:
            return
        begun = time.perf_counter()
        self.engine.rebuild(self.shelf)
        self.say(what="build", seconds=round(time.perf_counter() - begun, 1))

    def room(self) -> None:
        """What lies on the disk, and what the process holds."""
        with self.database.connect() as connection:
            whole = connection.scalar(sa.text("SELECT pg_database_size(current_database())"))
            parts = connection.execute(
                sa.text(
                    "SELECT c.relname, pg_relation_size(c.oid) FROM pg_class AS c"
                    " WHERE pg_relation_size(c.oid) > 1000000 AND relkind IN ('r', 'i', 't')"
                )
            )
            self.say(what="disk", MB=whole // 10**6, parts={n: size // 10**6 for n, size in parts})

    def answers(self, texts: list[str], runs: int = RUNS) -> None:
        """Each query with every group of choices counted: medians of so many runs."""
        first, before = PostgresEngine(self.database), held()
        self.say(
            what="first query", ms=round(timed(lambda: first.search(Query(texts[0]), on=DAY)), 1)
        )
        calls = [lambda text=text: self.engine.search(Query(text), on=DAY) for text in texts]
        passed, spent = np.median([self.each(calls) for _ in range(runs)], axis=0).tolist()
        slowest = texts[int(np.argmax(passed))]
        capped = sum(self.engine.search(Query(text), on=DAY).capped for text in texts)
        self.say(what="queries", n=len(texts), capped=capped, slowest=slowest, **spread(passed))
        self.say(what="queries, processor", **spread(spent))
        self.say(what="memory", more_MB=round(held() - before), process_MB=round(held()))

    def beginnings(self, texts: list[str]) -> None:
        """What is suggested after each letter of the last word, from the second on."""
        typed = [text[:end] for text in texts for end in range(text.rfind(" ") + 3, len(text) + 1)]
        calls = [
            lambda text=text: self.engine.complete(text, at_most=300, on=DAY) for text in typed
        ]
        passed, spent = self.each(calls)
        slowest = typed[int(np.argmax(spent))]
        self.say(what="suggestions", n=len(typed), slowest=slowest, **spread(passed))
        self.say(what="suggestions, processor", **spread(spent))

    def worst(self, texts: list[str]) -> None:
        """What nobody types but anybody can: each the slowest of five."""
        dice = random.Random(7)
        common = [text for text in texts if " " not in text][:64]
        letters = "abcdefghijklmnopqrstuvwxyz"
        asked = {
            "sixteen common words": [" ".join(dice.sample(common, 16)) for _ in range(RUNS)],
            "sixteen unknown words": [
                " ".join("".join(dice.choices(letters, k=9)) for _ in range(16))
                for _ in range(RUNS)
            ],
            "three common words, filtered": [" ".join(dice.sample(common, 3)) for _ in range(RUNS)],
            "everything": [""] * RUNS,
        }
        for name, ones in asked.items():
            queries = [Query(one, verified="filtered" in name) for one in ones]
            self.tell_worst(name, queries)
        sorts = {
            "the cheapest of a common word": Query(common[0], sort="cheapest"),
            "the newest of all": Query(sort="newest"),
            "all within a narrow price": Query(price_from=15_000, price_to=15_500),
        }
        for name, query in sorts.items():
            self.tell_worst(name, [query] * RUNS)

    def tell_worst(self, name: str, queries: list[Query]) -> None:
        """The slowest of some."""
        calls = [lambda q=q: self.engine.search(q, on=DAY) for q in queries]
        passed, spent = map(max, self.each(calls))
        self.say(what=f"worst: {name}", max=round(passed, 1), processor=round(spent, 1))

    def changes(self) -> None:
        """From a change to its being found, by another engine on the same database."""
        other, times = PostgresEngine(self.database), []
        for number in range(20):
            word = f"zx{chr(97 + number)}qv"
            document = replace(self.shelf.listing(number * 37), title=f"Perubahan ke {word}")

            def change(document=document, word=word) -> None:
                self.engine.replace([document])
                assert other.search(Query(word), on=DAY).ids == (document.listing_id,)

            times.append(timed(change))
            self.engine.replace([self.shelf.listing(number * 37)])
        self.say(what="update to visible", **spread(times))
