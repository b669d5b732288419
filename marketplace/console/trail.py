"""/dinas/jejak: what happened, by whom, and whether it is sealed; of all, or of one shop."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from marketplace.accounts import queries as accounts
from marketplace.audit import trail, words
from marketplace.audit.trail import Asked, Entry
from marketplace.console import bp
from marketplace.places import queries as places
from marketplace.sellers import queries as sellers
from marketplace.sheets.writing import WRITERS, Cell
from marketplace.web.access import administrator, officer
from marketplace.web.downloads import download
from marketplace.web.filters import waktu
from marketplace.web.forms import Form, LineField
from marketplace.web.pages import found

SIZE = 50
MOST_IN_A_SHEET = 50_000
HEAD = ("Segel", "Kejadian nomor", "Waktu", "Kejadian", "Nama", "Pada", "Oleh", "Sebagai",
        "Rincian", "Permintaan")  # fmt: skip


class TrailForm(Form):
    """Which part of the trail."""

    kejadian = SelectField("Kejadian", validate_choice=False)
    oleh = SelectField("Oleh", validate_choice=False)
    pada = SelectField("Pada", validate_choice=False)
    nomor = LineField("Nomornya", render_kw={"inputmode": "numeric", "maxlength": "20"})
    dari = DateField("Dari hari", validators=[Optional()])
    sampai = DateField("Sampai hari", validators=[Optional()])

    def offer(self, names: dict[int, str]) -> None:
        """What can be chosen."""
        by_words = sorted(words.events().items(), key=lambda pair: pair[1])
        self.kejadian.choices = [("", "Semua kejadian"), *by_words]
        kinds = sorted(words.subjects().items(), key=lambda pair: pair[1])
        self.pada.choices = [("", "Apa saja"), *kinds]
        people = sorted(((str(key), name) for key, name in names.items()), key=lambda one: one[1])
        other = self.oleh.data or ""
        if other and other not in dict(people):
            people.append((other, f"Pengguna {other}"))
        self.oleh.choices = [("", "Siapa saja"), *people]

    def asked(self) -> Asked:
        """The same for the trail."""
        return Asked(
            name=self.kejadian.data or None,
            actor_id=_number(self.oleh.data),
            subject_kind=self.pada.data or None,
            subject_id=self.nomor.data or None,
            first=_day(self.dari.data),
            last=_day(self.sampai.data),
        )


def _day(day: date | None) -> date | None:
    """A day that has a day before and after it."""
    return day if day and 2000 <= day.year <= 9000 else None


@bp.get("/jejak")
@administrator
def trail_search() -> str:
    """The whole trail, narrowed by what, who, on what and when."""
    form, names = TrailForm(request.args), accounts.names_of_officers()
    form.validate()
    form.offer(names)
    shown, older = _screen(form.asked())
    return render_template(
        "console/trail.html", form=form, entries=shown, older=older, people=_People(shown, names),
        most=MOST_IN_A_SHEET, sheets=_sheets(), narrowed=form.asked() != Asked(),
    )  # fmt: skip


@bp.get("/jejak/unduhan/<kind>")
@administrator
def trail_sheet(kind: str) -> Response:
    """The same as a sheet: the newest events of what was asked for."""
    form = TrailForm(request.args)
    form.validate()
    asked = form.asked()
    return download("jejak", kind, lambda out: WRITERS[kind](_sheet(asked), out, "Jejak"))


@bp.get("/toko/<int:shop_id>/jejak")
@officer()
def shop_trail(shop_id: int) -> str:
    """What happened to one shop, its claims, badges and listings."""
    shop = found(sellers.shop_for(current_user, shop_id))
    shown, older = _screen(Asked(shop_id=shop.id))
    names = accounts.names_of_officers({one.actor_id for one in shown if one.actor_id})
    keepers = {one.user_id: "Pengelola lapak" for one in shop.members}
    return render_template(
        "console/shop_trail.html", shop=shop, entries=shown, older=older,
        people=_People(shown, {**keepers, **names}),
    )  # fmt: skip


def _screen(asked: Asked) -> tuple[list[Entry], str | None]:
    """Events, and the address of those before them."""
    shown, more = trail.entries(asked, before=_number(request.args.get("sebelum")), size=SIZE)
    if not more:
        return shown, None
    kept = {name: value for name, value in request.args.items() if value and name != "sebelum"}
    here: dict[str, Any] = {**(request.view_args or {}), **kept, "sebelum": shown[-1].id}
    return shown, url_for(request.endpoint or "", **here)


def _sheets() -> list[tuple[str, str, str]]:
    """Where the same is handed out as a sheet."""
    asked: dict[str, Any] = {name: value for name, value in request.args.items() if value}
    return [
        (kind, words, url_for(".trail_sheet", **{**asked, "kind": kind}))
        for kind, words in (("csv", "Unduh CSV"), ("xlsx", "Unduh Excel"))
    ]


def _number(text: str | None) -> int | None:
    """A whole number that the database can hold."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


class _People:
    """Who acted, in words: officers by their names, other people by a number."""

    def __init__(self, shown: Iterable[Entry], names: dict[int, str]) -> None:
        self._names = names
        codes = {one.role.partition(":")[2] for one in shown if one.role}
        self._offices = {code: _office(code) for code in codes}

    def name(self, one: Entry) -> str:
        """Who it was."""
        if one.actor_id is None:
            return "Sistem"
        return self._names.get(one.actor_id) or f"Pengguna {one.actor_id}"

    def role(self, one: Entry) -> str:
        """As what she acted, as it was then."""
        if not one.role:
            return ""
        kind, _, code = one.role.partition(":")
        return "Administrator" if kind == "administrator" else self._offices[code]


def _office(code: str) -> str:
    regency = places.regency(code) if code else None
    return f"Petugas {regency.name}" if regency else "Petugas provinsi"


def _sheet(asked: Asked) -> Iterator[list[Cell]]:
    names = accounts.names_of_officers()
    yield list(HEAD)
    for one in trail.all_entries(asked, most=MOST_IN_A_SHEET):
        people = _People([one], names)
        told = "; ".join(f"{name}: {value}" for name, value in one.told)
        yield [
            one.sequence, one.id, waktu(one.at), one.words, one.name, one.subject,
            people.name(one), people.role(one), told, one.request_id,
        ]  # fmt: skip
