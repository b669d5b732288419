"""Libraries that nobody here uses are not loaded: memory is what small servers lack."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*libraries: str) -> Iterator[None]:
    """Let imports inside find these libraries missing: others load them just in case.

    Only for libraries that the importing one can do without; what is loaded already stays.
    """
    hidden = [name for name in libraries if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
