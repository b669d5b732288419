"""Places: spellings are matched with codes, repeated names are never guessed."""

import pytest

from marketplace.registry import whereabouts
from marketplace.registry.whereabouts import district_codes, regency_codes


def located(regency=None, district=None, village=None, province=None, stated=None):
    return whereabouts.locate(
        province=province, regency=regency, district=district, village=village, stated=stated
    )


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("KAB.TANGERANG", ["36.03"]),
        ("Kab. Tangerang", ["36.03"]),
        ("KABTANGERANG", ["36.03"]),
        ("Kota Tangerang", ["36.71"]),
        ("KOTA TANGERANG SELATAN", ["36.74"]),
        ("Tangsel", ["36.74"]),
        ("Tanggerang", ["36.03", "36.71"]),
        ("Serang", ["36.04", "36.73"]),
        ("kabupaten pandegelang", ["36.01"]),
        ("3672", ["36.72"]),
        ("Kota Bogor", []),
    ],
)
def test_a_regency_is_known_by_its_spellings(name, codes):
    assert regency_codes(name) == codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Grogol", ["36.72.06"]),
        ("Pulo Merak", ["36.72.03"]),
        ("Batu Ceper", ["36.71.03"]),
        ("KEC. KRAMAT WATU", ["36.04.05"]),
        ("Cibeber", ["36.02.19", "36.72.01"]),
        ("Tanah Sareal", []),
    ],
)
def test_a_district_is_known_by_its_spellings(name, codes):
    assert district_codes(name) == codes


def test_a_repeated_name_is_settled_by_its_regency_only():
    assert located("Kota Cilegon", "Cibeber").district == "36.72.01"
    unsettled = located(None, "Cibeber")
    assert (unsettled.regency, unsettled.district) == (None, None)
    assert "Kabupaten Lebak dan Kota Cilegon" in unsettled.warnings[0]


def test_a_bare_serang_is_settled_by_its_district_or_asked_for():
    assert located("Serang", "Kasemen").regency == "36.73"
    assert located("Serang", "Ciruas").regency == "36.04"
    bare = located("Serang")
    assert bare.regency is None and "tulis Kabupaten atau Kota" in bare.warnings[0]
    assert located("Serang", stated="36.73").regency == "36.73"


def test_villages_are_found_within_their_district():
    place = located("Kab. Tangerang", "BALARAJA", "Cangkudu")
    assert (place.village, place.outside, place.warnings) == ("36.03.01.2003", False, [])
    assert "tidak ditemukan" in located("Kab. Tangerang", "Balaraja", "Atlantis").warnings[0]


def test_other_provinces_and_regencies_lie_outside():
    assert located(province="Jawa Barat", regency="Kota Serang").outside
    assert located("Kota Bogor", "Bogor Utara").outside
    assert located(district="Bogor Utara").outside
    assert located("Kab. Lebak", province="BANTEN").outside is False


def test_what_is_stated_for_a_file_yields_to_the_rows_own_district():
    assert located(district="Kasemen", stated="36.73").district == "36.73.02"
    assert located(district="Ciwandan", stated="36.73").regency == "36.72"
    strange = located(district="Bogor Utara", stated="36.73")
    assert (strange.regency, strange.outside) == (None, None) and strange.warnings


def test_nothing_known_is_a_warning():
    assert located().outside is None
    assert located().warnings == [whereabouts.UNKNOWN]
