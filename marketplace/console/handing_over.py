"""/dinas/petugas/…/akhir: an officer leaves or goes on leave, and nothing of hers is lost."""

from collections.abc import Iterator

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField

from marketplace.accounts import queries as accounts
from marketplace.accounts.models import Officer, User
from marketplace.clock import now, today
from marketplace.console import bp, waiting
from marketplace.console.officers import DUTY_WORDS
from marketplace.desk import queries, services
from marketplace.desk.services import HandedOver
from marketplace.places import queries as places
from marketplace.sellers.jurisdiction import office_of
from marketplace.sheets.writing import WRITERS, Cell
from marketplace.web import sessions
from marketplace.web.access import administrator
from marketplace.web.downloads import download
from marketplace.web.filters import waktu
from marketplace.web.forms import filled, status_of
from marketplace.web.pages import found
from marketplace.web.second_step import CodeAgainForm

TO_THE_OFFICE = ""
HEADINGS = ("Jenis", "Perihal", "Nama", "Wilayah", "Sejak", "Tenggat", "Alamat")


class HandoverForm(CodeAgainForm):
    """Who takes over what she had taken on."""

    to = SelectField("Pekerjaannya diserahkan kepada", default=TO_THE_OFFICE)


def _one(officer_id: int) -> Officer:
    officer = found(accounts.officer(officer_id))
    return found(officer if officer.is_present else None)


def _form(officer: Officer) -> HandoverForm:
    form = HandoverForm()
    form.to.choices = [
        (TO_THE_OFFICE, "Kantornya: siapa pun boleh mengambil"),
        *[(str(one.id), f"{one.name}, {office_of(one)}") for one in _successors(officer)],
    ]
    return form


def _successors(officer: Officer) -> list[User]:
    return queries.successors_of(officer.user)


@bp.route("/petugas/<int:officer_id>/akhir", methods=["GET", "POST"])
@administrator
def officer_end(officer_id: int) -> Response | tuple[str, int]:
    """End an appointment, or only move its work; she is signed out at once when it ends."""
    officer = found(accounts.officer(officer_id))
    form = _form(officer)
    if filled(form, lambda: flash(_hand_over(officer, form), "good")):
        return redirect(url_for(".officers"))
    return _page(officer, form), status_of(form)


def _hand_over(officer: Officer, form: HandoverForm) -> str:
    to = next((one for one in _successors(officer) if str(one.id) == form.to.data), None)
    if request.form.get("tindakan") == "serahkan":
        return _told("Pekerjaan dipindahkan", services.reassign(officer, to=to, by=sessions.me()))
    done = services.end_and_hand_over(officer, to=to, by=sessions.me(), at=now())
    return _told("Penugasan diakhiri. Ia sudah dikeluarkan dari semua perangkat", done)


def _told(words: str, done: HandedOver) -> str:
    parts = [f"{done.moved} pekerjaan diserahkan"] if done.moved else []
    parts += [f"{done.left} kembali ke kantornya"] if done.left else []
    return f"{words}: {', '.join(parts)}." if parts else f"{words}."


def _page(officer: Officer, form: HandoverForm) -> str:
    person = officer.user
    return render_template(
        "console/handing_over.html",
        officer=officer,
        form=form,
        office=office_of(person),
        duties=[DUTY_WORDS[duty] for duty in officer.duties],
        alone=[DUTY_WORDS[duty] for duty in queries.only_she_has(person)],
        held=queries.held_by(person),
        counts=queries.counts(person),
        page_of=waiting.page_of,
        regency_names={one.code: one.name for one in places.regencies()},
        at=now(),
    )


@bp.get("/petugas/<int:officer_id>/serah-terima.<kind>")
@administrator
def officer_handover_sheet(officer_id: int, kind: str) -> Response:
    """A hand-over note: what she has taken on, as a sheet."""
    rows = _rows(_one(officer_id).user)
    name = f"serah-terima-{officer_id}-{today()}"
    return download(name, kind, lambda target: WRITERS[kind](rows, target, "Serah terima"))


def _rows(person: User) -> Iterator[tuple[Cell, ...]]:
    yield HEADINGS
    for item in queries.held_by(person):
        regency = places.regency(item.row.regency_code) if item.row.regency_code else None
        yield (
            item.source.words,
            item.row.words,
            item.row.name,
            regency.name if regency else "",
            waktu(item.since),
            waktu(item.due_at),
            waiting.page_of(item),
        )
