"""Uploads of registers: the form, the imports so far, and how far the worker is with a file."""

from flask import redirect, render_template, url_for
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField
from wtforms.validators import DataRequired, Length

from marketplace import tasks
from marketplace.clock import today
from marketplace.config import MOST_SHEET
from marketplace.console import bp
from marketplace.console.register.imports import jurisdiction, page_of_brought
from marketplace.console.register.words import KINDS, STATES, regency_choices
from marketplace.errors import RuleBroken
from marketplace.registry import queries, services
from marketplace.registry.models import RegistryImport
from marketplace.registry.tables import BY_KIND
from marketplace.tasks import Task
from marketplace.texts import one_line
from marketplace.web.access import officer
from marketplace.web.forms import Form, LineField, ParagraphField, refuse
from marketplace.web.limits import limiter
from marketplace.web.pages import found, page_number, page_of
from marketplace.web.requests import takes_up_to


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
    form = ImportForm(data={"data_on": today(), "stated_regency": jurisdiction() or ""})
    form.stated_regency.choices = regency_choices("Tidak dinyatakan")
    return form


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
            return redirect(page_of_brought(_brought(form)))
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
    listed, total = queries.imports(jurisdiction(), offset=(number - 1) * 20, limit=20)
    return render_template(
        "console/register/imports.html",
        form=form,
        imports=listed,
        states=STATES,
        page=page_of(total, 20, number),
        terms=[field.term for kind in BY_KIND.values() for field in kind.fields.all.values()],
        kinds=KINDS,
    )
