"""Visits to a buyer's own room, with something in each of its corners."""

from typing import Any

from marketplace.accounts import services
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.inquiries import services as inquiries

PAGES = (
    "account_inquiries", "account_wishes", "account_addresses", "account_address_new",
    "account_devices", "account_factor", "account_factor_removal", "account_factor_codes",
    "account_consents", "account_data", "account_copy", "account_deletion",
)  # fmt: skip


def add(street: Any, buyer: User, listing: Listing) -> None:
    """Two addresses, another device, a question and a request, and the pages that show them."""
    for label in ("Rumah", "Kantor"):
        typed = services.Particulars(
            label, "Dimas", "0812-3456-7890", "36.01.13.2001", "Jl. Raya Menes 7", "3", "12"
        )
        address = services.add_address(buyer, typed, now())
    services.start_sign_in(buyer, now(), "Firefox di Windows")
    inquiries.ask(listing, listing.variants[0], listing.minimum_order, buyer=buyer)
    for text, category in (("Kopi robusta Lebak", "kopi"), ("Emping jengkol pedas", "emping")):
        wanted = inquiries.Wanted(text, category, "36.02", "250 gram, giling halus")
        inquiries.make_wish(wanted, by=buyer)
    for name in PAGES:
        street.add(f"storefront.{name}", "dimas")
    street.add("storefront.account_address", "dimas", address_id=address.id)
    street.add("storefront.account_data_request", "dimas", word="perbaikan")
    street.add("storefront.account_gone")
    asked = services.ask_about_data(buyer, "objection", "Saya menolak keputusan itu.", now())
    street.add("console.rights_requests", "lilis.provinsi")
    street.add("console.rights_request", "lilis.provinsi", request_id=asked.id)
