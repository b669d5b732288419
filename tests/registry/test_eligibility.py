"""The badge rule, what a register says of activity, values of lists, and contradictions."""

from datetime import date
from types import SimpleNamespace

import pytest

from marketplace.registry import consistency, eligibility, vocabulary
from marketplace.registry.cells import Unreadable

ON = date(2026, 11, 22)
SOUND = {
    "regency_code": "36.03", "outside_banten": False, "activity": None, "grade": "B",
    "certificate_status": "Sertifikat - Aktif", "certificate_expires_on": date(2028, 1, 12),
}  # fmt: skip


def judged(**changes):
    return eligibility.judge("member", SimpleNamespace(**{**SOUND, **changes}), ON)


def test_a_sound_record_is_eligible_and_names_the_rule():
    found = judged()
    assert found and found.reasons == ()
    assert (found.rule, found.expires_on) == ("2026-1", date(2028, 1, 12))
    assert judged(certificate_expires_on=ON)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"certificate_expires_on": date(2026, 11, 21)}, "berakhir 21 November 2026"),
        ({"certificate_expires_on": None}, "belum tercatat"),
        ({"certificate_status": "Belum Bersertifikat"}, "Belum Bersertifikat"),
        ({"certificate_status": None}, "belum tercatat"),
        ({"grade": "D"}, "Grade D"),
        ({"grade": None}, "Grade belum"),
        ({"activity": "Bubar"}, "bubar"),
        ({"outside_banten": True}, "di luar Banten"),
        ({"regency_code": None}, "belum diketahui"),
    ],
)
def test_each_lack_is_said_in_words(changes, reason):
    found = judged(**changes)
    assert not found
    assert reason in " ".join(found.reasons)


@pytest.mark.parametrize(
    ("activity", "status", "expires", "active"),
    [
        ("Aktif", None, None, True),
        ("Tidak Aktif", "Sertifikat - Aktif", None, False),
        (None, "Sertifikat - Aktif", date(2027, 1, 1), True),
        (None, "Sertifikat - Aktif", date(2026, 1, 1), False),
        (None, "Belum Bersertifikat", None, False),
        (None, None, None, None),
    ],
)
def test_activity_is_told_by_itself_or_by_the_certificate(activity, status, expires, active):
    assert eligibility.standing(activity, status, expires, ON) is active


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("certificate_status", "Sudah Bersetifikat", "Sudah Bersertifikat"),
        ("certificate_status", "BELUM BERSERTIFIKAT", "Belum Bersertifikat"),
        ("certificate_status", "Aktif", "Sertifikat - Aktif"),
        ("certificate_status", "Tidak Aktif", "Sertifikat - Expired"),
        ("form", "Primer Kab/Kota", "Primer Kabupaten/Kota"),
        ("kind", "Koperasi Simpan Pinjam", "Simpan Pinjam"),
        ("activity", "Tdk Aktif", "Tidak Aktif"),
        ("kuk", "kuk 2", "KUK 2"),
        ("group_name", "Kop. Lintas Ilmu", "Kop. Lintas Ilmu"),
    ],
)
def test_a_value_is_known_with_its_typing_errors(field, cell, value):
    assert vocabulary.choice(field, cell) == value


def test_an_unknown_value_of_a_closed_list_is_not_guessed():
    with pytest.raises(Unreadable, match="tidak dikenal"):
        vocabulary.choice("kind", "Serba Guna")
    with pytest.raises(Unreadable):
        vocabulary.grade("Z")
    assert [vocabulary.grade(c) for c in ("b", "Grade C-1", " C2 ", "-")] == ["B", "C1", "C2", None]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"members_male": 3, "members_female": 4, "members_total": 8}, "tidak sama dengan total"),
        ({"form": "Primer Provinsi", "members_total": 5}, "kurang dari 9"),
        ({"last_rat_on": date(2000, 1, 1), "legal_on": date(2001, 1, 1)}, "lebih dulu"),
        ({"certificate_status": "Sertifikat - Aktif", "certificate_expires_on": date(2026, 1, 1)},
         "tetapi sertifikat berakhir 1 Januari 2026"),
        ({"certificate_status": "Sertifikat - Expired", "certificate_expires_on": date(2027, 1, 1)},
         "berlaku sampai"),
        ({"grade": "A", "last_rat_year": 2022}, "grade A tetapi RAT terakhir tahun 2022"),
        ({"grade": "D", "certificate_status": "Sudah Bersertifikat"}, "grade D"),
        ({"legal_on": date(2030, 1, 1)}, "belum terjadi"),
        ({"nik_koperasi": "3204010010001"}, "bukan kode Banten"),
        ({"nik_koperasi": "3601010010001", "regency_code": "36.02"}, "36.02"),
    ],
)  # fmt: skip
def test_what_does_not_agree_with_itself_warns(values, words):
    assert any(words in warning for warning in consistency.warnings_of(values, ON))


def test_a_sound_row_has_no_warnings():
    sound = {
        **SOUND, "members_male": 3, "members_female": 9, "members_total": 12,
        "nik_koperasi": "3603010010001", "last_rat_on": date(2026, 3, 1),
    }  # fmt: skip
    assert consistency.warnings_of(sound, ON) == []
