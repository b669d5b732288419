"""Which kind of register a file is, from its titles alone."""

import pytest

from marketplace.registry.fields import BUSINESSES, COOPERATIVES
from marketplace.registry.recognising import fitting

KNOWN = (COOPERATIVES, BUSINESSES)


@pytest.mark.parametrize(
    "titles",
    [
        "nib,nama usaha,kbli",
        "id_umkm,nama,nomor_surat_izin,skala_usaha",
        "No,NIK,NIB,Nama Perusahaan,NPWP,Uraian Skala Usaha",
        "Nama UMKM,NIB,Badan Hukum,Omzet",
        "No,Nama Pemilik,Nama Usaha,Jenis Usaha,NIB,No HP",
    ],
)
def test_a_list_of_businesses_is_known_by_its_titles(titles):
    assert fitting([titles.split(",")], KNOWN) is BUSINESSES


@pytest.mark.parametrize(
    "titles",
    [
        "nik,nomor_badan_hukum,nama_koperasi,grade",
        "No,Nama Koperasi,No BH,NIB,NPWP,KBLI",
        "Nama,No Badan Hukum,Tgl RAT",
        "nik,nama,status sertifikat",
        "apa,ini",
        "",
    ],
)
def test_a_register_of_cooperatives_stays_one_even_with_a_nib(titles):
    assert fitting([titles.split(",")], KNOWN) is COOPERATIVES


def test_what_was_stated_is_not_questioned():
    assert fitting([["nama koperasi", "nik koperasi"]], [BUSINESSES]) is BUSINESSES
