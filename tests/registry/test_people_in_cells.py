"""Numbers and addresses of people inside cells: found and hidden, and nothing else with them."""

import time

import pytest

from marketplace.registry import people


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Emping (3604011203850001)", "Emping"),
        ("Jl. Raya 1, sari@contoh.test", "Jl. Raya 1"),
        ("Jl. Raya 1 email: sari@contoh.co.id", "Jl. Raya 1"),
        ("Bu Sari HP. 0812 3456 7890", "Bu Sari"),
        ("Bu Sari +62 812-3456-7890", "Bu Sari"),
        ("sari@contoh.test", ""),
        ("Emping 500 gram, 12 bungkus", "Emping 500 gram, 12 bungkus"),
        ("503/12345678/IUMK/2017", "503/12345678/IUMK/2017"),
        (" / tetap / ", " / tetap / "),
    ],
)
def test_a_text_keeps_all_but_what_is_a_persons(text, bare):
    assert people.without(text) == bare


def test_a_number_that_may_be_a_permit_stays_where_mobiles_are_not_looked_for():
    assert people.without("081222001234", mobiles=False) == "081222001234"


@pytest.mark.parametrize(
    "cell", ["3604011203850001", "a@contoh.test", "081234567890", "WA 62812345678"]
)
def test_a_cell_of_a_person_is_hidden(cell):
    assert people.hidden(cell) == people.HIDDEN


@pytest.mark.parametrize("cell", ["0812220012345", "'0812220012345", "3602010010991", "Emping", ""])
def test_a_number_of_a_business_is_not(cell):
    assert people.hidden(cell) == cell


ENDLESS = (
    "x@" + " " * 19_000 + "y",
    "@" + ",;/( " * 3_900,
    "123456789" + "a" * 19_000,
    "no " * 6_000 + "123456789",
    "email" + " " * 19_000 + "@",
)


@pytest.mark.parametrize("cell", ENDLESS)
def test_a_cell_made_to_be_looked_at_for_minutes_is_not(cell):
    started = time.thread_time()
    assert people.hidden(cell) == cell
    assert people.without(cell) == cell
    assert time.thread_time() - started < 1


def test_what_is_glued_together_is_found_too():
    assert people.without("Toko (HP: +62 812-3456-7890budi@contoh.id)") == "Toko"
    assert people.without("Toko, email budi@contoh.id / 3601011234567890") == "Toko"
