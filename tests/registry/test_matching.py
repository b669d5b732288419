"""Records proposed for a claim: by number, by numbers like it, by name and place; never chosen."""

import pytest
import sqlalchemy as sa

from marketplace.database import db, locked, transaction
from marketplace.registry import services
from marketplace.registry.matching import Asked, naming, numbers, propose
from marketplace.registry.models import Business, Cooperative, NameWord
from tests.builders.memberships import NUMBER, cooperative
from tests.registry.desk import imported

LEGAL = "003003/BH/M.KUKM.2/I/2017"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KOP. AL-IKHLAS", "Koperasi Al Ikhlash"),
        ("AL IHLAS", "Kop Alikhlas"),
        ("Koperasi Konsumen Amanah", "KOPERASI KONSUMEN AMANAT"),
        ("K.S.U. Karya Maju II", "Koperasi Serba Usaha Karya Maju 2"),
        ("K S U Karya Maju 2", "KSU KARYA MAJU KE-02"),
        ("KDMP Ranjeng", "KOPERASI DESA MERAH PUTIH RANJENG"),
        ("Koperasi Sinarkandaga", "SINAR KANDAGA"),
        ("Nurus Sa'adah", "NURUS SAADAH"),
        ("KUD Mekar Djaya", "Koperasi Unit Desa Mekar Jaya"),
        ("Syifa'ul Qolbi", "SIFAUL KOLBI"),
        ("UD. Sumber Rejeki", "Sumber Rejeki, UD"),
    ],
)
def test_two_spellings_are_one_name(one, other):
    assert naming.alike(naming.read(one), naming.read(other)) >= 92
    assert naming.keys_of(naming.read(one)) & naming.keys_of(naming.read(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KSU Karya Maju I", "KSU Karya Maju II"),
        ("Koperasi Melati", "Koperasi Mawar"),
        ("KDMP Ranjeng", "KDMP Kotabumi"),
        ("Koperasi 2", "Koperasi Makmur 2"),
        ("Koperasi Desa Merah Putih", "Koperasi Karyawan"),
    ],
)
def test_other_names_are_not_one(one, other):
    assert naming.alike(naming.read(one), naming.read(other)) < 92


def test_numbers_near_a_typed_one():
    assert numbers.thirteen_near("3601130010070")[NUMBER] == "dua angka tertukar"
    assert numbers.thirteen_near("360113001007")[NUMBER] == "satu angka hilang"
    assert numbers.thirteen_near("36011300100077")[NUMBER] == "satu angka berlebih"
    assert numbers.thirteen_near("3601130010008")[NUMBER] == "angka ke-13 berbeda"
    assert "003003BHMKUKM2I2017" in numbers.legal_near("3003/BH/M.KUKM.2/I/2017")
    assert "003003BHMKUKM2I2017" in numbers.legal_near("00303/BH/M.KUKM.2/I/2017")


def test_a_number_of_a_person_is_never_looked_for():
    for written in ("3604 0505 1185 0001", "NIK: 3604050511850001"):
        assert numbers.is_of_a_person(written)
        assert not numbers.thirteen_near(written)
        assert not numbers.legal_near(written)
    # Sixteen digits among letters are no KTP.
    assert not numbers.is_of_a_person("AHU-00081859.AH.01.26.TAHUN 2021")


@pytest.fixture
def kandaga(app):
    """Two cooperatives of one name in one place, and one that was renamed."""
    place = {"district_code": "36.01.13", "district_name": "Menes"}
    first = cooperative(name="KOPERASI PRODUSEN SINAR KANDAGA", name_key="sinar kandaga", **place)
    second = cooperative(
        name="Kop. Produsen Sinar Kandaga", name_key="kop produsen sinar kandaga",
        nik_koperasi=None, legal_number="17/BH/KDK.10.1/V/2001",
        legal_number_key="17BHKDK101V2001", **place,
    )  # fmt: skip
    services.index_names("koperasi")
    return first, second


def asked(number="", *names, kind="member", regency="36.01", district="36.01.13"):
    return propose(Asked(kind, number, names, regency, district))


def test_the_number_comes_first_and_its_twin_is_shown_with_what_differs(kandaga):
    first, second = kandaga
    found = asked("Nomor 003003 / BH / M.KUKM.2 / I / 2017", "Sinar Kandaga")
    assert [one.record.id for one in found.suggestions] == [first.id, second.id]
    assert [one.found_by for one in found.suggestions] == ["number", "name"]
    assert found.suggestions[0].reasons[0] == "Nomornya sama"
    assert found.suggestions[1].differences == ("Nomornya berbeda",)
    assert "2 catatan bernama hampir sama" in found.warnings[0]
    assert "nomor badan hukum" in found.warnings[0]


def test_a_slip_of_the_pen_finds_it_with_the_reason(kandaga):
    first, second = kandaga
    near = asked("3601130010070")
    assert near.suggestions[0].record.id == first.id
    assert "Nomornya mirip: dua angka tertukar" in near.suggestions[0].reasons
    ended = asked("17/BH/KDK.10.1")
    assert [one.record.id for one in ended.suggestions] == [second.id]


def test_a_number_of_somebody_else_warns(kandaga):
    other = cooperative(
        name="KSU Mawar", name_key="ksu mawar", nik_koperasi="3601130010099", legal_number_key="X"
    )
    services.index_names("koperasi")
    found = asked("3601130010099", "Sinar Kandaga")
    assert found.suggestions[0].record.id == other.id
    assert {one.record.id for one in found.suggestions[1:]} == {one.id for one in kandaga}
    assert "atas nama lain" in found.warnings[0]


def test_a_number_of_the_other_register_or_of_a_person_is_said(kandaga, keep):
    keep(Business(name="Dapur", name_key="dapur", nib="0220001901234", regency_code="36.01"))
    assert "register UMKM" in asked("0220001901234").warnings[0]
    assert "register koperasi" in asked(NUMBER, kind="business").warnings[0]
    personal = asked("3604050511850001", "Sinar Kandaga")
    assert "NIK KTP" in personal.warnings[0] and len(personal.suggestions) == 2
    assert not any("3604050511850001" in words for words in personal.warnings)


def test_a_former_name_is_known(kandaga):
    first, _ = kandaga
    with transaction():
        record = locked(first)
        record.name, record.name_key = "KOPERASI PRODUSEN EMPING JAYA", "koperasi produsen emping"
    services.index_names("koperasi")
    found = asked("", "Sinar Kandaga")
    assert first.id in {one.record.id for one in found.suggestions}
    assert any("Nama dahulu" in words for one in found.suggestions for words in one.reasons)


def test_a_business_is_proposed_by_nib_and_name(app, keep):
    record = keep(
        Business(name="DAPUR ROHAYATI", name_key="dapur rohayati", nib="0220001901234",
                 regency_code="36.01", district_code="36.01.13")
    )  # fmt: skip
    services.index_names("umkm")
    for number, name in (("0220001901243", ""), ("", "Dapur Rohayatti"), ("220001901234", "")):
        found = propose(Asked("business", number, (name,) if name else (), "36.01", "36.01.13"))
        assert [one.record.id for one in found.suggestions] == [record.id]


def test_names_follow_an_import_and_looking_writes_nothing(app, worker, statements):
    imported(b"nik,nama koperasi,kabupaten\n3601130010555,KSU SALUYU WALUYA,Kab. Pandeglang\n")
    assert not asked("", "Saluyu Waluya")
    worker()
    with statements() as seen:
        found = asked("", "ksu saluyu waluya")
    assert [one.record.name for one in found.suggestions] == ["KSU SALUYU WALUYA"]
    assert not [one for one in seen if one.lstrip().split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert services.index_names("koperasi") == 0
    words = sa.select(sa.func.count()).select_from(NameWord)
    assert db.session.scalar(words) and db.session.scalars(sa.select(Cooperative)).one()
