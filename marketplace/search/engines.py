"""Which engine answers here: one for each installation and process."""

from functools import cache
from pathlib import Path

from marketplace import storage
from marketplace.search.interface import Engine


def engine() -> Engine:
    """The engine of the present application."""
    return engine_in(storage.index_folder())


@cache
def engine_in(folder: Path) -> Engine:
    """The engine whose index lies in a folder, wherever it is asked from."""
    # Whoosh itself is imported when the index is first opened: commands start sooner.
    from marketplace.search.engine_whoosh import WhooshEngine

    return WhooshEngine(folder)
