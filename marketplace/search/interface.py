"""What a search engine is asked and what it answers; every engine obeys one contract test."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from marketplace.catalog.queries import PublicListing
from marketplace.search.places_in_words import Reading
from marketplace.search.ranking.explanation import Explanation
from marketplace.search.tree import Tree

Sort = Literal["relevance", "newest", "cheapest", "dearest"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "cheapest", "dearest")
Availability = Literal["stock", "order"]
AVAILABILITIES: tuple[Availability, ...] = ("stock", "order")
# Permits that buyers choose by; `catalog.permits.kinds` says what each is.
PERMITS = ("halal", "pirt", "bpom", "merek")
FRESH_DAYS = 30
MOST_COUNTED = 10_000  # an engine that machines share may stop counting here, and says so
BEST = SHOPS = 6  # how many of each a completion names
HIGHEST_PRICE = 10**15
LEAST_TOLD = 0.2


class EngineUnavailable(Exception):
    """The index is missing, broken, locked or of another shape; the database answers instead."""


@dataclass(frozen=True, slots=True)
class Query:
    """A buyer's question: free text and filters; choices inside one group are alternatives.

    `places` holds kabupaten/kota or kecamatan codes, `cooperatives` ids of those whose verified
    members sell; `fresh` asks for what came within `FRESH_DAYS`. When no listing has all the words,
    listings with at least the share `least` of them answer (0 means: any one word). `as_words`
    takes names of places in the text for words like any other; chosen `places` win over them.
    `explained` asks also why the results stand where they stand.
    `literal` takes words as they are spelt: none is corrected.
    """

    text: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    verified: bool = False
    cooperatives: tuple[int, ...] = ()
    permits: tuple[str, ...] = ()
    availability: tuple[Availability, ...] = ()
    fresh: bool = False
    price_from: int | None = None
    price_to: int | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = 24
    least: float = LEAST_TOLD
    as_words: bool = False
    explained: bool = False
    literal: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the words narrows the answer."""
        prices = self.price_from is not None or self.price_to is not None
        choices = self.categories, self.places, self.cooperatives, self.permits, self.availability
        return any(choices) or self.verified or self.fresh or prices


@dataclass(frozen=True, slots=True)
class Facets:
    """How many listings each choice would give, the group's own choice set aside."""

    categories: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    verified: int = 0
    cooperatives: dict[int, int] = field(default_factory=dict)
    permits: dict[str, int] = field(default_factory=dict)
    availability: dict[str, int] = field(default_factory=dict)
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Listing ids in order, how many there are in all, and the counts of every choice.

    `capped` says that there are more than were counted; `whole`, how many have all the words
    where the answer goes on with those that have most of them (`relaxed`). `reading` is what was
    taken for a place in the text. `explanation` is there when it was asked for.
    """

    ids: tuple[int, ...] = ()
    total: int = 0
    facets: Facets = field(default_factory=Facets)
    relaxed: bool = False
    degraded: bool = False
    capped: bool = False
    whole: int = 0
    tree: Tree = field(default_factory=Tree)
    reading: Reading | None = None
    explanation: Explanation | None = None

    @property
    def fits(self) -> bool:
        """Whether some listing has all the words."""
        return self.total > 0 and (self.whole > 0 or not self.relaxed)


@dataclass(frozen=True, slots=True)
class Completion:
    """Where words lead of which the last may be unfinished; every listing has all of them.

    `best` are the few best listings by the order of answers. `sample` are some whose titles have
    the last word, drawn evenly from all of those, so that what is common in them is common.
    `shops` are ids of shops whose names alone have all the words, those with most listings first.
    `places` and `categories` count the listings by code and slug, as facets do.
    """

    tree: Tree = field(default_factory=Tree)
    best: tuple[int, ...] = ()
    sample: tuple[int, ...] = ()
    shops: tuple[int, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the index can answer, and in words what is wrong when it cannot.

    `parts` says of how many it consists and `wasted` what share of it is no longer used: both
    grow with every change until the next rebuild. `rebuilding` says that somebody does it now.
    """

    usable: bool
    stale: bool = False
    documents: int = 0
    version: str = ""
    trouble: str = ""
    parts: int = 1
    wasted: float = 0.0
    rebuilding: bool = False


class Engine(Protocol):
    """Finds, scores, filters and counts; raises only EngineUnavailable."""

    def replace(self, documents: Iterable[PublicListing], among: Collection[int] = ()) -> None:
        """Put documents in, each in place of an older one of the same listing.

        Listings named by `among` that have no document are taken out. The documents are
        read when no other writer can come between, so an older state never overwrites a newer.
        """

    def remove(self, listing_ids: Iterable[int]) -> None:
        """Take listings out; an unknown id is no error."""

    def rebuild(
        self,
        documents: Iterable[PublicListing],
        progress: Callable[[int], None] | None = None,
        again: Callable[[Collection[int]], Iterable[PublicListing]] | None = None,
    ) -> int:
        """Build a new index beside the live one, swap it in whole and return its size.

        `again` gives listings as they are by then: with it others may write meanwhile, and what
        they changed is looked at anew before the swap. Without it they wait.
        """

    def search(self, query: Query, *, on: date) -> Answer:
        """Answer a query; a badge counts as verified until the end of its last day."""

    def complete(self, text: str, *, at_most: int, on: date) -> Completion:
        """Look where a text leads that is still being typed; the sample is of `at_most`."""

    def version(self) -> object:
        """Give something cheap that changes whenever answers may have; never raises."""

    def documents(self) -> int:
        """Say how many listings the index holds, without opening it; EngineUnavailable."""

    def health(self) -> Health:
        """Look at the index as a fresh process would; never raises."""
