"""Shops, members, claims with their evidence, badges, and officers' interests."""

from marketplace.sellers.models.badge import REPLACED, Badge, Ground
from marketplace.sellers.models.claim import DECIDED_WITHIN, Claim
from marketplace.sellers.models.claim_note import ClaimNote
from marketplace.sellers.models.conflict import BadgeConflict, BadgeWarning
from marketplace.sellers.models.evidence import Evidence
from marketplace.sellers.models.interest import Interest
from marketplace.sellers.models.shop import Shop, ShopMember

__all__ = [
    "DECIDED_WITHIN",
    "REPLACED",
    "Badge",
    "BadgeConflict",
    "BadgeWarning",
    "Claim",
    "ClaimNote",
    "Evidence",
    "Ground",
    "Interest",
    "Shop",
    "ShopMember",
]
