"""A decision's reason: from the room's list, in the officer's own words, or both."""

import tomllib
from pathlib import Path

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from marketplace import reasons
from marketplace.console.reasons import ReasonedForm
from marketplace.reasons import Reason, Reasons

LIST = Reasons(
    "2026-11-25",
    (
        Reason("blurred", "return", "Fotonya kabur", short="Kabur"),
        Reason("stranger", "reject", "Bukan anggota."),
        Reason("other", "reject", "Alasan lain", free=True),
    ),
)


class Decision(ReasonedForm):
    reasons = LIST
    kinds = {"return": "Minta perbaikan", "reject": "Menolak"}
    decided = "reject"

    def kind_of_decision(self):
        return self.decided


@pytest.fixture(params=["sqlite"])
def engine(request):
    return request.param


@pytest.mark.parametrize(
    ("code", "added", "told"),
    [
        ("stranger", "", "Bukan anggota."),
        ("stranger", "Lihat surat 12.", "Bukan anggota. Lihat surat 12."),
        ("", "Ditulis sendiri.", "Ditulis sendiri."),
        ("other", "Ditulis sendiri.", "Ditulis sendiri."),
    ],
)
def test_the_list_and_her_words_become_one_reason(app, code, added, told):
    with app.test_request_context():
        form = Decision(MultiDict({"reason_code": code, "reason": added}))
        assert form.validate() and form.full_reason == told and form.chosen_code == code


@pytest.mark.parametrize(
    ("code", "field", "words"),
    [
        ("", "reason", "Pilih alasan dari daftar"),
        ("other", "reason", "Tulis alasannya"),
        ("blurred", "reason_code", "tidak cocok dengan keputusannya"),
        ("made-up", "reason_code", "Pilih salah satu"),
    ],
)
def test_no_reason_or_one_that_does_not_fit_is_refused_beside_its_field(app, code, field, words):
    with app.test_request_context():
        form = Decision(MultiDict({"reason_code": code, "reason": " "}))
        assert not form.validate()
        assert words in " ".join(form[field].errors)


def test_the_list_stands_under_headings_and_every_field_has_its_label(app):
    page = "{% from 'components/reason.html' import reason_fields %}{{ reason_fields(form) }}"
    with app.test_request_context():
        shown = render_template_string(page, form=Decision(MultiDict()))
    assert '<optgroup label="Menolak">' in shown and 'data-words="Fotonya kabur"' in shown
    assert ">Kabur</option>" in shown and 'for="reason"' in shown


def test_every_rooms_list_is_as_it_should_be():
    for path in Path("marketplace").glob("*/data/reasons.toml"):
        listed = reasons.read(path.absolute())
        assert tomllib.loads(path.read_text())["version"]
        codes = [(one.kind, one.code) for one in listed.all]
        assert len(codes) == len(set(codes)), path
        assert all(one.words and len(one.words) <= 200 for one in listed.all), path
