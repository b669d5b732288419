"""Imports of registers: look at every row of a file, then apply or drop it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.console import bp
from marketplace.console.register.words import KINDS, OUTCOMES, STATES, shown
from marketplace.registry import queries, services
from marketplace.registry.absence import absent_from
from marketplace.registry.models import RegistryImport
from marketplace.registry.register import REGISTERS
from marketplace.registry.tables import BY_KIND
from marketplace.sheets.writing import WRITERS
from marketplace.tasks import Task
from marketplace.web.access import officer
from marketplace.web.downloads import download
from marketplace.web.pages import found, page_number, page_of

SIZE = 50
WARNED = "peringatan"
# The page of a record of each kind.
RECORD_PAGES = {
    "koperasi": lambda record_id: url_for(".cooperative", cooperative_id=record_id),
    "umkm": lambda record_id: url_for(".business", business_id=record_id),
}
FILTERS = {"ditambah": "added", "berubah": "changed", "tetap": "unchanged", "ditolak": "refused"}


def jurisdiction() -> str | None:
    """The kab/kota of the officer's own dinas; None for the province."""
    own: str | None = current_user.officer.regency_code
    return own


def _own(import_id: int) -> RegistryImport:
    return found(queries.import_of(import_id, jurisdiction()))


def page_of_brought(brought: RegistryImport | Task) -> str:
    """Where an import, or the work on its file, is looked at."""
    if isinstance(brought, Task):
        return url_for(".register_reading", task_id=brought.id)
    return url_for(".register_import", import_id=brought.id)


@bp.get("/register/impor/<int:import_id>")
@officer("register")
def register_import(import_id: int) -> str:
    """Every row of a file: what it would do or did, with reasons and changes."""
    import_ = _own(import_id)
    chosen, number = request.args.get("lihat", ""), page_number()
    rows, total = queries.rows_of(
        import_,
        outcome=FILTERS.get(chosen),
        warned=chosen == WARNED,
        offset=(number - 1) * SIZE,
        limit=SIZE,
    )
    page, tabs = page_of(total, SIZE, number), _tabs(import_, chosen)
    # Dear to find in a large register, so told once: where an import is first looked at.
    absent = absent_from(import_) if not chosen and number == 1 else []
    return _import_page(import_, rows=rows, page=page, tabs=tabs, absent=absent)


def _import_page(import_: RegistryImport, **shown_rows: Any) -> str:
    return render_template(
        "console/register/import.html",
        import_=import_,
        outcomes=OUTCOMES,
        states=STATES,
        register=REGISTERS[import_.kind],
        fields=list(BY_KIND[import_.kind].fields.all.values()),
        record_page=RECORD_PAGES[import_.kind],
        kinds=KINDS,
        shown=shown,
        **shown_rows,
    )


def _tabs(import_: RegistryImport, chosen: str) -> list[tuple[str, str, bool, int]]:
    counts = import_.summary
    listed = [("", "Semua", counts["rows"])]
    listed += [(name, OUTCOMES[o][0], counts[o]) for name, o in FILTERS.items()]
    listed.append((WARNED, "Dengan peringatan", counts["warned"]))
    return [
        (
            label,
            url_for(".register_import", import_id=import_.id, lihat=name or None),
            name == chosen,
            n,
        )
        for name, label, n in listed
    ]


@bp.post("/register/impor/<int:import_id>/kolom")
@officer("register")
def register_columns(import_id: int) -> Response:
    """Settle what columns mean and stage the same file anew."""
    import_ = _own(import_id)
    headers = [
        column["header"]
        for part in ("used", "aside", "unclear")
        for column in import_.mapping[part]
    ]
    chosen = {h: request.form.get(f"kolom-{i}", "") for i, h in enumerate(headers)}
    settled = {header: term for header, term in chosen.items() if term}
    return redirect(page_of_brought(services.settle(import_, settled, by=current_user)))


@bp.get("/register/impor/<int:import_id>/ditolak.<kind>")
@officer("register")
def register_refusals(import_id: int, kind: str) -> Response:
    """The refused rows, with their reasons and what the file said."""
    import_ = _own(import_id)
    rows = queries.refused_rows(import_)
    return download(
        f"ditolak-impor-{import_.id}", kind, lambda target: WRITERS[kind](rows, target, "Ditolak")
    )


@bp.post("/register/impor/<int:import_id>/jenis")
@officer("register")
def register_kind(import_id: int) -> Response:
    """Read the same file as a register of another kind."""
    import_, kind = _own(import_id), request.form.get("kind", "")
    if kind not in KINDS or kind == import_.kind:
        return redirect(url_for(".register_import", import_id=import_.id))
    return redirect(page_of_brought(services.settle(import_, {}, by=current_user, kind=kind)))


@bp.post("/register/impor/<int:import_id>/penerapan")
@officer("register")
def register_application(import_id: int) -> Response:
    """Write the staged rows into the register."""
    services.apply(_own(import_id), by=current_user)
    flash("Impor diterapkan ke register.", "good")
    return redirect(url_for(".register_import", import_id=import_id))


@bp.post("/register/impor/<int:import_id>/pembatalan")
@officer("register")
def register_withdrawal(import_id: int) -> Response:
    """Drop the staged rows; the register stays as it is."""
    services.discard(_own(import_id), by=current_user)
    flash("Pratinjau dibatalkan. Register tidak berubah.", "info")
    return redirect(url_for(".register_imports"))
