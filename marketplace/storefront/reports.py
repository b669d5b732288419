"""/laporkan: anybody says what is wrong with a product or a shop; nothing is hidden by it."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired, Length

from marketplace.catalog import queries as catalog
from marketplace.catalog.models import Listing
from marketplace.moderation import services
from marketplace.moderation.kinds import report_kinds
from marketplace.moderation.services.reports import LONGEST
from marketplace.sellers import queries as sellers
from marketplace.sellers.models import Shop
from marketplace.storefront import bp
from marketplace.storefront.products import SLUG
from marketplace.web.access import public
from marketplace.web.forms import Form, ParagraphField, filled, form_page
from marketplace.web.languages import said
from marketplace.web.limits import limiter
from marketplace.web.pages import found

# A village may share one address of its mobile carrier; this stops floods, not people.
OFTEN = "5 per minute; 20 per hour"
# Of one subject from everywhere: what comes on top is refused before it costs anything.
OF_ONE = "300 per hour"


class ReportForm(Form):
    """What is wrong, and in which words."""

    kind = RadioField(_("Apa yang salah?"), [InputRequired(_("Pilih salah satu."))])
    words = ParagraphField(
        _("Keterangan"), [Length(max=LONGEST)], render_kw={"maxlength": LONGEST, "rows": 4}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(one.key, said(one.label)) for one in report_kinds().values()]


def _subject() -> str:
    return f"report:{request.path}"


@bp.route("/laporkan/produk/<slug>", methods=["GET", "POST"])
@public
@limiter.limit(OFTEN, methods=["POST"])
@limiter.limit(OF_ONE, methods=["POST"], key_func=_subject)
def report_listing(slug: str) -> Response | tuple[str, int]:
    """Report a product that stands on the street."""
    one = found(catalog.listing_for_public(slug) if SLUG.fullmatch(slug) else None)
    back = url_for(".product", slug=one.slug)
    return _answer(one, one.title, back, lambda form: _report(one, form))


@bp.route("/laporkan/toko/<slug>", methods=["GET", "POST"])
@public
@limiter.limit(OFTEN, methods=["POST"])
@limiter.limit(OF_ONE, methods=["POST"], key_func=_subject)
def report_shop(slug: str) -> Response | tuple[str, int]:
    """Report a shop that stands on the street."""
    one = found(sellers.shop_on_street(slug) if SLUG.fullmatch(slug) else None)
    back = url_for(".shop", slug=one.slug)
    return _answer(one, one.name, back, lambda form: _report(one, form))


def _answer(
    subject: Listing | Shop, name: str, back: str, act: Callable[[ReportForm], None]
) -> Response | tuple[str, int]:
    form = ReportForm()
    if filled(form, lambda: act(form)):
        urgent = report_kinds()[form.kind.data].is_urgent
        return redirect(url_for(".report_sent", mendesak="1" if urgent else None), 303)
    return form_page(
        "storefront/report.html", form, name=name, back=back, is_shop=isinstance(subject, Shop)
    )


def _report(subject: Listing | Shop, form: ReportForm) -> None:
    person = current_user if current_user.is_authenticated else None
    services.report(subject, form.kind.data, form.words.data or "", by=person)


@bp.get("/laporkan/terkirim")
@public
def report_sent() -> str:
    """What happens with a report now."""
    urgent = request.args.get("mendesak") == "1"
    return render_template("storefront/report_sent.html", hours=4 if urgent else 24)
