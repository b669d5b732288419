"""What officers taught so far, and what the search knew before: to look through, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from marketplace.database import db
from marketplace.search import understanding
from marketplace.search.models import ProtectedWord, SynonymGroup, SynonymPhrase


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that the search knows by itself: a word, and what it is read as or belongs to."""

    kind: str
    word: str
    meaning: str = ""


def groups(text: str = "", *, offset: int = 0, limit: int = 25) -> tuple[list[SynonymGroup], int]:
    """Groups of phrases, of which one holds the text where there is one; the latest first."""
    wanted = sa.select(SynonymGroup)
    if text:
        holding = SynonymPhrase.text.icontains(text, autoescape=True)
        wanted = wanted.where(SynonymGroup.phrases.any(holding))
    return _page(wanted, (SynonymGroup.changed_at.desc(), SynonymGroup.id), offset, limit)


def group(group_id: int) -> SynonymGroup | None:
    """One group."""
    return db.session.get(SynonymGroup, group_id)


def protected(text: str = "", *, offset: int = 0, limit: int = 50) -> tuple[list[Any], int]:
    """Words that officers guard, in alphabetical order."""
    wanted = sa.select(ProtectedWord)
    if text:
        wanted = wanted.where(ProtectedWord.word.icontains(text, autoescape=True))
    return _page(wanted, (ProtectedWord.word,), offset, limit)


def protected_word(word_id: int) -> ProtectedWord | None:
    """One guarded word."""
    return db.session.get(ProtectedWord, word_id)


def built_in(text: str = "") -> list[Known]:
    """What the search knows without being taught, of which the word or its meaning holds a text."""
    return [one for one in _built_in() if text in one.word or text in one.meaning]


def _built_in() -> Iterator[Known]:
    for kind, words in sorted(understanding.known_words().items()):
        if isinstance(words, dict):
            for word, meaning in sorted(words.items()):
                yield Known(kind, word, _joined(meaning))
        else:
            for word in sorted(words, key=_joined):
                yield Known(kind, _joined(word))


def _joined(words: Any) -> str:
    if isinstance(words, str):
        return words
    if isinstance(words, list | tuple | set | frozenset):
        return ", ".join(map(str, words))
    return str(words)


def _page(
    wanted: sa.Select[Any], order: tuple[Any, ...], offset: int, limit: int
) -> tuple[list[Any], int]:
    total = db.session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    return list(db.session.scalars(wanted.order_by(*order).offset(offset).limit(limit))), total
