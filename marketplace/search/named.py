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
    return _ranked(_categories(), typed, unfinished)


def places_called(typed: Sequence[str], *, unfinished: bool) -> list[Place]:
    """Kabupaten, kota and kecamatan that are called so, the best first, the larger before."""
    return _ranked(_places(), typed, unfinished)


def _ranked(names: Iterable[_Name[Thing]], typed: Sequence[str], unfinished: bool) -> list[Thing]:
    if not typed:
        return []
    read = _read(typed, unfinished)
    ranks = [(name.rank(read), at, name) for at, name in enumerate(names)]
    fitting = sorted((rank, at) for rank, at, _ in ranks if rank is not None)
    return [ranks[at][2].thing for _, at in fitting]


@cache
def _categories() -> list[_Name[categories.Category]]:
    return [
        _named(one, _telling(one.name), understanding.function_words())
        for one in categories.tree().by_slug.values()
    ]


@cache
def _places() -> list[_Name[Place]]:
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
    return named


def _named(thing: Thing, words: Sequence[str], beside: frozenset[str]) -> _Name[Thing]:
    return _Name(thing, tuple(words), frozenset(map(understanding.term, {*words, *beside})))


def _telling(name: str) -> list[str]:
    words = understanding.pieces(name)
    return [word for word in words if word not in understanding.function_words()]
