"""Searches at the desk: what buyers ask for in vain, and what officers teach the search."""

from marketplace.console.searches import asked, protected, synonyms, trying

__all__ = ["asked", "protected", "synonyms", "trying"]
