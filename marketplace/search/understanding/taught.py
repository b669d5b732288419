"""What officers taught, for as long as one question is answered or one batch is indexed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from marketplace.search.teaching.lexicon import Lexicon

NOTHING = Lexicon()
_present: ContextVar[Lexicon] = ContextVar("taught", default=NOTHING)


@contextmanager
def taught(lexicon: Lexicon) -> Iterator[None]:
    """Read words by a lexicon inside the block, whatever engine reads them."""
    before = _present.set(lexicon)
    try:
        yield
    finally:
        _present.reset(before)


def learn(lexicon: Lexicon) -> None:
    """Go on by a newer one: for what takes so long that officers may teach meanwhile."""
    _present.set(lexicon)


def present() -> Lexicon:
    """The lexicon that words are read by now."""
    return _present.get()
