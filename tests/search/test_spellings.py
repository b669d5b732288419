"""Which spellings are one word to the search, and which words it must never take for each other."""

import pytest

from marketplace.search.teaching.lexicon import Lexicon
from marketplace.search.understanding import taught, terms
from marketplace.search.understanding.measures import amounts

SAME = """
kripik keripik|kripek keripik|krupuk kerupuk|kropok kerupuk|baso bakso|cabe cabai|tempeh tempe
telor telur|endog telur|endhog telur|tapai tape|peuyeum tape|coklat cokelat|duren durian|jae jahe
kunir kunyit|koneng kunyit|laos lengkuas|sereh serai|cikur kencur|brambang bawang|sambel sambal
trasi terasi|rengginang rangginang|ranginang rangginang|serabi surabi|kueh kue|kuweh kue|cake kue
cemilan camilan|snack camilan|beas beras|hayam ayam|pitik ayam|iwak ikan|cau pisang|gedang pisang
sampeu singkong|budin singkong|kalapa kelapa|tangkil melinjo|mlinjo melinjo|coffee kopi|tea teh
honey madu|milk susu|cheese keju|syrup sirup|juice jus|legen nira|awi bambu|pring bambu
bathik batik|batek batik|tenunan tenun|hijab kerudung|jilbab kerudung|krudung kerudung
mukenah mukena|rukuh mukena|kopyah kopiah|peci kopiah|songkok kopiah|sarong sarung|kaos kaus
sendal sandal|slendang selendang|souvenir suvenir|sovenir suvenir|shampoo sampo|catering katering
londri laundry|bedog golok|tembikar gerabah|handicraft kerajinan|brg barang|ori asli|srg serang
pdg pandeglang|tng tangerang|clg cilegon|makanan makan|minuman minum|anyaman anyam|sulaman sulam
berjualan jualan|dikeringkan kering|pengering kering|perawatan rawat|tasnya tas|bajunya baju
"""
APART = """
asin asinan|manis manisan|labu labuan|sepat sepatan|larang larangan|susu susukan|sarang serang
tape tempe|batik batok|kopi kopiah|kapal kepala|kelapa kepala|madu maju|gula gulai|beras berat
bakso bakwan|sate soto|ketan kentang|kerang keranjang|terong terasi|tahu tauge|sabun sapu
pisang pisangan|raja kerajinan|rajin kerajinan|kukis kuku|cabai cabe-cabean|golok gelang
sirup sirih|panda pandan|tenun tahun|kaus kasur|mug mukena|lada ladang|rawit rawat|dan danis
setel setelan|long longan|mur termur|wing sewing|tos mentos
"""


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one, other) for line in text.split("|") for one, other in [line.split()]]


def listed(text: str) -> list[tuple[str, str]]:
    return pairs(text.strip().replace("\n", "|"))


def test_there_are_as_many_pairs_as_promised() -> None:
    assert len(listed(SAME)) >= 60
    assert len(listed(APART)) >= 30


@pytest.mark.parametrize(("one", "other"), listed(SAME))
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(("one", "other"), listed(APART))
def test_two_words_stay_two(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    ("term", "ways"),
    [
        ("250gram", ["250gr", "250 g", "250 Gram", "0,25 kg", "0.25kg", "1/4 kg"]),
        ("250gram", ["¼ kilo", "2,5 ons", "seperempat kilo", "seperempat kg"]),
        ("500gram", ["1/2kg", "½ kg", "setengah kilo", "5 ons"]),
        ("1000gram", ["1 kg", "sekilo", "1.000 gram", "1000g"]),
        ("1500mililiter", ["1,5 liter", "1.5L", "1500 ml", "1.500ml"]),
        ("12buah", ["1 lusin", "12 pcs", "isi 12", "isi12", "isi 12 buah", "selusin"]),
        ("600milimeter", ["60 cm", "40x60cm", "0,6 m"]),
    ],
)  # fmt: skip
def test_an_amount_is_the_same_however_it_is_written(term: str, ways: list[str]) -> None:
    assert {way: term in terms(way) for way in ways} == dict.fromkeys(ways, True)


@pytest.mark.parametrize(
    "text",
    ["4GB", "isi", "kg", "1/0 kg", "0 kg", "9" * 30 + " kg", "1/3 g", "250 gratis", "grade 5"],
)
def test_what_is_no_amount_is_not_taken_for_one(text: str) -> None:
    assert amounts(text.lower()) == []


def test_digits_are_found_as_they_are_typed() -> None:
    assert {"250", "gram"} <= set(terms("Emping 250gr"))
    assert {"isi", "10"} <= set(terms("Otak-otak isi10"))


def test_a_word_that_officers_protect_stays_as_it_is() -> None:
    with taught(Lexicon(1, (), frozenset({"gorengan"}))):
        assert terms("gorengan") == ["goreng"]
    assert terms("gorengan", frozenset({"gorengan"})) == ["gorengan"]
