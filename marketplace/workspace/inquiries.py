"""`/lapak/pertanyaan`: what buyers asked on WhatsApp."""

from flask import flash, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.inquiries import queries
from marketplace.inquiries import services as inquiry_services
from marketplace.inquiries.queries import wishes
from marketplace.web.access import member
from marketplace.web.pages import found, page_number, page_of
from marketplace.workspace import bp


@bp.get("/pertanyaan")
@member
def inquiries() -> str:
    """The shop's inquiries, the latest first."""
    number = page_number()
    asked = queries.of_shop(g.shop, number)
    return render_template(
        "workspace/inquiries.html",
        shop=g.shop,
        asked=asked.inquiries,
        page=page_of(asked.total, queries.PAGE_SIZE, number),
        new=queries.new_count(g.shop),
        wishes=wishes.open_count(g.shop),
    )


@bp.post("/pertanyaan/dilihat")
@member
def inquiries_seen() -> Response:
    """The owner has looked at everything."""
    inquiry_services.mark_seen(g.shop, by=current_user)
    return redirect(url_for(".inquiries"))


@bp.post("/pertanyaan/<number>/jawaban")
@member
def inquiry_answer(number: str) -> Response:
    """The owner has answered."""
    inquiry = found(queries.one_of_shop(g.shop, number))
    inquiry_services.mark_answered(inquiry, by=current_user)
    flash("Ditandai sudah dijawab.", "good")
    return redirect(url_for(".inquiries"))
