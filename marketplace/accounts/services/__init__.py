"""What happens to accounts; one file per subject, one public function per use case."""

from marketplace.accounts.services.forgetting import forget_what_is_over
from marketplace.accounts.services.numbers import (
    change_phone,
    confirm_phone,
    refuse_phone,
    request_phone_confirmation,
)
from marketplace.accounts.services.officers import (
    accept_invitation,
    appoint,
    end_appointment,
    invite,
)
from marketplace.accounts.services.passwords import (
    ask_for_reset,
    change_password,
    issue_reset_link,
    reset_by_code,
    reset_by_link,
)
from marketplace.accounts.services.people import (
    ask_to_use_email,
    confirm_email,
    reinstate,
    rename,
    suspend,
)
from marketplace.accounts.services.second_factor import check_code, set_second_factor
from marketplace.accounts.services.sessions import (
    authenticate,
    end_all_sign_ins,
    end_sign_in,
    note_visit,
    start_sign_in,
)
from marketplace.accounts.services.sign_up import (
    SignedUp,
    finish_sign_up,
    replace_recovery_codes,
    sign_up,
)

__all__ = [
    "SignedUp",
    "accept_invitation",
    "appoint",
    "ask_for_reset",
    "ask_to_use_email",
    "authenticate",
    "change_password",
    "change_phone",
    "check_code",
    "confirm_email",
    "confirm_phone",
    "end_all_sign_ins",
    "end_appointment",
    "end_sign_in",
    "finish_sign_up",
    "forget_what_is_over",
    "invite",
    "issue_reset_link",
    "note_visit",
    "refuse_phone",
    "reinstate",
    "rename",
    "replace_recovery_codes",
    "request_phone_confirmation",
    "reset_by_code",
    "reset_by_link",
    "set_second_factor",
    "sign_up",
    "start_sign_in",
    "suspend",
]
