"""The verbs of the moderation room: one public function is one use case and one transaction."""

from marketplace.moderation.services.appeals import answer_appeal, appeal
from marketplace.moderation.services.cases import Verdict, decide
from marketplace.moderation.services.reports import report
from marketplace.moderation.services.retention import forget_old_reports
from marketplace.moderation.services.reviews import (
    approve_review,
    approve_reviews,
    reject_review,
    remove_reviewed,
)
from marketplace.moderation.services.suspensions import lift_suspension, suspend

__all__ = [
    "Verdict",
    "answer_appeal",
    "appeal",
    "approve_review",
    "approve_reviews",
    "decide",
    "forget_old_reports",
    "lift_suspension",
    "reject_review",
    "remove_reviewed",
    "report",
    "suspend",
]
