"""The tables of the moderation room, one file per subject."""

from marketplace.moderation.models.case import ModerationCase, Report
from marketplace.moderation.models.decision import Appeal, Decision

__all__ = ["Appeal", "Decision", "ModerationCase", "Report"]
