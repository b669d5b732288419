"""How words are understood, the same for every engine, at index time and at query time."""

from functools import lru_cache
from typing import Any

from marketplace.catalog.queries import PublicListing
from marketplace.search.understanding.data import words
from marketplace.search.understanding.measures import amounts
from marketplace.search.understanding.reading import (
    BEGINNING,
    MOST_WORDS,
    SHORTEST_PREFIX,
    understand,
)
from marketplace.search.understanding.stems import term
from marketplace.search.understanding.taught import learn, present, taught
from marketplace.search.understanding.text import (
    LONGEST_QUERY,
    LONGEST_TEXT,
    LONGEST_WORD,
    letters_and_digits,
    normalised,
    pieces,
)

ANALYSIS = 3  # raise it when words are read differently

__all__ = [
    "BEGINNING",
    "LONGEST_QUERY",
    "LONGEST_TEXT",
    "LONGEST_WORD",
    "MOST_WORDS",
    "SHORTEST_PREFIX",
    "analysed",
    "function_words",
    "known_words",
    "learn",
    "normalised",
    "pieces",
    "protected_words",
    "spellings",
    "taught",
    "term",
    "terms",
    "understand",
    "usual_spellings",
    "version",
]


def version() -> str:
    """Name the way words are read; an index read another way is stale."""
    return f"{ANALYSIS}-{words().version}"


def known_words() -> dict[str, Any]:
    """Everything that is known of words without being taught: by kind, words or what they mean."""
    known = words()
    return {
        "function_words": known.function_words,
        "protected": known.protected,
        "synonyms": known.synonyms,
        "variants": known.variants,
    }


def protected_words() -> frozenset[str]:
    """Words that look inflected and are not: names of places and goods, left as they are."""
    return words().protected


def function_words() -> frozenset[str]:
    """Words that ask for nothing by themselves."""
    return words().function_words


def spellings(word: str) -> tuple[str, ...]:
    """The word and every other way to write it that is read as it."""
    others = (written for written, read in words().variants.items() if read == word)
    return (word, *others)


@lru_cache(maxsize=2_000)
def usual_spellings(prefix: str) -> tuple[str, ...]:
    """What words are indexed as of which another spelling begins so: `krip` is `keripik`."""
    variants = words().variants.items()
    usual = (usual for spelling, usual in variants if spelling.startswith(prefix))
    return tuple(dict.fromkeys(usual))


def terms(text: str, protected: frozenset[str] = frozenset()) -> list[str]:
    """Analyse a text for the index: its words, and the amounts in it."""
    text = normalised(text)
    own = [term(piece, protected) for piece in letters_and_digits(text)]
    return own + [amount.term for amount in amounts(text)]


def analysed(document: PublicListing) -> dict[str, list[str]]:
    """Give the terms of each searchable field of a document, by what is `taught`."""
    protected = present().protected
    texts = {
        "title": document.title,
        "category": " ".join(document.category_names),
        "shop": document.shop_name,
        "place": " ".join(document.place_names),
        "description": document.description,
    }
    return {name: terms(text, protected) for name, text in texts.items()}
