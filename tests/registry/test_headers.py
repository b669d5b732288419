"""Headers: aliases, abbreviations, what cells hold, and what the officer says."""

import pytest

from marketplace.errors import RuleBroken
from marketplace.registry import headers, mapping, whereabouts
from tests.registry.desk import table_of


def understood(text: str, stated: dict[str, str] | None = None):
    table = table_of(text.encode())
    return mapping.understand(table, stated, whereabouts.is_place)


def fields_of(understanding) -> dict[str, str]:
    return {column.header: column.field for column in understanding.used}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nomor_Badan_Hukum_Pendirian", "legal_number"),
        ("Tanggal_Berlaku_Sertipikat", "certificate_expires_on"),
        ("Nomor Induk Koperasi (NIK)", "nik_koperasi"),
        ("Desa / Kelurahan", "village_name"),
        ("KAB/KOTA", "regency_name"),
        ("sisaHasilUsaha", "surplus"),
        ("nmkop", "name"),
        ("NM.KOP", "name"),
        ("nobdnhukum", "legal_number"),
        ("tgl_bdn_hkm", "legal_on"),
        ("tglbh", "legal_on"),
        ("almt", "address"),
        ("kec", "district_name"),
        ("jml_angg_l", "members_male"),
        ("jmlangg", "members_total"),
        ("mdlsendiri", "own_capital"),
        ("vol_ush", "turnover"),
        ("stsnik", "certificate_status"),
        ("jns_kop", "kind"),
        ("klpkkop", "group_name"),
        ("tgl_rat_akhir", "last_rat_on"),
        ("kry", "employees"),
    ],
)
def test_a_header_is_known_by_alias_or_abbreviation(header, field):
    assert (headers.by_alias(header) or headers.by_abbreviation(header)) == field


@pytest.mark.parametrize("header", ["xyz", "nomor", "tanggal", "status", "modal", "warna", ""])
def test_a_header_that_says_too_little_is_not_guessed(header):
    assert headers.by_alias(header) is None
    assert headers.by_abbreviation(header) is None


@pytest.mark.parametrize("header", ["Nama_Ketua", "No. HP", "e-mail", "nm ketua", "Telp"])
def test_data_of_people_are_set_aside(header):
    assert headers.set_aside(header) == "data pribadi, tidak disimpan"


def test_nik_is_decided_by_the_length_of_its_cells():
    of_cooperative = understood("nik,nama\n3603001001003,Koperasi A\n")
    of_person = understood("nik,nama,no bh\n3604011203850001,Koperasi A,1/BH/X/1999\n")
    assert fields_of(of_cooperative)["nik"] == "nik_koperasi"
    assert "nik" not in fields_of(of_person)
    assert of_person.aside == [("nik", "NIK KTP orang, tidak disimpan")]


def test_unknown_headers_are_told_by_their_cells():
    text = (
        "a;b;c;d;e\n"
        "3603001001003;KSP Maju;12/BH/KWK.10/4;Jl. Raya 1;Kasemen\n"
        "3603001001004;Koperasi Jaya;13/BH/KWK.10/4;Kp. Baru RT 1;Curug\n"
    )
    assert list(fields_of(understood(text)).values()) == [
        *("nik_koperasi", "name", "legal_number", "address", "district_name"),
    ]


def test_a_column_of_ones_and_dashes_is_a_flag_whatever_its_header_says():
    found = understood("nama,nobh,rat,aktif,tdkaktif\nKSP A,1/BH/X,1,1,-\nKSP B,2/BH/X,-,-,1\n")
    assert fields_of(found)["rat"] == "rat_held"
    assert [c.value for c in found.used if c.field == "activity"] == ["Aktif", "Tidak Aktif"]
    dated = understood("nama,nobh,tanggal bh\nKSP A,1/BH/X,1\nKSP B,2/BH/X,-\n")
    assert "tanggal bh" not in fields_of(dated)
    assert dated.aside[0][0] == "tanggal bh"


def test_of_a_column_a_year_the_later_one_counts():
    found = understood(
        "nama,nobh,aset 2023,aset 2024,rat 2023,rat 2024\n"
        "KSP A,1/BH/X,10,20,1,-\nKSP B,2/BH/X,1,2,-,1\n"
    )
    assert fields_of(found)["aset 2024"] == "assets"
    assert [column.value for column in found.used if column.field == "rat_held"] == ["2023", "2024"]
    assert [header for header, _samples in found.unclear] == ["aset 2023"]


def test_p_means_men_beside_w_and_women_beside_l():
    men = understood("nama,nobh,angg_p,angg_w\nKSP A,1/BH/X,3,4\n")
    women = understood("nama,nobh,angg_l,angg_p\nKSP A,1/BH/X,3,4\n")
    assert fields_of(men)["angg_p"] == "members_male"
    assert fields_of(women)["angg_p"] == "members_female"


def test_a_bare_date_belongs_to_the_number_before_it():
    found = understood("nama;no bh;tgl\nKSP A;1/BH/X;1 Mei 2001\n")
    assert fields_of(found)["tgl"] == "legal_on"


def test_status_alone_is_told_by_its_values():
    activity = understood("nama,nobh,status\nKSP A,1/BH/X,Aktif\nKSP B,2/BH/X,Tidak Aktif\n")
    certificate = understood("nama,nobh,status\nKSP A,1/BH/X,Sudah Bersetifikat\n")
    assert fields_of(activity)["status"] == "activity"
    assert fields_of(certificate)["status"] == "certificate_status"


def test_what_the_officer_says_wins_and_nonsense_is_refused_with_words():
    text = "nama,kode x,warna\nKSP A,1/BH/X,biru\n"
    found = understood(text, {"KODE X": "no_badan_hukum", "warna": "abaikan"})
    assert fields_of(found)["kode x"] == "legal_number"
    assert found.unclear == []
    with pytest.raises(RuleBroken, match="tidak ada di berkas"):
        understood(text, {"kolom": "nama"})
    with pytest.raises(RuleBroken, match="tidak dikenal"):
        understood(text, {"warna": "kesukaan"})


def test_what_stays_unclear_is_reported_with_samples():
    found = understood("nama,nobh,warna\nKSP A,1/BH/X,biru\n")
    assert found.unclear == [("warna", ["biru"])]
