"""The verbs of the sellers room: one public function is one use case and one transaction."""

from marketplace.sellers.services.badges import revoke
from marketplace.sellers.services.claims import submit_claim, withdraw
from marketplace.sellers.services.conflict_decisions import keep_badge, revoke_for
from marketplace.sellers.services.decisions import approve, reject
from marketplace.sellers.services.retention import forget_identity_cards, forget_old_evidence
from marketplace.sellers.services.sealing import seal_evidence
from marketplace.sellers.services.shops import (
    close,
    edit_shop,
    open_shop,
    reopen,
    set_holiday,
)
from marketplace.sellers.services.supervision import end_suspensions, lift_suspension, suspend
from marketplace.sellers.services.viewing import view_evidence

__all__ = [
    "approve",
    "close",
    "edit_shop",
    "end_suspensions",
    "forget_identity_cards",
    "forget_old_evidence",
    "keep_badge",
    "lift_suspension",
    "open_shop",
    "reject",
    "reopen",
    "revoke",
    "revoke_for",
    "seal_evidence",
    "set_holiday",
    "submit_claim",
    "suspend",
    "view_evidence",
    "withdraw",
]
