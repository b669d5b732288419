"""The tables of the accounts room, one file per subject."""

from marketplace.accounts.models.address import Address
from marketplace.accounts.models.officer import DUTIES, Officer
from marketplace.accounts.models.person import Consent, RecoveryCode, User
from marketplace.accounts.models.private import Disclosure, PersonalNumber
from marketplace.accounts.models.proof import OneUseLink, PhoneConfirmation
from marketplace.accounts.models.retention import RetentionRun
from marketplace.accounts.models.rights import RightsRequest
from marketplace.accounts.models.sign_in import SignIn

__all__ = [
    "DUTIES",
    "Address",
    "Consent",
    "Disclosure",
    "Officer",
    "OneUseLink",
    "PersonalNumber",
    "PhoneConfirmation",
    "RecoveryCode",
    "RetentionRun",
    "RightsRequest",
    "SignIn",
    "User",
]
