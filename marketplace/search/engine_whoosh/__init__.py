"""The embedded engine: Whoosh keeps files, vocabulary, commits and locks; numpy scores.

`writer` puts listings there, with `arrays` beside Whoosh's own; `files` says which are live and
whole; `segment` and `state` are what a query sees.
"""

from marketplace.search.engine_whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
