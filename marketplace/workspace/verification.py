"""The owner's way to the badge: what it means, her claim and its state, and how to begin."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.clock import now, today
from marketplace.errors import RuleBroken
from marketplace.places import queries as places
from marketplace.registry import queries as registry
from marketplace.registry.models import Cooperative
from marketplace.sellers import jurisdiction, queries, register, services
from marketplace.sellers.affiliation import badge_words, readable
from marketplace.sellers.models import Claim
from marketplace.web.access import member
from marketplace.web.forms import Form, LineField, filled, refuse
from marketplace.web.limits import limiter
from marketplace.web.pages import found
from marketplace.workspace import bp
from marketplace.workspace.fields import HiddenNumber, whole_number

ROLES = [
    ("anggota", "Anggota"),
    ("pengurus", "Pengurus"),
    ("pengawas", "Pengawas"),
    ("karyawan", "Karyawan"),
]


class NumberForm(Form):
    """Step one: which cooperative."""

    number = LineField(
        "Nomor koperasi",
        validators=[DataRequired("Tulis NIK koperasi atau nomor badan hukumnya."), Length(max=160)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class ClaimForm(Form):
    """Step two: who she is in that cooperative, and the photo that shows it."""

    cooperative = HiddenNumber(validators=[InputRequired()])
    role = RadioField(
        "Peran Anda di koperasi", choices=ROLES, validators=[DataRequired("Pilih peran Anda.")]
    )
    member_number = LineField(
        "Nomor anggota",
        validators=[
            DataRequired("Tulis nomor anggota seperti di kartu atau surat Anda."),
            Length(max=60),
        ],
        render_kw={"autocomplete": "off"},
    )
    evidence = FileField("Foto kartu anggota atau surat keterangan")
    consent = BooleanField(
        "Saya setuju nomor anggota dan foto ini dilihat petugas dinas untuk memeriksa keanggotaan",
        [InputRequired("Tanpa persetujuan ini klaim tidak dapat diperiksa.")],
        description="Dapat ditarik kapan saja di Akun, Persetujuan.",
    )


@bp.get("/verifikasi")
@member
def verification() -> str:
    """The badge, the present claim, or the next step of a new one."""
    asked = whole_number(request.args.get("koperasi", ""))
    chosen = _cooperative(asked) if asked is not None else None
    form = ClaimForm(formdata=None, data={"cooperative": chosen.id}) if chosen else None
    return _page(NumberForm(formdata=None), chosen, form)


@bp.post("/verifikasi/nomor")
@member
@limiter.limit("60 per hour")
def cooperative_number() -> Response | tuple[str, int]:
    """Find the record behind a number; the owner confirms that it is hers."""
    form = NumberForm()
    if form.validate_on_submit():
        try:
            chosen = register.claimable(form.number.data or "")
            return redirect(url_for(".verification", koperasi=chosen.id, _anchor="klaim"))
        except RuleBroken as broken:
            refuse(form, broken)
    return _page(form, None, None), 422


@bp.post("/verifikasi/klaim")
@member
@limiter.limit("20 per hour")
def claim() -> Response | tuple[str, int]:
    """Send the claim with its evidence."""
    form = ClaimForm()
    chosen = found(_cooperative(form.cooperative.data or 0))
    if filled(form, lambda: _submit(form, chosen)):
        flash("Klaim terkirim. Dinas memeriksanya dan Anda membaca hasilnya di sini.", "good")
        return redirect(url_for(".verification"))
    return _page(NumberForm(formdata=None), found(_cooperative(chosen.id)), form), 422


@bp.post("/verifikasi/penarikan")
@member
def claim_withdrawal() -> Response:
    """Take the waiting claim back."""
    services.withdraw(found(queries.waiting_claim_of(g.shop)), by=current_user)
    flash("Klaim ditarik. Fotonya kami hapus.", "good")
    return redirect(url_for(".verification"))


def _cooperative(cooperative_id: int) -> Cooperative | None:
    one = registry.cooperative(cooperative_id)
    return None if one is None or one.outside_banten else one


def _submit(form: ClaimForm, chosen: Cooperative) -> None:
    photo = form.evidence.data
    services.submit_claim(
        g.shop,
        by=current_user,
        number=chosen.nik_koperasi or chosen.legal_number or "",
        role=form.role.data,
        member_number=form.member_number.data or "",
        evidence=photo.read() if photo else b"",
    )


def _page(number_form: NumberForm, chosen: Cooperative | None, form: ClaimForm | None) -> str:
    shop, day = g.shop, today()
    claim = queries.latest_claim_of(shop)
    badge = next(iter(queries.badges_of_shop(shop)), None)
    return render_template(
        "workspace/verification.html",
        shop=shop,
        claim=claim,
        badge=badge,
        badge_state=badge.standing(day) if badge else None,
        renewable=badge is None or badge.can_be_renewed(day),
        membership=badge_words(badge.kind, badge.name) if badge else None,
        office=_office(claim),
        readable=readable,
        number_form=number_form,
        chosen=chosen,
        regency=_regency(chosen),
        form=form,
        at=now(),
    )


def _regency(chosen: Cooperative | None) -> str | None:
    """Where the chosen cooperative stands, as the gazetteer writes it where that is known."""
    if chosen is None:
        return None
    known = places.regency(chosen.regency_code) if chosen.regency_code else None
    return known.name if known else chosen.regency_name


def _office(claim: Claim | None) -> str | None:
    """The office that she waits for."""
    if claim is None or claim.cooperative is None:
        return None
    return jurisdiction.office_that_decides(claim.cooperative)
