"""The forms of a claim: what each kind asks, built from its data, and the documents in them."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from marketplace.sellers.claim_kinds import Document, Kind
from marketplace.sellers.services import Piece
from marketplace.web.forms import Form, LineField, ParagraphField
from marketplace.workspace.fields import HiddenNumber

ROLES = {
    "anggota": "Anggota",
    "pengurus": "Pengurus",
    "pengawas": "Pengawas",
    "karyawan": "Karyawan",
}
STANDS_ON_IT: dict[str, Callable[[], Any]] = {
    "number": lambda: LineField(
        "Nomor di dokumen", [Length(max=80)], render_kw={"autocomplete": "off"}
    ),
    "issued_on": lambda: DateField("Tanggal dokumen", [Optional()]),
    "expires_on": lambda: DateField("Berlaku sampai", [Optional()]),
}


F = TypeVar("F", bound="DocumentsForm")


class NumberForm(Form):
    """Step one: which cooperative, by its number, or by its name where she has no number."""

    number = LineField(
        "Nomor koperasi",
        validators=[Length(max=160)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    name = LineField(
        "Nama koperasi",
        validators=[Length(max=120)],
        render_kw={"autocomplete": "off"},
        description="Bila nomornya belum ada pada Anda. Nama saja tidak membuktikan apa-apa.",
    )


class DocumentsForm(Form):
    """Photos of documents, each with what stands on it."""

    documents: tuple[Document, ...] = ()

    def pieces(self) -> list[Piece]:
        """The documents that were handed in, with a photo."""
        return [self._piece(one) for one in self.documents if self[f"photo_{one.code}"].data]

    def _piece(self, one: Document) -> Piece:
        told = {name: self[f"{name}_{one.code}"].data for name in one.asks}
        photo = self[f"photo_{one.code}"].data
        return Piece(one.code, photo.read(), **{k: v for k, v in told.items() if v})


class ClaimForm(DocumentsForm):
    """What she says, and the documents that show it."""

    consent = BooleanField(
        "Saya setuju data dan foto ini diperiksa petugas dinas",
        [InputRequired("Tanpa persetujuan ini klaim tidak dapat diperiksa.")],
        description="Dapat ditarik kapan saja di Akun, Persetujuan.",
    )


class AnswerForm(DocumentsForm):
    """What the dinas asked for."""

    words = ParagraphField(
        "Penjelasan Anda", [Length(max=1000)], render_kw={"maxlength": 1000, "rows": 4}
    )


@cache
def claim_form(kind: Kind, *, unlisted: bool = False) -> type[ClaimForm]:
    """The form of one kind of claim; `unlisted`: on a cooperative that the register lacks."""
    fields: dict[str, Any] = {}
    if kind.code == "business":
        fields["number"] = LineField(
            kind.number,
            [DataRequired("Tulis NIB usaha Anda."), Length(max=40)],
            render_kw={"inputmode": "numeric", "autocomplete": "off"},
        )
    elif unlisted:
        fields["number"] = LineField(
            kind.number,
            [DataRequired("Tulis NIK koperasi atau nomor badan hukumnya."), Length(max=160)],
            render_kw={"autocomplete": "off", "spellcheck": "false"},
        )
        fields["called"] = LineField(
            "Nama koperasi", [DataRequired("Tulis nama koperasinya."), Length(max=120)]
        )
    else:
        fields["record"] = HiddenNumber(validators=[InputRequired()])
    if kind.roles:
        fields["role"] = RadioField(
            "Peran Anda di koperasi",
            choices=[(role, ROLES[role]) for role in kind.roles],
            validators=[DataRequired("Pilih peran Anda.")],
        )
    if kind.code == "member":
        fields["member_number"] = LineField(
            "Nomor anggota",
            [DataRequired("Tulis nomor anggota seperti di kartu atau surat Anda."), Length(max=60)],
            render_kw={"autocomplete": "off"},
        )
    if kind.asks_nik_ktp:
        fields["nik_ktp"] = LineField(
            "NIK KTP Anda",
            [DataRequired("Tulis 16 angka NIK di KTP Anda."), Length(max=40)],
            render_kw={"inputmode": "numeric", "autocomplete": "off"},
        )
    return _with_documents(ClaimForm, kind, fields)


@cache
def answer_form(kind: Kind) -> type[AnswerForm]:
    """The form of an answer: any document of the kind may be added again."""
    return _with_documents(AnswerForm, kind, {})


def _with_documents(base: type[F], kind: Kind, fields: dict[str, Any]) -> type[F]:
    for one in kind.documents:
        fields[f"photo_{one.code}"] = FileField(one.label)
        for name in one.asks:
            fields[f"{name}_{one.code}"] = STANDS_ON_IT[name]()
    return type(
        f"{base.__name__}Of{kind.code.title()}", (base,), {**fields, "documents": kind.documents}
    )
