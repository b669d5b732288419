"""Who may call which address. The order of people is that of `world.ROLES`:

anonymous, buyer, another shop's member, officer of another kab/kota, administrator,
the shop's member, the officer who decides here.
"""

Y, N, H, S, B = "yes", "no", "hidden", "sign in", "open a shop"

EVERYBODY = (Y, Y, Y, Y, Y, Y, Y)
SIGNED_IN = (S, Y, Y, Y, Y, Y, Y)
# Half-way through signing in: these two pages send everybody back who is not.
HALF_WAY = (S, S, S, S, S, S, S)
# One's own: the buyer's, which nobody else finds, whatever she is.
HER_OWN = (S, Y, H, H, H, H, H)
ANY_MEMBER = (S, B, Y, B, B, Y, B)
THIS_MEMBER = (S, B, H, B, B, Y, B)
ANY_OFFICER = (S, N, N, Y, Y, N, Y)
ANY_DUTY = (S, N, N, Y, N, N, Y)
THIS_DUTY = (S, N, N, H, N, N, Y)
# An administrator looks at every shop; an officer at those of her own kab/kota.
THIS_OFFICE = (S, N, N, H, Y, N, Y)
# Help with people's own data: the duty, or the whole site, wherever the person lives.
HELPS = (S, N, N, Y, Y, N, Y)
ADMINISTRATOR = (S, N, N, N, Y, N, N)

TABLE: dict[str, tuple[str, ...]] = {}


def _rows(answers: tuple[str, ...], *addresses: str) -> None:
    for address in addresses:
        endpoint, _, methods = address.partition(" ")
        for method in (methods or "GET").split():
            TABLE[f"{method} {endpoint}"] = answers


_rows(
    EVERYBODY,
    "static",
    "stylesheet",
    "healthz",
    "readyz",
    "storefront.home",
    "storefront.results",
    "storefront.suggestions",
    "storefront.category",
    "storefront.place",
    "storefront.places_under",
    "storefront.places_named",
    "storefront.product",
    "storefront.shop",
    "storefront.shops",
    "storefront.proof",
    "storefront.proof_search",
    "storefront.badge",
    "storefront.how_to_buy",
    "storefront.how_to_sell",
    "storefront.complaints",
    "storefront.privacy",
    "storefront.terms",
    "storefront.ranking",
    "storefront.media",
    "storefront.media_preview",
    "storefront.favicon",
    "storefront.manifest",
    "storefront.offline",
    "storefront.offline_worker",
    "storefront.robots",
    "storefront.sitemap",
    "storefront.sitemap_pages",
    "storefront.sitemap_part",
    "storefront.letters",
    "storefront.letter",
    "storefront.sign_up_mail",
    "storefront.account_gone",
    "storefront.password_reset_mail",
    "storefront.inquiry POST",
    "storefront.wish GET POST",
    "storefront.wish_recorded",
    "storefront.result_click POST",
    "storefront.sign_out POST",
    "storefront.sign_in GET POST",
    "storefront.sign_up GET POST",
    "storefront.sign_up_end GET POST",
    "storefront.email_confirmation GET POST",
    "storefront.password_reset GET POST",
    "storefront.password_by_code GET POST",
    "storefront.password_by_link GET POST",
    "storefront.officer_invitation GET POST",
)
_rows(HALF_WAY, "storefront.second_step GET POST", "storefront.second_step_setup GET POST")
_rows(
    SIGNED_IN,
    "storefront.account",
    "storefront.account_inquiries",
    "storefront.account_wishes",
    "storefront.account_addresses",
    "storefront.account_address_new GET POST",
    "storefront.account_consents",
    "storefront.account_consent POST",
    "storefront.account_consent_end POST",
    "storefront.account_copy GET POST",
    "storefront.account_data",
    "storefront.account_data_request GET POST",
    "storefront.account_deletion GET POST",
    "storefront.account_devices",
    "storefront.account_devices_end POST",
    "storefront.account_factor GET POST",
    "storefront.account_factor_setup GET POST",
    "storefront.account_factor_removal GET POST",
    "storefront.account_factor_codes GET POST",
    "storefront.account_email_change GET POST",
    "storefront.account_name GET POST",
    "storefront.account_number",
    "storefront.account_number_change GET POST",
    "storefront.account_password GET POST",
    "storefront.number_confirmation POST",
    "storefront.recovery_codes GET POST",
    "storefront.recovery_codes_kept POST",
    "workspace.opening GET POST",
)
_rows(
    HER_OWN,
    "storefront.account_address GET POST",
    "storefront.account_address_default POST",
    "storefront.account_address_removal POST",
    "storefront.account_wish_withdrawal POST",
    "storefront.account_copy_file POST",
    "storefront.account_data_request_end POST",
    "storefront.account_device_end POST",
)
_rows(
    ANY_MEMBER,
    "workspace.today",
    "workspace.listings",
    "workspace.listing_new GET POST",
    "workspace.listing_sheets",
    "workspace.listing_sheet_upload POST",
    "workspace.listing_template",
    "workspace.listing_export",
    "workspace.permits GET POST",
    "workspace.inquiries",
    "workspace.inquiries_seen POST",
    "workspace.wishes",
    "workspace.profile GET POST",
    "workspace.closing POST",
    "workspace.reopening POST",
    "workspace.cover POST",
    "workspace.cover_removal POST",
    "workspace.holiday POST",
    "workspace.holiday_end POST",
    "workspace.verification",
    "workspace.cooperative_number POST",
    "workspace.claim POST",
)
_rows(
    THIS_MEMBER,
    "workspace.listing GET POST",
    "workspace.listing_permits GET POST",
    "workspace.permit GET POST",
    "workspace.permit_removal POST",
    "workspace.sale GET POST",
    "workspace.sale_end POST",
    "workspace.stock GET POST",
    "workspace.wholesale GET POST",
    "workspace.variants GET POST",
    "workspace.pictures GET POST",
    "workspace.picture_order POST",
    "workspace.picture_removal POST",
    "workspace.picture_words POST",
    "workspace.listing_sheet",
    "workspace.listing_sheet_application POST",
    "workspace.listing_sheet_corrections",
    "workspace.listing_sheet_resumption POST",
    "workspace.listing_sheet_withdrawal POST",
    "workspace.publication POST",
    "workspace.withdrawal POST",
    "workspace.archiving POST",
    "workspace.inquiry_answer POST",
    "workspace.wish GET POST",
    "workspace.claim_withdrawal POST",
)
_rows(
    ANY_OFFICER,
    "console.queue",
    "console.shops",
    "console.wishes",
    "console.wishes_sheet",
    "console.wish",
)
# Words are the same all over Banten, so whoever curates teaches them, wherever she acts.
_rows(
    ANY_DUTY, "console.searches", "console.searches_seldom_opened", "console.searches_known",
    "console.search_trial", "console.synonyms", "console.synonym_meaning GET POST",
    "console.synonym_group_new GET POST", "console.synonym_group GET POST",
    "console.synonym_group_removal POST", "console.protected_words GET POST",
)  # fmt: skip
# The officer from elsewhere comes first here, and lets the word go: then there is none.
_rows((S, N, N, Y, N, N, H), "console.protected_word_release POST")
_rows(
    ANY_DUTY,
    "console.wish_hiding POST",
    "console.wish_showing POST",
    "console.claims",
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
_rows(
    THIS_DUTY,
    "console.claim",
    "console.evidence",
    "console.decision POST",
    "console.revocation GET POST",
    "console.register_import",
    "console.register_application POST",
    "console.register_columns POST",
    "console.register_kind POST",
    "console.register_reading",
    "console.register_refusals",
    "console.register_withdrawal POST",
    "console.suspension POST",
    "console.suspension_end POST",
)
_rows(
    HELPS,
    "console.rights_requests",
    "console.rights_request",
    "console.rights_answer POST",
    "console.rights_erasure POST",
)
_rows(THIS_OFFICE, "console.shop")
_rows(
    ADMINISTRATOR,
    "console.officers",
    "console.work",
    "console.officer_invitation GET POST",
    "console.officer_end GET POST",
)
