"""/dinas/tinjauan: new listings, held ones and proposed edits, looked at by an officer."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.catalog import categories, risks
from marketplace.catalog.forbidden import rules
from marketplace.catalog.models import ListingReview
from marketplace.catalog.queries import reviews as queries
from marketplace.catalog.words import words_of
from marketplace.clock import now
from marketplace.console import bp
from marketplace.console.verdicts import VerdictForm
from marketplace.errors import RuleBroken
from marketplace.moderation import queries as moderation
from marketplace.moderation import services
from marketplace.sellers import queries as sellers
from marketplace.web.access import officer
from marketplace.web.filters import rupiah
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found, page_number, page_of

SIZE = 25
MOST_TOGETHER = 50
KINDS = {
    "first": "Produk pertama lapak baru",
    "warned": "Ada kata yang perlu dilihat",
    "held": "Ditahan sebelum tayang",
    "edit": "Perubahan yang diusulkan",
}
FIELDS = {
    "title": "Nama",
    "category_slug": "Jenis",
    "description": "Cerita",
    "unit": "Satuan",
    "net_weight_grams": "Berat bersih (gram)",
    "minimum_order": "Pesanan paling sedikit",
    "made_to_order": "Dibuat sesuai pesanan",
    "lead_days": "Lama pembuatan (hari)",
}
Row = tuple[str, str | None, str | None, bool]


class ReviewForm(VerdictForm):
    """Let it pass, refuse it, or take it off; why."""

    kinds = {
        "approve_edit": "Menyetujui",
        "reject_edit": "Menolak",
        "remove": "Menurunkan",
    }

    def kind_of_decision(self) -> str | None:
        """The reason has to fit the button."""
        return request.form.get("decision")


@bp.get("/tinjauan")
@officer("supervise")
def reviews() -> str:
    """What waits where she acts, urgent first; what was decided."""
    waiting = request.args.get("keadaan") != "diputuskan"
    tabs, total = _tabs(waiting=waiting)
    page = page_of(total, SIZE, page_number())
    read = queries.waiting_reviews_for if waiting else queries.decided_reviews_for
    shown = read(current_user, SIZE, offset=(page.number - 1) * SIZE)
    more = {"page": page, "waiting": waiting, "kinds": KINDS, "at": now()}
    return render_template("console/reviews.html", reviews=shown, tabs=tabs, **more)


def _tabs(*, waiting: bool) -> tuple[list[tuple[str, str, bool, int]], int]:
    open_, done = (
        queries.count_waiting_reviews_for(current_user),
        queries.count_decided_reviews_for(current_user),
    )
    tabs = [
        ("Menunggu", url_for(".reviews"), waiting, open_),
        ("Diputuskan", url_for(".reviews", keadaan="diputuskan"), not waiting, done),
    ]
    return tabs, open_ if waiting else done


@bp.post("/tinjauan/baik")
@officer("supervise")
def reviews_fine() -> Response:
    """Several that stand already were looked at and are fine, each as the list showed it."""
    seen = {one[0]: one[1:] for one in map(_numbers, request.form.getlist("seen")) if one}
    there = queries.standing_reviews_for(current_user, list(seen)[:MOST_TOGETHER])
    passed, left = services.approve_reviews(
        [(review, *seen[id_]) for id_, review in there.items()], by=current_user
    )
    if passed:
        flash(f"{passed} produk ditandai sudah dilihat, baik.", "good")
    if left:
        flash(f"{left} produk berubah sejak halaman ini dibuka. Lihat satu per satu.", "warn")
    if not seen:
        flash("Centang dulu produk yang sudah Anda lihat.", "warn")
    return redirect(url_for(".reviews"))


def _numbers(written: str) -> tuple[int, int, int] | None:
    parts = written.split(":")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 16 for p in parts):
        return None
    return int(parts[0]), int(parts[1]), int(parts[2])


@bp.get("/tinjauan/<int:review_id>")
@officer("supervise")
def review(review_id: int) -> str:
    """One review: what is live beside what is proposed, differences marked."""
    one = found(queries.review_for(current_user, review_id))
    return _review_page(one, ReviewForm(formdata=None, **_seen(one)))


@bp.post("/tinjauan/<int:review_id>/keputusan")
@officer("supervise")
def review_decision(review_id: int) -> Response | tuple[str, int]:
    """Let it pass, refuse it, or take it off."""
    one = found(queries.review_for(current_user, review_id))
    form = ReviewForm()
    if filled(form, lambda: flash(_decide(one, form), "good")):
        return redirect(url_for(".review", review_id=review_id))
    one = found(queries.review_for(current_user, review_id))
    form.look_again(**_seen(one))
    return _review_page(one, form), status_of(form)


def _seen(one: ListingReview) -> dict[str, int]:
    return {"version": one.version, "listing_version": one.listing.version}


def _decide(one: ListingReview, form: ReviewForm) -> str:
    verbs = {
        "approve_edit": (services.approve_review, "Disetujui. Pembeli melihatnya sekarang."),
        "reject_edit": (services.reject_review, "Ditolak. Pemiliknya membaca alasan Anda."),
        "remove": (services.remove_reviewed, "Diturunkan. Pemiliknya membaca alasan Anda."),
    }
    verb, words = verbs.get(form.kind_of_decision() or "", (None, ""))
    if verb is None:
        raise RuleBroken("Pilih tindakannya.")
    verb(
        one,
        by=current_user,
        version=form.version.data,
        listing_version=form.listing_version.data,
        code=form.chosen_code,
        reason=form.full_reason,
    )
    return words


def _review_page(one: ListingReview, form: ReviewForm) -> str:
    return render_template(
        "console/review.html",
        review=one,
        form=form,
        rows=sorted(_rows(one), key=lambda row: not row[3]),  # what differs comes first
        kinds=KINDS,
        why=[risks.WHY[code] for code in one.why],
        hits=[(word, rules().kinds[key]) for key, word in one.hits if key in rules().kinds],
        history=moderation.history_of(one.shop),
        near=sellers.has_interest(current_user, one.shop),
        at=now(),
    )


def _rows(one: ListingReview) -> Iterator[Row]:
    """Field by field; of a decided one, what it was then."""
    words = one.proposed.get("words", {})
    before = vars(words_of(one.listing)) if one.is_waiting else one.was.get("words", {})
    for name, label in FIELDS.items():
        if not one.is_waiting and name not in words:
            continue
        live = _told(name, before.get(name))
        wanted = _told(name, words[name]) if name in words else live
        yield label, live, wanted, live != wanted
    live_prices = {str(variant.id): variant for variant in one.listing.offered}
    for variant_id, price in one.proposed.get("prices", {}).items():
        variant = live_prices.get(variant_id)
        was = variant.price if variant and one.is_waiting else one.was["prices"][variant_id]
        label = f"Harga {variant.name}".strip() if variant else "Harga"
        yield label, rupiah(was), rupiah(price), was != price


def _told(name: str, value: Any) -> str | None:
    if name == "category_slug" and value:
        kind = categories.category(value)
        return kind.name if kind else value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return None if value is None else str(value)
