"""Forms: messages in the page's language, and a token only where a person is signed in."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, render_template
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.meta import DefaultMeta
from wtforms.validators import ValidationError

from marketplace.accounts import emails, phones
from marketplace.errors import RuleBroken, Stale
from marketplace.money import parse_rupiah, rupiah
from marketplace.texts import clean_text, one_line
from marketplace.web import languages

MESSAGES = {
    "This field is required.": _("Wajib diisi."),
    "Not a valid integer value.": _("Tulis dengan angka, tanpa huruf."),
    "Not a valid integer value": _("Tulis dengan angka, tanpa huruf."),
    "Not a valid date value.": _("Tulis tanggal seperti 2026-11-30."),
    "Not a valid choice.": _("Pilih salah satu dari daftar."),
    "Not a valid choice": _("Pilih salah satu dari daftar."),
    "Invalid Choice: could not coerce.": _("Pilih salah satu dari daftar."),
    "Invalid input.": _("Isian ini tidak bisa dibaca."),
    "Invalid email address.": _("Alamat e-mail ini tidak benar."),
    "File does not have an approved extension: %(extensions)s": _(
        "Jenis berkas ini tidak diterima."
    ),
}


_COUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+")


LENGTHS = {
    "Field must be at least %(min)d character long.": _("Paling sedikit %(min)d huruf."),
    "Field cannot be longer than %(max)d character.": _("Paling banyak %(max)d huruf."),
    "Field must be exactly %(max)d character long.": _("Harus tepat %(max)d huruf."),
}


class _Ours:
    """WTForms' own words, in ours."""

    def gettext(self, text: str) -> str:
        return str(MESSAGES.get(text, text))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return str(LENGTHS.get(singular, singular))


class Form(FlaskForm):
    """A form of this site."""

    # What the rules last refused it for.
    refused: RuleBroken | None = None

    class Meta(FlaskForm.Meta):
        locales: Sequence[str] = ("id",)

        def get_translations(self, form: Any) -> Any:
            return _Ours()

        @property
        def csrf(self) -> bool:
            # Pages for strangers are the same for everybody, so they hold no token;
            # web/security.py refuses what other sites send, and checks tokens itself.
            return False

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge every field; what is wrong is said in the language of the page."""
        valid: bool = super().validate(extra_validators)
        for field in self:
            field.errors = [
                str(error) if isinstance(error, LazyString) else error for error in field.errors
            ]
        return valid


assert issubclass(Form.Meta, DefaultMeta)


class LineField(StringField):
    """One line of text, cleaned."""

    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = one_line(valuelist[0]) if valuelist else self.data


class ParagraphField(TextAreaField):
    """Several lines of text, cleaned."""

    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0]) if valuelist else self.data


class RupiahField(StringField):
    """An amount of money, however it is written here; `data` is an integer."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return rupiah(self.data).removeprefix("Rp") if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = parse_rupiah(valuelist[0])
        except ValueError:
            raise ValueError(gettext("Tulis harga seperti 12.500.")) from None


class CountField(IntegerField):
    """A whole number of things; `1.250` is read as 1250, the way it is written here."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        written = valuelist[0].strip()
        digits = written.replace(".", "")
        # `1.5` is no way to write fifteen.
        if not _COUNT.fullmatch(written) or len(digits) > 9:
            raise ValueError(gettext("Tulis dengan angka bulat, paling banyak 9 angka."))
        self.data = int(digits)


class Between:
    """Validator: a number within bounds, said in words."""

    def __init__(self, least: int, most: int, message: str) -> None:
        self.least, self.most, self.message = least, most, message

    def __call__(self, form: Form, field: Any) -> None:
        if field.data is not None and not self.least <= field.data <= self.most:
            raise ValidationError(str(self.message))


def refuse(form: Form, broken: RuleBroken, field: str | None = None) -> None:
    """Put the words of a broken rule beside the field that it names, or above the form."""
    form.refused = broken
    name = field or broken.field
    if name is not None and name in form:
        form[name].errors = [*form[name].errors, languages.refusal(broken)]
    else:
        form.form_errors.append(languages.refusal(broken))


def filled(form: Form, act: Callable[[], Any]) -> bool:
    """Whether a valid form's act was done; what the rules refuse stands beside its fields."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except RuleBroken as broken:
        refuse(form, broken)
        return False
    return True


def form_page(template: str, form: Form, **more: Any) -> tuple[str, int]:
    """The page of a form: 200 when it is opened, 422 or 409 when it was sent and refused."""
    return render_template(template, form=form, **more), status_of(form)


def status_of(form: Form) -> int:
    """200 for a form that was opened, 422 for one that could not be taken, 409 when it was late."""
    if isinstance(form.refused, Stale):
        return 409
    return 422 if form.is_submitted() else 200


class Mobile:
    """Validator: a mobile number, kept as `+628…`."""

    def __call__(self, form: Form, field: Any) -> None:
        field.data = _ruled(phones.mobile, field.data)


class Email:
    """Validator: an e-mail address, kept lower-cased."""

    def __call__(self, form: Form, field: Any) -> None:
        field.data = _ruled(emails.address, field.data)


class MobileOrEmail:
    """Validator: one of the two by which people here sign in."""

    def __call__(self, form: Form, field: Any) -> None:
        rule = phones.mobile if phones.looks_like_phone(field.data or "") else emails.address
        field.data = _ruled(rule, field.data)


def _ruled(rule: Callable[[str], str], written: str | None) -> str:
    try:
        return rule(written or "")
    except RuleBroken as broken:
        raise ValidationError(languages.refusal(broken)) from None


def csrf_field() -> Markup:
    """The token of a signed-in person's form; nothing on pages for strangers."""
    if not current_user.is_authenticated:
        return Markup("")
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def init_app(app: Flask) -> None:
    """Give templates `csrf_field()`."""
    app.jinja_env.globals["csrf_field"] = csrf_field
