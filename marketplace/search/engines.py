"""Which engine answers here: one for each installation and process."""

from functools import cache
from pathlib import Path

from marketplace import storage
from marketplace.search.interface import Engine


def engine() -> Engine:
    """The engine of the present application."""
    return _embedded(storage.index_folder())


@cache
def _embedded(folder: Path) -> Engine:
    # Whoosh itself is imported when the index is first opened: commands start sooner.
    from marketplace.search.engine_whoosh import WhooshEngine

    return WhooshEngine(folder)
