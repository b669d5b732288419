"""Verbs of inquiries and wishes."""

from marketplace.inquiries.services.answers import answer_wish, settle_wishes
from marketplace.inquiries.services.inquiries import (
    MOST_ASKED,
    ask,
    forget_old_inquiries,
    mark_answered,
    mark_seen,
)
from marketplace.inquiries.services.supervision import hide_wish, show_wish_again
from marketplace.inquiries.services.wish_ends import end_old_wishes, forget_wish_texts
from marketplace.inquiries.services.wishes import Wanted, make_wish, withdraw_wish

__all__ = [
    "MOST_ASKED",
    "Wanted",
    "answer_wish",
    "ask",
    "end_old_wishes",
    "forget_old_inquiries",
    "forget_wish_texts",
    "hide_wish",
    "make_wish",
    "mark_answered",
    "mark_seen",
    "settle_wishes",
    "show_wish_again",
    "withdraw_wish",
]
