"""What officers taught the search, kept in the process and never older than the last commit."""

from dataclasses import dataclass
from functools import cache
from typing import cast

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection, Engine

from marketplace.database import db
from marketplace.generations import WORDS, reader_of
from marketplace.search.models import ProtectedWord, SynonymPhrase

log = structlog.get_logger(__name__)

_phrases = cast(sa.Table, SynonymPhrase.__table__).c
_by_group = sa.select(_phrases.group_id, _phrases.text).order_by(
    _phrases.group_id, _phrases.position
)
_protected = sa.select(cast(sa.Table, ProtectedWord.__table__).c.word)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What officers have taught the search: synonyms and words that are left as they are.

    `number` rises with each change, so whatever is made of a lexicon may be kept under it.
    Each group holds phrases as typed, in lower case with single spaces.
    """

    number: int = 0
    synonyms: tuple[tuple[str, ...], ...] = ()
    protected: frozenset[str] = frozenset()


def present() -> Lexicon:
    """What holds now: one tiny read, so ask once for a query or a batch, not for each word.

    When the database cannot tell, what was known last.
    """
    return _shelf_of(db.engine).present()


@cache
def _shelf_of(database: Engine) -> "_Shelf":
    return _Shelf(database)


class _Shelf:
    """The lexicon of one database, as it was when last read."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._numbers = reader_of(database)
        self._kept = Lexicon()

    def present(self) -> Lexicon:
        kept, number = self._kept, self._numbers.number(WORDS)
        if number is None or number == kept.number:
            return kept
        try:
            # The number was read first: words newer than it are only read once more than needed.
            with self._database.connect() as connection:
                self._kept = kept = _read(connection, number)
        except sa.exc.DBAPIError as error:
            log.warning("taught words cannot be read", because=type(error).__name__)
        return kept


def _read(connection: Connection, number: int) -> Lexicon:
    groups: dict[int, list[str]] = {}
    for group_id, text in connection.execute(_by_group):
        groups.setdefault(group_id, []).append(text)
    synonyms = tuple(map(tuple, groups.values()))
    return Lexicon(number, synonyms, frozenset(connection.scalars(_protected)))
