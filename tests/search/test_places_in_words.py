"""A place is read out of what a buyer types, and what only looks like one is left to be tried."""

import time

import pytest

from marketplace.places import queries as places
from marketplace.search import places_in_words
from marketplace.search.places_in_words import Reading, read
from tests.search.test_hostile_queries import WORST

PANDEGLANG, LEBAK, TANGERANG, SERANG = "36.01", "36.02", "36.03", "36.04"
CITY_TANGERANG, CILEGON, CITY_SERANG, TANGSEL = "36.71", "36.72", "36.73", "36.74"
SERANGS, TANGERANGS = (CITY_SERANG, SERANG), (CITY_TANGERANG, TANGERANG)
CIBEBERS, CURUGS, SOBANGS = (
    ("36.02.19", "36.72.01"),
    ("36.03.17", "36.73.04"),
    ("36.01.35", "36.02.22"),
)

# What is typed, the words that are left, and the codes of the places that are named.
READ: list[tuple[str, str, tuple[str, ...]]] = [
    ("emping pandeglang", "emping", (PANDEGLANG,)),
    ("Emping Melinjo, Kab. Pandeglang", "Emping Melinjo", (PANDEGLANG,)),
    ("emping pandegelang", "emping", (PANDEGLANG,)),
    ("pandeglang emping", "emping", (PANDEGLANG,)),
    ("pandeglang", "", (PANDEGLANG,)),
    ("kopi di lebak", "kopi", (LEBAK,)),
    ("KOPI LEBAK", "KOPI", (LEBAK,)),
    ("kopi (lebak)", "kopi", (LEBAK,)),
    ("kopi asli lebak", "kopi asli", (LEBAK,)),
    ("kopi lebak premium", "kopi premium", (LEBAK,)),
    ("batik from lebak", "batik", (LEBAK,)),
    ("madu hutan asal lebak", "madu hutan", (LEBAK,)),
    ("oleh-oleh cilegon", "oleh-oleh", (CILEGON,)),
    ("oleh2 khas cilegon", "oleh2", (CILEGON,)),
    ("batik kota serang", "batik", (CITY_SERANG,)),
    ("batik serang kota", "batik", (CITY_SERANG,)),
    ("batik kotaserang", "batik", (CITY_SERANG,)),
    ("batik kabupaten serang", "batik", (SERANG,)),
    ("batik kab. serang", "batik", (SERANG,)),
    ("kec. serang", "", ("36.73.01",)),
    ("kecamatan pandeglang emping", "emping", ("36.01.21",)),
    ("kue kab tangerang", "kue", (TANGERANG,)),
    ("kue kota tangerang", "kue", (CITY_TANGERANG,)),
    ("kue tangerang selatan", "kue", (TANGSEL,)),
    ("kue kota tangerang selatan", "kue", (TANGSEL,)),
    ("tanggerang selatan", "", (TANGSEL,)),
    ("tangsel", "", (TANGSEL,)),
    ("emping tangsel", "emping", (TANGSEL,)),
    ("pondok aren", "", ("36.74.03",)),
    ("bakso pondok aren", "bakso", ("36.74.03",)),
    ("bakso pondokaren", "bakso", ("36.74.03",)),
    ("tukang las bsd", "tukang las", ("36.74.01",)),
    ("katering bintaro", "katering", ("36.74.03",)),
    ("kopi rangkasbitung", "kopi", ("36.02.14",)),
    ("kopi rangkas bitung", "kopi", ("36.02.14",)),
    ("kopi rangkas", "kopi", ("36.02.14",)),
    ("golok ciomas", "golok", ("36.04.27",)),
    ("oleh oleh anyer", "oleh oleh", ("36.04.30",)),
    ("lebak wangi", "", ("36.04.35",)),
    ("kue lebakwangi", "kue", ("36.04.35",)),
    ("gula gunung kencana", "gula", ("36.02.08",)),
    ("250gr emping labuan", "250gr emping", ("36.01.12",)),
    ("emping 250 gr, labuan", "emping 250 gr", ("36.01.12",)),
    ("emping menes pandeglang", "emping", ("36.01.13",)),
    ("emping pandeglang menes", "emping", ("36.01.13",)),
    ("gula cibeber lebak", "gula", ("36.02.19",)),
    ("gula cibeber, cilegon", "gula", ("36.72.01",)),
    ("emping curug serang", "emping", ("36.73.04",)),
    ("gula aren sobang, lebak", "gula aren", ("36.02.22",)),
    ("kopi lebak dan pandeglang", "kopi", (LEBAK, PANDEGLANG)),
    ("kemiri lebak", "kemiri", (LEBAK,)),
    ("keripik di bojong", "keripik", ("36.01.10",)),
    ("cireng kecamatan bandung", "cireng", ("36.04.34",)),
    ("cilegon emping lebak", "cilegon emping", (LEBAK,)),
]
SEVERAL = [
    ("emping serang", "emping", SERANGS),
    ("serang", "", SERANGS),
    ("sate bandeng khas serang", "sate bandeng", SERANGS),
    ("serang serang serang", "", SERANGS),
    ("kue tangerang", "kue", TANGERANGS),
    ("batik tanggerang", "batik", TANGERANGS),
    ("cibeber", "", CIBEBERS),
    ("emping curug", "emping", CURUGS),
    ("kopi sobang", "kopi", SOBANGS),
]
DOUBTFUL = [
    *("kemiri", "keripik bojong", "kantong kresek", "minyak kelapa dua liter", "cireng bandung"),
    *("baju anyar", "sambal picung", "petir", "batik merak", "gula aren Sobang Manis"),
    *("Menes Manis", "kripik bayah asin", "nasi pdg"),
]
NONE = ["emping", "nasi padang", "kota", "kabupaten", "di", "dekat", "dekat kota", "", "!!!"]


@pytest.mark.parametrize(("typed", "words", "codes"), READ)
def test_a_place_is_read_out_of_the_words(typed: str, words: str, codes: tuple[str, ...]) -> None:
    found = read(typed)
    assert found is not None
    assert (found.words, found.named, found.places, found.choices) == (words, codes, codes, ())
    assert found.sure


@pytest.mark.parametrize(("typed", "words", "codes"), SEVERAL)
def test_a_name_of_several_places_leaves_the_choice(
    typed: str, words: str, codes: tuple[str, ...]
) -> None:
    found = read(typed)
    assert found is not None
    assert (found.words, found.places, found.choices) == (words, codes, codes)


@pytest.mark.parametrize("typed", DOUBTFUL)
def test_a_word_that_may_be_a_good_or_a_shop_is_not_surely_a_place(typed: str) -> None:
    found = read(typed)
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize("typed", NONE)
def test_other_words_name_no_place(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(
    ("typed", "words", "codes"),
    [
        ("batik dekat serang", "batik", (*SERANGS, CILEGON, PANDEGLANG)),
        ("dekat pandeglang", "", (PANDEGLANG, LEBAK, SERANG, CITY_SERANG)),
        ("gerabah near cilegon", "gerabah", (CILEGON, SERANG, CITY_SERANG)),
        ("bandeng dekat menes", "bandeng", (PANDEGLANG,)),
        ("kue sekitar pondok aren", "kue", (TANGSEL,)),
        ("kopi deket cibeber", "kopi", (LEBAK, CILEGON)),
    ],
)
def test_near_is_the_regency_around_and_around_a_regency_its_neighbours(
    typed: str, words: str, codes: tuple[str, ...]
) -> None:
    found = read(typed)
    assert found is not None
    assert (found.words, found.near, found.places) == (words, True, codes)


def test_what_lies_around_is_looked_at_once() -> None:
    menes = read("emping menes")
    assert menes is not None and menes.wider is not None
    assert menes.wider.places == (PANDEGLANG,)
    near = read("emping dekat menes")
    assert isinstance(near, Reading) and near.wider is None


def test_every_place_is_found_by_its_own_name() -> None:
    for regency in places.regencies():
        found = read(f"emping {regency.name}")
        assert found is not None and found.named == (regency.code,), regency.name
        for district in places.districts_of(regency.code):
            found = read(f"emping kecamatan {district.name}, {regency.name}")
            assert found is not None and found.named == (district.code,), district.label
            assert found.words == "emping"


def test_the_data_speaks_of_places_that_are() -> None:
    data = places_in_words._data()
    named = [code for codes in data["also"].values() for code in codes]
    assert all(places.regency(code) or places.district(code) for code in named)
    assert set(data["around"]) == {one.code for one in places.regencies()}
    assert all(places.regency(code) for codes in data["around"].values() for code in codes)
    assert data["ordinary"] <= set(places_in_words._names())


@pytest.mark.parametrize("text", [*WORST, "serang " * 1_000, "dekat " * 60, "kota serang " * 30])
def test_the_worst_text_is_read_at_once(text: str) -> None:
    read("emping")
    started = time.thread_time()
    read(text)
    assert time.thread_time() - started < 0.05
