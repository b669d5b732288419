"""Verbs of the desk: taking on, letting go, handing over."""

from marketplace.desk.services.assignments import (
    AlreadyDecided,
    HeldByAnother,
    hand_to,
    release,
    take_on,
)
from marketplace.desk.services.handing_over import (
    HandedOver,
    end_and_hand_over,
    let_go,
    reassign,
    tidy,
)
from marketplace.desk.services.several import Outcome, several

__all__ = [
    "AlreadyDecided",
    "HandedOver",
    "HeldByAnother",
    "Outcome",
    "end_and_hand_over",
    "hand_to",
    "let_go",
    "reassign",
    "release",
    "several",
    "take_on",
    "tidy",
]
