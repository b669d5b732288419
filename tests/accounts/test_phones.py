"""Telephone numbers as people write them."""

import pytest

from marketplace.accounts import phones
from marketplace.errors import RuleBroken


@pytest.mark.parametrize(
    "written",
    [
        "0812-3456-7890",
        "081234567890",
        "6281234567890",
        "62 812 3456 7890",
        "+62 812-3456-7890",
        "+62 (812) 3456 7890",
        " 0812.3456.7890 ",
    ],
)
def test_a_mobile_number_is_kept_in_one_form(written):
    assert phones.mobile(written) == "+6281234567890"


@pytest.mark.parametrize("written", ["(0254) 200123", "021-5551234", "+62254200123"])
def test_a_landline_is_refused_with_words(written):
    with pytest.raises(RuleBroken, match="telepon rumah"):
        phones.mobile(written)


@pytest.mark.parametrize(
    "written", ["0811111", "08123", "0812345678901234", "+1 415 555 0100", "08012345678", "abc", ""]
)
def test_what_is_no_indonesian_mobile_number_is_refused(written):
    with pytest.raises(RuleBroken, match="nomor HP"):
        phones.mobile(written)


def test_an_address_is_not_taken_for_a_number():
    assert not phones.looks_like_phone("081234567890@contoh.id")
    assert phones.looks_like_phone("+62 (812) 3456-7890")


def test_a_number_is_shown_masked_and_as_it_is_dialled():
    assert phones.masked("+6281234567890") == "0812****7890"
    assert phones.local("+6281234567890") == "0812-3456-7890"
    assert phones.can_have_whatsapp("+6281234567890")
    assert not phones.can_have_whatsapp("+62254200123")
