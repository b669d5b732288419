"""Which office leads a collection: the one that made it, and the province."""

from marketplace.accounts.models import User
from marketplace.promotions.models import Collection

DUTY = "curate"


def may_lead(officer: User, collection: Collection) -> bool:
    """Whether words, period and end of a collection are her office's: the province's are all."""
    own = officer.officer
    if own is None or not officer.has_duty(DUTY):
        return False
    return own.regency_code is None or own.regency_code == collection.regency_code


def office_code(officer: User) -> str | None:
    """The kab/kota of an officer's office; None for the province."""
    return officer.officer.regency_code if officer.officer else None
