"""The words that the search knows by itself; what officers teach it comes on top."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """Spellings brought to one, words left as they are, words that ask for nothing, synonyms."""

    version: str
    protected: frozenset[str]
    function_words: frozenset[str]
    variants: dict[str, str]
    synonyms: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...]  # inflected words of the trade, for whoever misspells one


@cache
def words() -> Words:
    """Read them once."""
    read = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return Words(
        version=read["version"],
        protected=frozenset(read["protected"]),
        function_words=frozenset(read["function_words"]),
        variants=read["variants"],
        synonyms=tuple(map(tuple, read["synonyms"])),
        forms=tuple(read["forms"]),
    )
