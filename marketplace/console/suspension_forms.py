"""The forms of a shop's suspension: with which reason, until when, and why it ends early."""

from typing import Any

from wtforms import DateField
from wtforms.validators import Optional

from marketplace.console.reasons import ReasonedForm
from marketplace.moderation.kinds import REASONS
from marketplace.sellers.models import Shop


class SuspensionForm(ReasonedForm):
    """Why a shop is taken off the street, and its last day."""

    reasons = REASONS
    kinds = {"suspend": "Pembekuan"}
    until = DateField("Sampai hari", [Optional()])


class LiftForm(ReasonedForm):
    """Why it is let back."""

    reasons = REASONS
    kinds = {"lift": "Pembukaan"}


def form_of(shop: Shop, **more: Any) -> SuspensionForm | LiftForm:
    """The empty form that fits how a shop stands."""
    form = LiftForm if shop.suspended_at else SuspensionForm
    return form(formdata=None, prefix="beku-", **more)
