"""From what a person typed to a tree of words, each with all that counts as having it."""

from collections.abc import Iterator
from itertools import chain, pairwise

from marketplace.search.teaching.lexicon import Lexicon
from marketplace.search.tree import Alternative, Tree, Word
from marketplace.search.understanding import spelling
from marketplace.search.understanding.asked import Asked, asked
from marketplace.search.understanding.stems import term, usual
from marketplace.search.understanding.synonyms import synonyms
from marketplace.search.understanding.taught import present
from marketplace.search.vocabulary import EMPTY, Vocabulary

MOST_WORDS = 16
SHORTEST_PREFIX = 2
SHORTEST_PART = 3
MOST_ENDINGS = 48
BEGINNING = 0.7  # what a word that only begins as typed is worth beside the word itself
JOINED = 0.7  # two words written as one, or one as two
SAME = 0.8  # another phrase that means the same
BARE = 0.5  # an amount's number without its unit
COMMONER = 5  # a word that is so much rarer than a neighbour may be a slip that others made too
SUSPECT = 0.5

Others = list[tuple[tuple[str, ...], float]]


def understand(
    text: str,
    vocabulary: Vocabulary = EMPTY,
    lexicon: Lexicon | None = None,
    *,
    literal: bool = False,
) -> Tree:
    """Turn what a person typed into a tree of analysed words; any text is allowed.

    Without a lexicon it is read by the one that is `taught`. `literal` takes every word as it is
    spelt: nothing is corrected, joined or split.
    """
    lexicon = lexicon or present()
    everything = asked(text, lexicon.protected)
    vocabulary.look_up(one.term for one in everything)
    chosen = _chosen(everything, vocabulary)
    reader = _Reader(vocabulary, lexicon, chosen, literal=literal)
    vocabulary.look_up(reader.of_interest())
    found = tuple(reader.words())
    return Tree(found, len(everything) - len(chosen), tuple(reader.corrections))


def _chosen(everything: list[Asked], vocabulary: Vocabulary) -> list[Asked]:
    """The rarest, in the order typed; of what nobody has only what there is room for."""
    if len(everything) <= MOST_WORDS:
        return everything
    unlimited = vocabulary.documents + 1
    rarest = sorted(everything, key=lambda one: vocabulary.frequency(one.term) or unlimited)
    kept = {one.term for one in rarest[:MOST_WORDS]}
    return [one for one in everything if one.term in kept]


class _Reader:
    """Reads one text by one vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, lexicon: Lexicon, chosen: list[Asked], *, literal: bool
    ) -> None:
        self._vocabulary, self._lexicon = vocabulary, lexicon
        self._many = vocabulary.frequency
        self._asked, self._literal = chosen, literal
        self._synonyms = synonyms(lexicon)
        self.corrections: list[tuple[str, str]] = []

    def of_interest(self) -> Iterator[str]:
        """Terms of which it will have to know how common they are."""
        for place, one in enumerate(self._asked):
            _, same = self._synonyms.at([asked.term for asked in self._asked[place:]])
            yield from chain.from_iterable(same)
            yield from filter(None, (one.term, one.digits))
            if self._literal or not one.is_word:
                continue
            yield from (own for _, own, _ in self._near(one))
            yield from (usual(part) for pair in _parts(one.typed) for part in pair)
        for left, right in pairwise(self._asked):
            yield self._term(left.typed + right.typed)

    def words(self) -> list[Word]:
        """Give the words in order; a phrase that has synonyms is one word."""
        found, place = [], 0
        while place < len(self._asked):
            size, same = self._synonyms.at([one.term for one in self._asked[place:]])
            others = [(terms, SAME) for terms in same]
            taken = self._asked[place : place + max(size, 1)]
            others += self._others(place) if len(taken) == 1 else self._as_one(taken)
            typed = " ".join(one.typed for one in taken)
            found.append(_word(typed, tuple(one.term for one in taken), others))
            place += len(taken)
        return found

    def _others(self, place: int) -> Others:
        one = self._asked[place]
        if one.is_amount:
            return [((one.digits,), BARE)] if len(one.digits) > 1 else []
        if self._literal or not one.is_word:
            return []
        many = self._many(one.term)
        others, split = self._joined(place), self._split(one, many)
        endings = [] if many else self._endings(place)
        meant = self._meant(one, many)
        if not many and not endings:
            self._say(one, meant, split)
        if split:
            others.append((tuple(map(usual, split)), JOINED))
        share = SUSPECT if many else 1.0
        near: Others = [((own,), share * spelling.CARELESS**slips) for _, own, slips in meant]
        return others + endings + near

    def _say(self, one: Asked, meant: list[spelling.Meant], split: list[str]) -> None:
        """Note what a word that nobody has is taken for."""
        if meant and (meant[0][2] == 1 or not split):
            self.corrections.append((one.typed, meant[0][0]))
        elif split:
            self.corrections.append((one.typed, " ".join(split)))

    def _as_one(self, phrase: list[Asked]) -> Others:
        """A phrase where somebody writes it as one word."""
        whole = self._term("".join(one.typed for one in phrase))
        return [((whole,), JOINED)] if not self._literal and self._many(whole) else []

    def _joined(self, place: int) -> Others:
        """Those that the word makes with its neighbours, where somebody writes them as one."""
        found: Others = []
        pairs = list(pairwise(self._asked))
        for left, right in pairs[max(place - 1, 0) : place + 1]:
            whole = self._term(left.typed + right.typed)
            if left.is_word and right.is_word and self._many(whole):
                found.append(((whole,), JOINED))
        return found

    def _split(self, one: Asked, many: int) -> list[str]:
        """The two known words of which it may be made, by the rarer of them the commonest."""
        best, parts = COMMONER * many, list[str]()
        for pair in _parts(one.typed):
            fewest = min(self._many(usual(part)) for part in pair)
            if fewest > best:
                best, parts = fewest, pair
        return parts

    def _endings(self, place: int) -> Others:
        """Take a last word that nobody has for the beginning of others."""
        typed = self._asked[place].typed
        if place < len(self._asked) - 1 or len(typed) < SHORTEST_PREFIX:
            return []
        endings = self._vocabulary.beginning_with(typed, MOST_ENDINGS)
        return [((ending,), BEGINNING) for ending in endings]

    def _meant(self, one: Asked, many: int) -> list[spelling.Meant]:
        """Known words that it may be a slip of: the nearest first, of them the commonest."""
        near = self._near(one)
        if many:
            near = [other for other in near if other[2] == 1]
            near = [other for other in near if self._many(other[1]) >= COMMONER * many]
        near.sort(key=lambda other: (other[2], -self._many(other[1]), other[0]))
        return near[: spelling.MOST_NEIGHBOURS]

    def _near(self, one: Asked) -> list[spelling.Meant]:
        if not self._vocabulary.documents:
            return []
        near = spelling.speller(self._vocabulary.words()).near(one.typed)
        return [other for other in near if other[1] != one.term]

    def _term(self, piece: str) -> str:
        return term(piece, self._lexicon.protected)


def _parts(typed: str) -> Iterator[list[str]]:
    """Every way in which a word may be two."""
    for at in range(SHORTEST_PART, len(typed) - SHORTEST_PART + 1):
        yield [typed[:at], typed[at:]]


def _word(typed: str, own: tuple[str, ...], others: Others) -> Word:
    """Put a word together; what stands for it in several ways counts as the best of them."""
    shares: dict[tuple[str, ...], float] = {}
    for terms, share in others:
        if terms != own:
            shares[terms] = max(share, shares.get(terms, 0.0))
    return Word(typed, (Alternative(own), *(Alternative(t, s) for t, s in shares.items())))
