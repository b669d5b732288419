"""What people may be about to type, taken from titles of listings that are public now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from marketplace.catalog.queries import Titled
from marketplace.search import understanding
from marketplace.search.tree import Tree, Word

GOES_ON = 2  # words that a phrase may have behind the one being typed
TOGETHER, APART = 2, 1  # what a title counts in which the words stand side by side, or do not
FEWEST = 3  # what a longer phrase must count: two titles
EACH_SHOP = 6  # what titles of one shop count at most: a street is more than its busiest shop
COVERED = 0.75  # a phrase that nearly always goes on the same way gives way to the longer one
SHORTEST_WORD = 3
LONGEST = 60
# Measures and cries of shops: no phrase goes on with them.
_NOISE = (
    "gram gr kg ons liter ltr ml cm mm pcs isi pack pak paket harga murah promo diskon terlaris "
    "grosir ecer ready stock stok original ori asli free gratis bonus termurah best seller per "
    "ukuran size new baru"
)
NOISE = frozenset(_NOISE.split())

Key = tuple[str, ...]


def phrases(titles: Iterable[Titled], tree: Tree, *, unfinished: bool) -> list[str]:
    """Phrases that begin as typed, those in most titles first."""
    *firm, last = tree.words
    begun = last.typed if unfinished else None
    # A stem that begins as typed says nothing of the word that it was made of.
    wanted = frozenset(
        term
        for one in last.alternatives
        for term in one.terms
        if not (begun and term.startswith(begun))
    )
    by_shop: Counter[tuple[Key, int]] = Counter()
    written: dict[Key, Counter[Key]] = {}
    for one in titles:
        for way, worth in _ways(one.title, firm, begun, wanted):
            key = tuple(map(understanding.term, way))
            by_shop[key, one.shop_id] += worth
            written.setdefault(key, Counter())[way] += 1
    typed = tuple(understanding.term(word.typed) for word in tree)
    return [" ".join(_usual(written[key])) for key in _chosen(by_shop, typed)]


def _chosen(by_shop: Counter[tuple[Key, int]], typed: Key) -> list[Key]:
    """The phrases worth showing: not what is typed, nor what hardly any title goes on with."""
    often: Counter[Key] = Counter()
    worth: Counter[Key] = Counter()
    goes_on: Counter[Key] = Counter()
    for (key, _), count in by_shop.items():
        often[key] += count
        worth[key] += min(count, EACH_SHOP)
    for key, count in often.items():
        if len(key) > len(typed):
            goes_on[key[:-1]] = max(goes_on[key[:-1]], count)
    enough = [key for key in often if len(key) <= len(typed) or worth[key] >= FEWEST]
    covered = {key for key in enough if goes_on[key] >= max(FEWEST, COVERED * often[key])}
    chosen = {*enough} - covered - {typed}
    return sorted(chosen, key=lambda key: (-worth[key], len(key), key))


def _usual(ways: Counter[Key]) -> Key:
    most = max(ways.values())
    return min(way for way, often in ways.items() if often == most)


@lru_cache(maxsize=5_000)
def _read(title: str) -> tuple[Key, Key]:
    """A title's words, and the same in the form in which they are indexed."""
    pieces = tuple(understanding.pieces(title))
    return pieces, tuple(map(understanding.term, pieces))


def _ways(
    title: str, firm: Sequence[Word], begun: str | None, wanted: frozenset[str]
) -> Iterator[tuple[Key, int]]:
    """The typed words as a title has them, alone and with the words that follow; what each counts.

    Words that stand together as typed count more than words that stand apart.
    """
    pieces, terms = _read(title)
    at = _place_of(pieces, terms, begun, wanted)
    if at is None:
        return
    way = (*(_as_written(word, pieces, terms) for word in firm), pieces[at])
    together = not firm or (at > 0 and terms[at - 1] == understanding.term(way[-2]))
    worth = TOGETHER if together else APART
    yield way, worth
    for follower in pieces[at + 1 : at + 1 + GOES_ON]:
        if not _tells(follower) or follower in way or len(" ".join(way)) > LONGEST:
            return
        way = (*way, follower)
        yield way, worth


def _place_of(pieces: Key, terms: Key, begun: str | None, wanted: frozenset[str]) -> int | None:
    """Where in the title the word stands that is being typed."""
    for at, (piece, term) in enumerate(zip(pieces, terms, strict=True)):
        if term in wanted or (begun and piece.startswith(begun)):
            return at
    return None


def _as_written(word: Word, pieces: Key, terms: Key) -> str:
    """The word as typed, or, where the title has what a slip was taken for, as the title has it."""
    if word.term in terms:
        return word.typed
    wanted = {term for one in word.alternatives for term in one.terms}
    written = (piece for piece, term in zip(pieces, terms, strict=True) if term in wanted)
    return next(written, word.typed)


def _tells(piece: str) -> bool:
    known = piece in NOISE or piece in understanding.function_words()
    return piece.isalpha() and len(piece) >= SHORTEST_WORD and not known
