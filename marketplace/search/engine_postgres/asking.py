"""A query in SQL: which listings have the words, and which of them to look at when too many do.

No text of a person's reaches a parser: each term is a quoted lexeme, and the whole is bound.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from marketplace.search.answering import ENOUGH
from marketplace.search.engine_postgres.narrowing import LOWEST, Group, narrowed
from marketplace.search.engine_postgres.packing import quoted
from marketplace.search.interface import Query
from marketplace.search.tree import Word

# Of more words than these a listing only needs one of the most telling, and what lacks the others
# is sifted out of what comes back: the sets of them that are enough would be too many to name.
MOST_WORDS = 5
BY_STANDING, BY_AGE = "standing DESC, published DESC", "published DESC, listing_id DESC"
FRESH = "search_fresh"

# One row for each part of an answer; the name of the shelf that is live in the same snapshot
# tells whether the rows were read from it.
_PART = """
SELECT {number}, (SELECT shelf FROM search_state), count(*),
       coalesce(string_agg(record, ''::bytea), ''), {entries}
FROM (SELECT * FROM {table} WHERE {where}{order} LIMIT %(most)s) AS found
"""
_ENTRIES = "coalesce(string_agg(entries, ''::bytea), '')"


def all_of(words: Iterable[Word]) -> str:
    """What has every word."""
    return " & ".join(map(_word, words))


def enough_of(words: Sequence[Word], shares: Sequence[float], least: float) -> list[str]:
    """Ways to have enough of the words, each of which tells its share of the query.

    Each way is looked up by itself: as one expression of many alternatives they would be weighed
    listing by listing.
    """
    telling = sorted(zip(shares, map(_word, words), strict=True), reverse=True)
    if len(telling) <= MOST_WORDS:
        return _enough(telling, least) or [word for _, word in telling]
    left, some = sum(shares), []
    # Who has none of these cannot have enough, though it had all the others.
    for share, word in telling:
        some.append(word)
        left -= share
        if left < least:
            break
    return some


def _enough(telling: Sequence[tuple[float, str]], least: float) -> list[str]:
    """Every smallest set of words that is enough: with the first word, or without it."""
    if not telling or sum(share for share, _ in telling) < least:
        return []
    (share, word), others = telling[0], telling[1:]
    if share >= least:
        return [word, *_enough(others, least)]
    having = [f"{word} & {rest}" for rest in _enough(others, least - share)]
    return having + _enough(others, least)


def _word(word: Word) -> str:
    return "(" + " | ".join(_together(one.terms) for one in word.alternatives) + ")"


def _together(terms: Iterable[str]) -> str:
    return "(" + " & ".join(map(quoted, terms)) + ")"


class Question:
    """The statement for a query: each of its parts are rows of one table that pass so far.

    Part 0 are rows of the shelf that every filter lets through, part 1 those that all but one
    group do: the choices of that group are counted among them. Parts 2 and 3 are the same among
    the fresh. Of each at most `most` and one more, by which one knows that there are more.
    """

    def __init__(self, ways: Sequence[str], query: Query, on: date, most: int) -> None:
        self._groups, self.values = narrowed(query, on)
        self.values["most"] = most + 1
        self.groups = len(self._groups)
        self.values["enough"] = ENOUGH
        self._order = _order(query)
        self._matching = {
            "any": self._match("any", ways, []),
            "all": self._match("all", ways, map(_any_lexeme, self._groups)),
            "but": self._match("but", ways, [_but_one(self._groups)]),
        }

    def _match(self, name: str, ways: Sequence[str], needed: Iterable[str]) -> list[str]:
        """The condition that one of the ways holds, with lexemes that are needed besides."""
        others = [f"({one})" for one in needed if one]
        asked = [" & ".join([way, *others]) for way in ways] or [" & ".join(others)]
        names = [f"{name}{place}" for place, one in enumerate(asked) if one]
        self.values |= dict(zip(names, asked, strict=False))
        one_of = " OR ".join(f"words @@ %({name})s::tsquery" for name in names)
        return [f"({one_of})"] if one_of else []

    def statement(self, shelf: str) -> str:
        """The statement that asks a shelf and the fresh."""
        parts: list[str] = []
        for table in (f"search_shelf_{shelf}", FRESH):
            parts += [self._part(len(parts), table, "all", [one.condition for one in self._groups])]
            narrowing = [self._but_one()] if self._groups else ["false"]
            parts += [self._part(len(parts), table, "but", narrowing)]
        return " UNION ALL ".join(parts)

    def any_of(self, shelf: str) -> str:
        """The statement that counts what has the words, whatever the filters say, to `enough`."""
        where = " AND ".join(self._matching["any"]) or "true"
        tables = f"search_shelf_{shelf}", FRESH
        rows = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE {where}" for table in tables)
        return f"SELECT count(*) FROM ({rows} LIMIT %(enough)s) AS found"

    def _part(self, number: int, table: str, name: str, conditions: Iterable[str]) -> str:
        allowed = (f"({one}) IS TRUE" for one in conditions)
        where = " AND ".join(chain(self._matching[name], allowed)) or "true"
        order = self._order if name == "all" else BY_STANDING
        # The shelf lies in the order of standing: who reads it from its beginning sorts nothing.
        is_sorted = table != FRESH and order == BY_STANDING
        return _PART.format(
            number=number,
            table=table,
            where=where,
            order="" if is_sorted else f" ORDER BY {order}",
            entries=_ENTRIES if table == FRESH else "''::bytea",
        )

    def _but_one(self) -> str:
        passed = " + ".join(f"(({one.condition}) IS TRUE)::int" for one in self._groups)
        return f"{passed} = {len(self._groups) - 1}"


def leading(shelf: str, ways: Sequence[str], most: int) -> tuple[str, dict[str, Any]]:
    """The statement for some ways to go on: the best few of each on the shelf, and the fresh."""
    values = {f"way{place}": way for place, way in enumerate(ways)}
    tables = [(f"search_shelf_{shelf}", name, "''::bytea", "") for name in values]
    tables.append((FRESH, "any", _ENTRIES, f" ORDER BY {BY_STANDING}"))
    parts = [
        _PART.format(
            number=number,
            table=table,
            where=f"words @@ %({name})s::tsquery",
            order=order,
            entries=entries,
        )
        for number, (table, name, entries, order) in enumerate(tables)
    ]
    together = " | ".join(f"({way})" for way in ways)
    return " UNION ALL ".join(parts), values | {"any": together, "most": most // len(ways)}


def _any_lexeme(group: Group) -> str:
    return " | ".join(map(quoted, group.lexemes))


def _but_one(groups: Sequence[Group]) -> str:
    """What the lexemes know of rows that only one group may refuse."""
    known = [one for one in map(_any_lexeme, groups) if one]
    if len(known) < 2:
        return ""
    left = [[one for one in known if one is not without] for without in known]
    return " | ".join("(" + " & ".join(f"({one})" for one in some) + ")" for some in left)


def _order(query: Query) -> str:
    if query.sort == "cheapest":
        return f"{LOWEST}, {BY_AGE}"
    if query.sort == "dearest":
        return f"{LOWEST} DESC, {BY_AGE}"
    if query.sort == "relevance":
        return BY_STANDING
    return BY_AGE
