"""The verbs of the search room: keeping the index true, and what officers teach it."""

from marketplace.search.services.indexing import (
    follow_a_restore,
    follow_answers,
    index_listings,
    index_word,
    keep_whole,
    leave_nothing_behind,
    rebuild,
    tidy,
)
from marketplace.search.services.measures import forget_asked_before, write_down
from marketplace.search.services.words import (
    Stale,
    add_synonyms,
    change_synonyms,
    join_synonyms,
    protect_word,
    release_word,
    remove_synonyms,
)

__all__ = [
    "Stale",
    "add_synonyms",
    "change_synonyms",
    "follow_a_restore",
    "follow_answers",
    "forget_asked_before",
    "index_listings",
    "index_word",
    "join_synonyms",
    "keep_whole",
    "leave_nothing_behind",
    "protect_word",
    "rebuild",
    "release_word",
    "remove_synonyms",
    "tidy",
    "write_down",
]
