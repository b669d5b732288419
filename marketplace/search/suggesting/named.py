"""Categories and places by words of their names, the last of which may be unfinished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from marketplace.catalog import categories
from marketplace.places import queries as places
from marketplace.search import understanding

Place = places.Regency | places.District
Thing = TypeVar("Thing")
# People write what a place is; nobody looks for it by that.
KINDS_OF_PLACES = {
    "Kabupaten": frozenset(("kabupaten", "kab", "banten")),
    "Kota": frozenset(("kota", "banten")),
    "Kecamatan": frozenset(("kecamatan", "kec", "banten")),
}


@dataclass(frozen=True, slots=True)
class _Name(Generic[Thing]):
    """A thing by the words it is called, and all words that may stand before the last."""

    thing: Thing
    words: tuple[str, ...]
    known: frozenset[str]

    def rank(self, typed: "_Typed") -> tuple[bool, bool, int] | None:
        """How well typed words fit, the least being best; None where one does not."""
        begun = next((at for at, word in enumerate(self.words) if typed.may_become(word)), None)
        if begun is None or not typed.firm <= self.known:
            return None
        return begun > 0, self.words[begun] != typed.last, len(self.words)


@dataclass(frozen=True, slots=True)
class _Typed:
    """Words as typed: in the form in which they are indexed, but for one that may go on."""

    firm: frozenset[str]
    last: str
    unfinished: bool
    spellings: frozenset[str]

    def may_become(self, word: str) -> bool:
        if self.unfinished:
            return word.startswith(self.last) or word in self.spellings
        return understanding.term(word) == understanding.term(self.last)


def _read(typed: Sequence[str], unfinished: bool) -> _Typed:
    *firm, last = typed
    long_enough = unfinished and len(last) > understanding.SHORTEST_PREFIX
    spellings = understanding.usual_spellings(last) if long_enough else ()
    return _Typed(frozenset(map(understanding.term, firm)), last, unfinished, frozenset(spellings))


def categories_called(typed: Sequence[str], *, unfinished: bool) -> list[categories.Category]:
    """Groups and kinds that are called so, the best first."""
    return _categories().ranked(typed, unfinished)


def places_called(typed: Sequence[str], *, unfinished: bool) -> list[Place]:
    """Kabupaten, kota and kecamatan that are called so, the best first, the larger before."""
    return _places().ranked(typed, unfinished)


class _Names(Generic[Thing]):
    """Names in their order, found by the letters with which their words begin."""

    def __init__(self, names: Iterable[_Name[Thing]]) -> None:
        self._names = list(names)
        self._by_letter: dict[str, set[int]] = {}
        for at, name in enumerate(self._names):
            for word in (*name.words, *map(understanding.term, name.words)):
                self._by_letter.setdefault(word[:1], set()).add(at)

    def ranked(self, typed: Sequence[str], unfinished: bool) -> list[Thing]:
        """Those that fit, the best first."""
        if not typed:
            return []
        read = _read(typed, unfinished)
        sought = (read.last, understanding.term(read.last), *read.spellings)
        near = {at for word in sought for at in self._by_letter.get(word[:1], ())}
        ranks = [(self._names[at].rank(read), at) for at in near]
        fitting = sorted((rank, at) for rank, at in ranks if rank is not None)
        return [self._names[at].thing for _, at in fitting]


@cache
def _categories() -> _Names[categories.Category]:
    return _Names(
        _named(one, _telling(one.name), understanding.function_words())
        for one in categories.tree().by_slug.values()
    )


@cache
def _places() -> _Names[Place]:
    """The larger first: where a name is given twice, most mean the kabupaten or kota."""
    gazetteer = places.gazetteer()
    named: list[_Name[Place]] = []
    for regency in gazetteer.regencies.values():
        kind, name = regency.name.split(" ", 1)
        named.append(_named(regency, understanding.pieces(name), KINDS_OF_PLACES[kind]))
    for one in sorted(gazetteer.districts.values(), key=lambda place: place.label):
        around = understanding.pieces(one.regency.name)
        words = understanding.pieces(one.name)
        named.append(_named(one, words, KINDS_OF_PLACES["Kecamatan"] | {*around}))
    return _Names(named)


def _named(thing: Thing, words: Sequence[str], beside: frozenset[str]) -> _Name[Thing]:
    return _Name(thing, tuple(words), frozenset(map(understanding.term, {*words, *beside})))


def _telling(name: str) -> list[str]:
    words = understanding.pieces(name)
    return [word for word in words if word not in understanding.function_words()]
