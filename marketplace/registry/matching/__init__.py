"""Which records a claim may mean: proposals with reasons, by number first, then by name and place.

Nothing here decides: a name grants nothing, and a number only says which record to look at.
"""

from marketplace.registry.matching.proposing import Asked, Proposal, Suggestion, propose

__all__ = ["Asked", "Proposal", "Suggestion", "propose"]
