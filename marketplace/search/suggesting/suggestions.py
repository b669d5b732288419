"""What a person may mean while she types: at most eight, and never what is not public now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from marketplace.catalog import categories
from marketplace.catalog import queries as catalog
from marketplace.places import queries as places
from marketplace.search import queries, understanding
from marketplace.search.interface import Completion, Query
from marketplace.search.suggesting import named
from marketplace.search.suggesting.title_phrases import phrases
from marketplace.search.tree import Alternative, Tree, Word
from marketplace.sellers import queries as sellers

MOST = 8
LONGEST_TEXT = 80
SHORTEST_TEXT = 2
SHORTEST_PLACE = 3  # letters by which a place behind other words is known, without `di` before it
SAMPLE = 48
LONGEST_PLACE = 3  # words
MOST_WITHIN = 2
FEWEST_OF_A_KIND = 2
POPULAR = 5

Kind = Literal["words", "category", "product", "shop", "place"]
# How many of each kind there may be while others wait, and all together when none does.
FIRST: dict[Kind, int] = {"words": 3, "category": 1, "product": 2, "shop": 1, "place": 1}
SHARES: dict[Kind, int] = {"words": 5, "category": 2, "product": 3, "shop": 2, "place": 3}
BEFORE_PLACES = frozenset(("di", "dari", "dekat", "daerah", "wilayah", "sekitar", "asal", "khas"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words to search for, or a page of the street.

    `target` is a slug, for words the text to search for; `within` is the slug of the place where
    words are to be searched, `beside` tells listings and places of one name apart.
    """

    kind: Kind
    label: str
    target: str
    beside: str = ""
    within: str = ""


def suggest(text: str, on: date) -> tuple[Suggestion, ...]:
    """Say what a text may become, which is cut to `LONGEST_TEXT` characters."""
    text = text[:LONGEST_TEXT].lstrip()
    typed = understanding.pieces(text)
    if sum(map(len, typed)) < SHORTEST_TEXT:
        return ()
    unfinished = text[-1].isalpha()
    found = queries.complete(text, SAMPLE, on)
    listings = catalog.titles((*found.best, *found.sample))
    called = named.places_called(typed, unfinished=unfinished)
    offers: dict[Kind, list[Suggestion]] = {
        "words": [
            *_words_within(typed, unfinished, on),
            # `kota ser` begins the name of a place, not a phrase of titles.
            *(() if called and len(typed) > 1 else _words(typed, listings, found, unfinished)),
        ],
        "category": _categories(
            typed, unfinished, {} if called or found.shops else found.categories
        ),
        "place": [_place(one) for one in called],
        "shop": [Suggestion("shop", *shop) for shop in sellers.named_on_street(found.shops)],
        "product": _products(one for one in listings if one.id in found.best),
    }
    return tuple(_shared_out(offers))


def popular(on: date) -> tuple[Suggestion, ...]:
    """Kinds of goods that there is most of: where to begin when nothing is typed yet."""
    counts = queries.find(Query(size=1), on).facets.categories
    kinds = [one for one in map(categories.category, counts) if one and one.parent]
    kinds.sort(key=lambda kind: (-counts[kind.slug], kind.slug))
    return tuple(Suggestion("category", one.name, one.slug) for one in kinds[:POPULAR])


def _words(
    typed: Sequence[str],
    listings: Iterable[catalog.Titled],
    found: Completion,
    unfinished: bool,
) -> list[Suggestion]:
    sample = set(found.sample)
    if not sample:
        return []
    drawn = [one for one in listings if one.id in sample]
    tree = found.tree
    if unfinished and len(typed[-1]) == 1:  # it was left out of what was looked for
        tree = Tree((*tree.words, Word(typed[-1], (Alternative((typed[-1],)),))))
    ways = phrases(drawn, tree, unfinished=unfinished)
    return [Suggestion("words", way, way) for way in ways]


def _words_within(typed: Sequence[str], unfinished: bool, on: date) -> list[Suggestion]:
    """The words before the name of a place, to be searched there, where that finds something."""
    for at in range(max(1, len(typed) - LONGEST_PLACE), len(typed)):
        wanted, told = _without_ending(typed[:at])
        place = typed[at:]
        if not wanted or (unfinished and not told and len(place[-1]) < SHORTEST_PLACE):
            continue
        if called := named.places_called(place, unfinished=unfinished):
            text = " ".join(wanted)
            there = queries.complete(f"{text} ", 0, on).places
            held = [one for one in called if there.get(one.code)][: MOST_WITHIN + told]
            return [Suggestion("words", text, text, _short(one), one.slug) for one in held]
    return []


def _without_ending(words: Sequence[str]) -> tuple[list[str], bool]:
    """Leave `di kota` off the end, and say whether there was something to leave off."""
    end = len(words)
    while end and words[end - 1] in BEFORE_PLACES:
        end -= 1
    return list(words[:end]), end < len(words)


def _products(best: Iterable[catalog.Titled]) -> list[Suggestion]:
    """One of each title: some are sold by many."""
    by_title = {one.title.casefold(): one for one in reversed(list(best))}
    return [Suggestion("product", o.title, o.slug, o.place) for o in reversed(by_title.values())]


def _categories(typed: Sequence[str], unfinished: bool, counts: dict[str, int]) -> list[Suggestion]:
    """Those that are called so; else the kind of most of what was found."""
    called = named.categories_called(typed, unfinished=unfinished)
    if not called:
        kinds = [one for one in map(categories.category, counts) if one and one.parent]
        kinds.sort(key=lambda kind: (-counts[kind.slug], kind.slug))
        called = [kind for kind in kinds[:1] if counts[kind.slug] >= FEWEST_OF_A_KIND]
    groups = [categories.parent_of(one) for one in called]
    return [
        Suggestion("category", one.name, one.slug, group.name if group else "")
        for one, group in zip(called, groups, strict=True)
    ]


def _place(place: named.Place) -> Suggestion:
    if isinstance(place, places.Regency):
        return Suggestion("place", place.name, place.slug)
    return Suggestion("place", f"Kecamatan {place.name}", place.slug, place.regency.name)


def _short(place: named.Place) -> str:
    return place.short_name if isinstance(place, places.Regency) else place.label


def _shared_out(offers: dict[Kind, list[Suggestion]]) -> list[Suggestion]:
    """Some of each kind; what one kind leaves over the others take."""
    taken = {kind: min(len(them), FIRST[kind]) for kind, them in offers.items()}
    for kind, them in offers.items():
        left = MOST - sum(taken.values())
        taken[kind] = min(len(them), SHARES[kind], taken[kind] + left)
    return [one for kind, them in offers.items() for one in them[: taken[kind]]]
