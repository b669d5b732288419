"""What happens to accounts; one file per subject, one public function per use case."""

from marketplace.accounts.services.addresses import (
    Particulars,
    add_address,
    edit_address,
    make_default,
    remove_address,
)
from marketplace.accounts.services.consents import give_consent, note_consent, withdraw_consent
from marketplace.accounts.services.copies import KIND as COPY
from marketplace.accounts.services.copies import ask_for_copy, fetch_copy
from marketplace.accounts.services.erasure import ask_to_be_erased, erase_by_request
from marketplace.accounts.services.forgetting import forget_links, forget_what_is_over
from marketplace.accounts.services.keys import renew_code_secrets
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
from marketplace.accounts.services.paper_codes import replace_recovery_codes
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
from marketplace.accounts.services.private import (
    keep_personal_number,
    note_view_of_evidence,
    reveal_personal_number,
)
from marketplace.accounts.services.retention import apply_retention
from marketplace.accounts.services.rights import answer_request, ask_about_data, call_off
from marketplace.accounts.services.second_factor import (
    check_code,
    check_it_is_she,
    give_code_again,
    prepare_second_factor,
    remove_second_factor,
    replace_second_step_codes,
    set_second_factor,
)
from marketplace.accounts.services.sessions import (
    authenticate,
    end_all_sign_ins,
    end_everybodys_sign_ins,
    end_one_sign_in,
    end_other_sign_ins,
    end_sign_in,
    note_visit,
    start_sign_in,
)
from marketplace.accounts.services.sign_up import SignedUp, finish_sign_up, sign_up

__all__ = [
    "COPY",
    "Particulars",
    "SignedUp",
    "accept_invitation",
    "add_address",
    "answer_request",
    "apply_retention",
    "appoint",
    "ask_about_data",
    "ask_for_copy",
    "ask_for_reset",
    "ask_to_be_erased",
    "ask_to_use_email",
    "authenticate",
    "call_off",
    "change_password",
    "change_phone",
    "check_code",
    "check_it_is_she",
    "confirm_email",
    "confirm_phone",
    "edit_address",
    "end_all_sign_ins",
    "end_appointment",
    "end_everybodys_sign_ins",
    "end_one_sign_in",
    "end_other_sign_ins",
    "end_sign_in",
    "erase_by_request",
    "fetch_copy",
    "finish_sign_up",
    "forget_links",
    "forget_what_is_over",
    "give_code_again",
    "give_consent",
    "invite",
    "issue_reset_link",
    "keep_personal_number",
    "make_default",
    "note_consent",
    "note_view_of_evidence",
    "note_visit",
    "prepare_second_factor",
    "refuse_phone",
    "reinstate",
    "remove_address",
    "remove_second_factor",
    "rename",
    "renew_code_secrets",
    "replace_recovery_codes",
    "replace_second_step_codes",
    "request_phone_confirmation",
    "reset_by_code",
    "reset_by_link",
    "reveal_personal_number",
    "set_second_factor",
    "sign_up",
    "start_sign_in",
    "suspend",
    "withdraw_consent",
]
