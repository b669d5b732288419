"""A person's own pages: joining, signing in, getting back in, and what is kept of her."""

from marketplace.storefront.account import (
    addresses,
    asked,
    consents,
    contacts,
    deletion,
    devices,
    factor,
    home,
    letters,
    recovery,
    reports,
    reset,
    rights,
    second_step,
    sign_in,
    sign_up,
)

__all__ = [
    "addresses",
    "asked",
    "consents",
    "contacts",
    "deletion",
    "devices",
    "factor",
    "home",
    "letters",
    "recovery",
    "reports",
    "reset",
    "rights",
    "second_step",
    "sign_in",
    "sign_up",
]
