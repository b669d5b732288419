"""Visits to what is kept locked: evidence and a number, each behind a reason."""

from typing import Any

from marketplace.accounts import services as accounts
from marketplace.sellers.models import Claim

NUMBER = "3601135507850003"


def add(street: Any, claim: Claim) -> None:
    """The pages that ask an officer why she looks."""
    accounts.keep_personal_number(claim.submitted_by, "nik_ktp", NUMBER)
    who, where = "halimah.provinsi", {"claim_id": claim.id}
    street.add("console.personal_number", who, **where)
    street.add("console.evidence", who, evidence_id=claim.evidence[0].id, **where)
