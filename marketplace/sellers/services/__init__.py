"""The verbs of the sellers room: one public function is one use case and one transaction."""

from marketplace.sellers.services.badges import revoke
from marketplace.sellers.services.boards import answer_membership
from marketplace.sellers.services.claims import answer, submit_claim, withdraw
from marketplace.sellers.services.conflict_decisions import keep_badge, revoke_for
from marketplace.sellers.services.decisions import (
    Seen,
    approve,
    check,
    reject,
    return_,
    send_back,
)
from marketplace.sellers.services.interests import declare as declare_interest
from marketplace.sellers.services.linking import link_record
from marketplace.sellers.services.pieces import Piece
from marketplace.sellers.services.retention import (
    forget_claim_words,
    forget_identity_cards,
    forget_old_evidence,
)
from marketplace.sellers.services.sealing import seal_evidence
from marketplace.sellers.services.shops import (
    close,
    edit_shop,
    open_shop,
    reopen,
    set_holiday,
)
from marketplace.sellers.services.supervision import end_suspensions, lift_suspension, suspend
from marketplace.sellers.services.viewing import reveal_number, view_evidence

__all__ = [
    "Piece",
    "Seen",
    "answer",
    "answer_membership",
    "approve",
    "check",
    "close",
    "declare_interest",
    "edit_shop",
    "end_suspensions",
    "forget_claim_words",
    "forget_identity_cards",
    "forget_old_evidence",
    "keep_badge",
    "lift_suspension",
    "link_record",
    "open_shop",
    "reject",
    "reopen",
    "return_",
    "reveal_number",
    "revoke",
    "revoke_for",
    "seal_evidence",
    "send_back",
    "set_holiday",
    "submit_claim",
    "suspend",
    "view_evidence",
    "withdraw",
]
