"""The tables of the search room: the index in the database, what was asked, what was taught."""

from marketplace.search.models.asked import AskedQuery
from marketplace.search.models.index import (
    SearchFresh,
    SearchGone,
    SearchPostingsA,
    SearchPostingsB,
    SearchShelfA,
    SearchShelfB,
    SearchState,
    SearchTermsA,
    SearchTermsB,
)
from marketplace.search.models.taught import ProtectedWord, SynonymGroup, SynonymPhrase

__all__ = [
    "AskedQuery",
    "ProtectedWord",
    "SearchFresh",
    "SearchGone",
    "SearchPostingsA",
    "SearchPostingsB",
    "SearchShelfA",
    "SearchShelfB",
    "SearchState",
    "SearchTermsA",
    "SearchTermsB",
    "SynonymGroup",
    "SynonymPhrase",
]
