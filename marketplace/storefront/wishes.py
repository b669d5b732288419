"""/permintaan: a buyer asks for what nobody lists yet."""

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog import categories
from marketplace.catalog import queries as catalog
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Wish
from marketplace.inquiries.queries import wishes
from marketplace.storefront import bp
from marketplace.storefront.product_address import read
from marketplace.storefront.wish_form import WishForm, for_search
from marketplace.web.access import public
from marketplace.web.forms import filled, form_page
from marketplace.web.limits import limiter

# A village may share one address of its mobile carrier; this stops floods, not people.
OFTEN = "10 per minute; 60 per hour"


@bp.route("/permintaan", methods=["GET", "POST"])
@public
@limiter.limit(OFTEN, methods=["POST"])
def wish() -> Response | tuple[str, int]:
    """Write the wish down, or say beside the form why not."""
    form = WishForm() if request.method == "POST" else for_search(read(request.args), None)
    made: list[Wish] = []
    if filled(form, lambda: made.append(_make(form))):
        sold = wishes.listings_for(made[0], limit=1)
        slug = made[0].category_slug
        return redirect(url_for(".wish_recorded", kategori=slug, produk=sold), 303)
    return form_page("storefront/wish.html", form)


def _make(form: WishForm) -> Wish:
    buyer = current_user if current_user.is_authenticated else None
    return inquiries.make_wish(form.wanted(), by=buyer)


@bp.get("/permintaan/tercatat")
@public
def wish_recorded() -> str:
    """What happens with a wish now, and where to go on; what answers it already, if anything."""
    named = request.args.get("produk", "")
    known = named.isascii() and named.isdigit() and len(named) < 16
    return render_template(
        "storefront/wish_recorded.html",
        category=categories.category(request.args.get("kategori", "")),
        cards=catalog.cards([int(named)]) if known else [],
    )
