"""`/lapak/produk`: the owner's listings, a new one, and the words of each."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from marketplace.catalog import categories, queries, rich_text
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.queries import reviews
from marketplace.moderation import queries as moderation
from marketplace.texts import one_line
from marketplace.web.access import member
from marketplace.web.forms import (
    Between,
    CountField,
    Form,
    LineField,
    ParagraphField,
    RupiahField,
    filled,
)
from marketplace.web.limits import limiter
from marketplace.web.pages import found, page_number, page_of
from marketplace.workspace import bp, findability
from marketplace.workspace.fields import HiddenNumber

STATES = {"tayang": "published", "draf": "draft", "arsip": "archived", "diturunkan": "removed"}
UPLOADS = "60 per hour"
HELD = "Tersimpan. Dinas meninjaunya dulu, paling lama 24 jam; sesudah itu tayang sendiri."
PROPOSED = "Perubahan menunggu ditinjau dinas, paling lama 24 jam. Versi tayang tidak berubah dulu."
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


class NewListingForm(Form):
    """Six fields, so that the first product stands in under three minutes."""

    picture = FileField("Foto")
    title = LineField(
        "Nama produk",
        [InputRequired("Tulis nama produknya."), Length(3, 90)],
        render_kw={"maxlength": 90},
    )
    category_slug = SelectField("Jenis", [InputRequired("Pilih jenis produk.")])
    price = RupiahField("Harga", [InputRequired("Tulis harganya.")], render_kw=NUMERIC)
    unit = SelectField("Satuan", [InputRequired("Pilih satuannya.")])
    stock = CountField(
        "Stok", [Optional(), Between(0, 1_000_000, "Stok terlalu banyak.")], render_kw=NUMERIC
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category_slug.choices = {"": [("", "Pilih …")], **dict(categories.kinds())}
        self.unit.choices = [(unit, unit) for unit in categories.units()]

    def words(self) -> catalog.Words:
        """What the form says; no stock means made to order."""
        return catalog.Words(
            title=self.title.data or "",
            category_slug=self.category_slug.data,
            unit=self.unit.data,
            made_to_order=self.stock.data is None,
        )


class ListingForm(Form):
    """Everything that a listing says of itself."""

    version = HiddenNumber()
    title = NewListingForm.title
    category_slug = NewListingForm.category_slug
    description = ParagraphField("Cerita produk", [Length(max=6000)])
    unit = NewListingForm.unit
    net_weight_grams = CountField(
        "Berat bersih",
        [Optional(), Between(1, 1_000_000, "Berat dari 1 sampai 1.000.000 gram.")],
        render_kw=NUMERIC,
    )
    minimum_order = CountField(
        "Pesanan paling sedikit",
        [InputRequired(), Between(1, 10_000, "Paling sedikit 1.")],
        render_kw=NUMERIC,
    )
    made_to_order = BooleanField("Dibuat sesuai pesanan, stok tidak dihitung")
    lead_days = CountField(
        "Lama pembuatan", [Optional(), Between(0, 180, "Paling lama 180 hari.")], render_kw=NUMERIC
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category_slug.choices = dict(categories.kinds())
        units = categories.units()
        kept = self.unit.data
        self.unit.choices = [(u, u) for u in (*units, *([kept] if kept not in units else []))]

    def words(self) -> catalog.Words:
        """What the form says."""
        return catalog.Words(
            title=self.title.data or "",
            category_slug=self.category_slug.data,
            unit=self.unit.data,
            description=self.description.data or "",
            net_weight_grams=self.net_weight_grams.data,
            minimum_order=self.minimum_order.data or 1,
            made_to_order=self.made_to_order.data,
            lead_days=self.lead_days.data,
        )


def own_listing(listing_id: int) -> Listing:
    """A listing of the shop at hand, or the 404 page."""
    return found(queries.listing_of(g.shop, listing_id))


@bp.get("/produk")
@member
def listings() -> str:
    """The shop's listings in one state."""
    asked = request.args.get("keadaan", "")
    counts = queries.counts_of(g.shop)
    state = STATES.get(asked) or ("published" if counts.get("published") else "draft")
    page = page_of(counts.get(state, 0), 30, page_number())
    rows = queries.own_listings(g.shop, state, page.number)
    tabs = [
        (label, url_for(".listings", keadaan=key), STATES[key] == state, counts.get(STATES[key], 0))
        for key, label in _labels(counts)
    ]
    return render_template("workspace/listings.html", rows=rows, tabs=tabs, page=page, state=state)


def _labels(counts: dict[str, int]) -> list[tuple[str, str]]:
    labels = [("tayang", "Tayang"), ("draf", "Draf"), ("arsip", "Arsip")]
    return labels + [("diturunkan", "Diturunkan")] * bool(counts.get("removed"))


@bp.route("/produk/baru", methods=["GET", "POST"])
@member
@limiter.limit(UPLOADS, methods=["POST"])
def listing_new() -> Any:
    """A new product: one submit saves a draft or puts it on the street."""
    form = NewListingForm(**_prefilled())
    made: list[Listing] = []
    if filled(form, lambda: made.append(_offer(form))):
        flash(_saved(made[0]), "good")
        return redirect(url_for(".listing", listing_id=made[0].id))
    return render_template("workspace/listing_new.html", form=form), 422 if form.errors else 200


def _saved(one: Listing) -> str:
    if one.is_published:
        return "Produk sudah tayang di pasar."
    return HELD if reviews.waiting_of(one) else "Draf tersimpan."


def _prefilled() -> dict[str, str]:
    """Name and kind that another page suggests in the address."""
    kind = categories.category(request.args.get("jenis", ""))
    name = one_line(request.args.get("nama", "")) or ""
    return {"title": name[:90], "category_slug": kind.slug if kind else ""}


def _offer(form: NewListingForm) -> Listing:
    return catalog.offer(
        g.shop,
        by=current_user,
        words=form.words(),
        price=form.price.data or 0,
        stock=form.stock.data,
        picture=form.picture.data.read() if form.picture.data else None,
        publish=request.form.get("simpan") == "tayang",
    )


@bp.route("/produk/<int:listing_id>", methods=["GET", "POST"])
@member
def listing(listing_id: int) -> Any:
    """One listing's words."""
    one = own_listing(listing_id)
    form = ListingForm(obj=one, description=None)
    if not form.is_submitted():
        form.description.data = rich_text.to_typed(one.description)
        if "usulan" in request.args:
            _fill_in_proposal(form, one)
        return _listing_page(one, form, [])
    newer: list[tuple[str, str]] = []
    if filled(form, lambda: _edit(one, form, newer)):
        applied = own_listing(listing_id).version != form.version.data
        flash("Perubahan tersimpan." if applied else PROPOSED, "good")
        return redirect(url_for(".listing", listing_id=listing_id))
    one = own_listing(listing_id)
    return _listing_page(one, form, newer), 422


def _fill_in_proposal(form: ListingForm, one: Listing) -> None:
    """Go on writing at what waits for an officer."""
    waiting = reviews.waiting_of(one)
    for name, value in (waiting.proposed.get("words", {}) if waiting else {}).items():
        form[name].data = value


def _listing_page(one: Listing, form: ListingForm, newer: list[tuple[str, str]]) -> str:
    found = findability.of(one)
    return render_template(
        "workspace/listing.html",
        listing=one,
        form=form,
        newer=newer,
        found=found,
        waiting=reviews.waiting_of(one),
        removal=moderation.removal_of(one) if one.is_removed else None,
    )


def _edit(one: Listing, form: ListingForm, newer: list[tuple[str, str]]) -> None:
    try:
        catalog.edit(one, by=current_user, version=form.version.data or 0, words=form.words())
    except catalog.Stale:
        saved = own_listing(one.id)
        form.version.data = saved.version
        newer.extend(_differences(form, saved))
        raise


def _differences(form: ListingForm, saved: Listing) -> list[tuple[str, str]]:
    """What is kept now and differs from what was typed."""
    there = {name: getattr(saved, name) for name in form.data if hasattr(saved, name)}
    there["description"] = rich_text.to_typed(saved.description)
    return [
        (form[name].label.text, "ya" if value is True else str(value))
        for name, value in there.items()
        if name != "version" and (value or None) != (form[name].data or None)
    ]
