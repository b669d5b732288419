"""Which engine answers here: one for each installation and process."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import sqlalchemy as sa

from marketplace import storage
from marketplace.database import db
from marketplace.search.interface import Engine


def engine() -> Engine:
    """The engine of the present application."""
    return opener()()


def opener() -> Callable[[], Engine]:
    """What gives that engine later, and outside the application's context."""
    folder = storage.index_folder()
    return partial(engine_on, db.engine) if folder is None else partial(engine_in, folder)


@cache
def engine_in(folder: Path) -> Engine:
    """The engine whose index lies in a folder, wherever it is asked from."""
    # Whoosh itself is imported when the index is first opened: commands start sooner.
    from marketplace.search.engine_whoosh import WhooshEngine

    return WhooshEngine(folder)


@cache
def engine_on(database: sa.Engine) -> Engine:
    """The engine whose index lies in a database."""
    from marketplace.search.engine_postgres import PostgresEngine

    return PostgresEngine(database)
