"""How words are understood, the same for every engine, at index time and at query time."""

import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from marketplace.catalog.queries import PublicListing
from marketplace.search.tree import Alternative, Tree, Word
from marketplace.search.vocabulary import EMPTY, Vocabulary

ANALYSIS = 1  # raise it when the code below reads words differently
LONGEST_TEXT = 20_000
LONGEST_QUERY = 400
LONGEST_WORD = 40
MOST_WORDS = 8
SHORTEST_PREFIX = 2
MOST_ENDINGS = 48
BEGINNING = 0.7  # what a word that only begins as typed is worth beside the word itself

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’ʼ`](?=[^\W\d_])")
_PIECE = re.compile(r"[^\W\d_]+|\d+")


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("words.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    data["protected"] = frozenset(data["protected"])
    data["function_words"] = frozenset(data["function_words"])
    return data


def version() -> str:
    """Name the way words are read; an index read another way is stale."""
    return f"{ANALYSIS}-{_data()['version']}"


def known_words() -> dict[str, Any]:
    """Everything that is known of words without being taught: by kind, words or what they mean."""
    return {kind: words for kind, words in _data().items() if not isinstance(words, str)}


def protected_words() -> frozenset[str]:
    """Words that are never stemmed, whatever officers add to them."""
    words: frozenset[str] = _data()["protected"]
    return words


def function_words() -> frozenset[str]:
    """Words that tell nothing of what is wanted, such as `untuk`."""
    words: frozenset[str] = _data()["function_words"]
    return words


def spellings(word: str) -> tuple[str, ...]:
    """The word and every other way to write it that is read as it."""
    others = (written for written, read in _data()["variants"].items() if read == word)
    return (word, *others)


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Mn":
        return ""
    if category == "Cf":  # joiners and direction overrides are not seen, so they split nothing
        return ""
    return " " if category.startswith("C") else character


def normalised(text: str, longest: int = LONGEST_TEXT) -> str:
    """Lower-case text in one Unicode form, without accents, controls or direction overrides."""
    text = unicodedata.normalize("NFKD", text[:longest]).lower()
    if not text.isascii() or not text.isprintable():
        text = "".join(map(_visible, text))
    return _APOSTROPHE.sub("", text)


def pieces(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """Split text into runs of letters and runs of digits: `250gr` is `250` and `gr`."""
    return [piece[:LONGEST_WORD] for piece in _PIECE.findall(normalised(text, longest))]


@lru_cache(maxsize=50_000)
def term(piece: str) -> str:
    """Give the form under which a piece is indexed: its usual spelling, without affixes."""
    data = _data()
    piece = data["variants"].get(piece, piece)
    if piece in data["protected"] or piece.isdigit() or not piece.isascii():
        return piece
    stem = _stemmer().stem(piece) or piece
    return data["variants"].get(stem, stem)


def terms(text: str) -> list[str]:
    """Analyse a text for the index."""
    return [term(piece) for piece in pieces(text)]


def analysed(document: PublicListing) -> dict[str, list[str]]:
    """Give the terms of each searchable field of a document."""
    texts = {
        "title": document.title,
        "category": " ".join(document.category_names),
        "shop": document.shop_name,
        "place": " ".join(document.place_names),
        "description": document.description,
    }
    return {name: terms(text) for name, text in texts.items()}


def understand(text: str, vocabulary: Vocabulary = EMPTY) -> Tree:
    """Turn what a person typed into a tree of analysed words; any text is allowed."""
    typed = list(dict.fromkeys(pieces(text, LONGEST_QUERY)))
    telling = [piece for piece in typed if piece not in _data()["function_words"]] or typed
    words = {term(piece): piece for piece in telling}
    chosen = list(words)[:MOST_WORDS]
    if not chosen:
        return Tree()
    last = words[chosen[-1]]
    whole = len(words) <= MOST_WORDS and last == telling[-1]
    may_go_on = whole and len(last) >= SHORTEST_PREFIX and last.isalpha()
    found = [Word(words[one], (Alternative((one,)),)) for one in chosen]
    if may_go_on and not vocabulary.frequency(chosen[-1]):
        found[-1] = _unfinished(found[-1], vocabulary)
    return Tree(tuple(found), left_out=len(words) - len(chosen))


def _unfinished(word: Word, vocabulary: Vocabulary) -> Word:
    """Take a last word that nobody has for the beginning of others."""
    endings = vocabulary.beginning_with(word.typed, MOST_ENDINGS)
    return Word(word.typed, (*word.alternatives, *(Alternative((e,), BEGINNING) for e in endings)))
