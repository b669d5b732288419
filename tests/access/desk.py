"""Who may call which address of the console."""

from tests.access.answers import (
    ADMINISTRATOR,
    ANY_DUTY,
    ANY_OFFICER,
    HELPS,
    THIS_DUTY,
    THIS_OFFICE,
    H,
    N,
    S,
    Y,
    rows,
)

rows(
    ANY_OFFICER,
    "console.dashboard",
    "console.dashboard_rows",
    "console.dashboard_rows_sheet",
    "console.dashboard_sheet",
    "console.queue",
    "console.queue_action POST",
    "console.interests",
    "console.interest GET POST",
    "console.shops",
    "console.wishes",
    "console.wishes_sheet",
    "console.wish",
)
# Words are the same all over Banten, so whoever curates teaches them, wherever she acts.
rows(
    ANY_DUTY, "console.searches", "console.searches_seldom_opened", "console.searches_known",
    "console.search_trial", "console.synonyms", "console.synonym_meaning GET POST",
    "console.synonym_group_new GET POST", "console.synonym_group GET POST",
    "console.synonym_group_removal POST", "console.protected_words GET POST",
)  # fmt: skip
# What is promoted is seen by whoever curates; each places only what stands where she acts.
rows(
    ANY_DUTY, "console.collections", "console.collection", "console.collection_new GET POST",
    "console.collection_placing GET POST", "console.collection_end GET POST",
    "console.collection_publication POST", "console.collection_order POST",
    "console.collection_cover_removal POST", "console.promotion_figures",
    "console.promotion_rows", "console.promotion_sheet",
)  # fmt: skip
rows(
    THIS_DUTY, "console.collection_words GET POST", "console.collection_cover GET POST",
    "console.collection_removal GET POST", "console.collection_step POST",
)  # fmt: skip
# The officer from elsewhere comes first here, and lets the word go: then there is none.
rows((S, N, N, Y, N, N, H), "console.protected_word_release POST")
rows(
    ANY_DUTY,
    "console.wish_hiding POST",
    "console.wish_showing POST",
    "console.claims",
    "console.cases",
    "console.reviews",
    "console.reviews_fine POST",
    "console.appeals",
    "console.permits",
    "console.register",
    "console.cooperative",
    "console.cooperative_history",
    "console.businesses",
    "console.business",
    "console.business_history",
    "console.register_imports",
    "console.register_upload POST",
    "console.numbers",
    "console.number_confirmation POST",
    "console.number_refusal POST",
    "console.number_password GET POST",
    "console.number_password_link POST",
)
rows(
    THIS_DUTY,
    "console.claim",
    "console.permit",
    "console.permit_finding POST",
    "console.evidence GET POST",
    "console.personal_number GET POST",
    "console.conflict",
    "console.conflict_keeping POST",
    "console.conflict_revocation POST",
    "console.decision POST",
    "console.claim_record POST",
    "console.revocation GET POST",
    "console.register_import",
    "console.register_application POST",
    "console.register_columns POST",
    "console.register_kind POST",
    "console.register_reading",
    "console.register_refusals",
    "console.register_withdrawal POST",
    "console.case",
    "console.case_decision POST",
    "console.review",
    "console.review_decision POST",
    "console.appeal",
    "console.appeal_answer POST",
    "console.suspension POST",
    "console.suspension_end POST",
)
# Her own declaration, which nobody else finds, not even an administrator.
rows((S, N, N, H, H, N, Y), "console.interest_end POST")
rows(
    HELPS,
    "console.rights_requests",
    "console.rights_request",
    "console.rights_answer POST",
    "console.rights_erasure POST",
)
rows(THIS_OFFICE, "console.shop", "console.shop_trail")
rows(
    ADMINISTRATOR,
    "console.officers",
    "console.work",
    "console.trail_search",
    "console.trail_sheet",
    "console.officer_invitation GET POST",
    "console.officer_end GET POST",
    "console.officer_handover_sheet",
)
