"""Addresses that are no pages, and why they are not visited."""

NOT_PAGES = {
    "static": "files",
    "stylesheet": "every page loads it",
    "healthz": "JSON for machines",
    "readyz": "JSON for machines",
    "storefront.favicon": "a picture",
    "storefront.manifest": "JSON for browsers",
    "storefront.offline_worker": "a script",
    "storefront.robots": "text for machines",
    "storefront.sitemap": "XML for machines",
    "storefront.sitemap_pages": "XML for machines",
    "storefront.sitemap_part": "XML for machines",
    "storefront.media_preview": "pictures for chats",
    "storefront.media": "pictures; every page's are loaded and looked at",
    "storefront.places_under": "JSON for the place picker",
    "storefront.places_named": "JSON for the place picker",
    "storefront.account_factor_setup": "leads back unless begun; a journey sets one up",
    "workspace.listing_template": "a file to download",
    "workspace.listing_export": "a file to download",
    "workspace.listing_sheet_corrections": "a file to download",
    "console.evidence": "a picture, shown and loaded on the claim's page",
}
