"""Imports of registers: upload a file, look at every row, then apply or drop it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField
from wtforms.validators import DataRequired, Length

from marketplace import tasks
from marketplace.clock import today
from marketplace.config import MOST_SHEET
from marketplace.console import bp
from marketplace.console.register.words import KINDS, OUTCOMES, STATES, regency_choices, shown
from marketplace.errors import RuleBroken
from marketplace.registry import queries, services
from marketplace.registry.absence import absent_from
from marketplace.registry.models import RegistryImport
from marketplace.registry.register import REGISTERS
from marketplace.registry.tables import BY_KIND
from marketplace.sheets.writing import WRITERS
from marketplace.tasks import Task
from marketplace.texts import one_line
from marketplace.web.access import officer
from marketplace.web.downloads import download
from marketplace.web.forms import Form, LineField, ParagraphField, refuse
from marketplace.web.limits import limiter
from marketplace.web.pages import found, page_number, page_of
from marketplace.web.requests import takes_up_to

SIZE = 50
WARNED = "peringatan"
# The page of a record of each kind.
RECORD_PAGES = {
    "koperasi": lambda record_id: url_for(".cooperative", cooperative_id=record_id),
    "umkm": lambda record_id: url_for(".business", business_id=record_id),
}
FILTERS = {"ditambah": "added", "berubah": "changed", "tetap": "unchanged", "ditolak": "refused"}


class ImportForm(Form):
    """A register file and what only the officer knows of it."""

    file = FileField("Berkas CSV atau Excel", validators=[FileRequired("Pilih berkasnya.")])
    source = LineField(
        "Sumber",
        validators=[
            DataRequired("Sebutkan sumbernya."),
            Length(max=120, message="Terlalu panjang."),
        ],
    )
    kind = SelectField(
        "Jenis register", choices=[("", "Kenali dari judul kolom"), *KINDS.items()], default=""
    )
    data_on = DateField("Tanggal data", validators=[DataRequired("Isi tanggal datanya.")])
    stated_regency = SelectField("Kabupaten/kota bila tidak tertulis di berkas")
    columns = ParagraphField("Arti kolom")

    def header_map(self) -> dict[str, str]:
        """`JUDUL = isian`, one a line; RuleBroken when a line is not."""
        pairs = {}
        for line in (self.columns.data or "").splitlines():
            header, equals, field = line.rpartition("=")
            if line.strip() and not equals:
                raise RuleBroken("Tulis tiap baris sebagai JUDUL = isian.", "columns")
            if equals:
                pairs[header.strip()] = field.strip()
        return pairs


def _form() -> ImportForm:
    form = ImportForm(data={"data_on": today(), "stated_regency": _jurisdiction() or ""})
    form.stated_regency.choices = regency_choices("Tidak dinyatakan")
    return form


def _jurisdiction() -> str | None:
    own: str | None = current_user.officer.regency_code
    return own


def _own(import_id: int) -> RegistryImport:
    return found(queries.import_of(import_id, _jurisdiction()))


@bp.get("/register/impor")
@officer("register")
def register_imports() -> str:
    """The upload form above the imports so far."""
    return _imports_page(_form())


@bp.post("/register/impor")
@officer("register")
@limiter.limit("30 per hour")
@takes_up_to(MOST_SHEET)
def register_upload() -> Response | tuple[str, int]:
    """Take a file and go to its preview, or to how far the worker is with it."""
    form = _form()
    if form.validate_on_submit():
        try:
            return redirect(_page_of(_brought(form)))
        except RuleBroken as broken:
            refuse(form, broken, broken.field or "file")
    return _imports_page(form), 422


def _brought(form: ImportForm) -> RegistryImport | Task:
    upload = form.file.data
    origin = services.Origin(
        one_line(upload.filename) or "register.csv",
        form.source.data or "",
        form.data_on.data or today(),
        form.stated_regency.data or None,
        form.header_map(),
        form.kind.data or "",
    )
    content = upload.stream.read(services.LARGEST + 1)
    return services.bring(content, origin, by=current_user)


def _page_of(brought: RegistryImport | Task) -> str:
    if isinstance(brought, Task):
        return url_for(".register_reading", task_id=brought.id)
    return url_for(".register_import", import_id=brought.id)


@bp.get("/register/impor/pekerjaan/<int:task_id>")
@officer("register")
def register_reading(task_id: int) -> Response | str:
    """How far the worker is with a large file; afterwards, its preview."""
    kinds = (services.READ, services.READ_ANEW)
    task = found(tasks.of_person(task_id, current_user, *kinds))
    if task.result:
        return redirect(url_for(".register_import", import_id=task.result["import_id"]))
    return render_template("console/register/reading.html", task=task)


def _imports_page(form: ImportForm) -> str:
    number = page_number()
    listed, total = queries.imports(_jurisdiction(), offset=(number - 1) * 20, limit=20)
    return render_template(
        "console/register/imports.html",
        form=form,
        imports=listed,
        states=STATES,
        page=page_of(total, 20, number),
        terms=[field.term for kind in BY_KIND.values() for field in kind.fields.all.values()],
        kinds=KINDS,
    )


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
    return _import_page(import_, rows=rows, page=page, tabs=tabs)


def _import_page(import_: RegistryImport, **shown_rows: Any) -> str:
    return render_template(
        "console/register/import.html",
        import_=import_,
        absent=absent_from(import_),
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
    return redirect(_page_of(services.settle(import_, settled, by=current_user)))


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
    return redirect(_page_of(services.settle(import_, {}, by=current_user, kind=kind)))


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
