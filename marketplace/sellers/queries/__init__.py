"""The questions of the sellers room: as the street, an owner and the desk ask them."""

from marketplace.sellers.queries.desk import (
    ClaimCounts,
    badge_for,
    badge_of_claim,
    claim_counts,
    claim_for,
    claims_for,
    expiring_badges_for,
    shop_for,
    shops_for,
    suspended_shops_for,
)
from marketplace.sellers.queries.files import of_claims
from marketplace.sellers.queries.membership import Membership, memberships_of
from marketplace.sellers.queries.own import (
    badges_of_shop,
    is_member,
    latest_claim_of,
    shop_ids_of,
    shop_of,
    shops_that_end_with,
    waiting_claim_of,
)
from marketplace.sellers.queries.street import (
    ShopPage,
    badge_by_code,
    badge_of,
    badges_of,
    carries_valid_badge,
    is_on_street,
    shop_and_badge,
    shops_on_street,
)

__all__ = [
    "ClaimCounts",
    "Membership",
    "ShopPage",
    "badge_by_code",
    "badge_for",
    "badge_of",
    "badge_of_claim",
    "badges_of",
    "badges_of_shop",
    "carries_valid_badge",
    "claim_counts",
    "claim_for",
    "claims_for",
    "expiring_badges_for",
    "is_member",
    "is_on_street",
    "latest_claim_of",
    "memberships_of",
    "of_claims",
    "shop_and_badge",
    "shop_for",
    "shop_ids_of",
    "shop_of",
    "shops_for",
    "shops_on_street",
    "shops_that_end_with",
    "suspended_shops_for",
    "waiting_claim_of",
]
