"""Asking on WhatsApp: written down, then on to the chat. The number is in no page."""

from typing import Any

from flask import current_app, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.accounts import phones
from marketplace.catalog import queries as catalog
from marketplace.catalog.models import Listing, Variant
from marketplace.errors import NotFound, RuleBroken
from marketplace.inquiries import services as inquiries
from marketplace.storefront import bp
from marketplace.storefront.products import SLUG, page, shown_at
from marketplace.web.access import public
from marketplace.web.forms import CountField, Form, LineField
from marketplace.web.limits import limiter
from marketplace.web.pages import found
from marketplace.web.whatsapp import chat_link

# A village may share one address of its mobile carrier, so this stops harvesting, not people.
OFTEN = "15 per minute; 150 per hour"


class InquiryForm(Form):
    """Which variant, by id or by its options, and how many."""

    variant = LineField()
    option_one = LineField()
    option_two = LineField()
    quantity = CountField()


@bp.post("/produk/<slug>/tanya")
@public
@limiter.limit(OFTEN)
def inquiry(slug: str) -> Any:
    """Write the question down and lead on to WhatsApp; or say why not, beside the form."""
    listing = found(catalog.listing_for_public(slug) if SLUG.fullmatch(slug) else None)
    form = InquiryForm()
    asked: dict[str, Any] = {"quantity": request.form.get("quantity", "")[:9]}
    try:
        variant = variant_of(listing, form)
        asked["variant_id"] = variant.id if variant else None
        return leave_for_whatsapp(listing, variant, quantity_of(form, listing))
    except RuleBroken as refused:
        return page(shown_at(slug), asked, refused), 422


def leave_for_whatsapp(listing: Listing, variant: Variant | None, quantity: int) -> Response:
    """The redirect that leaves the site, with the question as its text."""
    number = listing.shop.whatsapp or ""
    if not phones.can_have_whatsapp(number):
        raise RuleBroken("Penjual ini belum memasang nomor WhatsApp yang sudah diperiksa.")
    buyer = current_user if current_user.is_authenticated else None
    address = f"{current_app.config['SETTINGS'].site_url}/produk/{listing.slug}"
    asked = inquiries.ask(listing, variant, quantity, buyer=buyer)
    answer = redirect(chat_link(number, asked.question_text(address)), 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def variant_of(listing: Listing, form: InquiryForm) -> Variant | None:
    """The variant named; NotFound when it is no variant of this listing."""
    if written := form.variant.data:
        if not written.isascii() or not written.isdigit() or len(written) > 18:
            raise NotFound
        return found(next((v for v in listing.variants if v.id == int(written)), None))
    options = (form.option_one.data or "", form.option_two.data or "")
    if not any(options):
        return None
    for variant in listing.offered:
        if (variant.option_one, variant.option_two) == options:
            return variant
    raise RuleBroken("Pilihan itu tidak ada bersamaan. Lihat daftar pilihan di bawah.", "variant")


def quantity_of(form: InquiryForm, listing: Listing) -> int:
    """How many; the minimum when nothing was written, RuleBroken when it is not a number."""
    if not form.validate():
        raise RuleBroken("Tulis jumlahnya dengan angka.", "quantity")
    return int(form.quantity.data) if form.quantity.data is not None else listing.minimum_order
